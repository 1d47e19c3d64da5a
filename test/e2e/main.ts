import { runE2eCommand } from './command.ts';

process.exitCode = await runE2eCommand(process.argv.slice(2));
