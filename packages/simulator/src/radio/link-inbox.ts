// The phone's end of any link: what arrived waits here until the phone's brain receives it.
import type { LinkEvent } from '@nightlatch/phone';

/** An inbox with one reader. */
export interface LinkInbox {
  push(event: LinkEvent): void;
  /** After `closed` always `closed`. */
  receive(): Promise<LinkEvent>;
  readonly closed: boolean;
}

/** Makes an inbox. */
export function createLinkInbox(): LinkInbox {
  const waiting: LinkEvent[] = [];
  let end: LinkEvent | undefined;
  let reader: ((event: LinkEvent) => void) | undefined;
  return {
    push: (event) => {
      if (end) return;
      if (event.kind === 'closed') end = event;
      if (reader) {
        const resolve = reader;
        reader = undefined;
        resolve(event);
      } else waiting.push(event);
    },
    receive: () =>
      new Promise((resolve) => {
        const next = waiting.shift() ?? end;
        if (next) resolve(next);
        else reader = resolve;
      }),
    get closed() {
      return end !== undefined;
    },
  };
}
