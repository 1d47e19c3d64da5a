import {
  generateSubjectKey,
  isId,
  keyIdOf,
  randomId,
  sealName,
  toHex,
  type PersonalNameBody,
  type SiteCredential,
  type SubjectId,
} from '@eucora/protocol';
import { readJson, writeWhole } from '../files/atomic.ts';

type Role = PersonalNameBody['role'];
interface Subject {
  readonly id: SubjectId;
  readonly key: string; // hex: what the name is encrypted with
  readonly role: Role;
  name: string;
  announced: string; // for whom the name was last sealed, and which name; empty: not yet
}

/**
 * Random ids that stand for names, and the keys that open them (PROTOCOL: names of persons). A user
 * keeps their id for as long as this store lives; events carry only ids.
 */
export class SubjectStore {
  readonly #path: string;
  #subjects: readonly Subject[];
  /** Ids of this machine whose keys were destroyed: the proof of it is told from here. */
  readonly #erased: Set<SubjectId>;
  #saving: Promise<void> = Promise.resolve();

  private constructor(path: string, subjects: readonly Subject[], erased: Set<SubjectId>) {
    this.#path = path;
    this.#subjects = subjects;
    this.#erased = erased;
  }

  static async open(path: string): Promise<SubjectStore> {
    const value = await readJson(path);
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    const erased = items.flatMap((item) => (isErased(item) ? [item.erased] : []));
    return new SubjectStore(path, items.filter(isSubject), new Set(erased));
  }

  /** The id of a user of this machine. New ones are durable after the next `save`. */
  ofUser(name: string): SubjectId {
    return this.#find('device_user', (subject) => subject.name === name, name).id;
  }

  /** Takes the machine's own name, which may change while its id stays. */
  setHostName(name: string): void {
    this.#find('device_host', () => true, name).name = name;
  }

  #find(role: Role, matches: (subject: Subject) => boolean, name: string): Subject {
    const found = this.#subjects.find((subject) => subject.role === role && matches(subject));
    if (found) return found;
    const key = toHex(generateSubjectKey());
    const made: Subject = { id: randomId(), key, role, name, announced: '' };
    this.#subjects = [...this.#subjects, made];
    return made;
  }

  /**
   * Names that the site's hub and relay can't read yet, sealed for them, as far as such may be told.
   * `announced` marks them told, once their events are durable. `hubBox`: the hub's key in the place of
   * the credential's.
   */
  untold(
    credential: SiteCredential,
    mayName: (role: Role) => boolean,
    hubBox?: Uint8Array,
  ): { bodies: PersonalNameBody[]; announced: () => void } {
    const recipients = [hubBox ?? credential.hubBoxPublic, credential.relayBoxPublic];
    const address = recipients.map((key) => toHex(keyIdOf(key))).join(' ');
    const untold = this.#subjects
      .filter(({ role }) => mayName(role))
      .map((subject) => ({ subject, mark: `${address} ${subject.name}` }))
      .filter(({ subject, mark }) => subject.announced !== mark);
    const bodies = untold.map(({ subject: { name, id, role, key } }) =>
      sealName(name, id, role, Buffer.from(key, 'hex'), recipients),
    );
    const announced = (): void => {
      for (const { subject, mark } of untold) subject.announced = mark;
    };
    return { bodies, announced };
  }

  /**
   * Destroys the keys and names of those of `ids` that are of this machine; whoever is seen again is
   * somebody new. Durable after the next `save`.
   * @returns all of `ids` that are or were of this machine
   */
  erase(ids: readonly SubjectId[]): SubjectId[] {
    const wanted = new Set(ids);
    for (const { id } of this.#subjects) if (wanted.has(id)) this.#erased.add(id);
    this.#subjects = this.#subjects.filter(({ id }) => !wanted.has(id));
    return [...this.#erased].filter((id) => wanted.has(id));
  }

  /** Writes what holds when it is this call's turn: an older state never replaces a newer one. */
  save(): Promise<void> {
    const turn = this.#saving.then(() => {
      const erased = [...this.#erased].map((id) => ({ erased: id }));
      return writeWhole(this.#path, JSON.stringify([...this.#subjects, ...erased]));
    });
    this.#saving = turn.catch(() => undefined);
    return turn;
  }
}

function isErased(value: unknown): value is { readonly erased: SubjectId } {
  if (typeof value !== 'object' || value === null || !('erased' in value)) return false;
  return typeof value.erased === 'string' && isId(value.erased);
}

function isSubject(value: unknown): value is Subject {
  if (typeof value !== 'object' || value === null) return false;
  const { id, key, role, name, announced }: Partial<Record<keyof Subject, unknown>> = value;
  return (
    typeof id === 'string' &&
    isId(id) &&
    typeof key === 'string' &&
    /^[0-9a-f]{64}$/.test(key) &&
    (role === 'device_host' || role === 'device_user') &&
    typeof name === 'string' &&
    typeof announced === 'string'
  );
}
