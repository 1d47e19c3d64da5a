import { parseArgs } from 'node:util';
import { join, resolve } from 'node:path';
import { output } from '../kit/command.ts';
import { chromiumProgram, projectRoot } from '../kit/config.ts';
import { startConstellation } from '../kit/constellation.ts';

/**
 * Pictures of every page with a fleet to look at: `npm run screenshots [-- --out FOLDER]`. Starts
 * everything in a directory of its own, lets a swarm live for half a minute, and leaves nothing.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'docs/screenshots' },
    devices: { type: 'string', default: '150' },
  },
});
const swarm = ['--seed', 'pictures', '--events-per-second', '400', '--seconds', '30', '--verify'];
const chromium = chromiumProgram();

await using edge = await startConstellation();
console.error('a swarm of simulated devices lives for 30 s');
await output(
  process.execPath,
  ['test/swarm/main.ts', ...swarm, '--devices', values.devices, '--data-dir', edge.dataDir],
  { timeoutMs: 300_000 },
);
const where = ['--url', edge.url, '--token-file', join(edge.dataDir, 'admin-token')];
const browser = chromium === undefined ? [] : ['--chromium', chromium];
const into = ['--out', resolve(projectRoot, values.out)];
const program = join(projectRoot, 'ui', 'scripts', 'screenshots.ts');
const args = [program, ...where, ...into, ...browser];
console.log((await output(process.execPath, args, { timeoutMs: 600_000 })).trim());
