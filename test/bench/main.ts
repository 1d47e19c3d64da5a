import { endWith } from '../kit/end-with.ts';
import { runBenchCommand } from './command.ts';

endWith(await runBenchCommand(process.argv.slice(2)));
