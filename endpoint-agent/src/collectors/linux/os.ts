import type { FactValues } from '../facts.ts';
import type { Host } from '../host.ts';

/** The assignments of an os-release file (freedesktop: os-release(5)), quotes removed. */
export function parseOsRelease(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const found = /^([A-Z0-9_]+)=(.*)$/.exec(line.trim());
    if (!found?.[1]) return [];
    const raw = found[2] ?? '';
    const quoted = /^"(.*)"$|^'(.*)'$/.exec(raw);
    const value = quoted ? (quoted[1] ?? quoted[2] ?? '') : raw;
    return [[found[1], value.replaceAll(/\\(["$`\\])/g, '$1')]];
  });
  return new Map(pairs);
}

/** The wall clock's time of boot in /proc/stat, whole seconds since 1970. */
export function parseBootTime(procStat: string): number | undefined {
  const found = /^btime (\d+)$/m.exec(procStat)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** RFC 3339 in UTC with whole seconds. */
export function rfc3339(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

export interface OsTexts {
  readonly osRelease: string;
  readonly kernel: string;
  readonly arch: string;
  readonly procStat: string;
}

/** Facts of section `os`. */
export function osFacts({ osRelease, kernel, arch, procStat }: OsTexts): FactValues<'os'> {
  const release = parseOsRelease(osRelease);
  const bootTime = parseBootTime(procStat);
  return {
    name: release.get('NAME') ?? 'Linux',
    version: release.get('VERSION') ?? release.get('VERSION_ID') ?? release.get('BUILD_ID'),
    kernel,
    arch,
    boot_time: bootTime === undefined ? undefined : rfc3339(bootTime),
  };
}

export async function readOs(host: Host, arch: string): Promise<FactValues<'os'>> {
  const [etc, lib, kernel, procStat] = await Promise.all([
    host.readText('/etc/os-release'),
    host.readText('/usr/lib/os-release'),
    host.readText('/proc/sys/kernel/osrelease'),
    host.readText('/proc/stat'),
  ]);
  const osRelease = etc ?? lib ?? '';
  return osFacts({ osRelease, kernel: kernel ?? '', arch, procStat: procStat ?? '' });
}
