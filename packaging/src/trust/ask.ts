import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CeremonyError } from './table.ts';

function requireTerminal(instead: string): void {
  if (process.stdin.isTTY) return;
  throw new CeremonyError(`There is no terminal to ask on; ${instead}.`);
}

async function ask(prompt: string, isHidden: boolean): Promise<string> {
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (isHidden) process.stderr.write(prompt);
  const terminal = createInterface({
    input: process.stdin,
    output: isHidden ? mute : process.stderr,
    terminal: true,
  });
  try {
    return await terminal.question(isHidden ? '' : prompt);
  } finally {
    terminal.close();
    if (isHidden) process.stderr.write('\n');
  }
}

/** Asks for a passphrase or PIN, which is not shown. */
export async function askHidden(prompt: string): Promise<string> {
  requireTerminal('give --passphrase-file, --identity or --pin-file');
  return ask(`${prompt}: `, true);
}

/** Asks for consent. */
export async function askYes(prompt: string): Promise<boolean> {
  requireTerminal('read the change with inspect and give --yes');
  return (await ask(`${prompt} Type yes: `, false)).trim() === 'yes';
}
