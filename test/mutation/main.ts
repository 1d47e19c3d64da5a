import { runMutationCommand } from './command.ts';

process.exitCode = await runMutationCommand(process.argv.slice(2));
