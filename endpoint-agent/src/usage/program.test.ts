import { describe, expect, it } from 'vitest';
import {
  descendsFrom,
  programOf,
  sameProgram,
  shortName,
  titleOf,
  withoutHome,
} from './program.ts';

describe('the title of an interpreter', () => {
  it.each([
    ['java', ['-Xmx2g', '-jar', '/opt/ide/ide.jar', '--password', 'secret'], 'ide.jar'],
    ['java', ['-cp', '/opt/a.jar:/opt/b.jar', 'com.example.Main', 'x'], 'com.example.Main'],
    ['python3.11', ['-u', '/srv/report.py', 'token=1'], 'report.py'],
    ['python3', ['-W', 'ignore', '-m', 'http.server', '8000'], 'http.server'],
    ['python3', ['-c', 'print("secret")'], null],
    ['node', ['--require', './x.js', 'server.js'], 'server.js'],
    ['node', ['-e', 'secret()'], null],
    ['bash', ['-o', 'pipefail', '/usr/local/bin/backup.sh'], 'backup.sh'],
    ['bash', ['-lc', 'curl -u user:secret'], null],
    ['bash', ['/dev/fd/3'], null],
    ['sh', [], null],
    ['perl', ['-w', 'tool.pl'], 'tool.pl'],
    ['dotnet', ['/opt/app/App.dll'], 'App.dll'],
    ['firefox', ['https://example.org/?session=secret'], null],
    ['python3', ['scripts/a\nb.py'], null],
  ])('%s %j is %j', (program, args, title) => {
    expect(titleOf(program, args)).toBe(title);
  });
});

describe('a program', () => {
  it('is named by its executable, without the home folder it may be in', () => {
    expect(programOf('/home/alice/tools/cad', 'cad', [])).toEqual({
      program: 'cad',
      path: '~/tools/cad',
      title: null,
    });
    expect(withoutHome('/Users/alice/Applications/X')).toBe('~/Applications/X');
    expect(withoutHome('/homework/x')).toBe('/homework/x');
    expect(withoutHome('/home/CORP/alice/bin/x', '/home/CORP/alice')).toBe('~/bin/x');
    expect(withoutHome('/usr/bin/x', '/')).toBe('/usr/bin/x');
    expect(withoutHome('/opt/x', '/opt')).toBe('/opt/x'); // a home that everybody shares
  });

  it('keeps its name when an update replaced its file', () => {
    expect(programOf('/usr/bin/cad (deleted)', 'cad', []).path).toBe('/usr/bin/cad');
  });

  it('is known by its short name where its executable is hidden or only in memory', () => {
    const plain = { program: 'sshd', path: null, title: null };
    expect(programOf(undefined, 'sshd: alice', [])).toEqual(plain);
    expect(programOf('/memfd:a1b2c3 (deleted)', 'sshd', [])).toEqual(plain);
    expect(shortName('npm run build')).toBe('npm');
    expect(shortName(' ')).toBe('(unnamed)');
  });

  it('stays the same when its title becomes unreadable, and is its parent’s when it never had one', () => {
    const titled = { program: 'python3', path: '/usr/bin/python3', title: 'a.py' };
    const untitled = { ...titled, title: null };
    const other = { ...titled, title: 'b.py' };
    expect(sameProgram(titled, untitled)).toBe(true);
    expect(sameProgram(titled, other)).toBe(false);
    expect(descendsFrom(untitled, titled)).toBe(true);
    expect(descendsFrom(titled, untitled)).toBe(false);
    expect(descendsFrom(other, titled)).toBe(false);
  });
});
