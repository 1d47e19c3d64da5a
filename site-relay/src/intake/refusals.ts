import type { DeviceId, Refusal, TimeAnchor } from '@eucora/protocol';
import { limits } from '../limits.ts';

/** Counts what was turned away, coalesced by code and claimed device, until a segment carries it. */
export class RefusalLog {
  #open = new Map<string, Refusal>();
  #total = 0;
  #sinceMs: number | undefined;

  /** All refusals since start. */
  get total(): number {
    return this.#total;
  }

  /** When the oldest untold refusal happened, on the process' own clock. */
  get sinceMs(): number | undefined {
    return this.#sinceMs;
  }

  note(code: string, deviceId: DeviceId | null, detail: string, at: TimeAnchor): void {
    this.#total += 1;
    this.#sinceMs ??= performance.now();
    const key = this.#room(`${code} ${deviceId ?? ''}`);
    const known = this.#open.get(key);
    const named = key === overflowKey ? overflow : { code, deviceId, detail };
    this.#open.set(key, { ...named, count: (known?.count ?? 0) + 1, last: at });
  }

  /** A sender that invents device ids must not make the log grow: beyond a bound it is one entry. */
  #room(key: string): string {
    if (this.#open.has(key) || this.#open.size < limits.refusalKindsMax) return key;
    return overflowKey;
  }

  /** Hands over what has not been told; `giveBack` returns it if the segment could not be kept. */
  take(): { readonly refusals: Refusal[]; readonly giveBack: () => void } {
    const taken = this.#open;
    const sinceMs = this.#sinceMs;
    this.#open = new Map();
    this.#sinceMs = undefined;
    const giveBack = (): void => {
      for (const [key, later] of this.#open) {
        const known = taken.get(key);
        taken.set(key, known ? { ...later, count: known.count + later.count } : later);
      }
      this.#open = taken;
      this.#sinceMs = sinceMs;
    };
    return { refusals: [...taken.values()], giveBack };
  }
}

const overflowKey = ' overflow';
const overflow = { code: 'various', deviceId: null, detail: 'more kinds than are kept apart' };
