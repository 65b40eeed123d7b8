// Several tabs of one phone: one keeps the live connection, one at a time changes the memory (Web Locks), all show the same (BroadcastChannel).
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
  /** Runs `task` while no other tab runs one of the same name; in the order in which they were asked for. */
  alone<T>(name: string, task: () => Promise<T>): Promise<T>;
}

/** Without Web Locks (old browsers) every tab leads, and tabs only wait for themselves: more work for the server, nothing worse. */
export function joinTabs(name: string, hear: (message: TabMessage) => void): Tabs {
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event: MessageEvent<TabMessage>) => hear(event.data);
  const alone = 'locks' in navigator ? undefined : inTurn();
  return {
    tell: (message) => channel.postMessage(message),
    whenLeading(lead) {
      if (alone) return lead();
      void navigator.locks.request(`${name}-leader`, () => {
        lead();
        return new Promise<never>(() => undefined); // held until the tab is gone
      });
    },
    alone: <T>(what: string, task: () => Promise<T>) =>
      // The lib's type of `request` loses that the task's promise is awaited.
      alone ? alone(what, task) : (navigator.locks.request(`${name}-${what}`, task) as Promise<T>),
  };
}

/** The same inside one tab; also what several tabs share in tests. */
export function inTurn(): Tabs['alone'] {
  const last = new Map<string, Promise<unknown>>();
  return (name, task) => {
    const done = (last.get(name) ?? Promise.resolve()).then(task);
    last.set(
      name,
      done.catch(() => undefined),
    );
    return done;
  };
}
