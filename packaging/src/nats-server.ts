import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readProvisionConfig, type ProvisionConfig } from './config.ts';
import { ProvisionError } from './errors.ts';
import {
  debianMirror,
  isAtLeast,
  NATS_RELEASE,
  NATS_VERSION_MIN,
  parseNatsVersion,
  releaseAsset,
} from './provision/nats-release.ts';
import { run } from './provision/run.ts';

const limits = {
  probeMs: 10_000,
  aptMs: 120_000,
  downloadMs: 120_000,
  archiveBytesMax: 64 * 1024 * 1024,
};

export interface NatsServerOptions extends Partial<ProvisionConfig> {
  /** Told what is being done, one short phrase per step. */
  readonly onProgress?: (step: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Finds or fetches a nats-server of at least version 2.10 and answers its absolute path.
 *
 * Order: EUCORA_NATS_SERVER, PATH, the user's cache, Debian's package (unpacked into the cache,
 * nothing is installed), the official release by pinned SHA-256.
 *
 * @throws ProvisionError one sentence that names the remedy
 */
export async function ensureNatsServer(options: NatsServerOptions = {}): Promise<string> {
  const config = { ...readProvisionConfig(), ...options };
  if (config.natsServer !== undefined) {
    if (await isUsable(config.natsServer)) return config.natsServer;
    throw new ProvisionError(
      `EUCORA_NATS_SERVER names ${config.natsServer}, which is not a nats-server of 2.10 or later; ` +
        'correct or unset it.',
    );
  }
  const cached = join(config.cacheDir, 'nats-server', `${process.platform}-${process.arch}`);
  const program = join(cached, 'nats-server');
  for (const candidate of [...config.path.map((folder) => join(folder, 'nats-server')), program]) {
    if (await isUsable(candidate)) return candidate;
  }

  const refusals: unknown[] = [];
  for (const fetchProgram of [fromDebian, fromRelease]) {
    const work = await mkdtemp(join(tmpdir(), 'eucora-nats-'));
    try {
      const fetched = await fetchProgram(work, options);
      await publish(fetched, program);
      if (await isUsable(program)) return program;
      refusals.push(new Error('the fetched program does not run on this machine'));
    } catch (error) {
      options.signal?.throwIfAborted();
      refusals.push(error);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  throw new ProvisionError(
    'No nats-server 2.10 or later was found and none could be fetched from Debian or the official ' +
      'release; install one and name it in EUCORA_NATS_SERVER.',
    { cause: new AggregateError(refusals) },
  );
}

/** True when the file runs and says it is recent enough. */
async function isUsable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    const output = await run(file, ['--version'], { timeoutMs: limits.probeMs });
    const version = parseNatsVersion(output);
    return version !== undefined && isAtLeast(version, NATS_VERSION_MIN);
  } catch {
    // Absent, not executable, or made for another machine: all mean "look further".
    return false;
  }
}

/** Puts the program into the cache in one step, so that a parallel run never sees half of it. */
async function publish(fetched: string, program: string): Promise<void> {
  const folder = dirname(program);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const staged = join(folder, `.nats-server-${process.pid}-${Date.now()}`);
  await copyFile(fetched, staged);
  await chmod(staged, 0o755);
  await rename(staged, program);
}

/**
 * Unpacks Debian trixie's package (a static program that also runs on older releases) with package
 * lists of our own, so neither root nor a change to the machine's apt configuration is needed. The
 * mirror is the one the machine already uses; apt verifies the archive's signature.
 */
async function fromDebian(work: string, options: NatsServerOptions): Promise<string> {
  const settings = { cwd: work, timeoutMs: limits.aptMs, signal: options.signal };
  const targets = await run('apt-get', ['indextargets', '--format', '$(REPO_URI)'], settings);
  // Before its first update a machine has no index targets, only the addresses it would load.
  const mirror =
    debianMirror(targets) ??
    debianMirror(await run('apt-get', ['update', '--print-uris'], settings));
  if (mirror === undefined) throw new Error('apt is configured with no Debian mirror');

  options.onProgress?.("fetching nats-server from Debian's archive");
  await mkdir(join(work, 'lists', 'partial'), { recursive: true });
  await writeFile(join(work, 'trixie.list'), `deb ${mirror} trixie main\n`);
  const own = [
    `Dir::Etc::sourcelist=${join(work, 'trixie.list')}`,
    'Dir::Etc::sourceparts=-',
    `Dir::State::Lists=${join(work, 'lists')}`,
    'Dir::Cache::pkgcache=',
    'Dir::Cache::srcpkgcache=',
    'APT::Sandbox::User=root',
  ].flatMap((setting) => ['-o', setting]);
  await run('apt-get', [...own, 'update', '-qq'], settings);
  await run('apt-get', [...own, 'download', '-qq', 'nats-server'], settings);
  const archive = (await readdir(work)).find((name) => name.endsWith('.deb'));
  if (archive === undefined) throw new Error('apt-get downloaded no package');
  await run('dpkg', ['-x', archive, 'root'], settings);
  return join(work, 'root', 'usr', 'sbin', 'nats-server');
}

/** Takes the official archive; its SHA-256 is pinned, so the channel needs no trust. */
async function fromRelease(work: string, options: NatsServerOptions): Promise<string> {
  const asset = releaseAsset(process.platform, process.arch);
  if (!asset) throw new Error(`no release is pinned for ${process.platform}-${process.arch}`);

  options.onProgress?.(`fetching the official nats-server ${NATS_RELEASE}`);
  const timeout = AbortSignal.timeout(limits.downloadMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const answer = await fetch(asset.url, { signal });
  if (!answer.ok) throw new Error(`the release server answered ${answer.status}`);
  const bytes = await readBounded(answer, limits.archiveBytesMax);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== asset.sha256) throw new Error('the release archive has a wrong checksum');
  const archive = join(work, 'nats-server.tar.gz');
  await writeFile(archive, bytes);
  await run('tar', ['-xzf', archive, '-C', work], { timeoutMs: limits.aptMs, signal });
  return join(work, asset.member);
}

async function readBounded(answer: Response, bytesMax: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += part.byteLength;
    if (bytes > bytesMax) throw new Error(`the release archive is larger than ${bytesMax} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
