// Writes the API contract to hub/openapi.json; `--check` only says whether the file is up to date.
import { readFile, writeFile } from 'node:fs/promises';
import { createApp } from '../src/http/app.ts';
import { offlineDeps } from '../src/http/offline.ts';

const path = new URL('../openapi.json', import.meta.url);

const app = await createApp(offlineDeps());
await app.ready();
const text = `${JSON.stringify(app.swagger(), undefined, 2)}\n`;
await app.close();
if (process.argv.includes('--check')) {
  if ((await readFile(path, 'utf8')) !== text) {
    console.error('hub/openapi.json is out of date; run npm run gen -w hub.');
    process.exitCode = 1;
  }
} else {
  await writeFile(path, text);
}
