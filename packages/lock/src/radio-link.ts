// One connected phone: frames in and out, timers, and the end of it (docs/protocol §6.2, §6.4, §6.5).
import {
  type ApduLink,
  commandFrame,
  encodeFrame,
  FRAME,
  type Frame,
  LINK_TIMERS,
  parseFrame,
  parseInitiate,
  STATE,
  type StateByte,
} from '@nightlatch/aliro';
import { Inbox } from './inbox.ts';
import type { LinkPort, LinkSession, LockClock, LockTimers } from './ports.ts';

/** How long a lock waits for a card's answer (docs/protocol §6.1). */
const NFC_ANSWER_MS = 2_500;

/** Thrown inside a session when its link is over; never leaves this package. */
export class LinkOver extends Error {
  readonly code = 'link_over';
  constructor() {
    super('the link is over');
    this.name = 'LinkOver';
  }
}

/** What a link is told about its lock. */
export interface RadioLinkOptions {
  readonly port: LinkPort;
  readonly timers: LockTimers;
  readonly clock: LockClock;
  /** Runs the session; rejects or resolves at its end. */
  run(link: RadioLink): Promise<void>;
  /** The link is over and everything it caused is stored. */
  onFinished(link: RadioLink): void;
}

/** The lock's side of one link. An APDU link for the session, a LinkSession for the adapter. */
export class RadioLink implements ApduLink, LinkSession {
  readonly port: LinkPort;
  readonly finished: Promise<void>;
  /** Set by the session once AUTH1 (or a fast AUTH0) held: such a link is not pushed out. */
  authenticated = false;
  /** Set when the journal already says how this link failed. */
  journaled = false;
  readonly #options: RadioLinkOptions;
  readonly #inbox: Inbox;
  #skipped = 0;
  #over = false;
  #cancelSession: (() => void) | undefined;

  constructor(options: RadioLinkOptions) {
    this.port = options.port;
    this.#options = options;
    this.#inbox = new Inbox(options.timers);
    this.finished = this.#live();
  }

  get over(): boolean {
    return this.#over;
  }

  receiveFrame(frame: Uint8Array): void {
    if (!this.#inbox.push(frame)) this.abort(STATE.notAllowed);
  }

  receiveState(_stateByte: number): void {
    this.lost();
  }

  lost(): void {
    this.#over = true;
    this.#inbox.close();
  }

  /** Ends the link with a state byte, once. */
  abort(state: StateByte, waitTenths?: number): void {
    if (this.#over) return;
    this.#over = true;
    this.#inbox.close();
    this.port.end(state, waitTenths);
  }

  /** Sends `info` as the first frame of a local link. */
  sendInfo(info: Uint8Array): void {
    const [type, id] = FRAME.info;
    this.#send(encodeFrame({ type, id, payload: info }));
  }

  /** Waits for Initiate and gives its A5; starts the session's 15 s. */
  async initiate(): Promise<Uint8Array> {
    const frame = await this.#nextFrame(LINK_TIMERS.initiateMs, FRAME.initiate);
    const a5 = parseInitiate(frame.payload);
    if (!a5.ok) return this.#die(STATE.malformed);
    this.startSession();
    return a5.value;
  }

  /** Starts the 15 s that a whole session may take. */
  startSession(): void {
    this.#cancelSession = this.#options.timers.after(LINK_TIMERS.sessionMs, () => this.abort(STATE.timeout));
  }

  async transceive(command: Uint8Array): Promise<Uint8Array> {
    if (this.port.kind === 'nfc') {
      this.#send(command);
      return this.#next(NFC_ANSWER_MS);
    }
    this.#send(commandFrame(command));
    const frame = await this.#nextFrame(LINK_TIMERS.answerMs, FRAME.answer);
    return frame.payload;
  }

  #send(frame: Uint8Array): void {
    if (this.#over) throw new LinkOver();
    this.port.sendFrame(frame);
  }

  /** The next frame of the wanted kind. Unknown ones are skipped, at most 8 per link; a known one at the wrong time ends it. */
  async #nextFrame(timeoutMs: number, wanted: readonly [number, number]): Promise<Frame> {
    const deadlineMs = this.#options.clock.counterMs() + timeoutMs;
    for (;;) {
      const bytes = await this.#next(deadlineMs - this.#options.clock.counterMs());
      const frame = parseFrame(bytes);
      if (!frame.ok) return this.#die(frame.error.abort);
      const { type, id } = frame.value;
      if (type === wanted[0] && id === wanted[1]) return frame.value;
      if (isKnown(type, id)) return this.#die(STATE.notAllowed);
      this.#skipped += 1;
      if (this.#skipped > LINK_TIMERS.unknownFrames) return this.#die(STATE.other);
    }
  }

  async #next(timeoutMs: number): Promise<Uint8Array> {
    const arrival = await this.#inbox.next(timeoutMs);
    if (arrival.kind === 'frame') return arrival.bytes;
    if (arrival.kind === 'timeout') return this.#die(STATE.timeout);
    throw new LinkOver();
  }

  #die(state: StateByte): never {
    this.abort(state);
    throw new LinkOver();
  }

  async #live(): Promise<void> {
    // The session starts in a later microtask, so that the adapter has its LinkSession before the first frame goes out.
    await Promise.resolve();
    try {
      await this.#options.run(this);
    } catch (error) {
      if (!(error instanceof LinkOver)) this.abort(STATE.other);
    } finally {
      this.#cancelSession?.();
      this.#options.onFinished(this);
    }
  }
}

/** Frames that have a place in a session: at another place they end it. Everything else is skipped. */
function isKnown(type: number, id: number): boolean {
  return [FRAME.command, FRAME.answer, FRAME.initiate].some(([t, i]) => t === type && i === id);
}
