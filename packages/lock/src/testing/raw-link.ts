// Links driven by hand: what a stranger's radio can do without any key.
import { FRAME, parseFrame } from '@nightlatch/aliro';
import type { Lock } from '../lock-types.ts';
import type { LinkPort, LinkSession } from '../ports.ts';

/** A link that keeps what the lock sends and says only what it is told to. */
export class RawLink implements LinkPort {
  readonly kind = 'memory';
  readonly sent: Uint8Array[] = [];
  ended: number | undefined;
  waitTenths: number | undefined;
  readonly session: LinkSession;

  readonly peer: string | undefined;

  constructor(lock: Lock, peer?: string) {
    this.peer = peer;
    this.session = lock.acceptLink(this);
  }

  sendFrame(frame: Uint8Array): void {
    this.sent.push(frame);
  }

  end(state: number, waitTenths?: number): void {
    this.ended = state;
    this.waitTenths = waitTenths;
  }
}

/** Says to the lock again what a phone once said: the next recorded frame for each command. Resolves when the link is over. */
export async function playBack(lock: Lock, recorded: readonly Uint8Array[]): Promise<void> {
  const left = [...recorded];
  const say = (): void => {
    const next = left.shift();
    if (next) session.receiveFrame(next);
    else session.lost();
  };
  const session = lock.acceptLink({
    kind: 'memory',
    sendFrame: (frame) => {
      const parsed = parseFrame(frame);
      const isCommand = parsed.ok && parsed.value.type === FRAME.command[0] && parsed.value.id === FRAME.command[1];
      if (isCommand) queueMicrotask(say);
    },
    end: () => undefined,
  });
  say();
  await session.finished;
}
