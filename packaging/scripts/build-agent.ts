import { buildAgent } from '../src/build/agent-binary.ts';
import { readBuildConfig } from '../src/config.ts';

process.exitCode = await buildAgent(readBuildConfig(process.argv.slice(2)));
