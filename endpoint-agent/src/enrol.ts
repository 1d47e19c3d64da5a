import {
  readEnrolAnswer,
  sealEnrolRequest,
  type EnrolmentGranted,
  type EnrolmentTicket,
  type HubKeyChain,
  type PrivateKey,
} from '@eucora/protocol';
import type { TimeKeeper } from './clock/time-keeper.ts';
import { EnrolmentRefusedError } from './errors.ts';
import type { Desk } from './sender/desk.ts';

/** What a device holds once a relay has taken it in. */
export type Admission = EnrolmentGranted;
export interface AdmissionRequest {
  readonly ticket: EnrolmentTicket;
  readonly key: PrivateKey;
  readonly keeper: TimeKeeper;
  /** Of simulated devices: the run that made them. */
  readonly simulatedRun?: string;
  /** The key that it wants a certificate for; absent: none. */
  readonly tlsKey?: PrivateKey;
  /** The hub's keys as this device follows them; absent: the one that the ticket names. */
  readonly hubKeys?: HubKeyChain;
}

/**
 * Asks a relay to take a device in, with proof of its key and of the ticket, and believes the answer
 * only if it is by the relay that the ticket names. The times that relay and hub signed raise the
 * clock's lower bound.
 * @throws EnrolmentRefusedError | DeskUnavailableError | ProtocolError
 */
export async function askForAdmission(
  desk: Pick<Desk, 'enrol'>,
  request: AdmissionRequest,
): Promise<Admission> {
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
    request.tlsKey,
  );
  const answer = readEnrolAnswer(await desk.enrol(put), ticket, key.publicKey.raw, request.hubKeys);
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
