import { connectApi } from '../kit/api.ts';
import { readSwarmOptions, SwarmUsageError, type SwarmCommand } from './options.ts';
import { progressLine, resultLine } from './report.ts';
import { isGood, rotateEverything, rotationTable, type RotationReport } from './rotate.ts';
import { runSwarm, type SwarmProgress, type SwarmResult } from './swarm.ts';
import {
  makeTicket,
  readSurroundings,
  relayServers,
  SurroundingsError,
  type Surroundings,
} from './ticket.ts';
import { verifyLedger, type Comparison } from './verify.ts';

const verifyWithinMs = 120_000;
const sameCtrlCMs = 1_000;

/** The whole command; gives its exit code: 0 all well, 1 not all well, 2 usage, 130 given up. */
export async function runSwarmCommand(args: readonly string[]): Promise<number> {
  const [finish, abort] = [new AbortController(), new AbortController()];
  let askedMs = Infinity;
  const onSignal = (): void => {
    // One Ctrl-C arrives several times: from the terminal and from each program in between.
    if (performance.now() - askedMs > sameCtrlCMs) abort.abort();
    if (finish.signal.aborted) return;
    askedMs = performance.now();
    finish.abort();
    console.error('stopping: no more events; waiting until all are acked (again to give up)');
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    const options = readSwarmOptions(args);
    const around = await readSurroundings(options.dataDir);
    const servers = relayServers(around, options.site);
    const rotating = options.rotate ? rotationDuring(around, abort.signal) : undefined;
    const result = await runSwarm(options, {
      ticket: await makeTicket(around, options.site, options.devices),
      servers,
      report: (progress) => {
        console.error(progressLine(progress, options.devices));
        rotating?.look(progress);
      },
      finish: finish.signal,
      abort: abort.signal,
    });
    const rotations = await rotating?.done();
    const ledger = options.verify ? await verify(around, result, abort.signal) : undefined;
    print(options, { result, ledger, rotations });
    if (rotations && ledger) return isGood(rotations, result, ledger) ? 0 : 1;
    return result.acked === result.produced && (ledger?.agrees ?? true) ? 0 : 1;
  } catch (error) {
    if (abort.signal.aborted) return 130;
    const expected = error instanceof SwarmUsageError || error instanceof SurroundingsError;
    if (!expected) throw error;
    console.error(error.message);
    return error instanceof SwarmUsageError ? 2 : 1;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

async function verify(
  { dataDir, ports }: Surroundings,
  result: SwarmResult,
  signal: AbortSignal,
): Promise<Comparison> {
  const api = await connectApi(`http://127.0.0.1:${ports['console']}`, dataDir);
  return verifyLedger(api, result, verifyWithinMs, signal);
}

interface Rotating {
  /** The first time that the fleet sends, everything begins to change. */
  look(progress: SwarmProgress): void;
  /** @throws SurroundingsError when the fleet never sent */
  done(): Promise<RotationReport>;
}

function rotationDuring({ dataDir, ports }: Surroundings, signal: AbortSignal): Rotating {
  let newest: SwarmProgress | undefined;
  let running: Promise<RotationReport> | undefined;
  const begin = async (): Promise<RotationReport> =>
    rotateEverything({
      api: await connectApi(`http://127.0.0.1:${ports['console']}`, dataDir),
      dataDir,
      fleet: () => ({ acked: newest?.acked ?? 0, isSending: newest?.phase === 'running' }),
      say: (line) => console.error(`         ${line}`),
      signal,
    });
  return {
    look(progress) {
      newest = progress;
      if (progress.phase !== 'running' || running !== undefined) return;
      running = begin();
      running.catch(() => undefined); // told by `done`
    },
    async done() {
      if (running) return await running;
      throw new SurroundingsError('the fleet ended before anything could change; give it longer');
    },
  };
}

function print(
  options: SwarmCommand,
  {
    result,
    ledger,
    rotations,
  }: {
    readonly result: SwarmResult;
    readonly ledger: Comparison | undefined;
    readonly rotations: RotationReport | undefined;
  },
): void {
  if (options.json) {
    console.log(
      JSON.stringify({ ...result, ...(ledger && { ledger }), ...(rotations && { rotations }) }),
    );
    return;
  }
  console.log(resultLine(result, ledger));
  if (rotations && ledger) console.log(rotationTable(rotations, result, ledger));
}
