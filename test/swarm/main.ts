import { runSwarmCommand } from './command.ts';

process.exitCode = await runSwarmCommand(process.argv.slice(2));
