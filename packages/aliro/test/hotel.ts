// A location, one lock and one phone in memory, with real keys, for the session tests of this package.
import {
  type AccessData,
  type ApduLink,
  agreementKeyFrom,
  authenticateReader,
  createPhoneSession,
  gateExtension,
  generateSigner,
  issueAccessDocument,
  issueReaderCertificate,
  issueRevocationDocument,
  kid,
  lockIdOf,
  MAILBOX,
  PHONE_A5_GATT,
  type PhoneEvent,
  type PhoneMailbox,
  type PhonePorts,
  type PhoneSession,
  type PhoneSessionOptions,
  platformRandom,
  type ReaderOptions,
  type RevocationEntry,
  type Signer,
  type StoredKpersistent,
  subIdOf,
  xOf,
} from '../src/index.ts';

export const NOW = Date.UTC(2026, 2, 1, 12, 0, 0);
export const HOUR = 3_600_000;
export const ROOM = 'r1204';

export type Hotel = {
  readonly readerIssuer: Signer;
  readonly issuer: Signer;
  readonly anchors: readonly { readonly kid: Uint8Array; readonly point: Uint8Array }[];
  readonly lock: Signer;
  readonly readerIdentifier: Uint8Array;
  readonly lockId: Uint8Array;
  readonly certificate: Uint8Array;
};

export async function makeHotel(
  groupId: Uint8Array = platformRandom(16),
  shared?: Pick<Hotel, 'readerIssuer' | 'issuer'>,
): Promise<Hotel> {
  const readerIssuer = shared?.readerIssuer ?? (await generateSigner({ extractable: false }));
  const issuer = shared?.issuer ?? (await generateSigner({ extractable: false }));
  const lock = await generateSigner({ extractable: true });
  const readerIdentifier = new Uint8Array(32);
  readerIdentifier.set(groupId);
  readerIdentifier.set(platformRandom(16), 16);
  const certificate = await issueReaderCertificate({
    issuerSigner: readerIssuer,
    readerPoint: lock.point,
    subId: subIdOf(readerIdentifier),
  });
  const anchors = [{ kid: await kid(issuer.point), point: issuer.point }];
  return { readerIssuer, issuer, anchors, lock, readerIdentifier, lockId: lockIdOf(readerIdentifier), certificate };
}

export const OCCUPANCY = Uint8Array.from({ length: 16 }, (_, i) => i + 1);

export function roomAccess(hotel: Hotel, generation = 17): AccessData {
  return {
    id: OCCUPANCY,
    rules: [{ capabilities: 8, allow: 0, deny: 0 }],
    accessExtensions: [gateExtension({ lockId: hotel.lockId, generation, mode: 'override' })],
  };
}

export type IssueOptions = Partial<Parameters<typeof issueAccessDocument>[0]> & { readonly element?: AccessData };

export async function issueFor(hotel: Hotel, devicePoint: Uint8Array, options: IssueOptions = {}): Promise<Uint8Array> {
  return issueAccessDocument({
    signer: hotel.issuer,
    devicePoint,
    elements: new Map([[ROOM, options.element ?? roomAccess(hotel)]]),
    signedAt: NOW - HOUR,
    validFrom: NOW - HOUR,
    validUntil: NOW + 23 * HOUR,
    ...options,
  });
}

export function revocationFor(hotel: Hotel, entries: readonly RevocationEntry[], signedAt = NOW): Promise<Uint8Array> {
  return issueRevocationDocument({ signer: hotel.issuer, entries, signedAt });
}

export type TestMailbox = PhoneMailbox & { readonly bytes: Uint8Array; mailPresent: boolean };

export function makeMailbox(): TestMailbox {
  const bytes = new Uint8Array(MAILBOX.size);
  return {
    bytes,
    size: MAILBOX.size,
    mailPresent: false,
    read: async (offset, length) => bytes.slice(offset, offset + length),
    apply: async (writes) => {
      for (const { offset, data } of writes) bytes.set(data, offset);
    },
  };
}

export type TestPhone = {
  readonly device: Signer;
  readonly ports: PhonePorts;
  readonly mailbox: TestMailbox;
  readonly events: PhoneEvent[];
  readonly kpersistent: Map<string, StoredKpersistent>;
  document: Uint8Array | null;
  revocation: Uint8Array | null;
  present: boolean;
  readonly presence: { readonly forced: boolean; readonly wait: boolean }[];
};

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** A phone that knows one location and one door. */
export async function makePhone(hotel: Hotel, options: { readonly fast?: boolean } = {}): Promise<TestPhone> {
  const device = await generateSigner({ extractable: false });
  const mailbox = makeMailbox();
  const kpersistent = new Map<string, StoredKpersistent>();
  const name = (reader: Uint8Array): string => Buffer.from(reader).toString('hex');
  const phone: TestPhone = {
    device,
    mailbox,
    kpersistent,
    events: [],
    document: await issueFor(hotel, device.point),
    revocation: null,
    present: true,
    presence: [],
    ports: {
      groupKeys: async (groupId) =>
        same(groupId, hotel.readerIdentifier.subarray(0, 16)) ? [hotel.readerIssuer.point] : [],
      credential: async (reader) =>
        same(reader, hotel.readerIdentifier) ? { signer: device, document: phone.document } : null,
      revocation: async (reader) => (same(reader, hotel.readerIdentifier) ? phone.revocation : null),
      mailbox: async (reader) => (same(reader, hotel.readerIdentifier) ? mailbox : null),
      userPresent: async ({ forced, wait }) => {
        phone.presence.push({ forced, wait });
        return phone.present;
      },
      ...(options.fast === false
        ? {}
        : {
            kpersistent: {
              get: async (reader) => kpersistent.get(name(reader)) ?? null,
              put: async (reader, stored) => void kpersistent.set(name(reader), stored),
            },
          }),
      now: () => NOW,
    },
  };
  return phone;
}

export function startPhone(phone: TestPhone, options: Partial<PhoneSessionOptions> = {}): PhoneSession {
  return createPhoneSession({
    ports: phone.ports,
    interfaceByte: 0xc3,
    a5: PHONE_A5_GATT,
    initiated: true,
    onEvent: (event) => phone.events.push(event),
    ...options,
  });
}

export type RecordedLink = ApduLink & { readonly log: { readonly command: Uint8Array; readonly answer: Uint8Array }[] };

/** A link into a session, which records and may be tampered with. `answer` null loses the link. */
export function linkTo(
  session: { handle(command: Uint8Array): Promise<Uint8Array> },
  tamper: {
    readonly command?: (command: Uint8Array, index: number) => Uint8Array;
    readonly answer?: (answer: Uint8Array, index: number, command: Uint8Array) => Uint8Array | null;
  } = {},
): RecordedLink {
  const log: RecordedLink['log'] = [];
  return {
    log,
    transceive: async (command) => {
      const index = log.length;
      const sent = tamper.command?.(command, index) ?? command;
      const answer = await session.handle(sent);
      const got = tamper.answer === undefined ? answer : tamper.answer(answer, index, sent);
      log.push({ command: sent, answer: got ?? new Uint8Array(0) });
      if (got === null) throw new Error('link lost');
      return got;
    },
  };
}

export function readerOptions(hotel: Hotel, link: ApduLink, options: Partial<ReaderOptions> = {}): ReaderOptions {
  return {
    link,
    interfaceByte: 0xc3,
    a5: PHONE_A5_GATT,
    readerIdentifier: hotel.readerIdentifier,
    lockSigner: hotel.lock,
    certificate: hotel.certificate,
    groupKeyX: xOf(hotel.readerIssuer.point),
    ...options,
  };
}

/** Authenticates or fails the test. */
export async function authenticated(
  options: ReaderOptions,
): Promise<Extract<Awaited<ReturnType<typeof authenticateReader>>, { kind: 'authenticated' }>> {
  const outcome = await authenticateReader(options);
  if (outcome.kind !== 'authenticated') throw new Error(`not authenticated: ${JSON.stringify(outcome.failure)}`);
  return outcome;
}

/** Predictable bytes, another sequence per seed; only for tests. */
export function countingRandom(seed: number): (length: number) => Uint8Array {
  let state = seed >>> 0;
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    });
}

export { agreementKeyFrom };

/** The INS byte of a recorded command. */
export function insOf(command: Uint8Array): number {
  return command[1] ?? -1;
}

/** The status word of an answer. */
export function swOf(answer: Uint8Array): number {
  return ((answer[answer.length - 2] ?? 0) << 8) | (answer[answer.length - 1] ?? 0);
}
