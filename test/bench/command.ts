import { agentBench } from './agent/agent.ts';
import { apiBench } from './api/api.ts';
import { auditBench } from './audit/audit.ts';
import { deliveryBench } from './delivery/delivery.ts';
import { deltaBench } from './delta/delta.ts';
import { endToEndBench } from './e2e/e2e.ts';
import { InvalidRunError, MissingToolError } from './errors.ts';
import { ingestBench } from './ingest/ingest.ts';
import { BenchUsageError, readBenchOptions, type BenchOptions } from './options.ts';
import { describeMachine, resultText, type BenchResult } from './report.ts';
import { relayBench } from './relay/relay.ts';
import { stormBench } from './storm/storm.ts';
import { wireBench } from './wire/wire.ts';

/** A bench measures something beside its limit and gives both. */
export type Bench = (options: BenchOptions) => Promise<BenchResult>;

const benches: Readonly<Record<string, Bench>> = {
  wire: wireBench,
  ingest: ingestBench,
  relay: relayBench,
  e2e: endToEndBench,
  agent: agentBench,
  api: apiBench,
  storm: stormBench,
  audit: auditBench,
  delta: deltaBench,
  delivery: deliveryBench,
};

/** The whole command; gives its exit code: 0 measured, 1 not, 2 usage. */
export async function runBenchCommand(args: readonly string[]): Promise<number> {
  try {
    const { bench, json, options } = readBenchOptions(args, Object.keys(benches));
    const result = await benches[bench]!(options);
    const machine = await describeMachine();
    const text = resultText(result, machine);
    if (json) {
      console.error(text);
      console.log(JSON.stringify({ bench, ...result.figures, machine }));
    } else {
      console.log(text);
    }
    return 0;
  } catch (error) {
    if (error instanceof BenchUsageError) {
      console.error(error.message);
      return 2;
    }
    if (!(error instanceof InvalidRunError || error instanceof MissingToolError)) throw error;
    console.error(error.message);
    return 1;
  }
}
