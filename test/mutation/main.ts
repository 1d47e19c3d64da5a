import { endWith } from '../kit/end-with.ts';
import { runMutationCommand } from './command.ts';

endWith(await runMutationCommand(process.argv.slice(2)));
