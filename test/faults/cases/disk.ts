import type { FaultCase } from '../case.ts';
import { archiveSubject } from '../disk/archive-subject.ts';
import { callCase } from '../disk/call-case.ts';
import { damageCase } from '../disk/damage-case.ts';
import { fullDiskCases } from '../disk/full-disk-case.ts';
import { imageCase } from '../disk/image-case.ts';
import { installSubject } from '../disk/install-subject.ts';
import { relaySubject } from '../disk/relay-subject.ts';
import { slotsSubject } from '../disk/slots-subject.ts';
import { spoolSubject } from '../disk/spool-subject.ts';

/** Disks that forget, lie, are full or fail, file by file and call by call. */
export const diskCases: readonly FaultCase[] = [
  damageCase({ subject: relaySubject, kind: 'flip', inCi: true }),
  damageCase({ subject: relaySubject, kind: 'truncate', inCi: false }),
  damageCase({ subject: relaySubject, kind: 'missing', inCi: false }),
  damageCase({ subject: spoolSubject, kind: 'flip', inCi: true }),
  damageCase({ subject: spoolSubject, kind: 'truncate', inCi: false }),
  damageCase({ subject: spoolSubject, kind: 'missing', inCi: false }),
  damageCase({ subject: spoolSubject, kind: 'flip', isRunning: true, inCi: false }),
  damageCase({ subject: spoolSubject, kind: 'truncate', isRunning: true, inCi: false }),
  damageCase({ subject: archiveSubject, kind: 'flip', inCi: false }),
  damageCase({ subject: archiveSubject, kind: 'truncate', inCi: false }),
  damageCase({ subject: archiveSubject, kind: 'missing', inCi: false }),
  ...[relaySubject, spoolSubject, archiveSubject, slotsSubject].flatMap((subject) => [
    callCase({ subject, effect: 'KILL', inCi: false }),
    callCase({ subject, effect: 'EIO', inCi: false }),
    callCase({ subject, effect: 'ENOSPC', inCi: false }),
    imageCase(subject, true),
  ]),
  callCase({ subject: installSubject, effect: 'KILL', inCi: false, name: 'kill-install-book' }),
  callCase({ subject: installSubject, effect: 'EIO', inCi: false }),
  ...fullDiskCases,
];
