// A guest's phone for tests: the protocol package's own phone session over a link in memory, with what it holds in plain fields.
import {
  answerFrame,
  createPhoneSession,
  FRAME,
  generateSigner,
  initiateFrame,
  type KeyPairSigner,
  layOutMailbox,
  PHONE_A5_GATT,
  PHONE_A5_NFC,
  type PhoneEvent,
  type PhonePorts,
  parseFrame,
  type ReaderStatus,
  type ReasonCode,
  type StateByte,
  type StoredKpersistent,
  takeReturnedPage,
} from '@nightlatch/aliro';
import type { Lock } from '../lock-types.ts';
import type { LinkKind, LinkSession } from '../ports.ts';
import type { TestDoor } from './test-hotel.ts';

/** How one try at a door went, as the phone saw it. */
export interface Attempt {
  readonly granted: boolean;
  readonly reason?: ReasonCode;
  readonly status?: ReaderStatus | 'unknown';
  /** How many reasons and statuses came: one each is right. */
  readonly told: { readonly reasons: number; readonly statuses: number };
  readonly phase?: 'standard' | 'fast';
  readonly ended?: StateByte;
  /** With state 86: how long to wait, in tenths of a second. */
  readonly waitTenths?: number;
  /** Command APDUs the lock sent. */
  readonly commands: readonly Uint8Array[];
  readonly answers: readonly Uint8Array[];
  readonly info?: Uint8Array;
}

/** What may happen to a frame on its way; return [] to lose it. */
export type Mangle = (direction: 'toLock' | 'toPhone', frame: Uint8Array, index: number) => readonly Uint8Array[];

/** Options of one try. */
export interface TryOptions {
  readonly kind?: LinkKind;
  readonly mangle?: Mangle;
  readonly a5?: Uint8Array;
  /** What the carrier calls this phone. */
  readonly peer?: string;
  /** Signs AUTH1 in place of the phone's own key. */
  readonly signWith?: (message: Uint8Array) => Promise<Uint8Array>;
  /** Called with the lock's session, for tests that interfere. */
  readonly onLink?: (session: LinkSession) => void;
}

/** One phone with one door key. */
export class TestPhone {
  readonly signer: KeyPairSigner;
  document: Uint8Array | null = null;
  revocation: Uint8Array | null = null;
  /** 8192 bytes when it carries mail. */
  mailbox: Uint8Array | null = null;
  fast = true;
  readonly #groupKeys: readonly Uint8Array[];
  #kpersistent: StoredKpersistent | null = null;

  private constructor(signer: KeyPairSigner, groupKeys: readonly Uint8Array[]) {
    this.signer = signer;
    this.#groupKeys = groupKeys;
  }

  static async make(groupKeys: readonly Uint8Array[]): Promise<TestPhone> {
    return new TestPhone(await generateSigner({ extractable: false }), groupKeys);
  }

  /** Another phone with the same key: the attacker copied what a browser profile holds. */
  copyWith(document: Uint8Array | null): TestPhone {
    const copy = new TestPhone(this.signer, this.#groupKeys);
    copy.document = document;
    return copy;
  }

  carry(door: TestDoor, items: readonly Uint8Array[], takesJournalPage = false): void {
    this.mailbox = layOutMailbox({ lockId: door.lockId, items, takesJournalPage }).bytes;
  }

  /** The journal page the lock left. */
  returnedPage(): Uint8Array | null {
    return this.mailbox && takeReturnedPage(this.mailbox);
  }

  forgetKpersistent(): void {
    this.#kpersistent = null;
  }

  ports(sign: (message: Uint8Array) => Promise<Uint8Array> = this.signer.sign): PhonePorts {
    const mailbox = this.mailbox;
    return {
      groupKeys: async () => this.#groupKeys,
      credential: async () => ({ signer: { point: this.signer.point, sign }, document: this.document }),
      revocation: async () => this.revocation,
      mailbox: async () =>
        mailbox && {
          size: mailbox.length,
          mailPresent: true,
          read: async (offset, length) => mailbox.slice(offset, offset + length),
          apply: async (writes) => {
            for (const { offset, data } of writes) mailbox.set(data, offset);
          },
        },
      userPresent: async () => true,
      ...(this.fast && {
        kpersistent: {
          get: async () => this.#kpersistent,
          put: async (_reader, stored) => {
            this.#kpersistent = stored;
          },
        },
      }),
      now: () => null,
    };
  }

  /** One try at a door, over frames in memory (or bare APDUs for NFC). Resolves when the lock is done with the link. */
  async tryDoor(lock: Lock, options: TryOptions = {}): Promise<Attempt> {
    const kind = options.kind ?? 'memory';
    const isNfc = kind === 'nfc';
    const a5 = options.a5 ?? (isNfc ? PHONE_A5_NFC : PHONE_A5_GATT);
    const events: PhoneEvent[] = [];
    const commands: Uint8Array[] = [];
    const answers: Uint8Array[] = [];
    let ended: StateByte | undefined;
    let waitTenths: number | undefined;
    let info: Uint8Array | undefined;
    let frames = 0;
    const mangle = options.mangle ?? ((_direction: string, frame: Uint8Array) => [frame]);
    const session = createPhoneSession({
      ports: this.ports(options.signWith),
      interfaceByte: isNfc ? 0x5e : 0xc3,
      a5,
      initiated: !isNfc,
      onEvent: (event) => events.push(event),
    });
    let queue: Promise<unknown> = Promise.resolve();
    const answer = async (command: Uint8Array): Promise<void> => {
      commands.push(command);
      const apdu = await session.handle(command);
      answers.push(apdu);
      send(isNfc ? apdu : answerFrame(apdu));
    };
    const receive = (frame: Uint8Array): void => {
      if (isNfc) {
        queue = queue.then(() => answer(frame));
        return;
      }
      const parsed = parseFrame(frame);
      if (!parsed.ok) return;
      const { type, id, payload } = parsed.value;
      if (type === FRAME.info[0] && id === FRAME.info[1]) info = payload;
      if (type === FRAME.command[0] && id === FRAME.command[1]) queue = queue.then(() => answer(payload));
    };
    const link = lock.acceptLink({
      kind,
      peer: options.peer,
      sendFrame: (frame) => {
        for (const out of mangle('toPhone', frame, frames++)) receive(out);
      },
      end: (state, tenths) => {
        ended = state;
        waitTenths = tenths;
      },
    });
    const send = (frame: Uint8Array): void => {
      for (const out of mangle('toLock', frame, frames++)) link.receiveFrame(out);
    };
    options.onLink?.(link);
    if (!isNfc) send(initiateFrame(a5));
    await link.finished;
    await queue;
    session.forget();
    return summarize(events, {
      commands,
      answers,
      ...(ended !== undefined && { ended }),
      ...(waitTenths !== undefined && { waitTenths }),
      ...(info && { info }),
    });
  }
}

function summarize(events: readonly PhoneEvent[], base: Omit<Attempt, 'granted' | 'told'>): Attempt {
  const count = (kind: PhoneEvent['kind']): number => events.filter((event) => event.kind === kind).length;
  let attempt: Attempt = { granted: false, ...base, told: { reasons: count('reason'), statuses: count('status') } };
  for (const event of events) {
    if (event.kind === 'status') attempt = { ...attempt, granted: event.granted, status: event.status };
    if (event.kind === 'reason') attempt = { ...attempt, reason: event.reason };
    if (event.kind === 'authenticated') attempt = { ...attempt, phase: event.phase };
  }
  return attempt;
}
