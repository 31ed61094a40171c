import type { Tenant } from '../outgoing/tenant.ts';
import type { Adapter, InvokeAnswer } from '../wire/adapter.ts';
import type { Activity } from './activity-schema.ts';
import { tenantOf } from './place.ts';
import type { Turns } from './turns.ts';

/** One tenant's end of what comes in. Nothing of an activity is looked at before it is known who sent it, but its form. */
export interface Listener {
  /** The app's; absent where nothing is signed. */
  readonly appId?: string;
  /** Without authentication: then only this very machine may speak, and only with addresses on it. */
  readonly local: boolean;
  /** Verifies senders as this tenant's app, which may be that of other tenants too. */
  readonly adapter: Adapter;
  closing(): boolean;
  /** Of a sender who is believed. */
  isFor(activity: Activity): boolean;
  /** An invoke waits for its answer; a message is acknowledged at once, or Teams would send it again after some seconds. */
  take(activity: Activity): Promise<InvokeAnswer | undefined>;
}

export interface ListenerOptions {
  readonly adapter: Adapter;
  readonly turns: Turns;
  readonly tenant: Tenant;
  readonly appId?: string;
  /** Only this tenant's activities are heard. Absent: local, whatever the client calls its tenant. */
  readonly tenantId?: string;
  readonly local: boolean;
}

export function createListener(options: ListenerOptions): Listener {
  const { adapter, turns, tenant, appId, tenantId, local } = options;
  return {
    ...(appId === undefined ? {} : { appId }),
    local,
    adapter,
    closing: turns.closing,
    isFor(activity) {
      const { protocol, hostname } = new URL(activity.serviceUrl);
      if (local)
        return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
      return protocol === 'https:' && tenantOf(activity) === tenantId;
    },
    async take(activity) {
      tenant.noteServiceUrl(activity.serviceUrl);
      switch (activity.type) {
        case 'invoke': {
          const body = await turns.invoke(activity);
          return body && { status: 200, body };
        }
        case 'message':
          turns.message(activity);
          return undefined;
        default:
          await turns.event(activity);
          return undefined;
      }
    },
  };
}
