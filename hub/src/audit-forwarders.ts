import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { AuditForwardConfig } from './config.ts';
import { HttpSender, SyslogSender, type Sender } from './modules/audit/index.ts';
import { UsageError } from './platform/errors.ts';

const syslogPort = 6_514;

/**
 * Makes what sends audit entries to where the configuration says.
 * @throws UsageError when a file of it can't be read
 */
export async function forwardersOf({ syslog, http }: AuditForwardConfig): Promise<Sender[]> {
  const senders: Sender[] = [];
  if (syslog) {
    const [ca, cert, key] = await Promise.all(
      [syslog.caFile, syslog.certFile, syslog.keyFile].map(textOf),
    );
    const host = syslog.url.hostname;
    const port = syslog.url.port === '' ? syslogPort : Number(syslog.url.port);
    senders.push(new SyslogSender({ host, port, ca, cert, key, hostName: hostname() }));
  }
  if (http) {
    const [token, ca] = await Promise.all([http.tokenFile, http.caFile].map(textOf));
    senders.push(new HttpSender({ url: http.url, token: token?.trim(), ca }));
  }
  return senders;
}

async function textOf(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${file}, which the forwarding of audit entries needs, can't be read.`, {
      cause,
    });
  });
}
