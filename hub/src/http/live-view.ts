import type { LiveEvent } from '../platform/live.ts';
import { showsSite, type Visible } from '../platform/scope.ts';

/** What one listener may be told. */
export interface ListenerView {
  readonly visible: Visible;
  /** Ids of the devices that are visible by themselves. */
  readonly deviceIds: ReadonlySet<string>;
  readonly mayAudit: boolean;
}

/** An event as a listener may see it; undefined when it is not for them. */
export function viewOf(event: LiveEvent, view: ListenerView): LiveEvent | undefined {
  const { visible } = view;
  switch (event.type) {
    case 'ledger': {
      if (showsSite(visible, event.siteId)) return event;
      const devices = event.devices.filter((id) => view.deviceIds.has(id));
      // How many of the site's events were theirs is not known here; at least one of each was.
      return devices.length === 0 ? undefined : { ...event, devices, events: devices.length };
    }
    case 'site':
      return showsSite(visible, event.siteId) ? event : undefined;
    case 'audit':
      return view.mayAudit ? event : undefined;
    case 'rate': {
      const own = [...event.bySite].filter(([siteId]) => showsSite(visible, siteId));
      return { type: 'rate', bySite: new Map(own) };
    }
    default: {
      const exhaustive: never = event;
      throw new Error(`unknown live event: ${JSON.stringify(exhaustive)}`);
    }
  }
}
