import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  freshSlots,
  judgeTrial,
  nextSlot,
  otherSlot,
  readProof,
  readSlotState,
  refusalOfBuild,
  formatToKeep,
  readDescription,
  slotLimits,
  trialLimits,
  writeProof,
  writeSlotState,
  type Build,
  type Slot,
  type SlotState,
  type Start,
} from './index.ts';

const hex = (n: number): string => n.toString(16).padStart(64, '0');
const buildOf = (n: number): Build => ({ version: `1.${n}`, sha256: hex(n), bytes: n + 1 });

/** A disk on which every step is whole or has not happened, and a launcher and an agent on it. */
class Machine {
  state: SlotState = freshSlots('1.0');
  readonly slots: Record<Slot, string | null> = { a: null, b: null };
  readonly starts = new Map<string, number>();
  good = 'installed';
  #next = 0;

  /** Puts a new version into a slot; the power fails after so many steps, each whole on the disk. */
  stage(steps = 4): void {
    const build = buildOf((this.#next += 1));
    const nonce = `nonce-${this.#next}`;
    const cleared = nextSlot(this.state, { kind: 'clear' }).state;
    const slot = otherSlot(cleared);
    if (steps > 0) this.state = cleared;
    if (steps > 1) this.slots[slot] = 'half written';
    if (steps > 2) this.slots[slot] = build.sha256;
    if (steps > 3) this.state = nextSlot(this.state, { kind: 'staged', build, nonce }).state;
  }

  boot(): Start {
    const { good, trial } = this.state;
    const step = nextSlot(this.state, {
      kind: 'boot',
      installed: '1.0',
      goodIsWhole: !good || this.slots[good.slot] === good.build.sha256,
      trialIsWhole: !trial || this.slots[trial.slot] === trial.build.sha256,
    });
    this.state = step.state;
    if (!step.start) throw new Error('a boot starts something');
    const { trial: nonce } = step.start;
    if (nonce) this.starts.set(nonce, (this.starts.get(nonce) ?? 0) + 1);
    return step.start;
  }

  prove(start: Start): void {
    if (!start.trial || start.program === 'installed') return;
    this.good = this.slots[start.program] ?? 'nothing';
    const event = { kind: 'proven', nonce: start.trial, said: '' } as const;
    this.state = nextSlot(this.state, event).state;
  }

  fail(): void {
    this.state = nextSlot(this.state, { kind: 'failed', why: 'it fell over' }).state;
  }

  /** What runs, by its bytes. */
  running({ program }: Start): string {
    return program === 'installed' ? 'installed' : (this.slots[program] ?? 'nothing');
  }
}

const deed = fc.oneof(
  // How many of the steps happen before the power fails; all of them, mostly.
  fc.record({ what: fc.constant('stage' as const), steps: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ what: fc.constant('boot' as const), end: fc.constantFrom('proves', 'fails', 'cut') }),
);

describe('slots', () => {
  it('start the old program or the new one, whole, whenever the power fails', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
        const machine = new Machine();
        for (const one of deeds) {
          if (one.what === 'stage') {
            machine.stage(one.steps);
          } else {
            const before = machine.state;
            const start = machine.boot();
            const bytes = machine.running(start);
            const trial = before.trial?.build.sha256;
            expect(bytes).toBe(start.trial ? trial : machine.good);
            if (one.end === 'proves') machine.prove(start);
            if (one.end === 'fails' && start.trial) machine.fail();
          }
          // What is on disk reads as it was written.
          expect(readSlotState(writeSlotState(machine.state))).toEqual(machine.state);
        }
        for (const count of machine.starts.values()) {
          expect(count).toBeLessThanOrEqual(slotLimits.triesMax);
        }
        // However it was left, it comes to rest on what was good.
        const left = Array.from({ length: slotLimits.triesMax + 1 }, () => machine.boot());
        expect(machine.running(left.at(-1)!)).toBe(machine.good);
      }),
      { numRuns: 500 },
    );
  });

  it('counts no start that was ended from outside, and remembers why the others failed', () => {
    const machine = new Machine();
    machine.stage();
    for (let life = 0; life < 10; life += 1) {
      expect(machine.boot().trial).not.toBeNull();
      machine.state = nextSlot(machine.state, { kind: 'stopped' }).state;
    }
    for (let life = 0; life < slotLimits.triesMax; life += 1) {
      expect(machine.boot().trial).not.toBeNull();
      machine.fail();
    }
    expect(machine.boot()).toEqual({ program: 'installed', trial: null });
    expect(machine.state.last).toEqual({
      version: '1.1',
      result: 'returned',
      why: 'it fell over',
    });
  });

  it('believes no proof of another trial, and forgets slots of another installed program', () => {
    const machine = new Machine();
    machine.stage();
    const start = machine.boot();
    const before = machine.state;
    const other = nextSlot(before, { kind: 'proven', nonce: 'nonce-9', said: '' });
    expect(other.state).toBe(before);
    machine.prove(start);
    expect(machine.boot()).toEqual({ program: 'a', trial: null });
    const whole = { goodIsWhole: true, trialIsWhole: true };
    const upgraded = nextSlot(machine.state, { kind: 'boot', installed: '2.0', ...whole });
    expect(upgraded).toEqual({
      state: freshSlots('2.0'),
      start: { program: 'installed', trial: null },
    });
  });

  it('runs the installed program where the last good one is damaged', () => {
    const machine = new Machine();
    machine.stage();
    machine.prove(machine.boot());
    machine.slots.a = 'other bytes';
    expect(machine.boot()).toEqual({ program: 'installed', trial: null });
    expect(machine.state.last).toMatchObject({ version: '1.1', result: 'returned' });
  });

  it.each([
    '',
    'null',
    '{"installed":1}',
    '{"installed":"1"}',
    '{"installed":"1","good":{"slot":"c"},"trial":null}',
    '{"installed":"1","good":null,"trial":{"slot":"a","build":{"version":"1","sha256":"00","bytes":1}}}',
  ])('read no state from %s', (text) => {
    expect(readSlotState(text)).toBeNull();
  });

  it('read no state in which the last good slot is on trial', () => {
    const build = buildOf(1);
    const trial = { slot: 'a', build, tries: 0, nonce: 'n' } as const;
    const state = { ...freshSlots('1'), good: { slot: 'a', build } as const, trial };
    expect(readSlotState(writeSlotState(state))).toBeNull();
    const proof = { nonce: 'n', proven: true, said: 's' };
    expect(readProof(writeProof(proof))).toEqual(proof);
    expect(readProof('{"nonce":"n","said":"s"}')).toBeNull();
  });
});

describe('a trial', () => {
  const { steadyMs, contactMs } = trialLimits;
  const facts = { aliveMs: contactMs, spoke: false, isSomebodyThere: null, trouble: null };
  it.each([
    ['too young', { ...facts, spoke: true, aliveMs: steadyMs - 1 }, 'wait'],
    ['has spoken', { ...facts, spoke: true, aliveMs: steadyMs }, 'proven'],
    ['still tries', { ...facts, isSomebodyThere: false, aliveMs: contactMs - 1 }, 'wait'],
    ['does not know who is there', facts, 'wait'],
    ['nobody is there', { ...facts, isSomebodyThere: false }, 'proven'],
    ['somebody is there', { ...facts, isSomebodyThere: true }, 'failed'],
    ['is not let in', { ...facts, isSomebodyThere: true, trouble: 'revoked' }, 'failed'],
  ] as const)('%s', (_, given, verdict) => {
    expect(judgeTrial(given).verdict).toBe(verdict);
  });
});

describe('the format of a home', () => {
  const build = { program: 'eucora-agent', version: '2', homeReadsFrom: 2, homeWrites: 4 } as const;
  const wanted = { program: 'eucora-agent', version: '2' } as const;
  it('gates what may take it over', () => {
    const verdict = (format: number) => refusalOfBuild(build, wanted, format);
    expect([1, 2, 4, 5].map(verdict)).toEqual(['home_too_old', null, null, 'home_too_new']);
    expect(refusalOfBuild(build, { ...wanted, version: '3' }, 2)).toBe('other_version');
    const relay = { ...build, program: 'eucora-relay' } as const;
    expect(refusalOfBuild(relay, wanted, 2)).toBe('not_this_program');
    expect(readDescription(JSON.stringify(build))).toEqual(build);
    expect(readDescription('{"program":"node"}')).toBeNull();
    expect(readDescription('v26.10.0')).toBeNull();
  });
  it('changes only for a program that is good', () => {
    expect(formatToKeep(2, 4, true)).toBe(2);
    expect(formatToKeep(2, 4, false)).toBe(4);
  });
});
