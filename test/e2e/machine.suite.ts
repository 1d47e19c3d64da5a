import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../kit/api.ts';
import type { Constellation } from '../kit/constellation.ts';
import { until } from '../kit/until.ts';
import { askMachine, countPackages } from './oracles.ts';

export interface DeviceRow {
  readonly id: string;
  readonly hostname: string | null;
  readonly site_id: string;
  readonly software_count: number | null;
  readonly simulated: boolean;
}
interface DeviceDetail extends DeviceRow {
  readonly hardware: {
    readonly cpu: { readonly model: string; readonly threads: number };
    readonly memory: { readonly total_bytes: number };
    readonly disks: readonly { readonly name: string; readonly size_bytes: number }[];
  };
}
interface SoftwareRow {
  readonly name: string;
  readonly version: string;
  readonly source: string;
}

/** The one device that is not simulated, once its name and inventory have arrived. */
export function ownDevice(api: ApiClient): Promise<DeviceRow> {
  return until(
    'this machine is listed with its name and software',
    async () => {
      const [device] = await api.all<DeviceRow>('/api/devices/?simulated=false');
      return device?.hostname && device.software_count ? device : undefined;
    },
    { withinMs: 90_000, everyMs: 500 },
  );
}

/** This machine, as its agent tells it through relay and hub, against its own tools. */
export function machineSuite(edge: () => Constellation): void {
  describe('this machine', () => {
    it('shows up at its site under its own name', async () => {
      const device = await ownDevice(edge().api);
      expect(device).toMatchObject({ hostname: hostname(), site_id: 'hq', simulated: false });
    });

    it('has as many packages as dpkg-query counts, each with name, version and source', async () => {
      const { id } = await ownDevice(edge().api);
      const software = await edge().api.all<SoftwareRow>(`/api/devices/${id}/software/?limit=500`);
      const { software_count } = await edge().api.get<DeviceRow>(`/api/devices/${id}/`);
      expect(software_count).toBe(await countPackages());
      expect(software).toHaveLength(software_count ?? -1);
      expect(software.filter(({ name, version, source }) => !name || !version || !source)).toEqual(
        [],
      );
    });

    it('has the CPU, memory and disks that lscpu, free and lsblk name', async () => {
      const { id } = await ownDevice(edge().api);
      const { hardware } = await edge().api.get<DeviceDetail>(`/api/devices/${id}/`);
      const oracle = await askMachine();
      expect(hardware.cpu).toMatchObject({ model: oracle.cpuModel, threads: oracle.cpuThreads });
      expect(hardware.memory.total_bytes).toBe(oracle.memoryBytes);
      const disks = hardware.disks.map(({ name, size_bytes }) => ({ name, bytes: size_bytes }));
      expect(disks).toEqual(expect.arrayContaining([...oracle.disks]));
    });
  });
}
