import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { silentMetadata } from '../formats/metadata.ts';
import { cycloneDxDocument } from './cyclonedx.ts';
import { needsOf, type Described } from './described.ts';
import { spdxDocument } from './spdx.ts';

const requires = (...names: string[]) =>
  ({ kind: 'requires', any_of: names.map((name) => ({ name, constraint: null })) }) as const;
const described: Described = {
  name: 'till',
  version: '1:4.2-1',
  architecture: 'amd64',
  format: 'deb',
  sha256: 'ab'.repeat(32),
  fileName: 'till.deb',
  createdAt: new Date('2026-11-25T12:00:00.123Z'),
  metadata: {
    ...silentMetadata,
    title: 'a till',
    vendor: 'Example Ltd',
    license: 'Apache-2.0 or so',
    homepage: 'https://till.example/',
    dependencies: [
      { kind: 'requires', any_of: [{ name: 'libc6', constraint: '>= 2.34' }] },
      requires('adduser', 'passwd'),
      { kind: 'recommends', any_of: [{ name: 'chrony', constraint: null }] },
      { kind: 'conflicts', any_of: [{ name: 'oldtill', constraint: null }] },
      requires('passwd'),
    ],
  },
};

test('what is needed is named once; alternatives are optional unless one is asked for alone', () => {
  expect(
    needsOf(described.metadata).map(({ name, optional }) => `${name} ${optional ? 'may' : 'must'}`),
  ).toEqual(['adduser may', 'chrony may', 'libc6 must', 'passwd must']);
});

/** The official schemas, which the library brings along. */
async function cycloneDxSchema() {
  const library = createRequire(import.meta.url).resolve(
    '@cyclonedx/cyclonedx-library/package.json',
  );
  const read = async (name: string): Promise<Record<string, unknown>> => {
    const path = join(dirname(library), 'res', 'schema', `${name}.SNAPSHOT.schema.json`);
    return JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  };
  const ajv = new Ajv({ strict: false, formats: { 'iri-reference': true, 'idn-email': true } });
  formats.default(ajv);
  for (const name of ['spdx', 'jsf-0.82'])
    ajv.addSchema(await read(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  return ajv.compile(await read('bom-1.6'));
}

test('CycloneDX keeps the official schema of 1.6, and is the same for the same bytes', async () => {
  const text = cycloneDxDocument(described);
  const validate = await cycloneDxSchema();
  const found = JSON.parse(text) as Record<string, unknown>;
  validate(found);
  expect(validate.errors).toBeNull();
  expect(validate({ ...found, components: [{ name: 'of no type' }] })).toBe(false);
  expect(cycloneDxDocument(described)).toBe(text);
  expect(found).toMatchObject({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { component: { name: 'till', version: '1:4.2-1' } },
  });
});

test('SPDX names every package that a relationship does, and nothing twice', () => {
  const document = JSON.parse(JSON.stringify(spdxDocument(described))) as {
    creationInfo: { created: string };
    packages: { SPDXID: string; name: string }[];
    relationships: { spdxElementId: string; relatedSpdxElement: string }[];
  };
  const ids = document.packages.map(({ SPDXID }) => SPDXID);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^SPDXRef-[\dA-Za-z.-]+$/.test(id))).toBe(true);
  const known = new Set([...ids, 'SPDXRef-DOCUMENT']);
  for (const { spdxElementId, relatedSpdxElement } of document.relationships) {
    expect([known.has(spdxElementId), known.has(relatedSpdxElement)]).toEqual([true, true]);
  }
  expect(document.packages.map(({ name }) => name)).toEqual([
    'till',
    'adduser',
    'chrony',
    'libc6',
    'passwd',
  ]);
  expect(document.creationInfo.created).toBe('2026-11-25T12:00:00Z');
});
