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
  readonly #subjects: Subject[];

  private constructor(path: string, subjects: Subject[]) {
    this.#path = path;
    this.#subjects = subjects;
  }

  static async open(path: string): Promise<SubjectStore> {
    const value = await readJson(path);
    return new SubjectStore(path, Array.isArray(value) ? value.filter(isSubject) : []);
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
    this.#subjects.push(made);
    return made;
  }

  /**
   * Names that the site's hub and relay can't read yet, sealed for them, as far as such may be told.
   * `announced` marks them told, once their events are durable.
   */
  untold(
    credential: SiteCredential,
    mayName: (role: Role) => boolean,
  ): { bodies: PersonalNameBody[]; announced: () => void } {
    const recipients = [credential.hubBoxPublic, credential.relayBoxPublic];
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

  async save(): Promise<void> {
    await writeWhole(this.#path, JSON.stringify(this.#subjects));
  }
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
