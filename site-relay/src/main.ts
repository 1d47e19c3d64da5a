#!/usr/bin/env node
import { leaveSoon } from '@eucora/protocol';
import { runCli } from './cli.ts';

// A reader such as `head` may be gone: what was left to say is then not wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
  stop: stop.signal,
});
leaveSoon();
