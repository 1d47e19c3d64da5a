import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecurityBody } from '@eucora/protocol';
import { readAttestation, readReport, type DesiredItem } from '@eucora/protocol/desired';
import { vi } from 'vitest';
import { createTimeKeeper } from '../../clock/time-keeper.ts';
import { silentLogger } from '../../log.ts';
import { manualClock } from '../../testing/builders.ts';
import { bodiesOf, memorySink } from '../../testing/observing.ts';
import { Deployer } from '../deployer.ts';
import { executorsOf } from '../executors/index.ts';
import { runProgram, type RunProgram } from '../program.ts';
import { buildDeb, makeDpkgRoot } from './packages.ts';
import { desired, TestPublisher } from './orders.ts';

/** A device with a package manager of its own, its publisher and its relay; boots when told to. */
export class TestDevice {
  readonly folder: string;
  readonly publisher = new TestPublisher();
  readonly sink = memorySink();
  readonly clock: ReturnType<typeof manualClock>;
  run: RunProgram = runProgram;
  generation = 0;

  private constructor(folder: string, clock: ReturnType<typeof manualClock>) {
    this.folder = folder;
    this.clock = clock;
  }

  static async make(folder: string): Promise<TestDevice> {
    await makeDpkgRoot(join(folder, 'root'));
    const device = new TestDevice(folder, manualClock());
    await writeFile(join(folder, '1.root.json'), device.publisher.firstRoot);
    return device;
  }

  get root(): string {
    return join(this.folder, 'root');
  }

  /** Builds and publishes a version of `hello`; answers its order. */
  async version(
    version: string,
    over: Partial<DesiredItem> = {},
    more: {
      readonly scripts?: Readonly<Record<string, string>>;
      readonly minVersion?: string;
    } = {},
  ): Promise<DesiredItem> {
    const { scripts = {}, minVersion } = more;
    const file = await buildDeb(this.folder, { name: 'hello', version, scripts });
    const floor = minVersion === undefined ? {} : { minVersion };
    return this.publisher.publish(file, { name: 'hello', version, ...floor }, over);
  }

  /** The agent runs, with this clock, until `scene` is over. */
  async agent(
    scene: (life: { readonly deployer: Deployer; order: TestDevice['order'] }) => Promise<void>,
    clock: ReturnType<typeof manualClock> = this.clock,
  ): Promise<void> {
    const stop = new AbortController();
    const keeper = createTimeKeeper(clock);
    const nowMs = this.publisher.repository.nowMs;
    keeper.anchor({ loMs: nowMs, hiMs: nowMs, ageMsMax: 1_000 });
    const { run, root } = this;
    const deployer = await Deployer.open({
      folder: join(this.folder, 'deploy'),
      executors: (folder) => executorsOf({ platform: 'linux', run, folder, root }),
      first: { file: join(this.folder, '1.root.json'), sha256: null },
      artifacts: this.publisher,
      sink: this.sink,
      keeper,
      logger: silentLogger,
      run,
      patienceMs: 0,
      stopMs: 50,
    });
    const running = deployer.run(stop.signal);
    try {
      await deployer.refreshTrust(this.publisher);
      await scene({ deployer, order: this.order });
    } finally {
      stop.abort();
      await running;
    }
  }

  /** Gives the device a newer document. */
  readonly order = async (
    deployer: Deployer,
    items: readonly DesiredItem[],
    approved = false,
  ): Promise<void> => {
    await deployer.refreshTrust(this.publisher);
    this.generation += 1;
    const { generation } = this;
    const { slice, manifest } = desired(items, { generation });
    deployer.onDesired(slice, manifest, approved);
  };

  /** What was reported, `step:code` each, from the beginning. */
  get steps(): string[] {
    return bodiesOf(this.sink, 'deployment_result').flatMap((body) => {
      const report = readReport(body);
      return report ? [report.code === '' ? report.step : `${report.step}:${report.code}`] : [];
    });
  }

  get attested(): { readonly version: string; readonly bootId: string }[] {
    return bodiesOf(this.sink, 'attestation').flatMap((body) => readAttestation(body) ?? []);
  }

  get security(): SecurityBody[] {
    return bodiesOf(this.sink, 'security');
  }

  /** Waits until the last reported step is this one. */
  async until(step: string): Promise<void> {
    await vi.waitFor(() => {
      if (this.steps.at(-1) !== step) throw new Error(`${step} was not said: ${this.steps.join()}`);
    }, 60_000);
  }
}
