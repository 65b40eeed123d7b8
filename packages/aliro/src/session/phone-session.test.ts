// The phone's side: states, status words, chaining, mailbox, unknown readers (docs/protocol §10, P).
import { describe, expect, it, vi } from 'vitest';
import {
  authenticated,
  type Hotel,
  issueFor,
  linkTo,
  makeHotel,
  makePhone,
  NOW,
  ROOM,
  readerOptions,
  revocationFor,
  roomAccess,
  startPhone,
  swOf,
  type TestPhone,
} from '../../test/hotel.ts';
import { cryptoPort } from '../crypto/crypto-port.ts';
import {
  AID_EXPEDITED,
  AID_STEP_UP,
  authenticateReader,
  authenticationData,
  type Bytes,
  COMMAND,
  type CommandHead,
  concat,
  createSecureChannel,
  decodeCbor,
  deriveKdh,
  deriveStandardKeys,
  deriveStepUpKeys,
  emptyDeviceResponse,
  encodeAuth0Command,
  encodeAuth1Command,
  encodeCommand,
  encodeControlFlow,
  encodeDeviceRequest,
  encodeExchange,
  encodeFci,
  encodeSessionData,
  fromHex,
  generateAgreementKey,
  generateSigner,
  hex,
  issueReaderCertificate,
  keySlot,
  PHONE_A5_GATT,
  PHONE_A5_NFC,
  type PhoneSession,
  parseAuth0Answer,
  parseDeviceRequest,
  parseDeviceResponse,
  parseExchangeAnswer,
  parseSessionData,
  parseTlv,
  platformRandom,
  type SecureChannel,
  SIGNALING,
  subIdOf,
  tlv,
  USAGE,
  u16,
  useCrypto,
  xOf,
} from '../index.ts';

const hotel: Hotel = await makeHotel();
const NONE = new Uint8Array(0);

function apdu(head: CommandHead, data: Uint8Array = NONE, le: number | null = 256): Bytes {
  return encodeCommand({ head, data, le, extended: data.length > 255 });
}

type Auth0Options = {
  readonly fast?: boolean;
  readonly reader?: Uint8Array;
  readonly version?: number;
  readonly policy?: 1 | 2 | 3;
};

async function auth0Data(options: Auth0Options = {}): Promise<Bytes> {
  const ephemeral = await generateAgreementKey();
  return encodeAuth0Command({
    fastWanted: options.fast ?? false,
    authenticationPolicy: options.policy ?? 1,
    version: options.version ?? 0x0100,
    readerEphemeralPoint: ephemeral.point,
    transactionId: platformRandom(16),
    readerIdentifier: options.reader ?? hotel.readerIdentifier,
    vendorBlock: NONE,
  });
}

/** A reader of primitives: AUTH0 done, AUTH1 data ready, channel at hand. */
async function byHand(
  phone: PhoneSession,
  options: Auth0Options & {
    readonly usage?: Uint8Array;
    readonly signer?: Hotel['lock'];
    readonly certificate?: Uint8Array | null;
    readonly wantsPublicKey?: boolean;
  } = {},
): Promise<{ readonly auth1: Bytes; readonly channel: SecureChannel; readonly stepUpKey: Uint8Array }> {
  const ephemeral = await generateAgreementKey();
  const transactionId = platformRandom(16);
  const readerIdentifier = options.reader ?? hotel.readerIdentifier;
  const command = {
    fastWanted: options.fast ?? false,
    authenticationPolicy: options.policy ?? 1,
    version: 0x0100,
    readerEphemeralPoint: ephemeral.point,
    transactionId,
    readerIdentifier,
    vendorBlock: NONE,
  } as const;
  const answer = await phone.handle(apdu(COMMAND.auth0, encodeAuth0Command(command)));
  const parsed = parseAuth0Answer(answer.subarray(0, -2), command.fastWanted);
  if (!parsed.ok) throw new Error(`AUTH0 ${hex(answer)}`);
  const signature = await (options.signer ?? hotel.lock).sign(
    authenticationData({
      readerIdentifier,
      deviceEphemeralPoint: parsed.value.deviceEphemeralPoint,
      readerEphemeralPoint: ephemeral.point,
      transactionId,
      usage: options.usage ?? USAGE.reader,
    }),
  );
  const shared = (await ephemeral.agree(parsed.value.deviceEphemeralPoint)) ?? NONE;
  const keys = await deriveStandardKeys(await deriveKdh(shared, transactionId), {
    groupKeyX: xOf(hotel.readerIssuer.point),
    readerIdentifier,
    interfaceByte: 0xc3,
    version: u16(0x0100),
    readerEphemeralX: xOf(ephemeral.point),
    deviceEphemeralX: xOf(parsed.value.deviceEphemeralPoint),
    transactionId,
    commandParameters: command.fastWanted ? 1 : 0,
    authenticationPolicy: command.authenticationPolicy,
    a5: PHONE_A5_GATT,
    commandVendor: NONE,
    answerVendor: NONE,
  });
  const certificate = options.certificate === undefined ? hotel.certificate : options.certificate;
  return {
    auth1: encodeAuth1Command({ wantsPublicKey: options.wantsPublicKey ?? true, signature, certificate }),
    channel: createSecureChannel({ side: 'reader', readerKey: keys.exchangeReader, deviceKey: keys.exchangeDevice }),
    stepUpKey: keys.stepUp,
  };
}

/** How often each kind of cryptography ran. HKDF is left out: a stored key's runs inside WebCrypto. */
type Work = { verify: number; seal: number; agree: number; pairs: number };

async function countWork(run: () => Promise<void>): Promise<Work> {
  const work = { verify: 0, seal: 0, agree: 0, pairs: 0 };
  const port = cryptoPort();
  useCrypto({
    ...port,
    verify: (...given) => {
      work.verify += 1;
      return port.verify(...given);
    },
    aesGcm: (key) => {
      const gcm = port.aesGcm(key);
      return {
        seal: (...given) => {
          work.seal += 1;
          return gcm.seal(...given);
        },
        open: (...given) => gcm.open(...given),
      };
    },
    agreementKey: async (scalar) => {
      work.pairs += 1;
      const key = await port.agreementKey(scalar);
      return {
        point: key.point,
        agree: (peer) => {
          work.agree += 1;
          return key.agree(peer);
        },
      };
    },
  });
  try {
    await run();
  } finally {
    useCrypto(port);
  }
  return work;
}

async function exchangeRaw(session: PhoneSession, channel: SecureChannel, plaintext: Uint8Array): Promise<Bytes> {
  const sealed = await channel.seal(plaintext);
  return session.handle(apdu(COMMAND.exchange, sealed ?? NONE));
}

/** Authenticated by hand, the AUTH1 answer opened. */
async function opened(
  phone: TestPhone,
  options: Parameters<typeof byHand>[1] = {},
): Promise<{ readonly session: PhoneSession; readonly channel: SecureChannel }> {
  const session = startPhone(phone);
  const { auth1, channel } = await byHand(session, options);
  const answer = await session.handle(apdu(COMMAND.auth1, auth1));
  if (swOf(answer) !== 0x9000 || (await channel.open(answer.subarray(0, -2))) === null) throw new Error('AUTH1');
  return { session, channel };
}

/** Authenticated by hand; the channel is that of the step-up phase. */
async function openedToStepUp(
  phone: TestPhone,
): Promise<{ readonly session: PhoneSession; readonly channel: SecureChannel }> {
  const session = startPhone(phone);
  const { auth1, stepUpKey } = await byHand(session);
  if (swOf(await session.handle(apdu(COMMAND.auth1, auth1))) !== 0x9000) throw new Error('AUTH1');
  const keys = await deriveStepUpKeys(stepUpKey);
  return { session, channel: createSecureChannel({ side: 'reader', readerKey: keys.reader, deviceKey: keys.device }) };
}

async function result(channel: SecureChannel, answer: Uint8Array, reads: number[]) {
  const plain = await channel.open(answer.subarray(0, -2));
  return plain === null ? null : parseExchangeAnswer(plain, reads);
}

describe('SELECT and form', () => {
  it('P02: the A5 of both our FCIs, byte for byte as §6.4 prints them', () => {
    const marker = 'b30a30080403d2484b800101';
    expect(hex(PHONE_A5_GATT)).toBe(`a51f800200005c0201007f66080202080002021000${marker}`);
    expect(hex(PHONE_A5_NFC)).toBe(`a514800200005c020100${marker}`);
    expect(hex(encodeFci(AID_EXPEDITED, PHONE_A5_NFC))).toBe(`6f218409a000000909acce5501${hex(PHONE_A5_NFC)}`);
  });

  it('P01, P02: both AIDs → FCI with tags in order; other AID 6A82; P1P2 6A86; state unchanged', async () => {
    const session = startPhone(await makePhone(hotel), { initiated: false });
    expect(hex(await session.handle(apdu(COMMAND.select, AID_EXPEDITED)))).toBe(
      `${hex(encodeFci(AID_EXPEDITED, PHONE_A5_GATT))}9000`,
    );
    expect(session.state).toBe('selected');
    expect(swOf(await session.handle(apdu(COMMAND.select, fromHex('a000000909acce5503'))))).toBe(0x6a82);
    expect(swOf(await session.handle(apdu([0x00, 0xa4, 0x00, 0x00], AID_EXPEDITED)))).toBe(0x6a86);
    expect(session.state).toBe('selected');
    expect(swOf(await session.handle(apdu(COMMAND.select, AID_STEP_UP)))).toBe(0x9000);
    expect(session.state).toBe('idle');
    expect(swOf(await session.handle(apdu(COMMAND.auth0, await auth0Data())))).toBe(0x6d00);
  });

  it('SELECT restarts everything, also after the end', async () => {
    const session = startPhone(await makePhone(hotel), { initiated: false });
    await session.handle(apdu(COMMAND.auth1, NONE));
    expect(session.state).toBe('done');
    await session.handle(apdu(COMMAND.select, AID_EXPEDITED));
    expect(swOf(await session.handle(apdu(COMMAND.auth0, await auth0Data())))).toBe(0x9000);
  });

  it.each([
    ['wrong Lc', '8080000005010203', 0x6700],
    ['three bytes', '808000', 0x6700],
    ['CLA 40', '40800000', 0x6800],
    ['unknown INS', '80550000', 0x6d00],
  ])('%s → %i', async (_name, bytes, sw) => {
    expect(swOf(await startPhone(await makePhone(hotel)).handle(fromHex(bytes)))).toBe(sw);
  });

  it('P32: GET DATA → 6A88, state kept', async () => {
    const session = startPhone(await makePhone(hotel));
    await session.handle(apdu(COMMAND.auth0, await auth0Data()));
    expect(swOf(await session.handle(fromHex('00ca7f6800')))).toBe(0x6a88);
    expect(session.state).toBe('auth0');
  });

  it('P27: CONTROL FLOW at any state → 9000, session forgotten', async () => {
    const phone = await makePhone(hotel);
    for (const step of [0, 1, 2]) {
      const session = startPhone(phone);
      if (step === 1) await byHand(session);
      const target = step === 2 ? (await opened(phone)).session : session;
      const flow = encodeControlFlow(
        { s1: 0, s2: 0x27 },
        { domain: new Uint8Array(200), descriptor: new Uint8Array(20) },
      );
      expect(swOf(await target.handle(apdu(COMMAND.controlFlow, flow, null)))).toBe(0x9000);
      expect(target.state).toBe('done');
    }
    expect(phone.events.at(-1)).toEqual({ kind: 'control-flow', s1: 0, s2: 0x27 });
  });
});

describe('AUTH0', () => {
  it('P05: an answer to a small Le comes in 61 xx blocks, complete with GET RESPONSE of either class', async () => {
    const session = startPhone(await makePhone(hotel));
    const first = await session.handle(apdu(COMMAND.auth0, await auth0Data(), 20));
    expect(first.length).toBe(22);
    expect(swOf(first)).toBe(0x6100 | 47);
    const second = await session.handle(fromHex('80c000001e'));
    expect(swOf(second)).toBe(0x6100 | 17);
    const third = await session.handle(fromHex('00c0000000'));
    expect(swOf(third)).toBe(0x9000);
    const whole = concat(first.subarray(0, -2), second.subarray(0, -2), third.subarray(0, -2));
    expect(parseAuth0Answer(whole, false).ok).toBe(true);
  });

  it('P06, P18: an unknown reader gets the same form; 6982 comes at AUTH1; no key is ever named', async () => {
    const phone = await makePhone(hotel);
    const strange = platformRandom(32);
    for (const fast of [false, true]) {
      const session = startPhone(phone);
      const known = await startPhone(phone).handle(apdu(COMMAND.auth0, await auth0Data({ fast })));
      const unknown = await session.handle(apdu(COMMAND.auth0, await auth0Data({ fast, reader: strange })));
      expect(unknown.length).toBe(known.length);
      expect(parseAuth0Answer(unknown.subarray(0, -2), fast).ok).toBe(true);
      const fresh = startPhone(phone);
      const { auth1 } = await byHand(fresh, { fast, reader: strange });
      expect(hex(await fresh.handle(apdu(COMMAND.auth1, auth1)))).toBe('6982');
      expect(fresh.state).toBe('done');
    }
  });

  it('P06, P18: an unknown reader costs the phone the same cryptography as a known one, at AUTH0 and at AUTH1', async () => {
    const phone = await makePhone(hotel);
    await opened(phone);
    const work = await countWork(async () => {
      await startPhone(phone).handle(apdu(COMMAND.auth0, await auth0Data({ fast: true })));
    });
    const strangeWork = await countWork(async () => {
      const reader = platformRandom(32);
      await startPhone(phone).handle(apdu(COMMAND.auth0, await auth0Data({ fast: true, reader })));
    });
    expect(strangeWork).toEqual(work);
    const refused = async (options: Parameters<typeof byHand>[1]): Promise<Work> => {
      const session = startPhone(phone);
      const { auth1 } = await byHand(session, options);
      return countWork(async () => {
        expect(hex(await session.handle(apdu(COMMAND.auth1, auth1)))).toBe('6982');
      });
    };
    const stranger = await generateSigner({ extractable: false });
    const unknown = await refused({ reader: platformRandom(32) });
    expect(unknown).toEqual(await refused({ signer: stranger }));
    expect(unknown.verify).toBe(2);
    const noCertificate = await refused({ reader: platformRandom(32), certificate: null });
    expect(noCertificate).toEqual(await refused({ signer: stranger, certificate: null }));
    expect(noCertificate.verify).toBe(1);
  });

  it('P18: without a stored key 64 random bytes, and 6D00 on EXCHANGE', async () => {
    const session = startPhone(await makePhone(hotel));
    const answer = await session.handle(apdu(COMMAND.auth0, await auth0Data({ fast: true })));
    expect(parseAuth0Answer(answer.subarray(0, -2), true)).toMatchObject({ ok: true });
    expect(hex(await session.handle(apdu(COMMAND.exchange, new Uint8Array(20))))).toBe('6d00');
  });

  it('K12, P17: two cryptograms of one device and document share no 16-byte block', async () => {
    const phone = await makePhone(hotel);
    await opened(phone);
    const cryptogram = async (): Promise<string> => {
      const answer = await startPhone(phone).handle(apdu(COMMAND.auth0, await auth0Data({ fast: true })));
      const parsed = parseAuth0Answer(answer.subarray(0, -2), true);
      return parsed.ok && parsed.value.cryptogram !== null ? hex(parsed.value.cryptogram) : '';
    };
    const blocks = (text: string): string[] => [0, 32, 64, 96].map((at) => text.slice(at, at + 32));
    const [first, second] = [blocks(await cryptogram()), blocks(await cryptogram())];
    expect(first.filter((block) => block.length === 32 && second.includes(block))).toEqual([]);
    expect(new Set([...first, ...second]).size).toBe(8);
  });

  it('P07: version not offered → 6985', async () => {
    const session = startPhone(await makePhone(hotel));
    expect(hex(await session.handle(apdu(COMMAND.auth0, await auth0Data({ version: 0x0a00 }))))).toBe('6985');
  });

  it('P08: unknown tags in AUTH0, AUTH1, EXCHANGE are ignored', async () => {
    const session = startPhone(await makePhone(hotel));
    const data = concat(tlv(0xdf01, fromHex('00')), await auth0Data(), tlv(0xc0, NONE));
    expect(swOf(await session.handle(apdu(COMMAND.auth0, data)))).toBe(0x9000);
    const phone = await makePhone(hotel);
    const other = startPhone(phone);
    const { auth1, channel } = await byHand(other, { certificate: null, signer: hotel.readerIssuer });
    const answer = await other.handle(apdu(COMMAND.auth1, concat(auth1, tlv(0xc1, fromHex('aa')))));
    expect(swOf(answer)).toBe(0x9000);
    await channel.open(answer.subarray(0, -2));
    const exchanged = await exchangeRaw(
      other,
      channel,
      concat(tlv(0xc2, fromHex('01')), encodeExchange({ status: '0101' })),
    );
    expect(swOf(exchanged)).toBe(0x9000);
  });

  it('P09, K08: wrong value, length or order, or a bad point → 6A80', async () => {
    const good = await auth0Data();
    const point = good.subarray(12, 77);
    const cases: Uint8Array[] = [
      concat(fromHex('410102'), good.subarray(3)),
      concat(good.subarray(0, 3), fromHex('420100'), good.subarray(6)),
      concat(good.subarray(3, 6), good.subarray(0, 3), good.subarray(6)),
      concat(good, tlv(0x41, fromHex('00'))),
      good.subarray(0, -1),
      concat(good.subarray(0, 10), tlv(0x87, point.subarray(0, 64)), good.subarray(77)),
      concat(good.subarray(0, 10), tlv(0x87, concat(fromHex('03'), point.subarray(1))), good.subarray(77)),
      concat(
        good.subarray(0, 10),
        tlv(
          0x87,
          point.map((b, i) => (i === 40 ? b ^ 4 : b)),
        ),
        good.subarray(77),
      ),
    ];
    for (const data of cases) {
      const session = startPhone(await makePhone(hotel));
      expect(hex(await session.handle(apdu(COMMAND.auth0, data)))).toBe('6a80');
      expect(session.state).toBe('selected');
    }
  });

  it('P09: wrong value, length or order in AUTH1 → 6A80, and no keys are kept', async () => {
    const cases: ((good: Uint8Array) => Uint8Array)[] = [
      (good) => concat(fromHex('410102'), good.subarray(3)),
      (good) => concat(fromHex('41020001'), good.subarray(3)),
      (good) => concat(good.subarray(0, 3), tlv(0x9e, good.subarray(5, 68)), good.subarray(69)),
      (good) => concat(good.subarray(0, 3), good.subarray(69)),
      (good) => concat(good.subarray(3, 69), good.subarray(0, 3), good.subarray(69)),
      (good) => concat(good.subarray(0, 69), good.subarray(3)),
      (good) => good.subarray(0, -1),
      (good) => good.subarray(3),
    ];
    for (const change of cases) {
      const phone = await makePhone(hotel);
      const session = startPhone(phone);
      const { auth1, channel } = await byHand(session);
      expect(hex(await session.handle(apdu(COMMAND.auth1, change(auth1))))).toBe('6a80');
      expect(swOf(await exchangeRaw(session, channel, encodeExchange({ status: '0101' })))).toBe(0x6d00);
      expect(phone.kpersistent.size).toBe(0);
    }
  });

  it('a pair made beforehand is used for one AUTH0: the next one has another, a refused one has not used it up', async () => {
    const phone = await makePhone(hotel);
    const made = await generateAgreementKey();
    const session = startPhone(phone, { initiated: false, ephemeral: made });
    const pointOf = async (): Promise<string> => {
      await session.handle(apdu(COMMAND.select, AID_EXPEDITED));
      const answer = await session.handle(apdu(COMMAND.auth0, await auth0Data()));
      const parsed = parseAuth0Answer(answer.subarray(0, -2), false);
      return parsed.ok ? hex(parsed.value.deviceEphemeralPoint) : hex(answer);
    };
    await session.handle(apdu(COMMAND.select, AID_EXPEDITED));
    expect(hex(await session.handle(apdu(COMMAND.auth0, fromHex('4100'))))).toBe('6a80');
    const points = [await pointOf(), await pointOf(), await pointOf()];
    expect(points[0]).toBe(hex(made.point));
    expect(new Set(points).size).toBe(3);
  });

  it('P10: P1P2 not 0 in AUTH0, AUTH1 → 6A86', async () => {
    const session = startPhone(await makePhone(hotel));
    expect(hex(await session.handle(apdu([0x80, 0x80, 0x01, 0x00], await auth0Data())))).toBe('6a86');
    const { auth1 } = await byHand(session);
    expect(hex(await session.handle(apdu([0x80, 0x81, 0x00, 0x01], auth1)))).toBe('6a86');
    expect(swOf(await session.handle(apdu(COMMAND.auth1, auth1)))).toBe(0x9000);
  });

  it('P28: AUTH1 before AUTH0, second AUTH0 → 6D00', async () => {
    const session = startPhone(await makePhone(hotel));
    expect(hex(await session.handle(apdu(COMMAND.auth1, NONE)))).toBe('6d00');
    const other = startPhone(await makePhone(hotel));
    await byHand(other);
    expect(hex(await other.handle(apdu(COMMAND.auth0, await auth0Data())))).toBe('6d00');
    expect(other.state).toBe('done');
  });
});

type Form = 'short' | 'chained' | 'extended';

/** One command in one of its three forms; a chain has blocks of 60 bytes. Gives the last answer. */
async function sendAs(session: PhoneSession, form: Form, head: CommandHead, data: Uint8Array): Promise<Bytes> {
  if (form !== 'chained') return session.handle(encodeCommand({ head, data, le: 256, extended: form === 'extended' }));
  const [cla, ins, p1, p2] = head;
  let at = 0;
  for (; data.length - at > 60; at += 60) {
    const part = { data: data.subarray(at, at + 60), le: null, extended: false };
    expect(hex(await session.handle(encodeCommand({ head: [cla | 0x10, ins, p1, p2], ...part })))).toBe('9000');
  }
  return session.handle(encodeCommand({ head, data: data.subarray(at), le: 256, extended: false }));
}

/** The tags of an AUTH1 answer by number, opened with the reader's channel. */
async function auth1Tags(channel: SecureChannel, answer: Bytes): Promise<Map<number, Uint8Array>> {
  expect(swOf(answer)).toBe(0x9000);
  const parsed = parseTlv((await channel.open(answer.subarray(0, -2))) ?? NONE);
  if (!parsed.ok || parsed.value.length === 0) throw new Error('the AUTH1 answer does not open');
  return new Map(parsed.value.map(({ tag, value }) => [tag, value]));
}

describe('AUTH1', () => {
  it.each(
    (['no certificate', 'in AUTH1', 'by LOAD CERT'] as const).flatMap((by) =>
      (['short', 'chained', 'extended'] as const).map((form) => ({ by, form })),
    ),
  )('P03: standard, $by, $form → 9000, and the reader opens the answer', async ({ by, form }) => {
    const phone = await makePhone(hotel);
    const session = startPhone(phone);
    const { auth1, channel } = await byHand(session, {
      certificate: by === 'in AUTH1' ? hotel.certificate : null,
      signer: by === 'no certificate' ? hotel.readerIssuer : hotel.lock,
    });
    if (by === 'by LOAD CERT')
      expect(hex(await sendAs(session, form, COMMAND.loadCert, hotel.certificate))).toBe('9000');
    const tags = await auth1Tags(channel, await sendAs(session, form, COMMAND.auth1, auth1));
    expect(tags.get(0x5a)).toEqual(phone.device.point);
    expect(session.state).toBe('auth1');
  });

  it('P04: key type 1 → 5A, the public key; 0 → 4E, its slot', async () => {
    const phone = await makePhone(hotel);
    for (const wantsPublicKey of [true, false]) {
      const session = startPhone(phone);
      const { auth1, channel } = await byHand(session, { wantsPublicKey });
      const tags = await auth1Tags(channel, await session.handle(apdu(COMMAND.auth1, auth1)));
      expect(tags.get(0x5a)).toEqual(wantsPublicKey ? phone.device.point : undefined);
      expect(tags.get(0x4e)).toEqual(wantsPublicKey ? undefined : await keySlot(phone.device.point));
    }
  });

  it('P12, K13: reader signature wrong → 6982, no keys kept, nothing stored', async () => {
    const phone = await makePhone(hotel);
    for (const options of [{ usage: USAGE.device }, { signer: await generateSigner({ extractable: false }) }]) {
      const session = startPhone(phone);
      const { auth1, channel } = await byHand(session, options);
      expect(hex(await session.handle(apdu(COMMAND.auth1, auth1)))).toBe('6982');
      expect(swOf(await exchangeRaw(session, channel, encodeExchange({ status: '0101' })))).toBe(0x6d00);
    }
    expect(phone.kpersistent.size).toBe(0);
  });

  it('P13: LOAD CERT of wrong form → 6A80, then AUTH1 6400', async () => {
    const session = startPhone(await makePhone(hotel));
    const { auth1 } = await byHand(session, { certificate: null });
    expect(hex(await session.handle(apdu(COMMAND.loadCert, concat(hotel.certificate, fromHex('00')))))).toBe('6a80');
    expect(hex(await session.handle(apdu(COMMAND.auth1, auth1)))).toBe('6400');
  });

  it('P14: LOAD CERT with a wrong signature → 9000, then AUTH1 6982', async () => {
    const session = startPhone(await makePhone(hotel));
    const foreign = await issueReaderCertificate({
      issuerSigner: await generateSigner({ extractable: false }),
      readerPoint: hotel.lock.point,
      subId: subIdOf(hotel.readerIdentifier),
    });
    const { auth1 } = await byHand(session, { certificate: null });
    expect(hex(await session.handle(apdu(COMMAND.loadCert, foreign)))).toBe('9000');
    expect(hex(await session.handle(apdu(COMMAND.auth1, auth1)))).toBe('6982');
  });

  it('C09: certificate of another lock of the group → 6982', async () => {
    const other = await makeHotel(hotel.readerIdentifier.subarray(0, 16), hotel);
    const session = startPhone(await makePhone(hotel));
    const { auth1 } = await byHand(session, { signer: other.lock, certificate: other.certificate });
    expect(hex(await session.handle(apdu(COMMAND.auth1, auth1)))).toBe('6982');
  });

  it('C08: a certificate by the other of two reader-issuer keys: that one is in the salt of both sides', async () => {
    const phone = await makePhone(hotel);
    const other = await generateSigner({ extractable: false });
    const ports = { ...phone.ports, groupKeys: async () => [other.point, hotel.readerIssuer.point] };
    const outcome = await authenticated(readerOptions(hotel, linkTo(startPhone({ ...phone, ports }))));
    expect(await outcome.channel.exchange({ status: '0101' })).toMatchObject({ ok: true });
    const wrongSalt = readerOptions(hotel, linkTo(startPhone({ ...phone, ports })), { groupKeyX: xOf(other.point) });
    expect(await authenticateReader(wrongSalt)).toMatchObject({ kind: 'failed', failure: { code: 'sealed' } });
  });

  it('a reader of the group for which the phone holds no key → 6982', async () => {
    const other = await makeHotel(hotel.readerIdentifier.subarray(0, 16), hotel);
    const session = startPhone(await makePhone(hotel));
    const { auth1 } = await byHand(session, {
      reader: other.readerIdentifier,
      signer: other.lock,
      certificate: other.certificate,
    });
    expect(hex(await session.handle(apdu(COMMAND.auth1, auth1)))).toBe('6982');
  });

  it('P11: chain not finished, then another command → 6883, not run; then CONTROL FLOW 9000', async () => {
    const phone = await makePhone(hotel);
    for (const next of [COMMAND.auth0, COMMAND.auth1, COMMAND.exchange, COMMAND.select]) {
      const ins = next === COMMAND.auth0 ? 0x81 : 0x80;
      const first = encodeCommand({ head: [0x90, ins, 0, 0], data: new Uint8Array(50), le: null, extended: false });
      const session = startPhone(phone);
      expect(hex(await session.handle(first))).toBe('9000');
      expect(hex(await session.handle(apdu(next, NONE)))).toBe('6883');
      const flow = encodeControlFlow({ s1: 0, s2: 0 });
      expect(hex(await session.handle(apdu(COMMAND.controlFlow, flow, null)))).toBe('9000');
    }
  });

  it('a chain over 4096 bytes → 6700, and is dropped', async () => {
    const session = startPhone(await makePhone(hotel));
    const block = encodeCommand({ head: [0x90, 0x80, 0, 0], data: new Uint8Array(255), le: null, extended: false });
    const answers: string[] = [];
    for (let i = 0; i < 17; i += 1) answers.push(hex(await session.handle(block)));
    expect(answers.slice(0, 16).every((answer) => answer === '9000')).toBe(true);
    expect(answers[16]).toBe('6700');
    expect(swOf(await session.handle(apdu(COMMAND.auth0, await auth0Data())))).toBe(0x9000);
  });

  it('P33, P34: no act of the guest → 6985, forced or not; the port is told which', async () => {
    const phone = await makePhone(hotel);
    phone.present = false;
    for (const policy of [1, 3] as const) {
      const session = startPhone(phone);
      const { auth1 } = await byHand(session, { policy });
      expect(hex(await session.handle(apdu(COMMAND.auth1, auth1)))).toBe('6985');
    }
    expect(phone.presence).toEqual([
      { forced: false, wait: true },
      { forced: true, wait: true },
    ]);
    expect(phone.kpersistent.size).toBe(0);
  });

  it('P33: policy 03, and the guest acts while AUTH1 waits → it is answered then, not before', async () => {
    const phone = await makePhone(hotel);
    const asked: boolean[] = [];
    let act: () => void = () => undefined;
    const acted = new Promise<boolean>((resolve) => {
      act = () => resolve(true);
    });
    const ports: TestPhone['ports'] = {
      ...phone.ports,
      userPresent: ({ forced }) => {
        asked.push(forced);
        return acted;
      },
    };
    const session = startPhone({ ...phone, ports });
    const { auth1, channel } = await byHand(session, { policy: 3 });
    let answered = false;
    const answering = session.handle(apdu(COMMAND.auth1, auth1)).then((answer) => {
      answered = true;
      return answer;
    });
    await vi.waitFor(() => expect(asked).toEqual([true]));
    expect(answered).toBe(false);
    expect(phone.kpersistent.size).toBe(0);
    act();
    expect((await auth1Tags(channel, await answering)).has(0x9e)).toBe(true);
  });

  it('P35: bits 0, 1, 3 and tags 91, 92 follow what is held', async () => {
    const phone = await makePhone(hotel);
    const said = async () => {
      const outcome = await authenticated(readerOptions(hotel, linkTo(startPhone(phone))));
      return [outcome.signaling & 0x000b, outcome.signedAccess, outcome.signedRevocation];
    };
    expect(await said()).toEqual([SIGNALING.accessDocument, '2026-03-01T11:00:00Z', null]);
    phone.revocation = await revocationFor(hotel, []);
    phone.mailbox.mailPresent = true;
    expect(await said()).toEqual([0x000b, '2026-03-01T11:00:00Z', '2026-03-01T12:00:00Z']);
    phone.document = null;
    phone.revocation = null;
    phone.mailbox.mailPresent = false;
    expect(await said()).toEqual([0, null, null]);
  });

  it('P15: sixteen group ids on one phone, each door gets its own document only', async () => {
    const hotels = await Promise.all(Array.from({ length: 16 }, () => makeHotel()));
    const phones = await Promise.all(hotels.map((one) => makePhone(one)));
    const ports: TestPhone['ports'] = {
      groupKeys: async (id) => (await Promise.all(phones.map((p) => p.ports.groupKeys(id)))).flat(),
      credential: async (id) =>
        (await Promise.all(phones.map((p) => p.ports.credential(id)))).find((c) => c !== null) ?? null,
      revocation: async () => null,
      mailbox: async () => null,
      userPresent: async () => true,
      now: () => NOW,
    };
    for (const [index, one] of hotels.entries()) {
      const session = startPhone({ ...(phones[0] as TestPhone), ports });
      const outcome = await authenticated(readerOptions(one, linkTo(session)));
      expect(outcome.devicePoint).toEqual(phones[index]?.device.point);
      const answer = await outcome.channel.requestDocuments({ accessElements: [ROOM] });
      const documents = answer.ok ? parseDeviceResponse(answer.value, ['aliro-a']) : answer;
      expect(documents.ok && documents.value.access).toEqual(phones[index]?.document);
    }
  });
});

describe('EXCHANGE', () => {
  it('P20, P22: reads in order; a read in the closing command sees the data before', async () => {
    const phone = await makePhone(hotel);
    phone.mailbox.bytes.set([1, 2, 3, 4], 0);
    const { session, channel } = await opened(phone);
    const plain = encodeExchange({
      mailbox: {
        commands: [
          { kind: 'write', offset: 0, data: fromHex('ff') },
          { kind: 'read', offset: 2, length: 2 },
          { kind: 'read', offset: 0, length: 1 },
        ],
      },
    });
    const read = await result(channel, await exchangeRaw(session, channel, plain), [2, 1]);
    expect(read).toEqual({ ok: true, value: { reads: [fromHex('0304'), fromHex('01')], result: 0 } });
    expect(phone.mailbox.bytes[0]).toBe(0xff);
  });

  it('P21: atomic true then false → applied once, at the end', async () => {
    const phone = await makePhone(hotel);
    const { session, channel } = await opened(phone);
    const write = (value: string, more: boolean): Bytes =>
      encodeExchange({ mailbox: { more, commands: [{ kind: 'write', offset: 0, data: fromHex(value) }] } });
    await result(channel, await exchangeRaw(session, channel, write('0a0b', true)), []);
    expect(phone.mailbox.bytes[0]).toBe(0);
    await result(channel, await exchangeRaw(session, channel, write('0c', false)), []);
    expect(hex(phone.mailbox.bytes.subarray(0, 2))).toBe('0c0b');
  });

  it.each([
    ['read', { kind: 'read', offset: 8191, length: 2 }],
    ['write', { kind: 'write', offset: 8190, data: new Uint8Array(3) }],
    ['set', { kind: 'set', offset: 65535, length: 1, value: 1 }],
  ] as const)(
    'P23: %s out of bounds → 9000, sealed result not 0, nothing applied, session goes on',
    async (_name, command) => {
      const phone = await makePhone(hotel);
      const { session, channel } = await opened(phone);
      const plain = encodeExchange({
        mailbox: { commands: [{ kind: 'write', offset: 0, data: fromHex('01') }, command] },
      });
      const answer = await exchangeRaw(session, channel, plain);
      expect(swOf(answer)).toBe(0x9000);
      expect(await result(channel, answer, [])).toEqual({ ok: true, value: { reads: [], result: 1 } });
      expect(phone.mailbox.bytes[0]).toBe(0);
      const last = await exchangeRaw(session, channel, encodeExchange({ status: '0101' }));
      expect(await result(channel, last, [])).toMatchObject({ ok: true, value: { result: 0 } });
    },
  );

  it('the last byte of the mailbox can be read', async () => {
    const { session, channel } = await opened(await makePhone(hotel));
    const plain = encodeExchange({ mailbox: { commands: [{ kind: 'read', offset: 8191, length: 1 }] } });
    expect(await result(channel, await exchangeRaw(session, channel, plain), [1])).toMatchObject({ ok: true });
  });

  it('P24: wrong length of a mailbox tag → 6A80, a status EXCHANGE still works, another EXCHANGE does not', async () => {
    for (const then of ['status', 'mailbox'] as const) {
      const { session, channel } = await opened(await makePhone(hotel));
      const broken = tlv(0xba, tlv(0x8c, fromHex('00')), tlv(0x87, fromHex('000000')));
      expect(hex(await exchangeRaw(session, channel, broken))).toBe('6a80');
      const plain =
        then === 'status' ? encodeExchange({ status: '0007' }) : encodeExchange({ mailbox: { commands: [] } });
      expect(swOf(await exchangeRaw(session, channel, plain))).toBe(then === 'status' ? 0x9000 : 0x6d00);
    }
  });

  it.each([
    ['no 8C', tlv(0xba, tlv(0x87, fromHex('00000001')))],
    ['8C not first', tlv(0xba, tlv(0x87, fromHex('00000001')), tlv(0x8c, fromHex('00')))],
    ['8C of 02', tlv(0xba, tlv(0x8c, fromHex('02')))],
  ])('a mailbox session with %s → result 0002', async (_name, plain) => {
    const { session, channel } = await opened(await makePhone(hotel));
    expect(await result(channel, await exchangeRaw(session, channel, plain), [])).toMatchObject({
      value: { result: 2 },
    });
  });

  it('P25: atomic session left open, another command → 6900, nothing applied', async () => {
    const phone = await makePhone(hotel);
    const { session, channel } = await opened(phone);
    const plain = encodeExchange({
      mailbox: { more: true, commands: [{ kind: 'write', offset: 0, data: fromHex('77') }] },
    });
    await exchangeRaw(session, channel, plain);
    expect(hex(await session.handle(apdu(COMMAND.envelope, fromHex('5300'))))).toBe('6900');
    expect(session.state).toBe('done');
    expect(phone.mailbox.bytes[0]).toBe(0);
  });

  it('an atomic session ended by a status applies nothing', async () => {
    const phone = await makePhone(hotel);
    const { session, channel } = await opened(phone);
    const plain = encodeExchange({
      mailbox: { more: true, commands: [{ kind: 'write', offset: 0, data: fromHex('77') }] },
    });
    await result(channel, await exchangeRaw(session, channel, plain), []);
    expect(swOf(await exchangeRaw(session, channel, encodeExchange({ status: '0025' })))).toBe(0x9000);
    expect(phone.mailbox.bytes[0]).toBe(0);
  });

  it('P26: EXCHANGE chained and extended → as short', async () => {
    for (const extended of [false, true]) {
      const phone = await makePhone(hotel);
      const { session, channel } = await opened(phone);
      const data = new Uint8Array(600).fill(0x5a);
      const sealed =
        (await channel.seal(encodeExchange({ mailbox: { commands: [{ kind: 'write', offset: 7, data }] } }))) ?? NONE;
      let answer = NONE;
      if (extended) answer = await session.handle(apdu(COMMAND.exchange, sealed));
      else {
        for (let at = 0; at < sealed.length; at += 200) {
          const last = at + 200 >= sealed.length;
          answer = await session.handle(
            encodeCommand({
              head: [last ? 0x80 : 0x90, 0xc9, 0, 0],
              data: sealed.subarray(at, at + 200),
              le: null,
              extended: false,
            }),
          );
        }
      }
      expect(swOf(answer)).toBe(0x9000);
      expect(phone.mailbox.bytes.subarray(7, 607)).toEqual(data);
    }
  });

  it('K07: GCM tag, direction or counter wrong → 6982, session ended', async () => {
    for (const make of [
      async (channel: SecureChannel) =>
        ((await channel.seal(encodeExchange({ status: '0101' }))) ?? NONE).map((b, i) => (i === 3 ? b ^ 1 : b)),
      async (channel: SecureChannel) => {
        await channel.seal(NONE);
        return (await channel.seal(encodeExchange({ status: '0101' }))) ?? NONE;
      },
      async () => NONE,
    ]) {
      const { session, channel } = await opened(await makePhone(hotel));
      expect(hex(await session.handle(apdu(COMMAND.exchange, await make(channel))))).toBe('6982');
      expect(session.state).toBe('done');
    }
  });

  it('P36: 0101 opens, 00xx refuses with its reason; a second status is not taken', async () => {
    const phone = await makePhone(hotel);
    const { session, channel } = await opened(phone);
    const notify = fromHex('9f20090403d2484b80020104');
    await result(channel, await exchangeRaw(session, channel, encodeExchange({ notify, status: '0025' })), []);
    expect(phone.events.slice(-2)).toEqual([
      { kind: 'reason', reason: '0104' },
      { kind: 'status', status: '0025', granted: false },
    ]);
    const count = phone.events.length;
    expect(swOf(await exchangeRaw(session, channel, encodeExchange({ status: '0101' })))).toBe(0x6d00);
    expect(phone.events.slice(count).some((event) => event.kind === 'status')).toBe(false);
  });
});

describe('ENVELOPE', () => {
  async function ask(phone: TestPhone, request: { accessElements: string[]; revocationElement?: string }) {
    const outcome = await authenticated(readerOptions(hotel, linkTo(startPhone(phone))));
    const answer = await outcome.channel.requestDocuments(request);
    if (!answer.ok) throw new Error(answer.error.code);
    const cut = parseDeviceResponse(answer.value, ['aliro-a', 'aliro-r']);
    if (!cut.ok) throw new Error(cut.error.detail);
    return { ...cut.value, raw: answer.value, outcome };
  }

  it('P29: access, revocation, both in one request → only asked elements and docTypes', async () => {
    const phone = await makePhone(hotel);
    phone.document = await issueFor(hotel, phone.device.point, {
      elements: new Map([
        [ROOM, roomAccess(hotel)],
        ['c:pool', { id: new Uint8Array(16), rules: [{ capabilities: 8, allow: 0, deny: 0 }] }],
      ]),
    });
    phone.revocation = await revocationFor(hotel, []);
    const both = await ask(phone, { accessElements: [ROOM], revocationElement: 'rv' });
    expect(both.revocation).toEqual(phone.revocation);
    const text = Buffer.from(both.access ?? NONE).toString('latin1');
    expect(text).toContain(ROOM);
    expect(text).not.toContain('c:pool');
    const whole = await ask(phone, { accessElements: [ROOM, 'c:pool'] });
    expect(whole.access).toEqual(phone.document);
    expect(whole.revocation).toBeNull();
    const list = await ask(phone, { accessElements: [], revocationElement: 'rv' });
    expect([list.access, list.revocation]).toEqual([null, phone.revocation]);
  });

  it('P30: element not held → document left out, status 0', async () => {
    const phone = await makePhone(hotel);
    const none = await ask(phone, { accessElements: ['r9999'], revocationElement: 'rv' });
    expect(none).toMatchObject({ access: null, revocation: null, status: 0 });
    expect(hex(none.raw)).toBe('a2613163312e30613300');
  });

  it('P30: a docType that nobody knows is left out, the others are answered, status 0', async () => {
    const phone = await makePhone(hotel);
    const { session, channel: expedited } = await openedToStepUp(phone);
    const request = encodeDeviceRequest([
      { docType: 'aliro-z', elements: [ROOM] },
      { docType: 'aliro-a', elements: [ROOM] },
    ]);
    const sealed = (await expedited.seal(request)) ?? NONE;
    const ask = { head: COMMAND.envelope, data: encodeSessionData(sealed), le: 65536, extended: true };
    const answer = await session.handle(encodeCommand(ask));
    const data = parseSessionData(answer.subarray(0, -2));
    const plain = data.ok ? ((await expedited.open(data.value)) ?? NONE) : NONE;
    expect(parseDeviceResponse(plain, ['aliro-a'])).toMatchObject({
      ok: true,
      value: { access: phone.document, revocation: null, status: 0 },
    });
  });

  it('P31, K09: several ENVELOPEs, then EXCHANGE on the step-up channel → counters go on', async () => {
    const phone = await makePhone(hotel);
    const { outcome } = await ask(phone, { accessElements: [ROOM] });
    expect(await outcome.channel.requestDocuments({ accessElements: [ROOM] })).toMatchObject({ ok: true });
    expect(
      await outcome.channel.exchange({ mailbox: { commands: [{ kind: 'read', offset: 0, length: 3 }] } }),
    ).toMatchObject({ ok: true });
    expect(await outcome.channel.requestDocuments({ accessElements: [ROOM] })).toMatchObject({ ok: true });
    expect(await outcome.channel.exchange({ status: '0101' })).toMatchObject({ ok: true });
  });

  it('P28: ENVELOPE after fast → 6D00; malformed DO → 6A80', async () => {
    const phone = await makePhone(hotel);
    const learned = await authenticated(readerOptions(hotel, linkTo(startPhone(phone))));
    const entry = { kpersistent: learned.kpersistent ?? NONE, devicePoint: phone.device.point };
    const session = startPhone(phone);
    const outcome = await authenticated(readerOptions(hotel, linkTo(session), { fast: { entries: [entry] } }));
    await outcome.channel.exchange({ mailbox: { commands: [] } });
    expect(hex(await session.handle(apdu(COMMAND.envelope, fromHex('5308a1646461746141aa'))))).toBe('6d00');
    const other = await opened(phone);
    expect(hex(await other.session.handle(apdu(COMMAND.envelope, fromHex('5301ff'))))).toBe('6a80');
  });

  it('a request that is not CBOR is answered 11, one that is no request 12', async () => {
    expect(parseDeviceRequest(fromHex('ff'))).toEqual({ ok: false, error: { status: 11 } });
    expect(parseDeviceRequest(fromHex('a0'))).toEqual({ ok: false, error: { status: 12 } });
    expect(decodeCbor(emptyDeviceResponse(12)).ok).toBe(true);
  });
});

describe('the phone and its transport', () => {
  it('K11: vendor blocks B1 and B2 present → both sides agree, fast and standard', async () => {
    const phone = await makePhone(hotel);
    const vendorBlock = tlv(0xb2, fromHex('30080403d2484b810107'));
    const reader = { vendorBlock: tlv(0xb1, fromHex('30080403d2484b810109')) };
    const first = await authenticated(readerOptions(hotel, linkTo(startPhone(phone, { vendorBlock })), reader));
    const entries = [{ kpersistent: first.kpersistent ?? NONE, devicePoint: phone.device.point }];
    const session = startPhone(phone, { vendorBlock });
    const second = await authenticated(readerOptions(hotel, linkTo(session), { ...reader, fast: { entries } }));
    expect(second.phase).toBe('fast');
    expect(await second.channel.exchange({ status: '0101' })).toMatchObject({ ok: true });
  });

  it('survives a transport that reuses its buffer', async () => {
    const session = startPhone(await makePhone(hotel));
    const shared = new Uint8Array(4096);
    const link = {
      transceive: async (command: Uint8Array) => {
        shared.set(command);
        const answer = session.handle(shared.subarray(0, command.length));
        const got = await answer;
        shared.fill(0);
        return got;
      },
    };
    expect((await authenticateReader(readerOptions(hotel, link, { certificateBy: 'load-cert' }))).kind).toBe(
      'authenticated',
    );
  });

  it('invariant 11: any bytes at any state get a status word, never a throw', async () => {
    const phone = await makePhone(hotel);
    const random = platformRandom;
    for (let round = 0; round < 60; round += 1) {
      const session = startPhone(phone, { initiated: round % 2 === 0 });
      if (round % 3 === 1) await session.handle(apdu(COMMAND.auth0, await auth0Data()));
      for (let i = 0; i < 6; i += 1) {
        const heads = Object.values(COMMAND);
        const head = heads[(round + i) % heads.length] ?? COMMAND.auth0;
        const answer = await session.handle(concat(Uint8Array.from(head), random(i * 9)));
        expect(answer.length).toBeGreaterThanOrEqual(2);
      }
    }
    expect(phone.events.some((event) => event.kind === 'authenticated')).toBe(false);
  });
});
