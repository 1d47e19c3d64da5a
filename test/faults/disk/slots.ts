import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  launchPrograms,
  SlotStore,
  stageProgram,
  type Command,
} from '@eucora/endpoint-agent/testing';

/** Where worker and judge have the artifacts; below it nothing is broken. */
export const artifactsOf = (root: string): string => `${root}-artifacts`;
const installed = 'v0';
export const versionsMax = 5;

/** A program of a few lines, longer with each version, that proves itself at once. */
export function programText(version: number): string {
  const proof = String.raw`printf '{"nonce":"%s","proven":true,"said":"it runs"}' "$EUCORA_AGENT_TRIAL"`;
  return `#!/bin/sh\n# ${'.'.repeat(400 * version)}\n${proof} > "$HOME/program/proof"\n`;
}

/** Has a version put into the free slot, as an agent does that both sides told to. */
export async function stageVersion(root: string, version: number): Promise<void> {
  const text = programText(version);
  const source = join(artifactsOf(root), `v${version}`);
  await mkdir(artifactsOf(root), { recursive: true });
  await writeFile(source, text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const said = { program: 'eucora-agent', version: `v${version}`, homeReadsFrom: 1, homeWrites: 1 };
  const store = await SlotStore.open(join(root, 'home'), installed);
  const describe = async () => JSON.stringify(said);
  const build = { version: said.version, sha256, bytes: text.length };
  await stageProgram({ store, homeFormat: 1, describe }, { path: source, offset: 0 }, build);
}

/** Starts as a service manager does; answers the program that took the launcher's place. */
export async function bootOnce(root: string): Promise<string> {
  const became: Command[] = [];
  const home = join(root, 'home');
  await launchPrograms({
    store: await SlotStore.open(home, installed),
    installed: { version: installed, command: { file: installed, args: [] } },
    environment: (trial) => ({ HOME: home, EUCORA_AGENT_TRIAL: trial ?? undefined }),
    become: async (command) => {
      became.push(command);
      return 0;
    },
    signal: new AbortController().signal,
    say: () => undefined,
  });
  return became[0]?.file ?? 'nothing';
}

/** Which version a program is, by its bytes; a sentence where it is none. */
export async function versionOf(program: string): Promise<number | string> {
  if (program === installed) return 0;
  const text = await readFile(program, 'utf8');
  for (let version = 1; version <= versionsMax; version += 1) {
    if (text === programText(version)) return version;
  }
  return `${program} holds ${text.length} bytes of no version`;
}
