import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A mail as the server got it. */
export interface GotMail {
  readonly to: readonly string[];
  readonly raw: string;
  readonly secure: boolean;
  readonly user: string | null;
}
export interface SmtpWish {
  readonly port?: number;
  readonly cert: string;
  readonly key: string;
  readonly user?: string;
  readonly password?: string;
  /** It offers encryption. */
  readonly startTls?: boolean;
  /** It speaks TLS from the first byte. */
  readonly secure?: boolean;
}

interface Line extends Partial<GotMail> {
  readonly did: string;
  readonly port?: number;
}

/** A mail server in a process of its own. */
export class SmtpProcess implements AsyncDisposable {
  readonly mails: GotMail[] = [];
  /** What it was asked, in order: `auth`, `from`, `mail`. */
  readonly asked: string[] = [];
  port = 0;
  #child: ChildProcess | undefined;

  static async start(wish: SmtpWish): Promise<SmtpProcess> {
    const it = new SmtpProcess();
    await it.#start(wish);
    return it;
  }

  async #start(wish: SmtpWish): Promise<void> {
    const full = { port: 0, user: '', password: '', startTls: true, secure: false, ...wish };
    const main = fileURLToPath(new URL('smtp-main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, JSON.stringify(full)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    child.once('exit', () => reject(new Error('the mail server ended')));
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line: Line = JSON.parse(text);
      if (line.did === 'listen') {
        this.port = line.port ?? 0;
        resolve();
        return;
      }
      this.asked.push(line.did);
      const { to = [], raw = '', secure = false, user = null } = line;
      if (line.did === 'mail') this.mails.push({ to, raw, secure, user });
    });
    await promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}
