import { runBenchCommand } from './command.ts';

process.exitCode = await runBenchCommand(process.argv.slice(2));
