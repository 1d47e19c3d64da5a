import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { NoBrowserError, openBrowser } from './browser.ts';
import { SignInRefusedError, takeScreenshots } from './shots.ts';

const USAGE =
  'usage: node ui/scripts/screenshots.ts --url http://127.0.0.1:8080 ' +
  '(--token TOKEN | --token-file FILE) --out DIR [--chromium PATH]';

/** Saves pictures of every page of a running console. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      token: { type: 'string' },
      'token-file': { type: 'string' },
      out: { type: 'string' },
      chromium: { type: 'string' },
    },
  });
  const file = values['token-file'];
  const token =
    values.token ?? (file === undefined ? undefined : readFileSync(file, 'utf8').trim());
  if (values.url === undefined || token === undefined || values.out === undefined) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  await using browser = await openBrowser(values.chromium);
  const files = await takeScreenshots(browser, {
    url: values.url,
    token,
    out: values.out,
    log: (line) => console.log(line),
  });
  console.log(`${files.length} pictures in ${values.out}`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof NoBrowserError || error instanceof SignInRefusedError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
