// The lock's side against our phone and against phones that misbehave (docs/protocol §10, L and K).
import { describe, expect, it } from 'vitest';
import {
  authenticated,
  type Hotel,
  insOf,
  linkTo,
  makeHotel,
  makePhone,
  NOW,
  type RecordedLink,
  ROOM,
  readerOptions,
  revocationFor,
  startPhone,
  type TestPhone,
} from '../../test/hotel.ts';
import { auth1Plain, makeRawPhone, type RawPhone, type RawPhoneHooks } from '../../test/raw-phone.ts';
import { OWN_VECTORS, readJson } from '../../test/shared-vectors.ts';
import {
  aesGcmOpen,
  authenticateReader,
  type Bytes,
  concat,
  deriveFastKeys,
  deriveKdh,
  deriveStandardKeys,
  deriveStepUpKeys,
  encodeAnswer,
  encodeExchange,
  encodeFci,
  type FastEntry,
  fromHex,
  generateAgreementKey,
  hex,
  importAgreementKey,
  issueReaderCertificate,
  keySlot,
  MINIMAL_A5,
  PHONE_A5_GATT,
  PHONE_A5_NFC,
  parseAuth0Answer,
  parseAuth0Command,
  parseCommand,
  parseControlFlow,
  parseDeviceResponse,
  parseSessionData,
  platformRandom,
  type ReaderOptions,
  type ReaderOutcome,
  reasonNotify,
  type SessionContext,
  SIGNALING,
  selectExpedited,
  tlv,
  USAGE,
  u16,
  verifyDocument,
  xOf,
} from '../index.ts';

const hotel: Hotel = await makeHotel();

async function runRaw(
  hooks: RawPhoneHooks,
  options: Partial<ReaderOptions> = {},
): Promise<{ phone: RawPhone; outcome: ReaderOutcome }> {
  const phone = await makeRawPhone(hotel, hooks);
  const outcome = await authenticateReader(readerOptions(hotel, linkTo(phone), options));
  return { phone, outcome };
}

function failureOf(outcome: ReaderOutcome): string {
  return outcome.kind === 'failed' ? outcome.failure.code : 'authenticated';
}

function statusesOf(phone: RawPhone): (string | null)[] {
  return phone.exchanges.map((exchange) => exchange.status);
}

async function open(phone: TestPhone, options: Partial<ReaderOptions> = {}) {
  const session = startPhone(phone, options.a5 === undefined ? {} : { a5: options.a5 });
  const link = linkTo(session);
  const outcome = await authenticated(readerOptions(hotel, link, options));
  return { session, link, outcome };
}

/** What both sides put into the salt of a recorded session. */
function contextOf(link: RecordedLink): SessionContext {
  const [auth0] = link.log;
  const command = parseAuth0Command(dataOf(auth0?.command));
  if (!command.ok) throw new Error(command.error.code);
  const answer = parseAuth0Answer(auth0?.answer.subarray(0, -2) ?? new Uint8Array(0), command.value.fastWanted);
  if (!answer.ok) throw new Error(answer.error.code);
  return {
    groupKeyX: xOf(hotel.readerIssuer.point),
    readerIdentifier: hotel.readerIdentifier,
    interfaceByte: 0xc3,
    version: u16(0x0100),
    readerEphemeralX: xOf(command.value.readerEphemeralPoint),
    deviceEphemeralX: xOf(answer.value.deviceEphemeralPoint),
    transactionId: command.value.transactionId,
    commandParameters: command.value.fastWanted ? 1 : 0,
    authenticationPolicy: 1,
    a5: PHONE_A5_GATT,
    commandVendor: new Uint8Array(0),
    answerVendor: new Uint8Array(0),
  };
}

function dataOf(command: Uint8Array | undefined): Uint8Array {
  const parsed = parseCommand(command ?? new Uint8Array(0));
  return parsed.ok ? parsed.value.data : new Uint8Array(0);
}

/** Opens without our channel: the IV is written out as §3.4 has it. */
function openBare(key: Uint8Array, from: 'reader' | 'phone', counter: number, sealed: Uint8Array | undefined) {
  const iv = fromHex(`${from === 'reader' ? '0000000000000000' : '0000000000000001'}0000000${counter}`);
  return aesGcmOpen(key, iv, sealed ?? new Uint8Array(0));
}

describe('standard phase', () => {
  it('L02: certificate in AUTH1 on short APDUs, then documents, then reason and status', async () => {
    const phone = await makePhone(hotel);
    const { link, outcome, session } = await open(phone, { a5: PHONE_A5_NFC });
    expect(outcome.devicePoint).toEqual(phone.device.point);
    expect(outcome.signedAccess).toBe('2026-03-01T11:00:00Z');
    expect(outcome.signedRevocation).toBeNull();
    const response = await outcome.channel.requestDocuments({ accessElements: [ROOM] });
    if (!response.ok) throw new Error(response.error.code);
    const documents = parseDeviceResponse(response.value, ['aliro-a']);
    if (!documents.ok || documents.value.access === null) throw new Error('no document');
    const verified = await verifyDocument({
      document: documents.value.access,
      docType: 'aliro-a',
      askedElements: [ROOM],
      anchors: hotel.anchors,
      now: NOW,
      storedIteration: () => 0,
      devicePoint: outcome.devicePoint,
      hotel: { uncertaintySeconds: 0 },
    });
    expect(verified.ok).toBe(true);
    const answer = await outcome.channel.exchange({ notify: reasonNotify('0000'), status: '0101' });
    expect(answer).toEqual({ ok: true, value: { reads: [], result: 0 } });
    expect(session.state).toBe('done');
    expect(phone.events.map((event) => event.kind)).toEqual(['authenticated', 'reason', 'status']);
    expect(phone.events.at(-1)).toMatchObject({ status: '0101', granted: true });
    for (const { command } of link.log) expect(command.length).toBeLessThanOrEqual(261);
    expect(link.log.filter(({ command }) => insOf(command) === 0xc0).length).toBeGreaterThan(0);
  });

  it('L01: reader key is the group key, no certificate', async () => {
    const plain: Hotel = { ...hotel, readerIssuer: hotel.lock };
    const phone = await makePhone(plain);
    const session = startPhone(phone, { certificateRule: 'any' });
    const { certificate: _none, ...options } = readerOptions(plain, linkTo(session), {
      groupKeyX: xOf(hotel.lock.point),
    });
    const outcome = await authenticated(options);
    expect(outcome.phase).toBe('standard');
  });

  it('L03, L05: long certificate in AUTH1 and by LOAD CERT, chained', async () => {
    const phone = await makePhone(hotel);
    const certificate = await longCertificate();
    for (const certificateBy of ['auth1', 'load-cert'] as const) {
      const session = startPhone(phone, { a5: MINIMAL_A5, certificateRule: 'any' });
      const link = linkTo(session);
      await authenticated(readerOptions(hotel, link, { a5: MINIMAL_A5, certificate, certificateBy }));
      expect(link.log.some(({ command }) => command[0] === 0x90)).toBe(true);
    }
  });

  it('L04, L05: the same in one extended APDU each', async () => {
    const phone = await makePhone(hotel);
    const certificate = await longCertificate();
    for (const certificateBy of ['auth1', 'load-cert'] as const) {
      const session = startPhone(phone, { certificateRule: 'any' });
      const link = linkTo(session);
      await authenticated(readerOptions(hotel, link, { certificate, certificateBy }));
      expect(link.log.map(({ command }) => command[0])).not.toContain(0x90);
      const ins = certificateBy === 'auth1' ? 0x81 : 0xd1;
      expect(link.log.find(({ command }) => insOf(command) === ins)?.command[4]).toBe(0);
    }
  });

  async function longCertificate(): Promise<Bytes> {
    return issueReaderCertificate({
      issuerSigner: hotel.readerIssuer,
      readerPoint: hotel.lock.point,
      subject: 'S'.repeat(32),
      issuer: 'I'.repeat(32),
      serial: new Uint8Array(19).fill(0x55),
      notBefore: '260101000000Z',
      notAfter: '20510101000000Z',
    });
  }

  it('L06: key slot asked, 4E taken, key looked up; unknown slot → status 0021', async () => {
    const phone = await makePhone(hotel);
    const slot = await keySlot(phone.device.point);
    const asked: Uint8Array[] = [];
    const lookUpKeySlot = async (given: Uint8Array): Promise<Uint8Array | null> => {
      asked.push(given);
      return hex(given) === hex(slot) ? phone.device.point : null;
    };
    const { outcome } = await open(phone, { lookUpKeySlot });
    expect(outcome.devicePoint).toEqual(phone.device.point);
    expect(asked.map(hex)).toEqual([hex(slot)]);
    const other = await authenticateReader(
      readerOptions(hotel, linkTo(startPhone(phone)), { lookUpKeySlot: async () => null }),
    );
    expect(other).toMatchObject({ kind: 'failed', failure: { sent: { by: 'status', status: '0021' } } });
    expect(phone.events.at(-1)).toMatchObject({ kind: 'status', status: '0021', granted: false });
  });

  it('L07: only version 0A00 offered → CONTROL FLOW 00 27', async () => {
    const { phone, outcome } = await runRaw({}, { a5: fromHex('a508800200005c020a00') });
    expect(outcome).toMatchObject({
      kind: 'failed',
      failure: { code: 'version', sent: { by: 'control-flow', s2: 0x27 } },
    });
    expect(phone.controlFlows.map((data) => parseControlFlow(data))).toEqual([
      { ok: true, value: { s1: 0, s2: 0x27 } },
    ]);
    expect(phone.heads).toEqual(['803c0000']);
  });

  it('L08: FCI of another AID, type not 0, no A5, no 5C → CONTROL FLOW, end', async () => {
    const aid = fromHex('a000000909acce5501');
    const fcis = [
      encodeFci(fromHex('a000000909acce5502'), MINIMAL_A5),
      tlv(0x6f, tlv(0x84, aid)),
      fromHex('6f00'),
      new Uint8Array(0),
    ];
    for (const fci of fcis) {
      const seen: number[] = [];
      const selected = await selectExpedited({
        transceive: async (command) => {
          seen.push(insOf(command));
          return encodeAnswer(insOf(command) === 0xa4 ? fci : new Uint8Array(0), 0x9000);
        },
      });
      expect(selected).toMatchObject({ ok: false, error: { code: 'a5', sent: { by: 'control-flow', s2: 0 } } });
      expect(seen).toEqual([0xa4, 0x3c]);
    }
    for (const a5 of ['a508800200015c020100', 'a50480020000', 'a506 5c02 0100 8000']) {
      const { phone, outcome } = await runRaw({}, { a5: fromHex(a5) });
      expect(failureOf(outcome)).toBe('a5');
      expect(phone.heads).toEqual(['803c0000']);
    }
  });

  it('SELECT gives the A5 of a good phone', async () => {
    const phone = await makePhone(hotel);
    const session = startPhone(phone, { initiated: false, a5: PHONE_A5_NFC, interfaceByte: 0x5e });
    const link = linkTo(session);
    const selected = await selectExpedited(link);
    if (!selected.ok) throw new Error('not selected');
    expect(hex(selected.value.a5)).toBe(hex(PHONE_A5_NFC));
    await authenticated(readerOptions(hotel, link, { a5: selected.value.a5, interfaceByte: 0x5e }));
  });

  it('L09: unknown tag at any place of the AUTH0 answer → goes on', async () => {
    const unknown = tlv(0x9f7f, fromHex('0102'));
    for (const parts of [(p: Uint8Array) => [unknown, tlv(0x86, p)], (p: Uint8Array) => [tlv(0x86, p), unknown]]) {
      const { outcome } = await runRaw({ auth0: ({ point }) => encodeAnswer(concat(...parts(point)), 0x9000) });
      expect(failureOf(outcome)).toBe('authenticated');
    }
  });

  it.each([
    ['no 86', () => new Uint8Array(0)],
    ['64 bytes', (point: Uint8Array) => tlv(0x86, point.subarray(0, 64))],
    ['compressed form', (point: Uint8Array) => tlv(0x86, concat(Uint8Array.of(2), point.subarray(1)))],
    [
      'off the curve',
      (point: Uint8Array) =>
        tlv(
          0x86,
          point.map((b, i) => (i === 64 ? b ^ 1 : b)),
        ),
    ],
    ['86 twice', (point: Uint8Array) => concat(tlv(0x86, point), tlv(0x86, point))],
    ['truncated', (point: Uint8Array) => tlv(0x86, point).subarray(0, 60)],
    ['9D unasked (L11)', (point: Uint8Array) => concat(tlv(0x86, point), tlv(0x9d, new Uint8Array(64)))],
  ])('L10: AUTH0 answer with %s → CONTROL FLOW 00 00', async (_name, make) => {
    const { phone, outcome } = await runRaw({ auth0: ({ point }) => encodeAnswer(make(point), 0x9000) });
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'format', sent: { by: 'control-flow', s2: 0 } } });
    expect(phone.heads).toEqual(['80800000', '803c0000']);
  });

  it('L11: 9D missing when asked → CONTROL FLOW', async () => {
    const { outcome } = await runRaw({}, { fast: { entries: [] } });
    expect(failureOf(outcome)).toBe('format');
  });

  it('L12: SW other than 9000 to AUTH0 and AUTH1 → CONTROL FLOW, end', async () => {
    const first = await runRaw({ auth0: () => fromHex('6985') });
    expect(first.outcome).toMatchObject({ failure: { code: 'sw', sw: 0x6985, sent: { by: 'control-flow' } } });
    const second = await runRaw({ auth1Answer: () => fromHex('6982') });
    expect(second.outcome).toMatchObject({ failure: { code: 'sw', sw: 0x6982, sent: { by: 'control-flow' } } });
    expect(second.phone.heads).toEqual(['80800000', '80810000', '803c0000']);
  });

  it('L13: unknown tag inside the AUTH1 answer → goes on', async () => {
    const { outcome } = await runRaw({
      auth1: (parts) => concat(tlv(0x4b, fromHex('00')), auth1Plain(parts), tlv(0xdf01, fromHex('ff'))),
    });
    expect(failureOf(outcome)).toBe('authenticated');
  });

  const base = (parts: Parameters<typeof auth1Plain>[0]) => ({
    key: tlv(0x5a, parts.devicePoint),
    signature: tlv(0x9e, parts.signature),
    bits: tlv(0x5e, u16(0x0cb1)),
  });

  it.each<[string, RawPhoneHooks['auth1'] & object, string]>([
    ['5A of 64 bytes', (p) => concat(tlv(0x5a, p.devicePoint.subarray(1)), base(p).signature, base(p).bits), '0006'],
    ['9E of 63 bytes', (p) => concat(base(p).key, tlv(0x9e, p.signature.subarray(1)), base(p).bits), '0006'],
    ['5E of one byte', (p) => concat(base(p).key, base(p).signature, tlv(0x5e, fromHex('31'))), '0006'],
    ['91 that is no time', (p) => concat(auth1Plain(p), tlv(0x91, new Uint8Array(20).fill(0x41))), '0006'],
    ['TLV cut short', (p) => auth1Plain(p).subarray(0, 100), '0006'],
    ['no 5A (L15)', (p) => concat(base(p).signature, base(p).bits), '0022'],
    ['no 9E (L15)', (p) => concat(base(p).key, base(p).bits), '0023'],
    ['4E and 5A (L15)', (p) => concat(tlv(0x4e, new Uint8Array(8)), auth1Plain(p)), '0006'],
    [
      'signature of another message (L16)',
      (p) =>
        concat(
          base(p).key,
          tlv(
            0x9e,
            p.signature.map((b, i) => (i === 5 ? b ^ 1 : b)),
          ),
          base(p).bits,
        ),
      '0004',
    ],
  ])('L14-L16: AUTH1 answer with %s → status %#', async (_name, auth1, status) => {
    const { phone, outcome } = await runRaw({ auth1 });
    expect(outcome).toMatchObject({ kind: 'failed', failure: { sent: { by: 'status', status } } });
    expect(statusesOf(phone)).toEqual([status]);
    expect(phone.controlFlows).toEqual([]);
  });

  it('K13: device signs with the usage of a reader → 0004', async () => {
    const { phone } = await runRaw({ signUsage: USAGE.reader });
    expect(statusesOf(phone)).toEqual(['0004']);
  });

  it('L17, K07: AUTH1 answer that does not open → CONTROL FLOW, never another counter', async () => {
    for (const change of [
      (s: Uint8Array) => s.map((b, i) => (i === s.length - 1 ? b ^ 1 : b)),
      (s: Uint8Array) => s.subarray(0, 15),
      () => new Uint8Array(0),
    ]) {
      const { phone, outcome } = await runRaw({ auth1Answer: (sealed) => encodeAnswer(change(sealed), 0x9000) });
      expect(outcome).toMatchObject({ failure: { code: 'sealed', sent: { by: 'control-flow', s2: 0 } } });
      expect(phone.exchanges).toEqual([]);
    }
  });

  it('K06: interface 5E against C3 → session fails', async () => {
    const { outcome } = await runRaw({ interfaceByte: 0x5e });
    expect(failureOf(outcome)).toBe('sealed');
  });

  it('L28: link lost at each answer → a failure by code link, nothing thrown', async () => {
    const phone = await makePhone(hotel);
    for (const cut of [0, 1]) {
      const link = linkTo(startPhone(phone), { answer: (answer, index) => (index === cut ? null : answer) });
      const outcome = await authenticateReader(readerOptions(hotel, link));
      expect(failureOf(outcome)).toBe('link');
    }
    const session = startPhone(phone);
    const link = linkTo(session, { answer: (answer, index) => (index >= 2 ? null : answer) });
    const outcome = await authenticated(readerOptions(hotel, link));
    expect(await outcome.channel.requestDocuments({ accessElements: [ROOM] })).toMatchObject({
      ok: false,
      error: { code: 'link' },
    });
    expect(outcome.channel.open).toBe(false);
    expect(await outcome.channel.exchange({ status: '0001' })).toMatchObject({ ok: false, error: { code: 'closed' } });
  });

  it('L29, invariant 10: a recorded phone answers nothing to a new AUTH0', async () => {
    const phone = await makePhone(hotel);
    const { link } = await open(phone);
    const replay = async (): Promise<ReaderOutcome> => {
      let at = 0;
      return authenticateReader(
        readerOptions(hotel, { transceive: async () => link.log[at++]?.answer ?? fromHex('6d00') }),
      );
    };
    expect(failureOf(await replay())).toBe('sealed');
  });

  it('L30: AUTH1 answer of another session → refused', async () => {
    const phone = await makePhone(hotel);
    const first = await open(phone);
    const old = first.link.log.find(({ command }) => insOf(command) === 0x81)?.answer ?? new Uint8Array(0);
    const link = linkTo(startPhone(phone), {
      answer: (answer, _i, command) => (insOf(command) === 0x81 ? old : answer),
    });
    expect(failureOf(await authenticateReader(readerOptions(hotel, link)))).toBe('sealed');
  });
});

describe('answers in blocks', () => {
  it('L25: 61 xx and 61 00 are joined, then judged by the last SW', async () => {
    const raw = await makeRawPhone(hotel);
    let rest: Uint8Array = new Uint8Array(0);
    const blocks = {
      transceive: async (command: Uint8Array): Promise<Uint8Array> => {
        if (insOf(command) !== 0xc0) rest = await raw.handle(command);
        if (rest.length <= 40) return rest;
        const part = rest.subarray(0, 38);
        rest = rest.subarray(38);
        return concat(part, Uint8Array.of(0x61, rest.length - 2 >= 256 ? 0 : rest.length - 2));
      },
    };
    expect(failureOf(await authenticateReader(readerOptions(hotel, blocks)))).toBe('authenticated');
  });

  it('L25: a long answer begins with 61 00, and a last SW that is not 9000 judges the whole', async () => {
    const long = platformRandom(600);
    for (const lastSw of ['9000', '6982']) {
      const raw = await makeRawPhone(hotel, { envelope: () => long });
      const said: string[] = [];
      let rest: Uint8Array = new Uint8Array(0);
      const blocks = {
        transceive: async (command: Uint8Array): Promise<Uint8Array> => {
          if (insOf(command) !== 0xc0) {
            rest = await raw.handle(command);
            if (insOf(command) !== 0xc3) return rest;
            rest = concat(rest.subarray(0, -2), fromHex(lastSw));
          }
          const part = rest.subarray(0, 254);
          if (rest.length <= 256) return rest;
          rest = rest.subarray(254);
          const sw = Uint8Array.of(0x61, rest.length - 2 >= 256 ? 0 : rest.length - 2);
          said.push(hex(sw));
          return concat(part, sw);
        },
      };
      const outcome = await authenticated(readerOptions(hotel, blocks));
      const answer = await outcome.channel.requestDocuments({ accessElements: [ROOM] });
      expect(said).toEqual(['6100', expect.stringMatching(/^61(?!00)/)]);
      if (lastSw === '9000') expect(answer).toEqual({ ok: true, value: Uint8Array.from(long) });
      else expect(answer).toMatchObject({ ok: false, error: { code: 'sw', sw: 0x6982 } });
    }
  });

  it('L26: endless 61 stops at 40 blocks or 8192 bytes', async () => {
    let calls = 0;
    const endless = (size: number) => ({
      transceive: async (command: Uint8Array): Promise<Uint8Array> => {
        if (insOf(command) === 0x3c) return fromHex('9000');
        calls += 1;
        return concat(new Uint8Array(size), fromHex('6100'));
      },
    });
    expect(failureOf(await authenticateReader(readerOptions(hotel, endless(1))))).toBe('format');
    expect(calls).toBe(40);
    calls = 0;
    expect(failureOf(await authenticateReader(readerOptions(hotel, endless(1000))))).toBe('format');
    expect(calls).toBe(9);
  });
});

describe('fast phase', () => {
  type Entry = FastEntry & { readonly label: string };

  async function learn(phone: TestPhone): Promise<Entry> {
    const { outcome } = await open(phone);
    if (outcome.kpersistent === null) throw new Error('no Kpersistent');
    await outcome.channel.exchange({ status: '0101' });
    return { kpersistent: outcome.kpersistent, devicePoint: outcome.devicePoint, label: 'mine' };
  }

  it('L18, K09, P16: cached device opens after one AUTH0 and one EXCHANGE', async () => {
    const phone = await makePhone(hotel);
    phone.revocation = await revocationFor(hotel, []);
    const entry = await learn(phone);
    const { link, outcome } = await open(phone, { fast: { entries: [entry] } });
    expect(outcome).toMatchObject({
      phase: 'fast',
      fastEntry: entry,
      kpersistent: null,
      signedAccess: '2026-03-01T11:00:00Z',
    });
    expect(outcome.signedRevocation).toBe('2026-03-01T12:00:00Z');
    expect(outcome.signaling & SIGNALING.revocationDocument).toBe(SIGNALING.revocationDocument);
    expect(await outcome.channel.exchange({ status: '0181' })).toMatchObject({ ok: true });
    expect(link.log.map(({ command }) => insOf(command))).toEqual([0x80, 0xc9]);
    expect(phone.events.slice(-2)).toMatchObject([
      { kind: 'authenticated', phase: 'fast' },
      { kind: 'status', granted: true },
    ]);
  });

  it('K09: after a fast AUTH0 the first EXCHANGE and its answer have counter 1, by bare AES-GCM', async () => {
    const phone = await makePhone(hotel);
    const { outcome: learned } = await open(phone);
    const kpersistent = learned.kpersistent ?? new Uint8Array(0);
    const entry = { kpersistent, devicePoint: learned.devicePoint };
    const { link, outcome } = await open(phone, { fast: { entries: [entry] } });
    await outcome.channel.exchange({ status: '0101' });
    const keys = await deriveFastKeys(kpersistent, contextOf(link), xOf(phone.device.point));
    const [, exchange] = link.log;
    expect(await openBare(keys.exchangeReader, 'reader', 1, dataOf(exchange?.command))).toEqual(
      encodeExchange({ status: '0101' }),
    );
    expect(await openBare(keys.exchangeDevice, 'phone', 1, exchange?.answer.subarray(0, -2))).toEqual(
      fromHex('00020000'),
    );
  });

  it('L19, K10: unknown device → standard in silence, flag 01 in both salts', async () => {
    const phone = await makePhone(hotel);
    const { link, outcome } = await open(phone, { fast: { entries: [] } });
    expect(outcome.phase).toBe('standard');
    expect(link.log.map(({ command }) => insOf(command))).toEqual([0x80, 0x81]);
    expect(await outcome.channel.exchange({ status: '0101' })).toMatchObject({ ok: true });
  });

  it('L19: damaged cryptogram, and the entry of another phone → standard in silence', async () => {
    const phone = await makePhone(hotel);
    const entry = await learn(phone);
    const link = linkTo(startPhone(phone), {
      answer: (answer, index) => (index === 0 ? answer.map((b, i) => (i === answer.length - 10 ? b ^ 1 : b)) : answer),
    });
    expect((await authenticated(readerOptions(hotel, link, { fast: { entries: [entry] } }))).phase).toBe('standard');
    const stranger = await makePhone(hotel);
    expect((await open(stranger, { fast: { entries: [entry] } })).outcome.phase).toBe('standard');
  });

  it('L21: a match that is turned down goes on to AUTH1', async () => {
    const phone = await makePhone(hotel);
    const entry = await learn(phone);
    const said: (string | null)[] = [];
    const { outcome } = await open(phone, {
      fast: {
        entries: [entry],
        accept: (_entry, told) => {
          said.push(told.signedAccess);
          return false;
        },
      },
    });
    expect(said).toEqual(['2026-03-01T11:00:00Z']);
    expect(outcome.phase).toBe('standard');
  });

  it('tries at most 16 entries', async () => {
    const phone = await makePhone(hotel);
    const entry = await learn(phone);
    const other = (await makePhone(hotel)).device.point;
    const others = (count: number): FastEntry[] =>
      Array.from({ length: count }, (_, i) => ({ kpersistent: new Uint8Array(32).fill(i), devicePoint: other }));
    expect((await open(phone, { fast: { entries: [...others(15), entry] } })).outcome.phase).toBe('fast');
    expect((await open(phone, { fast: { entries: [...others(16), entry] } })).outcome.phase).toBe('standard');
  });

  it('no ENVELOPE is ever sent after fast', async () => {
    const phone = await makePhone(hotel);
    const { outcome, link } = await open(phone, { fast: { entries: [await learn(phone)] } });
    const before = link.log.length;
    expect(await outcome.channel.requestDocuments({ accessElements: [ROOM] })).toMatchObject({
      ok: false,
      error: { code: 'closed' },
    });
    expect(link.log.length).toBe(before);
  });

  it('P12, §7.12: without the guest at hand the cryptogram is not real, and AUTH1 waits for him', async () => {
    const phone = await makePhone(hotel);
    const entry = await learn(phone);
    phone.present = false;
    phone.presence.length = 0;
    const outcome = await authenticateReader(
      readerOptions(hotel, linkTo(startPhone(phone)), { fast: { entries: [entry] } }),
    );
    expect(outcome).toMatchObject({ failure: { code: 'sw', sw: 0x6985 } });
    expect(phone.presence).toEqual([
      { forced: false, wait: false },
      { forced: false, wait: true },
    ]);
  });
});

describe('step-up and EXCHANGE', () => {
  it('K09: counters of AUTH1, the first EXCHANGE and the step-up phase as §3.4, by bare AES-GCM', async () => {
    const phone = await makePhone(hotel);
    const ephemeral = await generateAgreementKey();
    const { link, outcome } = await open(phone, { ephemeral });
    await outcome.channel.exchange({ mailbox: { commands: [] } });
    await outcome.channel.requestDocuments({ accessElements: [ROOM] });
    await outcome.channel.exchange({ status: '0101' });
    const auth0 = parseAuth0Answer(link.log[0]?.answer.subarray(0, -2) ?? new Uint8Array(0), false);
    if (!auth0.ok) throw new Error(auth0.error.code);
    const context = contextOf(link);
    const shared = (await ephemeral.agree(auth0.value.deviceEphemeralPoint)) ?? new Uint8Array(0);
    const keys = await deriveStandardKeys(await deriveKdh(shared, context.transactionId), context);
    const stepUp = await deriveStepUpKeys(keys.stepUp);
    const inside = (bytes: Uint8Array | undefined): Uint8Array => {
      const data = parseSessionData(bytes ?? new Uint8Array(0));
      return data.ok ? data.value : new Uint8Array(0);
    };
    const [, auth1, exchange, envelope, last] = link.log;
    const opened = [
      await openBare(keys.exchangeDevice, 'phone', 1, auth1?.answer.subarray(0, -2)),
      await openBare(keys.exchangeReader, 'reader', 1, dataOf(exchange?.command)),
      await openBare(keys.exchangeDevice, 'phone', 2, exchange?.answer.subarray(0, -2)),
      await openBare(stepUp.reader, 'reader', 1, inside(dataOf(envelope?.command))),
      await openBare(stepUp.device, 'phone', 1, inside(envelope?.answer.subarray(0, -2))),
      await openBare(stepUp.reader, 'reader', 2, dataOf(last?.command)),
      await openBare(stepUp.device, 'phone', 2, last?.answer.subarray(0, -2)),
    ];
    expect(opened.map((plain) => plain !== null)).toEqual(Array.from(opened, () => true));
  });

  it('L31: step-up SELECT only if bit 2 is set, and before the first ENVELOPE', async () => {
    for (const bit2 of [false, true]) {
      const { phone, outcome } = await runRaw({
        auth1: (p) => concat(tlv(0x5a, p.devicePoint), tlv(0x9e, p.signature), tlv(0x5e, u16(bit2 ? 0x0cb5 : 0x0cb1))),
      });
      if (outcome.kind !== 'authenticated') throw new Error('failed');
      await outcome.channel.requestDocuments({ accessElements: [ROOM] });
      await outcome.channel.requestDocuments({ accessElements: [ROOM] });
      const rest = phone.heads.slice(2).map((head) => head.slice(2, 4));
      expect(rest).toEqual(bit2 ? ['a4', 'c3', 'c3'] : ['c3', 'c3']);
    }
  });

  it('D44: session data with a second entry, another key or bare ciphertext → status 0006, still sendable', async () => {
    const bodies = [
      fromHex('5314a2646461746142aabb63666f6f40'),
      fromHex('5308a163666f6f420102'),
      concat(fromHex('5320'), new Uint8Array(32)),
      fromHex('5307a16464617461f6'),
    ];
    for (const raw of bodies) {
      const { phone, outcome } = await runRaw({ envelope: () => ({ raw }) });
      if (outcome.kind !== 'authenticated') throw new Error('failed');
      const answer = await outcome.channel.requestDocuments({ accessElements: [ROOM] });
      expect(answer).toMatchObject({ ok: false, error: { code: 'format', status: '0006' } });
      await outcome.channel.exchange({ status: '0006' });
      expect(statusesOf(phone)).toEqual(['0006']);
    }
  });

  it('UNSURE 9: bare ciphertext is taken only by a reader built for it', async () => {
    const { outcome } = await runRaw(
      { envelope: () => ({ raw: concat(fromHex('5320'), new Uint8Array(32)) }) },
      { acceptRawEnvelope: true },
    );
    if (outcome.kind !== 'authenticated') throw new Error('failed');
    const answer = await outcome.channel.requestDocuments({ accessElements: [ROOM] });
    expect(answer).toMatchObject({ ok: false, error: { code: 'sealed' } });
  });

  it('K07: an EXCHANGE answer that does not open ends the session', async () => {
    const phone = await makePhone(hotel);
    const link = linkTo(startPhone(phone), {
      answer: (answer, index) => (index === 2 ? answer.map((b, i) => (i === 0 ? b ^ 1 : b)) : answer),
    });
    const outcome = await authenticated(readerOptions(hotel, link));
    const answer = await outcome.channel.exchange({ mailbox: { commands: [{ kind: 'read', offset: 0, length: 4 }] } });
    expect(answer).toMatchObject({ ok: false, error: { code: 'sealed', sent: { by: 'control-flow' } } });
    expect(outcome.channel.open).toBe(false);
  });

  it('L23: mailbox read, write, set; atomic over several EXCHANGEs → values as written', async () => {
    const phone = await makePhone(hotel);
    const { outcome } = await open(phone);
    const { channel } = outcome;
    await channel.exchange({
      mailbox: { commands: [{ kind: 'write', offset: 10, data: fromHex('0102') }], more: true },
    });
    expect(hex(phone.mailbox.bytes.subarray(10, 14))).toBe('00000000');
    const closing = await channel.exchange({
      mailbox: {
        commands: [
          { kind: 'set', offset: 12, length: 2, value: 0xee },
          { kind: 'read', offset: 10, length: 4 },
        ],
      },
    });
    expect(closing).toMatchObject({ ok: true, value: { reads: [new Uint8Array(4)], result: 0 } });
    const after = await channel.exchange({ mailbox: { commands: [{ kind: 'read', offset: 10, length: 4 }] } });
    expect(after.ok ? hex(after.value.reads[0] ?? new Uint8Array(0)) : '').toBe('0102eeee');
    const long = await channel.exchange({ mailbox: { commands: [{ kind: 'read', offset: 0, length: 3000 }] } });
    expect(long.ok ? long.value.reads[0]?.length : 0).toBe(3000);
  });

  it('L27: after the one status nothing more is sent', async () => {
    const phone = await makePhone(hotel);
    const { outcome, link } = await open(phone);
    await outcome.channel.exchange({ status: '0025' });
    expect(await outcome.channel.exchange({ status: '0101' })).toMatchObject({ ok: false, error: { code: 'closed' } });
    expect(link.log.filter(({ command }) => insOf(command) === 0xc9).length).toBe(1);
  });

  it('reads the phone’s wishes: mailbox and notify bits, also in step-up', async () => {
    const { outcome } = await runRaw({
      auth1: (p) =>
        concat(
          tlv(0x5a, p.devicePoint),
          tlv(0x9e, p.signature),
          tlv(0x5e, u16(SIGNALING.notifyApp | SIGNALING.mailboxRead)),
        ),
    });
    if (outcome.kind !== 'authenticated') throw new Error('failed');
    expect(outcome.channel).toMatchObject({ takesNotify: true, mailbox: { read: true, write: false } });
    await outcome.channel.requestDocuments({ accessElements: [ROOM] });
    expect(outcome.channel).toMatchObject({
      phase: 'step-up',
      takesNotify: false,
      mailbox: { read: false, write: false },
    });
  });
});

describe('own-standard.json, played through the reader', () => {
  type Standard = {
    readonly inputs: Record<string, string>;
    readonly expected: Record<string, string>;
    readonly apdus: Record<string, string>;
  };
  // `as`: the schema of the file, docs/protocol §3.6.
  const vector = readJson(OWN_VECTORS, 'own-standard.json') as Standard;
  const input = (name: string): Bytes => fromHex(vector.inputs[name] ?? '');

  it('sends every recorded command byte for byte and comes to the recorded Kpersistent', async () => {
    const sent: string[] = [];
    const answers = ['auth0Response', 'auth1Response', 'exchangeResponse'].map((name) =>
      fromHex(vector.apdus[name] ?? ''),
    );
    const certificate = fromHex(vector.apdus.auth1Command ?? '').subarray(5 + 3 + 66 + 3, -1);
    const options: ReaderOptions = {
      link: { transceive: async (command) => answers[sent.push(hex(command)) - 1] ?? new Uint8Array(0) },
      interfaceByte: 0xc3,
      a5: PHONE_A5_GATT,
      readerIdentifier: input('readerIdentifier'),
      lockSigner: {
        point: input('readerPublicKey'),
        sign: async () => fromHex(vector.expected.readerSignature ?? ''),
      },
      certificate,
      groupKeyX: xOf(input('readerGroupPublicKey')),
      fast: { entries: [] },
      random: () => input('transactionIdentifier'),
      ephemeral: await importAgreementKey({ scalar: input('readerEphemeralPrivateKey') }, { extractable: false }),
    };
    const outcome = await authenticated(options);
    expect(outcome.kpersistent === null ? '' : hex(outcome.kpersistent)).toBe(vector.expected.kPersistent);
    expect(await outcome.channel.exchange({ notify: reasonNotify('0000'), status: '0101' })).toEqual({
      ok: true,
      value: { reads: [], result: 0 },
    });
    expect(sent).toEqual([vector.apdus.auth0Command, vector.apdus.auth1Command, vector.apdus.exchangeCommand]);
  });
});
