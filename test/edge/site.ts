import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  generateBoxKeyPair,
  generateKeyPair,
  openRelayRequest,
  relayIdOf,
  sealSiteCertificate,
  ticketFromText,
  type EnrolmentTicket,
} from '@eucora/protocol';
import { readConfig, runCli, startRelay, type Relay } from '@eucora/site-relay';
import { inheritedEnvironment } from '../kit/config.ts';
import { makeSitePki, type PkiFiles, type SitePki } from '../kit/site-pki.ts';

/** A real relay with its own broker, admitted by a hub of which there is only the key. */
export interface TestSite extends AsyncDisposable {
  readonly site: string;
  readonly directory: string;
  readonly pki: SitePki | undefined;
  readonly relay: Relay;
  ticket(): Promise<EnrolmentTicket>;
  /** As `eucora-relay ticket create` prints it. */
  ticketText(): Promise<string>;
  /** Stops the relay and starts it again on what it left. */
  restart(): Promise<void>;
}

const site = 'hq';

export interface SiteOptions {
  /** With certificates of an authority made for this site. */
  readonly tls?: boolean;
}

/** Makes a site in a directory of its own, and starts its relay in this process. */
export async function startSite({ tls = false }: SiteOptions = {}): Promise<TestSite> {
  const directory = await mkdtemp(join(tmpdir(), 'eucora-site-'));
  const pki = tls ? await makeSitePki(join(directory, 'pki'), site) : undefined;
  const env = {
    ...(await admitHome(directory, site)),
    EUCORA_LOG_LEVEL: 'silent',
    ...(pki && tlsEnvironment('EUCORA_RELAY', pki.relay)),
  };
  let relay = await startRelay(readConfig(env));
  const ticketText = (): Promise<string> =>
    siteCommand(['ticket', 'create', '--uses', '10', '--url', relay.natsUrl], env);
  return {
    site,
    directory,
    pki,
    get relay() {
      return relay;
    },
    ticket: async () => ticketFromText(await ticketText()),
    ticketText,
    restart: async () => {
      await relay[Symbol.asyncDispose]();
      relay = await startRelay(readConfig(env));
    },
    [Symbol.asyncDispose]: async () => {
      await relay[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Variables that name the files of TLS to a relay or an agent. */
export function tlsEnvironment(prefix: string, files: PkiFiles): Record<string, string> {
  return {
    [`${prefix}_TLS_CERT_FILE`]: files.certificate,
    [`${prefix}_TLS_KEY_FILE`]: files.key,
    [`${prefix}_TLS_CA_FILE`]: files.authority,
  };
}

/** Makes the home of a relay that is admitted to a site, and answers the environment to run it in. */
export async function admitHome(directory: string, siteId: string) {
  const home = join(directory, 'relay');
  const env = { ...inheritedEnvironment(), EUCORA_RELAY_HOME: home };
  await siteCommand(['init', '--site', siteId], env);
  const certificate = join(directory, 'certificate');
  await writeFile(certificate, certify(siteId, await readFile(join(home, 'relay-request'))));
  await siteCommand(['admit', '--certificate', certificate], env);
  return env;
}

/** Runs a command of the relay in this process, and answers what it said. */
export async function siteCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  let said = '';
  const out = (text: string): void => {
    said += text;
  };
  const stop = new AbortController().signal;
  const code = await runCli(args, { out, error: out, stop }, env);
  if (code !== 0) throw new Error(`eucora-relay ${args.join(' ')}: ${said}`);
  return said;
}

function certify(siteId: string, request: Uint8Array): Uint8Array {
  const hub = generateKeyPair();
  const { publicKey, boxPublic } = openRelayRequest(request);
  return sealSiteCertificate(
    {
      site: siteId,
      siteClass: 'online',
      relayId: relayIdOf(publicKey),
      relayPublic: publicKey,
      relayBoxPublic: boxPublic,
      hubPublic: hub.publicKey.raw,
      hubBoxPublic: generateBoxKeyPair().publicKey,
      issuedMs: Date.now(),
    },
    hub,
  );
}
