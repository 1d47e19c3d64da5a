import {
  readEnrolAnswer,
  sealEnrolRequest,
  type DeviceEnrolment,
  type EnrolmentTicket,
  type PrivateKey,
  type SiteCredential,
} from '@eucora/protocol';
import type { TimeKeeper } from './clock/time-keeper.ts';
import { EnrolmentRefusedError } from './errors.ts';
import type { Desk } from './sender/desk.ts';

/** What a device holds once a relay has taken it in. */
export interface Admission {
  readonly enrolment: DeviceEnrolment;
  readonly credential: SiteCredential;
  readonly certificate: Uint8Array; // the credential as the hub signed it
}
export interface AdmissionRequest {
  readonly ticket: EnrolmentTicket;
  readonly key: PrivateKey;
  readonly keeper: TimeKeeper;
  /** Of simulated devices: the run that made them. */
  readonly simulatedRun?: string;
}

/**
 * Asks a relay to take a device in, with proof of its key and of the ticket, and believes the answer
 * only if it is by the relay that the ticket names. The times that relay and hub signed raise the
 * clock's lower bound.
 * @throws EnrolmentRefusedError | DeskUnavailableError | ProtocolError
 */
export async function askForAdmission(desk: Desk, request: AdmissionRequest): Promise<Admission> {
  const { ticket, key, keeper, simulatedRun } = request;
  const asked = keeper.book().current;
  const put = sealEnrolRequest(
    {
      site: ticket.site,
      publicKey: key.publicKey.raw,
      ticketId: ticket.ticketId,
      simulated: simulatedRun !== undefined,
      run: simulatedRun ?? '',
      asked,
    },
    key,
    ticket,
  );
  const answer = readEnrolAnswer(await desk.enrol(put), ticket, key.publicKey.raw);
  if ('refused' in answer) {
    throw new EnrolmentRefusedError(answer.refused, refusalText(answer.refused, answer.detail));
  }
  // A device that was enrolled before gets its first enrolment again, so its time bounds only below.
  keeper.anchor({ loMs: Math.max(answer.enrolment.issued.loMs, answer.credential.issuedMs) });
  return answer;
}

function refusalText(code: string, detail: string): string {
  const remedy = code === 'busy' ? 'try again in a minute' : 'ask the site for a new ticket';
  return `the relay did not enrol this machine: ${detail || code}; ${remedy}`;
}
