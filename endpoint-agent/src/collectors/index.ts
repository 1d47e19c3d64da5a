import { arch, machine } from 'node:os';
import { createUsageCollector } from '../usage/index.ts';
import type { CreateCollectors } from './contract.ts';
import { darwinPlans } from './darwin/index.ts';
import {
  type InventoryCollectorPlan,
  inventoryCollector,
  onThisMachine,
} from './inventory-collector.ts';
import { linuxPlans } from './linux/index.ts';
import { otherPlans } from './other/index.ts';
import { windowsPlans } from './windows/index.ts';

function plansOf(platform: NodeJS.Platform): InventoryCollectorPlan[] {
  if (platform === 'linux') return linuxPlans(machine());
  if (platform === 'darwin') return darwinPlans();
  return platform === 'win32' ? windowsPlans(arch()) : otherPlans();
}

/** Every collector that this platform has, usage last. */
export const createCollectors: CreateCollectors = ({ platform, accounting = 'enable' }) => [
  ...plansOf(platform).map((plan) => inventoryCollector(plan, onThisMachine)),
  createUsageCollector({ platform, accounting }),
];
