import { runFaultsCommand } from './command.ts';

process.exitCode = await runFaultsCommand(process.argv.slice(2));
