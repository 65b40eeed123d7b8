// A phone's radio and a lock's link with nothing between them but turns: every frame is the other side's next turn.
import { createLock, type LinkSession, type Lock } from '@nightlatch/lock';
import type { FrameLink, LinkEvent, Radio } from '@nightlatch/phone';
import type { Moment, WireFrame } from './door-messages.ts';
import type { Side, Turns } from './turns.ts';

/** Told of what happens while somebody watches. */
export type Watcher = {
  readonly moment: (side: Side, moment: Moment) => void;
  readonly wire: (frame: WireFrame) => void;
};

/** The locks in reach, one at a time. */
export type OneDoor = {
  readonly radio: Radio;
  near: Lock | undefined;
  watcher: Watcher | undefined;
  readonly newLock: (random: (length: number) => Uint8Array) => Promise<Lock>;
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

const CHUNK_BYTES = 244;

export const createOneDoor = ({ give }: Turns): OneDoor => {
  const lockHere = (): Lock => {
    if (!door.near) throw new Error('no lock is near');
    return door.near;
  };

  const info = (): Promise<Uint8Array> =>
    new Promise((resolve) =>
      give('lock', () => {
        const said = lockHere().info(CHUNK_BYTES);
        give('phone', () => resolve(said));
      }),
    );

  const connect = async (): Promise<FrameLink> => {
    const inbox = createInbox();
    let session: LinkSession | undefined;
    give('lock', () => {
      session = lockHere().acceptLink({
        kind: 'gatt',
        sendFrame: (frame) => {
          door.watcher?.moment('lock', { kind: 'out', bytes: frame.length });
          door.watcher?.wire({ from: 'lock', frame });
          give('phone', () => {
            door.watcher?.moment('phone', { kind: 'in', bytes: frame.length });
            inbox.push({ kind: 'frame', frame });
          });
        },
        end: (state, waitTenths) => {
          const retry = waitTenths === undefined ? {} : { retryAfterMs: waitTenths * 100 };
          give('phone', () => inbox.push({ kind: 'closed', state, ...retry }));
        },
      });
    });
    return {
      info: await info(),
      send: async (frame) => {
        door.watcher?.moment('phone', { kind: 'out', bytes: frame.length });
        door.watcher?.wire({ from: 'phone', frame });
        give('lock', () => {
          door.watcher?.moment('lock', { kind: 'in', bytes: frame.length });
          session?.receiveFrame(frame);
        });
      },
      receive: inbox.receive,
      close: (state) => {
        inbox.push({ kind: 'closed', state });
        give('lock', () => {
          session?.receiveState(state);
          session?.lost();
        });
      },
    };
  };

  const door: OneDoor = {
    near: undefined,
    watcher: undefined,
    radio: { scan: async () => [{ id: 'door', name: 'door', info: await info() }], connect },
    newLock: (random) => {
      const slots = new Map<string, Uint8Array>();
      return createLock({
        storage: {
          read: async (slot) => slots.get(slot)?.slice(),
          write: async (slot, bytes) => void slots.set(slot, bytes.slice()),
        },
        clock: { counterMs: () => Date.now(), keptOverPowerLoss: true },
        bolt: {
          open: async () => {
            door.watcher?.moment('lock', { kind: 'bolt' });
            return 'open';
          },
        },
        random,
        timers: {
          after: (delayMs, action) => {
            const timer = setTimeout(action, delayMs);
            return () => clearTimeout(timer);
          },
        },
      });
    },
  };
  return door;
};
