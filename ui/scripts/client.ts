import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const CONTRACT = new URL('../../hub/openapi.json', import.meta.url);
const OUTPUT = new URL('../src/gen/api.d.ts', import.meta.url);

/** Writes the types of the hub's API from its committed OpenAPI document. */
const contract = await readFile(CONTRACT, 'utf8');
const types = astToString(await openapiTS(contract, { alphabetize: true }));
await writeFile(
  OUTPUT,
  `// Generated from hub/openapi.json by ui/scripts/client.ts; do not edit.\n${types}`,
);
