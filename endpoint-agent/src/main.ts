#!/usr/bin/env node
import { runCli } from './cli.ts';

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => void process.stdout.write(`${text.trimEnd()}\n`),
  err: (text) => void process.stderr.write(`${text.trimEnd()}\n`),
});
