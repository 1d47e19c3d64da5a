import { apkManifest, readApk } from './apk.ts';
import { readDeb } from './deb.ts';
import { readExecutable } from './executable.ts';
import { silentMetadata, type Format, type Metadata } from './metadata.ts';
import { isMsi, readMsi } from './msi.ts';
import { msixBundleManifest, msixManifest, readMsix } from './msix.ts';
import { readRpm } from './rpm.ts';
import { sniff, type Containers } from './sniff.ts';
import { MalformedError, type ByteSource, type MalformedReason } from './source.ts';
import { openZip } from './zip.ts';

/** What bytes turned out to be; or why they are no package. */
export type Inspection =
  | { readonly ok: true; readonly format: Format; readonly metadata: Metadata }
  | { readonly ok: false; readonly reason: MalformedReason; readonly detail: string };

type Reader = (source: ByteSource) => Promise<Metadata>;
const silent: Reader = () => Promise.resolve(silentMetadata);

const readers: Readonly<Record<Format, Reader>> = {
  deb: readDeb,
  rpm: readRpm,
  msi: readMsi,
  msix: readMsix,
  apk: readApk,
  exe: readExecutable,
  intunewin: silent,
  pkg: silent,
  dmg: silent,
  ipa: silent,
  tar: silent,
};

const intuneDetection = 'IntuneWinPackage/Metadata/Detection.xml';
const iosInfo = /^Payload\/[^/]+\.app\/Info\.plist$/;

const containers: Containers = {
  compound: async (source) => ((await isMsi(source)) ? 'msi' : undefined),
  zip: async (source) => {
    const told = new Set([msixManifest, msixBundleManifest, apkManifest, intuneDetection]);
    const { names } = await openZip(source, (name) => told.has(name) || iosInfo.test(name));
    if (names.has(msixManifest) || names.has(msixBundleManifest)) return 'msix';
    if (names.has(apkManifest)) return 'apk';
    if (names.has(intuneDetection)) return 'intunewin';
    return [...names].some((name) => iosInfo.test(name)) ? 'ipa' : undefined;
  },
};

/**
 * Says what bytes are and what they say of themselves. Memory is bounded whatever they hold; what
 * fails in reading the source itself is thrown.
 */
export async function inspect(source: ByteSource): Promise<Inspection> {
  try {
    const format = await sniff(source, containers);
    if (format === undefined) {
      const detail = 'By its content it is none of the known types of packages.';
      return { ok: false, reason: 'unknown_type', detail };
    }
    return { ok: true, format, metadata: await readers[format](source) };
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    return { ok: false, reason: error.reason, detail: error.message };
  }
}
