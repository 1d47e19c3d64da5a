import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { NatsServerError } from '../errors.ts';

const versionMin = { major: 2, minor: 10 };

/** Reads `nats-server --version`; undefined when it is something else. */
export function parseServerVersion(
  text: string,
): { readonly major: number; readonly minor: number; readonly text: string } | undefined {
  const match = /nats-server:\s+v((\d+)\.(\d+)\.\d+\S*)/.exec(text);
  if (!match?.[1]) return undefined;
  return { major: Number(match[2]), minor: Number(match[3]), text: match[1] };
}

/**
 * Finds the nats-server to run: the configured one, else the first on PATH.
 * @throws NatsServerError absent, not runnable or too old
 */
export async function findServerProgram(
  configured: string | undefined,
  path: string,
): Promise<{ readonly program: string; readonly version: string }> {
  const program = configured ?? (await onPath(path));
  if (!program) {
    throw new NatsServerError(
      'no nats-server found; install nats-server 2.10 or later, or name one in EUCORA_NATS_SERVER',
    );
  }
  let output: string;
  try {
    output = (await promisify(execFile)(program, ['--version'], { timeout: 10_000 })).stdout;
  } catch (cause) {
    const remedy = 'check EUCORA_NATS_SERVER';
    throw new NatsServerError(`${program} cannot be run as nats-server; ${remedy}`, { cause });
  }
  const version = parseServerVersion(output);
  if (!version) throw new NatsServerError(`${program} is no nats-server; check EUCORA_NATS_SERVER`);
  const { major, minor } = version;
  if (major < versionMin.major || (major === versionMin.major && minor < versionMin.minor)) {
    throw new NatsServerError(
      `${program} is nats-server ${version.text}; 2.10 or later is needed: ` +
        'install a newer one or name it in EUCORA_NATS_SERVER',
    );
  }
  return { program, version: version.text };
}

async function onPath(path: string): Promise<string | undefined> {
  for (const directory of path.split(delimiter).filter((part) => part !== '')) {
    const candidate = join(directory, 'nats-server');
    const usable = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return candidate;
  }
  return undefined;
}
