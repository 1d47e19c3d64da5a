import { chmod, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { agentNodeOptions } from './agent-options.ts';
import type { BuildConfig } from '../config.ts';
import { run, RunError } from '../provision/run.ts';
import { relayNodeOptions } from '../start/relay-options.ts';

const buildMs = 300_000;
const probeMs = 30_000;

/** The programs that are shipped as one file. */
export type ProgramName = 'eucora-agent' | 'eucora-relay';
const sources = {
  'eucora-agent': { folder: 'endpoint-agent', nodeOptions: agentNodeOptions },
  'eucora-relay': { folder: 'site-relay', nodeOptions: relayNodeOptions },
} as const satisfies Record<ProgramName, object>;

/**
 * Builds a program as one file: its code bundled and embedded in the stock Node binary. Answers the
 * exit code; expected faults are one sentence on stderr.
 */
export async function buildProgram(name: ProgramName, config: BuildConfig): Promise<number> {
  const work = await mkdtemp(join(tmpdir(), 'eucora-build-'));
  try {
    const bundle = join(work, 'program.mjs');
    await bundleProgram(name, config, bundle);
    const staged = join(work, name);
    await embed(name, config, work, bundle, staged);
    // A program that does not even print its help is not put into place.
    await run(staged, ['--help'], { timeoutMs: probeMs });
    await mkdir(dirname(config.output), { recursive: true });
    await run('cp', [staged, `${config.output}.new`], { timeoutMs: buildMs });
    await rename(`${config.output}.new`, config.output);
    if (config.archive !== undefined) await archiveProgram(staged, config.archive);
    const { size } = await stat(config.output);
    process.stdout.write(`${config.output}: ${(size / 1e6).toFixed(1)} MB\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = error instanceof RunError ? error.message : error.message.split('\n')[0];
    process.stderr.write(`${name} could not be built: ${reason}\n`);
    return 1;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function bundleProgram(
  name: ProgramName,
  config: BuildConfig,
  outfile: string,
): Promise<void> {
  const { version } = config;
  await build({
    entryPoints: [join(config.root, sources[name].folder, 'src', 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node26',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'silent',
    // SQLite as WebAssembly is a second file; compiled to JavaScript it is part of the program.
    alias: { 'sql.js': 'sql.js/dist/sql-asm.js' },
    ...(version !== undefined && { define: { EUCORA_BUILD_VERSION: JSON.stringify(version) } }),
    // Packages in CommonJS ask for built-in modules by `require`, which ES modules do not have.
    banner: {
      js: "import { createRequire as _createRequire } from 'node:module'; const require = _createRequire(process.execPath);",
    },
  });
}

/** The base is stripped before embedding: doing it afterwards destroys the embedded part. */
async function embed(
  name: ProgramName,
  config: BuildConfig,
  work: string,
  bundle: string,
  output: string,
): Promise<void> {
  const base = join(work, 'node');
  await run('cp', [config.node, base], { timeoutMs: buildMs });
  await chmod(base, 0o755);
  await strip(base);
  const settings = join(work, 'sea.json');
  const sea = {
    main: bundle,
    mainFormat: 'module',
    output,
    executable: base,
    disableExperimentalSEAWarning: true,
    execArgv: sources[name].nodeOptions,
  };
  await writeFile(settings, JSON.stringify(sea));
  await run(config.node, ['--build-sea', settings], { timeoutMs: buildMs });
}

/** The same program gives the same archive, wherever and whenever it is made. */
async function archiveProgram(program: string, archive: string): Promise<void> {
  const alike = ['--format=ustar', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0'];
  const what = ['--mode=0755', '-C', dirname(program), basename(program)];
  await run('tar', [...alike, '-cf', archive, ...what], { timeoutMs: buildMs });
}

/** Symbols take a fifth of the size; a machine without binutils builds the larger program. */
async function strip(file: string): Promise<void> {
  try {
    await run('strip', ['--strip-unneeded', file], { timeoutMs: buildMs });
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    process.stderr.write('strip is not installed, so the program is larger than it need be\n');
  }
}
