import { endWith } from '../kit/end-with.ts';
import { runDrillCommand } from './command.ts';

endWith(await runDrillCommand(process.argv.slice(2)));
