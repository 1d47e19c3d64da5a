import { open } from 'node:fs/promises';
import {
  judgeCheckpoint,
  openAuditCheckpoint,
  ProtocolError,
  readAuditDocument,
  type AuditCheckpointStatement,
  type AuditWitness,
  type CheckpointVerdict,
  type HubKeyRings,
} from '@eucora/protocol';
import { parseJson, readIfThere } from '../home/files.ts';
import type { RoomKeeper } from '../home/room.ts';
import type { Logger } from '../log.ts';

export interface AuditBookDeps {
  readonly path: string;
  readonly hubKeys: HubKeyRings;
  readonly room: RoomKeeper;
  readonly log: Logger;
}
/** One line of the book. */
interface Line {
  readonly verdict: 'first' | 'continues' | 'contradicts';
  readonly received: string;
  readonly checkpoint: string; // signed by the hub, base64
}
interface Kept {
  readonly statement: AuditCheckpointStatement;
  readonly envelope: Uint8Array;
}

/**
 * The hub's audit checkpoints as this relay got them, in a file that is only appended to. Each must
 * continue the one before by proof; one that does not is kept as evidence and told to everybody:
 * somebody rewrote the hub's database, or it was restored without its newest entries.
 */
export class AuditBook {
  readonly #deps: AuditBookDeps;
  #held: Kept | undefined;
  readonly #contradicting = new Set<string>();
  #gate: Promise<unknown> = Promise.resolve();

  private constructor(deps: AuditBookDeps) {
    this.#deps = deps;
  }

  static async open(deps: AuditBookDeps): Promise<AuditBook> {
    const book = new AuditBook(deps);
    const text = (await readIfThere(deps.path))?.toString('utf8') ?? '';
    for (const line of text.split('\n').filter((part) => part !== '')) book.#recall(line);
    return book;
  }

  /** The newest checkpoint that continues all before; undefined: none came yet. */
  get held(): AuditCheckpointStatement | undefined {
    return this.#held?.statement;
  }

  get contradicting(): number {
    return this.#contradicting.size;
  }

  /** As a tip tells it. */
  get witness(): AuditWitness {
    const { statement, envelope } = this.#held ?? {};
    return {
      position: statement?.position ?? 0,
      root: statement?.root ?? new Uint8Array(0),
      contradicting: this.contradicting,
      checkpoint: envelope ?? new Uint8Array(0),
    };
  }

  /** Takes the site document `audit` from any carrier. */
  take(bytes: Uint8Array): Promise<CheckpointVerdict | 'refused'> {
    const turn = this.#gate.then(() => this.#take(bytes));
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  async #take(bytes: Uint8Array): Promise<CheckpointVerdict | 'refused'> {
    const { hubKeys, log } = this.#deps;
    try {
      const { checkpoint, from, proof } = readAuditDocument(bytes);
      const statement = openAuditCheckpoint(checkpoint, hubKeys.newest);
      const verdict = judgeCheckpoint(this.held, statement, { from, hashes: proof });
      if (verdict === 'first' || verdict === 'continues') {
        await this.#append(verdict, checkpoint);
        this.#held = { statement, envelope: checkpoint };
      }
      if (verdict === 'contradicts') await this.#keepEvidence(checkpoint, statement);
      return verdict;
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      log.warn({ code: error.code, err: error }, 'an audit checkpoint was refused');
      return 'refused';
    }
  }

  async #keepEvidence(envelope: Uint8Array, said: AuditCheckpointStatement): Promise<void> {
    const text = Buffer.from(envelope).toString('base64');
    if (this.#contradicting.has(text)) return;
    await this.#append('contradicts', envelope);
    this.#contradicting.add(text);
    this.#deps.log.error(
      { held: this.held?.position, said: said.position },
      "the hub's audit record does not continue what this relay holds of it",
    );
  }

  async #append(verdict: Line['verdict'], envelope: Uint8Array): Promise<void> {
    const checkpoint = Buffer.from(envelope).toString('base64');
    const line: Line = { verdict, received: new Date().toISOString(), checkpoint };
    await this.#deps.room.use(async () => {
      const file = await open(this.#deps.path, 'a', 0o600);
      try {
        await file.appendFile(`${JSON.stringify(line)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    });
  }

  /** A line that a power cut tore, or that is not by the hub, says nothing. */
  #recall(text: string): void {
    const line = parseJson(text);
    if (!isLine(line)) return;
    const envelope = Buffer.from(line.checkpoint, 'base64');
    try {
      const statement = openAuditCheckpoint(envelope, this.#deps.hubKeys.ever);
      if (line.verdict === 'contradicts') this.#contradicting.add(line.checkpoint);
      else this.#held = { statement, envelope };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#deps.log.warn({ code: error.code }, 'a kept audit checkpoint is damaged');
    }
  }
}

function isLine(value: unknown): value is Line {
  return (
    typeof value === 'object' &&
    value !== null &&
    'verdict' in value &&
    'checkpoint' in value &&
    typeof value.checkpoint === 'string'
  );
}
