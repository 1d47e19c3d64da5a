import type { Fact, InventoryState } from '@eucora/protocol';
import { everyWish } from '../collection/rules.ts';
import { createMachineClock } from '../clock/machine-clock.ts';
import { createCollectors } from '../collectors/index.ts';
import type { Collector } from '../collectors/contract.ts';
import { emptyBook, stateOf, withSlice } from '../loop/inventory-book.ts';

export interface InventoryLook {
  readonly state: InventoryState;
  readonly failed: readonly { readonly collector: string; readonly reason: string }[];
}

const lookMs = 120_000;

/** Lets every collector of inventory look once, changing and keeping nothing. */
export async function lookOnce(
  collectors: readonly Collector[] = createCollectors({ platform: process.platform }),
): Promise<InventoryLook> {
  const clock = createMachineClock();
  const signal = AbortSignal.timeout(lookMs);
  const failed: { collector: string; reason: string }[] = [];
  let book = emptyBook;
  for (const collector of collectors) {
    if (collector.name === 'usage') continue; // meters over time; one look says nothing
    const context = {
      now: () => clock.now(),
      subjectOfUser: () => '00'.repeat(16),
      wish: everyWish,
      state: undefined,
      signal,
    };
    try {
      const { inventory } = await collector.collect(context);
      if (inventory) book = withSlice(book, collector.name, inventory);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failed.push({ collector: collector.name, reason });
    }
  }
  return { state: stateOf(book), failed };
}

/** What was seen, as a table for a person or as JSON. */
export function showInventory(look: InventoryLook, json: boolean): string {
  if (json) {
    const { facts, software } = look.state;
    return JSON.stringify({ facts, software, failed: look.failed }, null, 2);
  }
  const { facts, software } = look.state;
  const lines = [...showFacts(facts), '', `software (${software.length})`];
  const width = Math.min(50, Math.max(0, ...software.map((item) => item.name.length)));
  for (const { name, version, source, architecture } of software) {
    const kind = architecture ? `${source} ${architecture}` : source;
    lines.push(`  ${name.padEnd(width)}  ${version.padEnd(28)}  ${kind}`);
  }
  for (const { collector, reason } of look.failed)
    lines.push(`could not look: ${collector}: ${reason}`);
  return lines.join('\n');
}

function showFacts(facts: readonly Fact[]): string[] {
  const groups = Map.groupBy(facts, ({ section, instance }) =>
    instance === '' ? section : `${section} ${instance}`,
  );
  return [...groups].flatMap(([group, some]) => [
    group,
    ...some.map(({ key, value }) => `  ${key.padEnd(20)}  ${value}`),
  ]);
}
