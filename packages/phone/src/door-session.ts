// One session on one link, from Initiate to END, in the order and with the timers of docs/protocol §6.4.
import {
  answerFrame,
  createPhoneSession,
  FRAME,
  initiateFrame,
  LINK_TIMERS,
  newAgreementKey,
  PHONE_A5_GATT,
  type PhoneEvent,
  type PhonePorts,
  type PhoneSession,
  parseEvent,
  parseFrame,
  type RandomBytes,
  type ReaderStatus,
  type ReasonCode,
  STATE,
} from '@nightlatch/aliro';
import type { LinkTrouble } from './diagnosis.ts';
import type { Clock, FrameLink, LinkEvent } from './ports.ts';
import type { UnlockSplit } from './unlock-types.ts';

/** The door's sealed word, or why there is none. */
export type SessionOutcome =
  | {
      readonly kind: 'decided';
      readonly opened: boolean;
      readonly reason?: ReasonCode;
      readonly status?: ReaderStatus;
      /** UTC ms at which the decision was heard; mail and journal may have taken longer. */
      readonly decidedAt: number;
      /** Commands up to and with the decision. */
      readonly commands: number;
      readonly split: SessionSplit;
    }
  | {
      readonly kind: 'broken';
      readonly trouble: LinkTrouble;
      readonly detail: string;
      readonly retryAfterMs: number;
      readonly commands: number;
      readonly split: SessionSplit;
    };

/** Where the time up to the decision went. */
export type SessionSplit = Pick<UnlockSplit, 'doorMs' | 'ownMs'>;

/** What a session runs with. */
export interface DoorSessionOptions {
  readonly link: FrameLink;
  readonly clock: Clock;
  readonly random?: RandomBytes;
  readonly ports: PhonePorts;
  /** Called once, as soon as the door's decision came over the sealed channel. */
  readonly onDecided: (opened: boolean) => void;
}

interface Heard {
  reason?: ReasonCode;
  /** Tag 97: whether it grants, and which of the known statuses it is. */
  word?: { readonly granted: boolean; readonly status?: ReaderStatus };
  /** S2 of CONTROL FLOW. */
  s2?: number;
  refusedSw?: number;
  commands: number;
  /** ms spent in this phone's own answers so far. */
  ownMs: number;
  /** Set while an answer is being made. */
  answeringSince?: number | undefined;
  readonly startedAt: number;
  decided?: { readonly at: number; readonly commands: number; readonly split: SessionSplit };
}

/** Runs a session. Never rejects; the link is closed when it resolves. */
export async function runDoorSession(options: DoorSessionOptions): Promise<SessionOutcome> {
  const started = options.clock.now();
  const heard: Heard = { commands: 0, ownMs: 0, startedAt: started };
  let session: PhoneSession | undefined;
  try {
    await sendWithin(options, initiateFrame(PHONE_A5_GATT));
    // Made while Initiate is under way and the door prepares AUTH0.
    const ephemeral = newAgreementKey();
    ephemeral.catch(() => undefined); // a door that ends the link here never asks for it
    session = createPhoneSession({
      ports: options.ports,
      interfaceByte: 0xc3,
      a5: PHONE_A5_GATT,
      initiated: true,
      onEvent: (event) => note(event, heard, options),
      ...(options.random && { random: options.random }),
      ephemeral,
    });
    return await converse(options, session, heard, started);
  } catch (error) {
    options.link.close(STATE.other);
    return outcomeOf(heard, options.clock, 'link', error instanceof Error ? error.message : 'the link failed');
  } finally {
    session?.forget();
  }
}

async function converse(
  options: DoorSessionOptions,
  session: PhoneSession,
  heard: Heard,
  started: number,
): Promise<SessionOutcome> {
  const { link, clock } = options;
  let waitMs: number = LINK_TIMERS.commandMs;
  let busy = 0;
  let unknown = 0;
  for (;;) {
    const leftMs = started + LINK_TIMERS.sessionMs - clock.now();
    const done = heard.word !== undefined;
    const event = await receiveWithin(link, clock, Math.min(done ? LINK_TIMERS.afterEndMs : waitMs, leftMs));
    if (event === undefined) {
      link.close(done ? STATE.end : STATE.timeout);
      return outcomeOf(heard, clock, 'link', 'the door stopped answering');
    }
    if (event.kind === 'closed') {
      link.close(STATE.end);
      return outcomeOfClose(heard, clock, event);
    }
    const frame = parseFrame(event.frame);
    if (!frame.ok) {
      link.close(frame.error.abort);
      return outcomeOf(heard, clock, 'link', frame.error.detail);
    }
    const { type, id, payload } = frame.value;
    waitMs = LINK_TIMERS.commandMs;
    if (type === FRAME.command[0] && id === FRAME.command[1]) {
      heard.commands += 1;
      const from = clock.now();
      heard.answeringSince = from;
      const answer = await session.handle(payload);
      heard.answeringSince = undefined;
      heard.ownMs += clock.now() - from;
      await sendWithin(options, answerFrame(answer));
    } else if (type === FRAME.event[0]) {
      if (id !== FRAME.event[1] || session.state === 'auth1' || session.state === 'stepup') continue;
      const said = parseEvent(payload);
      if (said.kind !== 'busy') continue; // an unsealed error is a hint only; the abort follows or the timer does
      busy += 1;
      if (busy > LINK_TIMERS.busyTimes) {
        link.close(STATE.timeout);
        return outcomeOf(heard, clock, 'overloaded', 'the door stayed busy');
      }
      waitMs = LINK_TIMERS.busyMs;
    } else {
      unknown += 1;
      if (unknown > LINK_TIMERS.unknownFrames) {
        link.close(STATE.notAllowed);
        return outcomeOf(heard, clock, 'protocol', 'too many unknown frames');
      }
    }
  }
}

function note(event: PhoneEvent, heard: Heard, options: DoorSessionOptions): void {
  if (event.kind === 'reason' && heard.reason === undefined) heard.reason = event.reason;
  else if (event.kind === 'status' && heard.word === undefined) {
    const { granted, status } = event;
    heard.word = status === 'unknown' ? { granted } : { granted, status };
  } else if (event.kind === 'control-flow') heard.s2 = event.s2;
  else if (event.kind === 'refused') heard.refusedSw = event.sw;
  if (heard.decided || (heard.reason === undefined && heard.word === undefined)) return;
  const at = options.clock.now();
  heard.decided = { at, commands: heard.commands, split: splitOf(heard, at) };
  options.onDecided(isOpened(heard));
}

/** A reason may come without its status when the link breaks after the decision: it was sealed, so it counts. */
function isOpened(heard: Heard): boolean {
  return heard.word === undefined ? heard.reason === '0000' : heard.word.granted;
}

/** What was not this phone's own work was the air or the lock. */
function splitOf(heard: Heard, now: number): SessionSplit {
  const { startedAt, answeringSince } = heard;
  const ownMs = heard.ownMs + (answeringSince === undefined ? 0 : now - answeringSince);
  return { ownMs, doorMs: Math.max(0, now - startedAt - ownMs) };
}

function outcomeOfClose(heard: Heard, clock: Clock, event: Extract<LinkEvent, { kind: 'closed' }>): SessionOutcome {
  const { state } = event;
  if (state === STATE.version) return outcomeOf(heard, clock, 'version', 'the door speaks another version');
  if (state === STATE.overloaded)
    return outcomeOf(heard, clock, 'overloaded', 'the door is overloaded', event.retryAfterMs ?? 100);
  const said = state === undefined ? 'the link was lost' : `the door ended the link (${state.toString(16)})`;
  return outcomeOf(heard, clock, 'link', said);
}

const SW_NOT_PROVED = 0x6982;
const SW_NOT_DECODABLE = 0x6400;
const SW_NO_ACT = 0x6985;
const S2_VERSION = 0x27;

function outcomeOf(heard: Heard, clock: Clock, trouble: LinkTrouble, detail: string, retryAfterMs = 0): SessionOutcome {
  const { commands } = heard;
  if (heard.decided)
    return {
      kind: 'decided',
      opened: isOpened(heard),
      decidedAt: heard.decided.at,
      commands: heard.decided.commands,
      split: heard.decided.split,
      ...(heard.reason !== undefined && { reason: heard.reason }),
      ...(heard.word?.status !== undefined && { status: heard.word.status }),
    };
  const broken = (why: LinkTrouble, text: string): SessionOutcome => ({
    kind: 'broken',
    trouble: why,
    detail: text,
    retryAfterMs,
    commands,
    split: splitOf(heard, clock.now()),
  });
  if (heard.s2 === S2_VERSION) return broken('version', 'no common version');
  if (heard.refusedSw === SW_NOT_PROVED || heard.refusedSw === SW_NOT_DECODABLE)
    return broken('identity', 'the door did not prove that it is this door');
  if (heard.refusedSw === SW_NO_ACT) return broken('stale_act', 'the guest did not act within 10 s');
  if (heard.s2 !== undefined) return broken('protocol', 'the door gave up without saying why');
  return broken(trouble, detail);
}

/** Rejects when a stack leaves the frame lying: a guest's tap must end. The abandoned `send` may still settle and is ignored. */
function sendWithin({ link, clock }: DoorSessionOptions, frame: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(LINK_TIMERS.commandMs, () => reject(new Error('the link took no more')));
    link.send(frame).then(resolve, reject).finally(cancel);
  });
}

/** The next event, or undefined after `waitMs`; the abandoned `receive` may still settle and is ignored. */
function receiveWithin(link: FrameLink, clock: Clock, waitMs: number): Promise<LinkEvent | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(Math.max(0, waitMs), () => resolve(undefined));
    link.receive().then(
      (event) => {
        cancel();
        resolve(event);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}
