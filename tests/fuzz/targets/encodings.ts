// Parsers of bytes that nobody has signed yet: they answer, and what they take means one thing only.
// Longer than most files: one short target after another, all of one kind.
import {
  answerDeviceRequest,
  type CborNode,
  cborValueOf,
  commandFrame,
  createChunker,
  createReassembler,
  decodeCbor,
  encodeAccessData,
  encodeAnswer,
  encodeAuth0Answer,
  encodeAuth0Command,
  encodeAuth1Answer,
  encodeAuth1Command,
  encodeCbor,
  encodeCommand,
  encodeControlFlow,
  encodeDeviceRequest,
  encodeExchange,
  encodeExchangeAnswer,
  encodeFci,
  encodeFrame,
  encodeInfo,
  encodeMailboxHeader,
  encodeMailList,
  encodeRevocationData,
  encodeSessionData,
  initiateFrame,
  layOutMailbox,
  PHONE_A5_GATT,
  PHONE_A5_NFC,
  parseA5,
  parseAccessData,
  parseAnswer,
  parseAuth0Answer,
  parseAuth0Command,
  parseAuth1Answer,
  parseAuth1Command,
  parseCommand,
  parseControlFlow,
  parseDeviceRequest,
  parseDeviceResponse,
  parseEvent,
  parseExchange,
  parseExchangeAnswer,
  parseFci,
  parseFrame,
  parseInfo,
  parseInitiate,
  parseJournalEntry,
  parseMailboxHeader,
  parseMailList,
  parseReaderCertificate,
  parseReasonNotify,
  parseRevocationData,
  parseSessionData,
  parseTlv,
  readDocument,
  readJournalPageLabel,
  readMail,
  reasonNotify,
  takeReturnedPage,
  tlv,
} from '@nightlatch/aliro';
import { type Location, makeLocation, NOW, show } from '../fixture.ts';
import { countingBytes } from '../random.ts';
import { type NamedTarget, type Target, violate } from '../target.ts';

type Parsed = { readonly ok: boolean; readonly value?: unknown; readonly error?: unknown };

const ALIRO = '/packages/aliro/';

function target(
  name: string,
  seeds: (location: Location) => readonly Uint8Array[],
  run: (input: Uint8Array) => unknown,
): NamedTarget {
  const make = async (): Promise<Target> => ({
    seeds: seeds(await makeLocation()),
    limitBytes: 8192,
    limitMs: 250,
    run,
  });
  return { name, covers: ALIRO, make };
}

/** What was taken, written anew by our writer, is taken again and says the same. */
function again(parse: (bytes: Uint8Array) => Parsed, write: (value: never) => Uint8Array) {
  return (input: Uint8Array): void => {
    const first = parse(input);
    if (!first.ok) return;
    // `as`: the writer's argument is what the parser of the same message gives.
    const second = parse(write(first.value as never));
    if (!second.ok) violate(`not taken again: ${show(second.error)}`);
    if (show(second.value) !== show(first.value)) violate('reads differently after writing it anew');
  };
}

function checkNode(node: CborNode, input: Uint8Array): void {
  if (Buffer.compare(node.raw, input.subarray(node.start, node.start + node.raw.length)) !== 0)
    violate('raw slice is not what came');
  if (node.depth > 16) violate('deeper than 16');
  if (node.kind === 'array') for (const item of node.items) checkNode(item, input);
  if (node.kind === 'map') for (const item of node.entries.values()) checkNode(item, input);
  if (node.kind === 'tag') checkNode(node.value, input);
}

function runCbor(input: Uint8Array): void {
  const node = decodeCbor(input);
  if (!node.ok) {
    const { offset } = node.error;
    if (offset < 0 || offset > input.length) violate('error outside the input');
    return;
  }
  checkNode(node.value, input);
  const written = encodeCbor(cborValueOf(node.value));
  // Heads are minimal and lengths definite: only the order of labels may differ, never the size.
  if (written.length !== input.length) violate('two sizes for one value');
}

function runTlv(input: Uint8Array): void {
  const elements = parseTlv(input);
  if (!elements.ok) return;
  const written = elements.value.map((element) => tlv(element.tag, element.value));
  if (Buffer.compare(Buffer.concat(written), input) !== 0) violate('TLV not canonical');
}

function runChunks(input: Uint8Array): void {
  const joined = createReassembler();
  for (let at = 0; at < input.length; ) {
    const size = Math.max(1, input[at] ?? 0);
    const step = joined.push(input.subarray(at + 1, at + 1 + size));
    if (step.kind === 'frame' && !parseFrame(step.frame).ok) violate('a frame that is none');
    at += 1 + size;
  }
}

function prefixed(chunks: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(chunks.flatMap((chunk) => [chunk.length, ...chunk]));
}

const point = Uint8Array.of(4, ...countingBytes(20)(64));
const some = (length: number): Uint8Array => countingBytes(21)(length);
const READER = some(32);
const AID = Uint8Array.from(Buffer.from('a000000909acce5501', 'hex'));
const AUTH0 = encodeAuth0Command({
  fastWanted: true,
  authenticationPolicy: 1,
  version: 0x0100,
  readerEphemeralPoint: point,
  transactionId: some(16),
  readerIdentifier: READER,
  vendorBlock: new Uint8Array(0),
});
const COMMAND_HEADS = [0x80, 0x80, 0, 0] as const;

function commands(): Uint8Array[] {
  return [
    encodeCommand({ head: COMMAND_HEADS, data: AUTH0, le: 256, extended: false }),
    encodeCommand({ head: COMMAND_HEADS, data: some(300), le: 65536, extended: true }),
    encodeCommand({ head: COMMAND_HEADS, data: new Uint8Array(0), le: 256, extended: false }),
    encodeCommand({ head: COMMAND_HEADS, data: new Uint8Array(0), le: 512, extended: true }),
  ];
}

const EXCHANGE = encodeExchange({
  mailbox: {
    more: true,
    commands: [
      { kind: 'read', offset: 0, length: 32 },
      { kind: 'write', offset: 4096, data: some(12) },
      { kind: 'set', offset: 3, length: 1, value: 1 },
    ],
  },
  notify: reasonNotify('0000'),
  status: '0101',
});

function everything(l: Location): Uint8Array[] {
  return [
    ...l.documents,
    ...l.revocations,
    ...l.mails,
    ...l.entries,
    l.page,
    l.commissioning,
    encodeMailList(l.mails.slice(0, 3)),
  ];
}

/** The parsers. */
export const ENCODINGS: readonly NamedTarget[] = [
  target('cbor', everything, runCbor),
  target('tlv', (l) => [AUTH0, EXCHANGE, PHONE_A5_NFC, PHONE_A5_GATT, l.certificate], runTlv),
  target(
    'command',
    commands,
    again(parseCommand, (value) => encodeCommand(value)),
  ),
  target(
    'answer',
    () => [encodeAnswer(some(40), 0x9000), Uint8Array.of(0x61, 0)],
    again(parseAnswer, ((a: { data: Uint8Array; sw: number }) => encodeAnswer(a.data, a.sw)) as (
      v: never,
    ) => Uint8Array),
  ),
  target(
    'frame',
    () => [commandFrame(some(40)), initiateFrame(PHONE_A5_GATT)],
    again(parseFrame, (value) => encodeFrame(value)),
  ),
  target(
    'chunks',
    () => [
      prefixed(createChunker(20).chunks(commandFrame(some(90)))),
      prefixed(createChunker(200).chunks(commandFrame(some(900)))),
    ],
    runChunks,
  ),
  target(
    'info',
    () =>
      [true, false].map((nonce) =>
        encodeInfo({
          fast: true,
          stepUp: true,
          mailbox: nonce,
          readerIdentifier: READER,
          versions: [0x0100],
          maxFrame: 4100,
          chunkSize: 182,
          timeNonce: nonce ? some(16) : null,
        }),
      ),
    again(parseInfo, (value) => encodeInfo(value)),
  ),
  target(
    'initiate',
    () => [initiateFrame(PHONE_A5_GATT).subarray(4), Uint8Array.of(0, 0)],
    (input) => {
      parseEvent(input);
      const a5 = parseInitiate(input);
      return a5.ok ? parseA5(a5.value) : null;
    },
  ),
  target(
    'a5',
    () => [PHONE_A5_GATT, PHONE_A5_NFC, encodeFci(AID, PHONE_A5_NFC)],
    (input) => {
      parseA5(input);
      parseA5(input, { stepUp: true });
      const a5 = parseFci(input, AID);
      return a5.ok ? parseA5(a5.value) : null;
    },
  ),
  target(
    'auth0',
    () => [
      AUTH0,
      encodeAuth0Answer({ deviceEphemeralPoint: point, cryptogram: some(64), vendorBlock: new Uint8Array(0) }),
    ],
    (input) => {
      again(parseAuth0Command, (value) => encodeAuth0Command(value))(input);
      again(
        (bytes) => parseAuth0Answer(bytes, true),
        (value) => encodeAuth0Answer(value),
      )(input);
      parseAuth0Answer(input, false);
    },
  ),
  target(
    'auth1',
    (l) => [
      encodeAuth1Command({ wantsPublicKey: true, signature: some(64), certificate: l.certificate }),
      encodeAuth1Answer({
        keySlot: some(8),
        devicePoint: point,
        signature: some(64),
        signaling: 0x0f,
        signedAccess: '2026-03-01T11:00:00Z',
        signedRevocation: null,
      }),
    ],
    (input) => {
      again(parseAuth1Command, (value) => encodeAuth1Command(value))(input);
      parseAuth1Answer(input, true);
      parseAuth1Answer(input, false);
    },
  ),
  target(
    'exchange',
    () => [EXCHANGE, encodeExchangeAnswer([some(32), some(4)], 0), encodeExchangeAnswer([], 2)],
    (input) => {
      parseExchange(input);
      parseExchangeAnswer(input, [32, 4]);
      parseExchangeAnswer(input, []);
      parseReasonNotify(input);
    },
  ),
  target(
    'control-flow',
    () => [encodeControlFlow({ s1: 0, s2: 0x27 }, { domain: some(4), descriptor: some(5) })],
    again(parseControlFlow, (value) => encodeControlFlow(value)),
  ),
  target(
    'session-data',
    () => [encodeSessionData(some(60))],
    again(parseSessionData, (value) => encodeSessionData(value)),
  ),
  target(
    'device-request',
    () => [
      encodeDeviceRequest([
        { docType: 'aliro-a', elements: ['r101', 'c:pool'] },
        { docType: 'aliro-r', elements: ['rv'] },
      ]),
    ],
    again(parseDeviceRequest, (value) => encodeDeviceRequest(value)),
  ),
  target(
    'device-response',
    (l) => [
      answerDeviceRequest(
        [
          { docType: 'aliro-a', elements: ['r101'] },
          { docType: 'aliro-r', elements: ['rv'] },
        ],
        { access: l.documents[1] ?? null, revocation: l.revocations[0] ?? null },
      ),
    ],
    (input) => {
      const response = parseDeviceResponse(input, ['aliro-a', 'aliro-r']);
      if (!response.ok) return;
      for (const document of [response.value.access, response.value.revocation])
        if (document !== null) readDocument(document);
    },
  ),
  target(
    'document',
    (l) => [...l.documents, ...l.revocations],
    (input) => {
      const head = readDocument(input);
      if (head === null) return;
      answerDeviceRequest([{ docType: head.docType, elements: head.elements.slice(0, 3) }], {
        access: input,
        revocation: input,
      });
    },
  ),
  target(
    'access-data',
    (l) => [encodeAccessData(l.room), encodeAccessData(l.common)],
    again(parseAccessData, (value) => encodeAccessData(value)),
  ),
  target(
    'revocation-data',
    () => [
      encodeRevocationData({
        mode: 'append',
        adds: [{ id: some(16), expiresAt: NOW }],
        removes: [{ keyHash: some(32) }],
      }),
    ],
    again(parseRevocationData, (value) => encodeRevocationData(value)),
  ),
  target('reader-certificate', (l) => [l.certificate], parseReaderCertificate),
  target('mail', (l) => [...l.mails], readMail),
  target(
    'mailbox',
    (l) => [
      layOutMailbox({ lockId: l.lockId, items: l.mails.slice(0, 2), takesJournalPage: true }).bytes.slice(0, 600),
      encodeMailList(l.mails.slice(0, 3)),
    ],
    (input) => {
      again(parseMailboxHeader, (value) => encodeMailboxHeader(value))(input.subarray(0, 32));
      again(parseMailList, (value) => encodeMailList(value))(input);
      takeReturnedPage(input);
    },
  ),
  target(
    'journal',
    (l) => [...l.entries, l.page],
    (input) => {
      parseJournalEntry(input);
      readJournalPageLabel(input);
    },
  ),
];
