import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { importPrivateKey, type PrivateKey } from '@eucora/protocol';
import { CeremonyDesk } from '@eucora/packaging/trust/testing';
import { createApiClient, type ApiClient } from './api.ts';
import { output } from './command.ts';
import { hubCommand } from './programs.ts';
import { until } from './until.ts';

/** What of a running hub a ceremony needs. */
export interface TrustHub {
  readonly dataDir: string;
  readonly url: string;
  readonly api: ApiClient;
}
/** What became of a file that was imported. */
export interface ImportedFile {
  readonly name: string;
  readonly result: 'accepted' | 'known' | 'passed_over' | 'refused';
  readonly role: string | null;
  readonly version: number | null;
  readonly detail: string;
}
export interface ImportAnswer {
  readonly results: readonly ImportedFile[];
  readonly publication: { readonly snapshot: number; readonly timestamp: number } | null;
}
/** What a publisher says of a file. */
export interface Vouched {
  readonly file: string;
  readonly package: string;
  readonly version: string;
  readonly minVersion?: string;
  /** Below linux/retail/ unless told; the file's name otherwise. */
  readonly path?: string;
}
/** A package version of the hub. */
export interface HubVersion {
  readonly id: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly name: string | null;
  readonly version: string | null;
  readonly state: string;
}

export const publisherRole = 'retail-linux';
const platform = 'linux';
const businessUnit = 'retail';

/**
 * People with laptops of their own and the stick between them, for a running hub: Alice, Bob and
 * Carol hold root (any two), Pat targets, Quinn publishes for retail Linux, Carol approves; the
 * online and the director's key are the hub's.
 */
export class Ceremony implements AsyncDisposable {
  readonly hub: TrustHub;
  readonly desk: CeremonyDesk;

  private constructor(hub: TrustHub, desk: CeremonyDesk) {
    this.hub = hub;
    this.desk = desk;
  }

  /** Holds the whole ceremony up to its import: from here on the hub publishes and may order. */
  static async hold(hub: TrustHub): Promise<Ceremony> {
    const ceremony = new Ceremony(hub, await CeremonyDesk.open(Date.now()));
    const { desk } = ceremony;
    await desk.makeKeys('alice', 'bob', 'carol', 'pat', 'quinn');
    await mkdir(desk.path('hub'));
    for (const name of ['online.pub', 'director.pub']) {
      const key = await hub.api.get<object>(`/api/trust/keys/${name}`);
      await writeFile(desk.path(`hub/${name}`), JSON.stringify(key));
    }
    await desk.good(
      'init --dir stick --threshold root=2 --hub hub',
      'add-key --dir stick --role root --pub alice.pub --pub bob.pub --pub carol.pub',
      'add-key --dir stick --role targets --pub pat.pub',
      'add-key --dir stick --role approvers --pub carol.pub',
      `delegate --dir stick --role ${publisherRole} --pub quinn.pub --path linux/retail/* ` +
        `--platform ${platform} --business-unit ${businessUnit} --terminating`,
    );
    await desk.sign('root', 'alice', 'bob');
    await desk.sign('targets', 'pat');
    await desk.sign(publisherRole, 'quinn');
    await ceremony.import();
    return ceremony;
  }

  /** The first root, with which devices are born. */
  firstRoot(): Promise<Uint8Array> {
    return readFile(this.desk.path('stick/metadata/1.root.json'));
  }

  /** Carol's key, which signs dangerous acts beside the director's. */
  async approver(): Promise<PrivateKey> {
    return importPrivateKey(await this.desk.seedOf('carol'));
  }

  /**
   * Brings every draft of the stick to the hub, and the stick up to date with what it serves then.
   * @throws Error naming what was refused
   */
  async import(): Promise<ImportAnswer> {
    const folder = this.desk.path('stick/draft');
    const files = await Promise.all(
      (await readdir(folder)).map(async (name) => ({
        name: `draft/${name}`,
        text: await readFile(join(folder, name), 'utf8'),
      })),
    );
    const answer = await this.hub.api.post<ImportAnswer>('/api/trust/metadata/', { files });
    const refused = answer.results.filter(({ result }) => result === 'refused');
    if (refused.length > 0) throw new Error(refused.map(({ detail }) => detail).join('\n'));
    await this.takeHome();
    return answer;
  }

  /** What the hub serves goes on the stick. */
  async takeHome(): Promise<void> {
    const archive = this.desk.path('stick.tar');
    const answer = await this.#ask('/api/trust/stick/');
    await writeFile(archive, Buffer.from(await answer.arrayBuffer()));
    await output('tar', ['-xf', archive, '-C', this.desk.path('stick')]);
  }

  /** Quinn vouches for a file, and the hub serves it; gives the target path. */
  async vouch({ file, path, minVersion, ...said }: Vouched): Promise<string> {
    const target = path ?? `linux/retail/${basename(file)}`;
    const floor = minVersion === undefined ? '' : ` --min-version ${minVersion}`;
    await this.desk.good(
      `add-target --dir stick --role ${publisherRole} --file ${file.replaceAll(' ', '~')} ` +
        `--path ${target} --package ${said.package} --version ${said.version}${floor} ` +
        `--platform ${platform} --business-unit ${businessUnit}`,
    );
    await this.desk.sign(publisherRole, 'quinn');
    await this.import();
    return target;
  }

  /** Quinn takes the word for a target back, and the hub serves that. */
  async takeBack(path: string): Promise<void> {
    await this.desk.good(`remove-target --dir stick --role ${publisherRole} --path ${path}`);
    await this.desk.sign(publisherRole, 'quinn');
    await this.import();
  }

  /**
   * The whole way of a package to publication: uploaded and staged by the administrator, vouched for
   * by Quinn, published by another person.
   */
  async publish(file: string, minVersion?: string): Promise<HubVersion & { targetPath: string }> {
    const { api } = this.hub;
    const version = await this.upload(file);
    await api.post(`/api/package-versions/${version.id}/stage/`, {});
    const name = { package: version.name ?? '', version: version.version ?? '' };
    const targetPath = await this.vouch({ file, ...name, ...(minVersion && { minVersion }) });
    const publisher = await this.publisherApi();
    await publisher.post(`/api/package-versions/${version.id}/publish/`, {});
    const published = await api.get<HubVersion>(`/api/package-versions/${version.id}/`);
    return { ...published, targetPath };
  }

  /** Uploads a file in one piece, as the administrator; gives what it became. */
  async upload(file: string): Promise<HubVersion> {
    const { api } = this.hub;
    const bytes = await readFile(file);
    const name = Buffer.from(basename(file)).toString('base64');
    const begun = await this.#ask('/api/package-uploads/', {
      method: 'POST',
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': `filename ${name}`,
      },
    });
    const path = begun.headers.get('location') ?? '';
    await this.#ask(path, {
      method: 'PATCH',
      headers: {
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
      body: new Uint8Array(bytes),
    });
    interface Upload {
      readonly state: string;
      readonly detail: string | null;
      readonly version_id: string | null;
    }
    const upload = await until(`${basename(file)} is taken in`, async () => {
      const now = await api.get<Upload>(path);
      return now.state === 'done' || now.state === 'refused' ? now : undefined;
    });
    if (upload.version_id === null) throw new Error(`the hub refused ${file}: ${upload.detail}`);
    return api.get<HubVersion>(`/api/package-versions/${upload.version_id}/`);
  }

  /** The hub as a publisher sees it who is nobody else. */
  async publisherApi(): Promise<ApiClient> {
    const name = `quinn-${createHash('sha256').update(this.desk.cwd).digest('hex').slice(0, 8)}`;
    const file = this.desk.path('publisher-token');
    const known = await readFile(file, 'utf8').catch(() => undefined);
    const args = ['token', 'create', '--role', 'publisher', '--name', name];
    const token = known ?? (await hubCommand(this.hub.dataDir, args)).trim();
    if (known === undefined) await writeFile(file, token, { mode: 0o600 });
    return createApiClient(this.hub.url, token);
  }

  /** Asks as the administrator, where what goes or comes is no JSON. */
  async #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const { url, dataDir } = this.hub;
    const headers = new Headers(init.headers);
    const token = (await readFile(join(dataDir, 'admin-token'), 'utf8')).trim();
    headers.set('authorization', `Bearer ${token}`);
    const answer = await fetch(new URL(path, url), { ...init, headers });
    if (answer.ok) return answer;
    throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.desk.cwd, { recursive: true, force: true });
  }
}
