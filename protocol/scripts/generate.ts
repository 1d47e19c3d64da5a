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
const files = ['batch.proto', 'delivery.proto', 'site.proto', 'desired.proto'];
const protos = files.map((name) => join(root, 'proto', name));
const run = (program: string, args: string[]): void => {
  execFileSync(process.execPath, [join(bin, 'bin', program), ...args], { stdio: 'inherit' });
};

run('pbjs', [...pbjs, ...trimmed, '-p', join(root, 'proto'), '-o', out, ...protos]);
run('pbts', ['-o', types, out]);
// Node's ESM loader wants the file name of a package without an exports map. 64-bit integers are
// read as numbers: counters stay far below 2^53, and a reader refuses what is not a safe integer.
const code = readFileSync(out, 'utf8')
  .replace(
    /import (\S+) from "protobufjs\/minimal(?:\.js)?";/,
    'import $1 from "protobufjs/minimal.js";\n$1.util.Long = null;\n$1.configure();',
  )
  .replace(/\nexport \{\s*\$root as default\s*\};/, '');
writeFileSync(out, code);
// Enums are plain numbers on the wire, and an unknown one must reach our own check.
const typings = readFileSync(types, 'utf8');
writeFileSync(types, typings.replace(/enum (\w+) \{[^}]*\}/g, 'type $1 = number;'));
