import { assert, nat, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { debianMirror, isAtLeast, parseNatsVersion, releaseAsset } from './nats-release.ts';

describe('the version of a nats-server', () => {
  test('is read from its answer and from nothing else', () => {
    expect(parseNatsVersion('nats-server: v2.10.27\n')).toEqual({ major: 2, minor: 10, patch: 27 });
    expect(parseNatsVersion('nats-server: v2.12.0-RC.1')).toEqual({
      major: 2,
      minor: 12,
      patch: 0,
    });
    expect(parseNatsVersion('something else 2.10.27')).toBeUndefined();
  });

  test('is compared number by number, not as text', () => {
    const minimum = { major: 2, minor: 10, patch: 0 };
    expect(isAtLeast({ major: 2, minor: 9, patch: 99 }, minimum)).toBe(false);
    expect(isAtLeast({ major: 2, minor: 10, patch: 0 }, minimum)).toBe(true);
    expect(isAtLeast({ major: 3, minor: 0, patch: 0 }, minimum)).toBe(true);
    const version = record({ major: nat(9), minor: nat(99), patch: nat(99) });
    assert(
      property(version, version, (a, b) => {
        const value = (v: typeof a) => v.major * 1e4 + v.minor * 100 + v.patch;
        expect(isAtLeast(a, b)).toBe(value(a) >= value(b));
      }),
    );
  });
});

test('the mirror is the main archive, whatever stands before it', () => {
  const uris = 'http://a.test/debian-security/\nhttp://tool.test/apt\n http://a.test/debian/ \n';
  expect(debianMirror(uris)).toBe('http://a.test/debian');
  expect(debianMirror('https://a.test/x/debian')).toBe('https://a.test/x/debian');
  expect(debianMirror('http://a.test/debian-security/\n\n')).toBeUndefined();
  const files = [
    "'http://a.test/debian-security/dists/b-security/InRelease' a.test_dists_InRelease 0 ",
    "'http://a.test/debian/dists/b/InRelease' a.test_debian_dists_b_InRelease 0 ",
  ];
  expect(debianMirror(files.join('\n'))).toBe('http://a.test/debian');
});

test('a release is pinned for Linux only, and its archive names the program', () => {
  const asset = releaseAsset('linux', 'x64');
  expect(asset?.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(asset?.url.endsWith(`/${asset.member.split('/')[0]}.tar.gz`)).toBe(true);
  expect(releaseAsset('win32', 'x64')).toBeUndefined();
  expect(releaseAsset('linux', 'riscv64')).toBeUndefined();
});
