import { nothing } from 'lit';
import type { ReactiveControllerHost } from 'lit';
import { expect, test } from 'vitest';
import { Deed } from './deed.ts';

function hosted() {
  let updates = 0;
  const host: ReactiveControllerHost = {
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => void (updates += 1),
    updateComplete: Promise.resolve(true),
  };
  return { deed: new Deed(host), updates: () => updates };
}

test('only one thing is done at a time, and the page is told', async () => {
  const { deed, updates } = hosted();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const first = deed.run(() => promise);
  expect(deed.busy).toBe(true);
  let twice = false;
  expect(await deed.run(async () => void (twice = true))).toBe(false);
  resolve(undefined);
  expect(await first).toBe(true);
  expect({ twice, busy: deed.busy, updates: updates() }).toEqual({
    twice: false,
    busy: false,
    updates: 2,
  });
});

test('what went wrong stays until the next try', async () => {
  const { deed } = hosted();
  expect(await deed.run(() => Promise.reject(new Error('no')))).toBe(false);
  expect(deed.busy).toBe(false);
  expect(deed.renderFault()).not.toBe(nothing);
  expect(await deed.run(async () => {})).toBe(true);
  expect(deed.renderFault()).toBe(nothing);
  deed.refuse('Say who gets the role.');
  expect(deed.renderFault()).not.toBe(nothing);
  deed.clear();
  expect(deed.renderFault()).toBe(nothing);
});
