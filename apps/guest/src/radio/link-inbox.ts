// The phone's end of a link: what arrived waits here until the phone's brain asks for it.
import type { LinkEvent } from '@nightlatch/phone';

/** An inbox with one reader. */
export interface LinkInbox {
  /** After `closed` nothing more is taken. */
  push(event: LinkEvent): void;
  /** After `closed` always `closed`. */
  receive(): Promise<LinkEvent>;
  readonly closed: boolean;
}

/** Makes an inbox. */
export function createLinkInbox(): LinkInbox {
  const waiting: LinkEvent[] = [];
  const readers: ((event: LinkEvent) => void)[] = [];
  let end: LinkEvent | undefined;
  return {
    push(event) {
      if (end) return;
      if (event.kind === 'closed') {
        end = event;
        for (const reader of readers.splice(0)) reader(event);
        return;
      }
      const reader = readers.shift();
      if (reader) reader(event);
      else waiting.push(event);
    },
    receive() {
      const next = waiting.shift() ?? end;
      return next ? Promise.resolve(next) : new Promise((resolve) => readers.push(resolve));
    },
    get closed() {
      return end !== undefined;
    },
  };
}
