// The phone's manners on one link, against a scripted door and a clock that only the test moves.
import { busyFrame, encodeFrame, LINK_TIMERS, type PhonePorts } from '@nightlatch/aliro';
import { beforeEach, describe, expect, test } from 'vitest';
import { runDoorSession, type SessionOutcome } from './door-session.ts';
import type { Clock, FrameLink, LinkEvent } from './ports.ts';

class FakeClock implements Clock {
  #now = 0;
  #timers: { at: number; fire: () => void }[] = [];
  now(): number {
    return this.#now;
  }
  setTimer(delayMs: number, fire: () => void): () => void {
    const timer = { at: this.#now + delayMs, fire };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }
  async advance(ms: number): Promise<void> {
    this.#now += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { fire } of due) fire();
    await settle();
  }
}

/** Lets promises run that wait for nothing but each other. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const knowsNothing: PhonePorts = {
  groupKeys: async () => [],
  credential: async () => null,
  revocation: async () => null,
  mailbox: async () => null,
  userPresent: async () => true,
  now: () => null,
};

let clock: FakeClock;
let sent: Uint8Array[];
let closedWith: number[];
let push: (event: LinkEvent) => void;
let outcome: SessionOutcome | undefined;
/** Whether the stack ever says that a frame is sent. */
let takes = true;

beforeEach(() => {
  takes = true;
  return start();
});

async function start(): Promise<void> {
  clock = new FakeClock();
  sent = [];
  closedWith = [];
  outcome = undefined;
  const waiting: LinkEvent[] = [];
  let reader: ((event: LinkEvent) => void) | undefined;
  push = (event) => {
    if (reader) reader(event);
    else waiting.push(event);
    reader = undefined;
  };
  const link: FrameLink = {
    info: new Uint8Array(),
    send: (frame) => {
      sent.push(frame);
      return takes ? Promise.resolve() : new Promise(() => undefined);
    },
    receive: () =>
      new Promise((resolve) => {
        const next = waiting.shift();
        if (next) resolve(next);
        else reader = resolve;
      }),
    close: (state) => void closedWith.push(state),
  };
  void runDoorSession({ link, clock, ports: knowsNothing, onDecided: () => undefined }).then((result) => {
    outcome = result;
  });
  await settle();
}

async function hear(frame: Uint8Array): Promise<void> {
  push({ kind: 'frame', frame });
  await settle();
}

describe('a session', () => {
  test('begins with the Initiate frame around our A5', () => {
    expect(Buffer.from(sent[0] ?? []).toString('hex')).toMatch(/^020500[0-9a-f]{2}00[0-9a-f]{2}a51f/);
  });

  test('X07: a door silent for 5 s is left with 81, not 1 ms earlier', async () => {
    await clock.advance(4999);
    expect(outcome).toBeUndefined();
    await clock.advance(1);
    expect(outcome).toMatchObject({ kind: 'broken', trouble: 'link' });
    expect(closedWith).toEqual([0x81]);
  });

  test('a link that never takes a frame is left after 5 s too', async () => {
    takes = false;
    await start();
    await clock.advance(LINK_TIMERS.commandMs - 1);
    expect(outcome).toBeUndefined();
    await clock.advance(1);
    expect(outcome).toMatchObject({ kind: 'broken', trouble: 'link' });
    expect(closedWith).toHaveLength(1);
  });

  test('X08: busy three times is waited for, 3 s each; the fourth ends it', async () => {
    for (let times = 0; times < 3; times += 1) {
      await clock.advance(2999);
      await hear(busyFrame());
      expect(outcome).toBeUndefined();
    }
    await hear(busyFrame());
    expect(outcome).toMatchObject({ kind: 'broken', trouble: 'overloaded' });
    expect(closedWith).toEqual([0x81]);
  });

  test('X07: a door that stays busy is left after 3 s', async () => {
    await hear(busyFrame());
    await clock.advance(3000);
    expect(outcome).toMatchObject({ kind: 'broken', trouble: 'link' });
  });

  test('X06: eight unknown frames are skipped, the ninth ends it', async () => {
    const unknown = encodeFrame({ type: 3, id: 9, payload: Uint8Array.of(1, 2) });
    for (let times = 0; times < 8; times += 1) await hear(unknown);
    expect(outcome).toBeUndefined();
    await hear(unknown);
    expect(outcome).toMatchObject({ kind: 'broken', trouble: 'protocol' });
    expect(closedWith).toEqual([0x84]);
  });

  test('X03: a frame with a wrong length ends it with 87', async () => {
    await hear(Uint8Array.of(0, 0, 0, 5, 1));
    expect(outcome).toMatchObject({ kind: 'broken', trouble: 'link' });
    expect(closedWith).toEqual([0x87]);
  });

  test.each([
    [0x81, 'link'],
    [0x83, 'link'],
    [0x85, 'version'],
    [0x86, 'overloaded'],
    [undefined, 'link'],
  ])('abort %s is understood as %s', async (state, trouble) => {
    push({ kind: 'closed', ...(state !== undefined && { state }), ...(state === 0x86 && { retryAfterMs: 700 }) });
    await settle();
    expect(outcome).toMatchObject({ kind: 'broken', trouble, retryAfterMs: state === 0x86 ? 700 : 0 });
  });

  test('CONTROL FLOW with S2 27 says: another version', async () => {
    await hear(
      encodeFrame({ type: 0, id: 0, payload: Uint8Array.from([0x80, 0x3c, 0, 0, 6, 0x41, 1, 0, 0x42, 1, 0x27]) }),
    );
    push({ kind: 'closed', state: 2 });
    await settle();
    expect(outcome).toMatchObject({ kind: 'broken', trouble: 'version', commands: 1 });
  });

  test('never longer than 15 s in all, however talkative the door is', async () => {
    for (let seconds = 0; seconds < 14; seconds += 1) {
      await clock.advance(1000);
      await hear(encodeFrame({ type: 0, id: 0, payload: Uint8Array.from([0x00, 0xca, 0x7f, 0x68, 0]) }));
    }
    expect(outcome).toBeUndefined();
    await clock.advance(1000);
    expect(outcome).toMatchObject({ kind: 'broken', trouble: 'link' });
  });
});
