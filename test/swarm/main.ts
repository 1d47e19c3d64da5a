import { endWith } from '../kit/end-with.ts';
import { runSwarmCommand } from './command.ts';

endWith(await runSwarmCommand(process.argv.slice(2)));
