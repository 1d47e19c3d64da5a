import { describe, expect, it } from 'vitest';
import type { Host } from '../collectors/host.ts';
import { ToolFailedError } from '../collectors/host.ts';
import { fakeHost } from '../collectors/testing/fake-host.ts';
import { createAccounts, parsePasswd } from './accounts.ts';

const passwd =
  'root:x:0:0:root:/root:/bin/bash\ntoor:x:0:0::/root:/bin/sh\nalice:x:1000:1000::/home/CORP/alice:\n';

describe('user names', () => {
  it('come from passwd, the first line of an id first', () => {
    expect([...parsePasswd(passwd)]).toEqual([
      [0, { name: 'root', home: '/root' }],
      [1000, { name: 'alice', home: '/home/CORP/alice' }],
    ]);
  });

  it('are asked of the directory once, and are numbers where nobody knows them', async () => {
    const asked: string[] = [];
    const run: Host['run'] = (tool, args) => {
      asked.push([tool, ...args].join(' '));
      return args[1] === '5000'
        ? Promise.resolve('bob:*:5000:5000::/home/bob:/bin/sh\n')
        : Promise.reject(new ToolFailedError('no such user'));
    };
    const accounts = createAccounts(() => fakeHost({ files: { '/etc/passwd': passwd }, run }));
    const names: string[] = [];
    for (const uid of [1000, 5000, 5000, 99, 99]) names.push((await accounts.of(uid)).name);
    expect(names).toEqual(['alice', 'bob', 'bob', 'uid:99', 'uid:99']);
    expect(asked).toEqual(['getent passwd 5000', 'getent passwd 99']);
  });
});
