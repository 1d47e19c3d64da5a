import type { Actor } from '../../platform/api.ts';
import type { Database, Tx } from '../../platform/db.ts';
import {
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
} from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import { separateDuties, type Deed } from '../identity/index.ts';
import { cleanText } from './formats/metadata.ts';
import { selectScans } from './scans/store.ts';
import { moved, possibleFrom, type Move, type VersionState } from './lifecycle.ts';
import { artifactOf, type Vouchers } from './vouching.ts';
import {
  historyOf,
  insertDeed,
  lockVersion,
  lockVersionsOfBytes,
  selectDeeds,
  selectVersion,
  updateNamed,
  updateState,
  type Named,
  type VersionRow,
} from './store.ts';

export interface PackagesDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly vouchers: Vouchers;
}

/** What a move counts as where duties are separated; withdrawing is nobody's merit. */
const deedOf: Readonly<Record<Move, Deed | undefined>> = {
  describe: 'package.create',
  stage: 'package.test',
  publish: 'package.publish',
  withdraw: undefined,
};

/** Locks a version and says to which state a move leads. */
async function begin(
  tx: Tx,
  id: string,
  move: Move,
  actor: Actor,
): Promise<{ version: VersionRow; state: VersionState }> {
  const version = await lockVersion(tx, id);
  if (!version) throw new NotFoundError('package version', id);
  const state = moved(version.state, move);
  if (state === undefined) {
    const from = possibleFrom(move).join(' or ');
    throw new ConflictError(
      `The version is ${version.state}; to ${move} it, it has to be ${from}.`,
      'wrong_state',
    );
  }
  if (move === 'stage' || move === 'publish') await checkScans(tx, id, move);
  const deed = deedOf[move];
  const history = historyOf(await selectDeeds(tx, id));
  const verdict = deed === undefined ? undefined : separateDuties(deed, actor, history);
  if (verdict?.allowed === false) {
    throw new ForbiddenError(
      `You stand behind its ${verdict.because}; somebody else has to ${move} it.`,
      verdict.code,
    );
  }
  return { version, state };
}

/** What a malware scanner found something in does not go on. @throws ConflictError */
async function checkScans(tx: Tx, id: string, move: Move): Promise<void> {
  const bad = (await selectScans(tx, id)).find(
    ({ scanner, status }) => scanner === 'clamav' && status === 'found',
  );
  if (!bad) return;
  throw new ConflictError(
    `${bad.detail} So it can't be ${move === 'stage' ? 'staged' : 'published'}; withdraw it.`,
    'malware',
  );
}

/** Why a version can't be published, as its publisher has not vouched for it; undefined: it can. */
async function unvouched({ db, vouchers }: PackagesDeps, id: string) {
  const version = await selectVersion(db, id);
  const vouching = version && (await vouchers.vouching(artifactOf(version)));
  if (!vouching || vouching.state === 'vouched') return undefined;
  const { detail, command, state } = vouching;
  const next =
    command === null
      ? ''
      : ` On the publisher’s laptop, beside the file: ${command}; then sign, and import the stick.`;
  return new ConflictError(`${detail}${next}`, state === 'no_root' ? 'no_root' : 'not_vouched');
}

/**
 * Moves a version to its next state, with the deed and the audit entry in the same transaction.
 * @throws NotFoundError, ConflictError where the state does not allow it or its publisher did not
 * vouch for it, ForbiddenError for who made or tested what they would publish
 */
export async function moveVersion(
  deps: Pick<PackagesDeps, 'db' | 'now' | 'vouchers'>,
  id: string,
  move: Exclude<Move, 'describe'>,
  actor: Actor,
): Promise<void> {
  const { db, now } = deps;
  const fault = move === 'publish' ? await unvouched(deps, id) : undefined;
  await db.transaction(async (tx) => {
    const { version, state } = await begin(tx, id, move, actor);
    if (fault) throw fault;
    await updateState(tx, id, state, now());
    const deed = deedOf[move];
    if (deed !== undefined) await insertDeed(tx, id, deed, actor, now());
    const { name, version: number, sha256 } = version;
    const detail = { name, version: number, sha256, from: version.state };
    await audit(tx, { actor: actor.id, action: `package.${move}`, subject: id, detail });
  });
}

/** Withdraws what was published and whose publisher has taken it back. */
export async function withdrawTakenBack(
  tx: Tx,
  sha256s: readonly string[],
  at: Date,
): Promise<void> {
  for (const version of await lockVersionsOfBytes(tx, sha256s, 'published')) {
    const { id, name, version: number, sha256, state: from } = version;
    await updateState(tx, id, 'withdrawn', at);
    const detail = { name, version: number, sha256, from, because: 'its publisher took it back' };
    await audit(tx, { actor: 'hub', action: 'package.withdraw', subject: id, detail });
  }
}

/**
 * Says what bytes are that don't say so themselves.
 * @throws as `moveVersion`, and InvalidError for what is no name
 */
export async function describeVersion(
  { db, now }: Pick<PackagesDeps, 'db' | 'now'>,
  id: string,
  told: Named,
  actor: Actor,
): Promise<void> {
  const named = {
    name: lineOf(told.name, 'name'),
    version: lineOf(told.version, 'version'),
    architecture: told.architecture === null ? null : lineOf(told.architecture, 'architecture'),
  };
  await db.transaction(async (tx) => {
    const { version, state } = await begin(tx, id, 'describe', actor);
    if (!(await updateNamed(tx, version, named, now()))) {
      throw new ConflictError(
        `${named.name} ${named.version} is there with other bytes; take another version.`,
        'version_exists',
      );
    }
    await updateState(tx, id, state, now());
    await insertDeed(tx, id, 'package.create', actor, now());
    const fact = { actor: actor.id, action: 'package.describe', subject: id, detail: { ...named } };
    await audit(tx, fact);
  });
}

function lineOf(text: string, what: string): string {
  const clean = cleanText(text, 256);
  if (clean !== null && clean === text.trim() && clean.length <= 255 && !clean.includes('\n')) {
    return clean;
  }
  throw new InvalidError(`The ${what} must be one line of at most 255 visible characters.`);
}
