import { endWith } from '../kit/end-with.ts';
import { runFaultsCommand } from './command.ts';

endWith(await runFaultsCommand(process.argv.slice(2)));
