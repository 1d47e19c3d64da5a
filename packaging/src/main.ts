import { runCommand } from './commands/run-command.ts';
import { readCommandConfig } from './config.ts';

process.exitCode = await runCommand(readCommandConfig());
