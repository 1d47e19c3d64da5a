import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTrust } from './cli.ts';
import { seedIn } from './holder-key.ts';
import type { Table } from './table.ts';

/** Holders and their laptop, for tests: every command as a person would type it. */
export class CeremonyDesk {
  readonly cwd: string;
  nowMs: number;
  readonly lines: string[] = [];
  answers: string[] = [];
  environment: Readonly<Record<string, string>> = {};

  private constructor(cwd: string, nowMs: number) {
    this.cwd = cwd;
    this.nowMs = nowMs;
  }

  /** A desk in a new folder, with a passphrase file that opens every key of it. */
  static async open(nowMs: number): Promise<CeremonyDesk> {
    const desk = new CeremonyDesk(await mkdtemp(join(tmpdir(), 'eucora-ceremony-')), nowMs);
    await writeFile(desk.path('phrase'), 'five random words are good\n');
    return desk;
  }

  /** A desk with a copy of everything on this one. */
  async copy(): Promise<CeremonyDesk> {
    const other = await CeremonyDesk.open(this.nowMs);
    await cp(this.cwd, other.cwd, { recursive: true });
    return other;
  }

  path(name: string): string {
    return join(this.cwd, name);
  }

  /** Runs a command line; gives its exit code. What it says is in `lines`, of this command only. */
  async run(line: string): Promise<number> {
    this.lines.length = 0;
    return runTrust(this.table(line));
  }

  /** What a command line finds at this desk. */
  table(line: string): Table {
    const say = (text: string) => this.lines.push(text);
    return {
      args: line.split(' ').map((each) => each.replaceAll('~', ' ')),
      cwd: this.cwd,
      environment: this.environment,
      scryptLogN: 4,
      now: () => this.nowMs,
      out: say,
      err: say,
      askHidden: async () => this.answers.shift() ?? '',
      askYes: async () => (this.answers.shift() ?? '') === 'yes',
    };
  }

  /** What the last command said. */
  get said(): string {
    return this.lines.join('\n');
  }

  /** Runs command lines that must be good. @throws Error with what was said */
  async good(...lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      const code = await this.run(line);
      if (code !== 0) throw new Error(`${line}: ${code}\n${this.said}`);
    }
  }

  /** A key for each holder. */
  async makeKeys(...holders: readonly string[]): Promise<void> {
    for (const holder of holders) {
      await this.good(`make-key --key ${holder} --holder ${holder} --passphrase-file phrase`);
    }
  }

  /** The secret of a holder's key, 32 bytes: for what is signed with it beside metadata. */
  async seedOf(holder: string): Promise<Uint8Array> {
    return seedIn(this.table(''), this.path(holder), { passphraseFile: this.path('phrase') });
  }

  /** Each holder signs a role's draft. */
  async sign(role: string, ...holders: readonly string[]): Promise<void> {
    for (const holder of holders) {
      await this.good(
        `sign --dir stick --role ${role} --key ${holder} --passphrase-file phrase --yes`,
      );
    }
  }

  /** The ceremony of docs/TRUST.md up to its first publication, with a publisher for retail Linux. */
  async firstRoot(): Promise<void> {
    await this.makeKeys('alice', 'bob', 'carol', 'pat', 'quinn', 'online');
    await this.good(
      'init --dir stick --threshold root=2',
      'add-key --dir stick --role root --pub alice.pub --pub bob.pub --pub carol.pub',
      'add-key --dir stick --role targets --pub pat.pub',
      'add-key --dir stick --role snapshot --pub online.pub',
      'add-key --dir stick --role timestamp --pub online.pub',
      'add-key --dir stick --role director --pub online.pub',
      'add-key --dir stick --role approvers --pub carol.pub',
      'delegate --dir stick --role retail-linux --pub quinn.pub --path linux/retail/* ' +
        '--platform linux --business-unit retail --terminating',
    );
    await this.sign('root', 'alice', 'bob');
    await this.sign('targets', 'pat');
    await this.sign('retail-linux', 'quinn');
    await this.publish();
  }

  publish(): Promise<void> {
    return this.good('publish --dir stick --key online --passphrase-file phrase');
  }
}
