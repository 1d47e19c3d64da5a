import { buildProgram } from '../src/build/program.ts';
import { readBuildConfig } from '../src/config.ts';

const config = readBuildConfig('eucora-agent', process.argv.slice(2));
process.exitCode = await buildProgram('eucora-agent', config);
