#!/usr/bin/env node
import { readTrustConfig } from '../config.ts';
import { askHidden, askYes } from './ask.ts';
import { runTrust } from './cli.ts';

// A reader such as `head` may be gone: what was left to say is then not wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runTrust({
  ...readTrustConfig(),
  now: () => Date.now(),
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  askHidden,
  askYes,
});
