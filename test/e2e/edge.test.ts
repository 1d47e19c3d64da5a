import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startConstellation, type Constellation } from '../kit/constellation.ts';
import { identify, processNames } from '../kit/processes.ts';
import { browserSuite } from './browser.suite.ts';
import { hostileSuite } from './hostile.suite.ts';
import { machineSuite } from './machine.suite.ts';
import { rotationsSuite } from './rotations.suite.ts';
import { signingKeySuite } from './signing-key.suite.ts';
import { swarmSuite } from './swarm.suite.ts';
import { usageSuite } from './usage.suite.ts';

// One constellation for all suites, since each start costs several seconds of both cores.
describe('EUCORA edge as npm start runs it', () => {
  let edge: Constellation;

  beforeAll(async () => {
    edge = await startConstellation();
  }, 180_000);
  afterAll(() => edge?.stop(), 90_000);

  it('says where the console is and how to sign in, and names every process', async () => {
    expect(edge.console()).toMatch(/^console: http:\/\/127\.0\.0\.1:\d+$/m);
    expect(edge.console()).toMatch(/sign[ -]in/i);
    expect(edge.console()).toMatch(/npm run swarm/);
    const found = await Promise.all(processNames.map((name) => identify(edge.dataDir, name)));
    expect(processNames.filter((_, index) => found[index] === undefined)).toEqual([]);
  });

  machineSuite(() => edge);
  swarmSuite(() => edge);
  rotationsSuite(() => edge);
  signingKeySuite(() => edge);
  hostileSuite(() => edge);
  browserSuite(() => edge);
  usageSuite(() => edge);
});
