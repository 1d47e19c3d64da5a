import { runDrillCommand } from './command.ts';

process.exitCode = await runDrillCommand(process.argv.slice(2));
