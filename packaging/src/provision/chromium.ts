import { join } from 'node:path';
import { readProvisionConfig } from '../config.ts';
import { aptInstall, isExecutable } from './apt.ts';
import { run } from './run.ts';

const probeMs = 20_000;
const names: readonly [string, ...string[]] = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** A browser to drive, or the sentence that says why there is none. */
export type Chromium =
  | { readonly kind: 'found'; readonly file: string }
  | { readonly kind: 'missing'; readonly reason: string };

export interface ChromiumOptions {
  readonly path?: readonly string[];
  readonly onProgress?: (step: string) => void;
  readonly signal?: AbortSignal;
}

/** The Chromium or Chrome on PATH; undefined when there is none. */
export async function findChromium(options: ChromiumOptions = {}): Promise<string | undefined> {
  for (const folder of options.path ?? readProvisionConfig().path) {
    for (const name of names) {
      const file = join(folder, name);
      if (await isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** Finds a Chromium, installing Debian's package where that is possible (apt and root). */
export async function ensureChromium(options: ChromiumOptions = {}): Promise<Chromium> {
  const present = await findChromium(options);
  if (present !== undefined) return { kind: 'found', file: present };
  const outcome = await aptInstall([names[0]], {
    signal: options.signal,
    onBegin: () =>
      options.onProgress?.('installing Chromium for the browser tests (a minute or two)'),
  });
  if (outcome.kind === 'missing') return outcome;
  const installed = await findChromium(options);
  if (installed === undefined) return missing('the installed package brought no program on PATH');
  await run(installed, ['--version'], { timeoutMs: probeMs });
  return { kind: 'found', file: installed };
}

function missing(reason: string): Chromium {
  return { kind: 'missing', reason };
}
