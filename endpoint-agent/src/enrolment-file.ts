import { join } from 'node:path';
import {
  openSiteCertificate,
  ProtocolError,
  ticketFromText,
  ticketToText,
  type EnrolmentTicket,
  type SiteCredential,
} from '@eucora/protocol';
import { NotEnrolledError } from './errors.ts';
import { readJson, writeWhole } from './files/atomic.ts';

/** What the home remembers of its enrolment: the ticket, and the site's credential it led to. */
export interface StoredEnrolment {
  readonly ticket: EnrolmentTicket;
  readonly credential: SiteCredential;
  readonly certificate: Uint8Array;
}

const fileName = 'enrolment';

/** Keeps an enrolment. The ticket stays with it: the relay may have to be asked again. */
export async function keepEnrolment(home: string, enrolment: StoredEnrolment): Promise<void> {
  const { ticket, certificate } = enrolment;
  const content = {
    ticket: ticketToText(ticket),
    certificate: Buffer.from(certificate).toString('base64'),
  };
  await writeWhole(join(home, fileName), `${JSON.stringify(content)}\n`);
}

/** The enrolment of a home; null when it has none. @throws NotEnrolledError when it can't be read */
export async function findEnrolment(home: string): Promise<StoredEnrolment | null> {
  const value = await readJson(join(home, fileName));
  if (typeof value !== 'object' || value === null) return null;
  const content: { ticket?: unknown; certificate?: unknown } = value;
  try {
    const ticket = ticketFromText(String(content.ticket));
    const certificate = Buffer.from(String(content.certificate), 'base64');
    return { ticket, certificate, credential: openSiteCertificate(certificate) };
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    throw new NotEnrolledError(
      `the enrolment in ${home} can't be read: run "eucora-agent enroll --ticket FILE" again`,
      { cause },
    );
  }
}

/** The enrolment of a home. @throws NotEnrolledError */
export async function readEnrolment(home: string): Promise<StoredEnrolment> {
  const enrolment = await findEnrolment(home);
  if (enrolment) return enrolment;
  throw new NotEnrolledError(
    `this machine is not enrolled (${home} knows no site): run "eucora-agent enroll --ticket FILE"`,
  );
}
