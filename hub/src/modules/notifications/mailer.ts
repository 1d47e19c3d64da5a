import { isIP, type Socket } from 'node:net';
import { rootCertificates } from 'node:tls';
import { createTransport } from 'nodemailer';
import { OutboundError, type Outbound } from '../../platform/outbound.ts';
import { oneLine, type MailText } from './mail-text.ts';
import type { MailServer } from './mail-store.ts';
import type { Outcome } from './retry.ts';

export interface Mail extends MailText {
  /** The same at each try, so that a mail that came twice is seen to be one. */
  readonly id: string;
  readonly recipients: readonly string[];
  readonly date: Date;
}
export interface MailerDeps {
  readonly outbound: Pick<Outbound, 'connect'>;
  /** Certificate authorities beside the system's, PEM. */
  readonly ca?: string | undefined;
  readonly signal: AbortSignal;
}

const answerMs = 10_000;
const answerCharactersMax = 200;

/**
 * Hands a mail to the server, over a connection that the outbound guard judged. Encryption and the
 * server's name are checked before anything is said (RFC 3207, RFC 8314), unless the server is
 * configured without. What it refused for good is `refused`; all else may be tried again.
 */
export async function sendMail(
  server: MailServer,
  password: string | undefined,
  mail: Mail,
  { outbound, ca, signal }: MailerDeps,
): Promise<Outcome> {
  const { host, port, security } = server;
  let socket: Socket | undefined;
  try {
    const encrypted = security !== 'none';
    socket = await outbound.connect(host, port, { signal, encrypted });
    const connection = socket;
    const transport = createTransport({
      host,
      port,
      connection,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: {
        minVersion: 'TLSv1.2',
        ...(isIP(host) === 0 && { servername: host }),
        ...(ca !== undefined && { ca: [...rootCertificates, ca] }),
      },
      ...(server.username !== '' && { auth: { user: server.username, pass: password ?? '' } }),
      greetingTimeout: answerMs,
      connectionTimeout: answerMs,
      socketTimeout: answerMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const stop = (): void => void connection.destroy();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const sent = await transport.sendMail({
        from: server.sender,
        to: [...mail.recipients],
        subject: oneLine(mail.subject),
        text: mail.text,
        date: mail.date,
        messageId: `<${mail.id}@${server.sender.split('@')[1] ?? 'localhost'}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      const refused = sent.rejected.map(String);
      return { kind: 'sent', note: refused.length === 0 ? null : `refused: ${refused.join(', ')}` };
    } finally {
      signal.removeEventListener('abort', stop);
      transport.close();
    }
  } catch (error) {
    return outcomeOf(error, host);
  } finally {
    socket?.destroy();
  }
}

/** What a failed try means. Answers to a sign-in are not repeated: they may quote what was said. */
function outcomeOf(error: unknown, host: string): Outcome {
  if (error instanceof OutboundError) return { kind: 'failed', reason: error.message };
  const { code, responseCode, response } = faultOf(error);
  if (code === 'EAUTH') {
    return { kind: 'failed', reason: `${host} does not take the user and password.` };
  }
  if (code === 'ETLS') {
    return { kind: 'failed', reason: `${host} offers no encryption that can be trusted.` };
  }
  if (responseCode !== undefined) {
    const said = oneLine(response, answerCharactersMax);
    const isForGood = responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
    return { kind: isForGood ? 'refused' : 'failed', reason: `${host} answered: ${said}` };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'failed', reason: oneLine(`${host}: ${message}`, answerCharactersMax) };
}

function faultOf(error: unknown): {
  readonly code: string;
  readonly responseCode: number | undefined;
  readonly response: string;
} {
  const field = (name: string): unknown =>
    error instanceof Error ? Reflect.get(error, name) : undefined;
  const [code, responseCode, response] = ['code', 'responseCode', 'response'].map(field);
  return {
    code: typeof code === 'string' ? code : '',
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    response: typeof response === 'string' ? response : '',
  };
}
