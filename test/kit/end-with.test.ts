import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { projectRoot } from './config.ts';

test.each(['faults', 'bench', 'drill', 'mutation', 'swarm'])(
  '%s tells a fault by its exit code',
  (tool) => {
    const program = [`test/${tool}/main.ts`, '--no-such-option'];
    const { status, stderr } = spawnSync(process.execPath, program, {
      cwd: projectRoot,
      encoding: 'utf8',
    });
    expect({ status, said: stderr.length > 0 }).toEqual({ status: 2, said: true });
  },
);
