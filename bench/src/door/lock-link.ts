// The phone's radio to the process of locks: whole frames over Node's channel between processes.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FrameLink, LinkEvent, Radio } from '@nightlatch/phone';
import type { FromLock, LockCall, Moment, ToLock, WireFrame } from './door-messages.ts';

/** What the phone's process can do with the locks. */
export type LockLink = {
  /** Hears one lock, at `near`. */
  readonly radio: Radio;
  near: number;
  /** While set, told of frames at this end and of every frame on the wire. */
  watcher: { readonly moment: (moment: Moment) => void; readonly wire: (frame: WireFrame) => void } | undefined;
  readonly call: <T>(call: LockCall) => Promise<T>;
  /** Sends a frame of this size and waits for one of that size; no lock takes part. */
  readonly echo: (bytes: number, answerBytes: number) => Promise<void>;
  readonly close: () => void;
};

type Inbox = { readonly push: (event: LinkEvent) => void; readonly receive: () => Promise<LinkEvent> };

const createInbox = (): Inbox => {
  const arrived: LinkEvent[] = [];
  const waiting: ((event: LinkEvent) => void)[] = [];
  return {
    push: (event) => {
      const next = waiting.shift();
      if (next) next(event);
      else arrived.push(event);
    },
    receive: () => {
      const event = arrived.shift();
      return event ? Promise.resolve(event) : new Promise((resolve) => waiting.push(resolve));
    },
  };
};

/** Starts the process of locks. */
export const startLocks = (): LockLink => {
  const program = fileURLToPath(new URL('./lock-process.js', import.meta.url));
  const child: ChildProcess = fork(program, { serialization: 'advanced' });
  const answers = new Map<number, (value: unknown) => void>();
  let inbox = createInbox();
  let calls = 0;
  const tell = (message: ToLock): void => void child.send(message);

  child.on('message', (message: FromLock) => {
    if (message.kind === 'answer') {
      answers.get(message.id)?.(message.value);
      answers.delete(message.id);
    } else if (message.kind === 'frame') {
      link.watcher?.moment({ kind: 'in', bytes: message.frame.length });
      link.watcher?.wire({ from: 'lock', frame: message.frame });
      inbox.push({ kind: 'frame', frame: message.frame });
    } else {
      const { state, waitTenths } = message;
      inbox.push({ kind: 'closed', state, ...(waitTenths !== undefined && { retryAfterMs: waitTenths * 100 }) });
    }
  });

  const call = <T>(wanted: LockCall): Promise<T> =>
    new Promise((resolve) => {
      calls += 1;
      // The lock's process answers each call with what its name says.
      answers.set(calls, (value) => resolve(value as T));
      tell({ kind: 'call', id: calls, call: wanted });
    });

  const connect = async (): Promise<FrameLink> => {
    const info = await call<Uint8Array>({ what: 'info', lock: link.near });
    const mine = createInbox();
    inbox = mine;
    tell({ kind: 'connect', lock: link.near });
    return {
      info,
      send: async (frame) => {
        link.watcher?.moment({ kind: 'out', bytes: frame.length });
        link.watcher?.wire({ from: 'phone', frame });
        tell({ kind: 'frame', frame });
      },
      receive: () => mine.receive(),
      close: (state) => {
        mine.push({ kind: 'closed', state });
        tell({ kind: 'state', state });
      },
    };
  };

  const link: LockLink = {
    near: 0,
    watcher: undefined,
    radio: {
      scan: async () => [{ id: 'door', name: 'door', info: await call<Uint8Array>({ what: 'info', lock: link.near }) }],
      connect,
    },
    call,
    echo: async (bytes, answerBytes) => {
      tell({ kind: 'echo', frame: new Uint8Array(bytes), answerBytes });
      await inbox.receive();
    },
    close: () => child.disconnect(),
  };
  return link;
};
