#!/usr/bin/env node
import { leaveSoon } from '@eucora/protocol';
import { runCli } from './cli/cli.ts';

// A reader such as `head` may be gone: what was left to say is then not wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
leaveSoon();
