// Two tabs of one phone: one keeps the live connection (Web Locks), all show the same (BroadcastChannel).
import type { Connection } from '../state.ts';

export type TabMessage =
  | { readonly kind: 'changed' }
  | { readonly kind: 'connection'; readonly connection: Connection }
  /** A new tab asks the leading one how things stand. */
  | { readonly kind: 'hello' };

/** The word between the tabs of this browser. */
export interface Tabs {
  tell(message: TabMessage): void;
  /** Calls `lead` once this tab is the leading one: at once, or when the leading tab has closed. */
  whenLeading(lead: () => void): void;
}

/** Without Web Locks (old browsers) every tab leads: more work for the server, nothing worse. */
export function joinTabs(name: string, hear: (message: TabMessage) => void): Tabs {
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event: MessageEvent<TabMessage>) => hear(event.data);
  return {
    tell: (message) => channel.postMessage(message),
    whenLeading(lead) {
      if (!('locks' in navigator)) return lead();
      void navigator.locks.request(`${name}-leader`, () => {
        lead();
        return new Promise<never>(() => undefined); // held until the tab is gone
      });
    },
  };
}
