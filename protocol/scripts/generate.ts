/** Makes the static codec from the .proto files. The result is committed and compared in CI. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');
const bin = dirname(createRequire(import.meta.url).resolve('protobufjs-cli/package.json'));
const out = join(root, 'src/gen/wire.js');
const types = join(root, 'src/gen/wire.d.ts');

const pbjs = ['-t', 'static-module', '-w', 'es6', '--es6', '--force-number', '--no-create'];
const trimmed = ['--no-verify', '--no-convert', '--no-delimited', '--no-service', '--no-typeurl'];
const protos = ['batch.proto', 'site.proto'].map((name) => join(root, 'proto', name));
const run = (program: string, args: string[]): void => {
  execFileSync(process.execPath, [join(bin, 'bin', program), ...args], { stdio: 'inherit' });
};

run('pbjs', [...pbjs, ...trimmed, '-p', join(root, 'proto'), '-o', out, ...protos]);
run('pbts', ['-o', types, out]);
// Node's ESM loader wants the file name of a package without an exports map, and the typings name
// the namespace, so the module exports it under that name.
const code = readFileSync(out, 'utf8').replace('"protobufjs/minimal"', '"protobufjs/minimal.js"');
writeFileSync(
  out,
  code.replace(/export \{\s*\$root as default\s*\};/, 'export const eucora = $root.eucora;'),
);
