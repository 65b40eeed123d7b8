// Lock mail, mailbox, journal, commissioning, reasons (docs/protocol §7.8-7.14).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeHotel, NOW, revocationFor } from '../../test/hotel.ts';
import { hpkeSeal } from '../crypto/hpke.ts';
import { generateAgreementKey, generateSigner } from '../crypto/web-keys.ts';
import { sign1 } from '../documents/cose.ts';
import { concat, equalBytes, fromHex, hex } from '../encoding/bytes.ts';
import { cborMap, encodeCbor } from '../encoding/cbor.ts';
import {
  type CommissioningRecord,
  readCommissioningRecord,
  rootFingerprint,
  writeCommissioningRecord,
} from './commissioning.ts';
import {
  encodeJournalEntry,
  JOURNAL_EVENT,
  JOURNAL_LABEL,
  JOURNAL_START,
  type JournalEntry,
  nextJournalHash,
  parseJournalEntry,
} from './journal.ts';
import {
  JOURNAL_PAGE,
  type JournalPage,
  joinJournalPage,
  journalPageFit,
  openJournalPage,
  readJournalPageLabel,
  sealJournalPage,
} from './journal-page.ts';
import type { LockConfiguration } from './lock-configuration.ts';
import { MAIL_ORDER, MAIL_TYPE, type MailBody, mailIsFor, readMail, verifyMail, writeMail } from './lock-mail.ts';
import {
  encodeMailboxHeader,
  encodeMailList,
  encodeReturnedPage,
  layOutMailbox,
  MAILBOX,
  parseMailboxHeader,
  parseMailList,
  takeReturnedPage,
} from './mailbox-layout.ts';
import { parseReasonNotify, REASONS, reasonNotify, statusGrants } from './reason-codes.ts';

const hotel = await makeHotel();
const mailKey = await generateSigner({ extractable: false });
const root = await generateSigner({ extractable: false });
const newRoot = await generateSigner({ extractable: false });
const sealKey = await generateAgreementKey();
const groupId = hotel.readerIdentifier.slice(0, 16);
const CONFIGURATION: LockConfiguration = {
  door: { kind: 'room', element: 'r1204', otherElements: ['z:hk-3', 'c:lift'] },
  openMs: 5000,
  extendedOpenMs: 15000,
  privacyMode: 1,
  maxLeaseSeconds: 604800,
  revocationElement: 'rv',
  zone: [
    { fromSeconds: 1772000000, offsetMinutes: 60 },
    { fromSeconds: 1774746000, offsetMinutes: -120 },
  ],
  fast: true,
  allowRuleless: false,
};

async function bodies(): Promise<MailBody[]> {
  return [
    { kind: 'time-floor', at: NOW },
    { kind: 'time-answer', at: NOW, nonce: new Uint8Array(16).fill(7) },
    { kind: 'revocation', document: await revocationFor(hotel, []) },
    { kind: 'anchor', class: 'credential', epoch: 3, point: mailKey.point, minEpoch: 2 },
    { kind: 'configuration', configuration: CONFIGURATION },
    { kind: 'generation-floor', lockId: hotel.lockId, generation: 4_000_000_000 },
    { kind: 'journal-receipt', first: 1, last: 60, hash: new Uint8Array(32).fill(9) },
    { kind: 'reset', generation: 0, iteration: 5 },
  ];
}

const write = (body: MailBody, options: object = {}) =>
  writeMail({
    signer: mailKey,
    scope: { groupId, lockId: hotel.lockId },
    seq: 42,
    issuedAt: NOW,
    notAfter: NOW + 60_000,
    body,
    ...options,
  });

async function mailOf(body: MailBody, options: object = {}) {
  const read = readMail(await write(body, options));
  if (!read.ok) throw new Error(read.error.detail);
  return read.value;
}

describe('lock mail', () => {
  it('all eight types go there and back, signed', async () => {
    for (const body of await bodies()) {
      const mail = await mailOf(body);
      expect(mail).toMatchObject({ type: MAIL_TYPE[body.kind], seq: 42, issuedAt: NOW, notAfter: NOW + 60_000 });
      expect(mail.body).toEqual(body);
      expect(await verifyMail(mail, mailKey.point)).toBe(true);
      expect(await verifyMail(mail, root.point)).toBe(false);
    }
    expect([...MAIL_ORDER].map((kind) => MAIL_TYPE[kind])).toEqual([4, 2, 1, 3, 6, 5, 7, 8]);
  });

  it('scope: own group, own lock; not another lock, not another group', async () => {
    const forAll = await mailOf({ kind: 'time-floor', at: NOW }, { scope: { groupId } });
    const forOne = await mailOf({ kind: 'time-floor', at: NOW });
    const otherLock = hotel.readerIdentifier.map((b, i) => (i === 31 ? b ^ 1 : b));
    const otherGroup = hotel.readerIdentifier.map((b, i) => (i === 0 ? b ^ 1 : b));
    expect([hotel.readerIdentifier, otherLock, otherGroup].map((id) => mailIsFor(forAll, id))).toEqual([
      true,
      true,
      false,
    ]);
    expect([hotel.readerIdentifier, otherLock, otherGroup].map((id) => mailIsFor(forOne, id))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('H23: a new root must sign for itself too', async () => {
    const body: MailBody = { kind: 'anchor', class: 'root', epoch: 2, point: newRoot.point, minEpoch: 0 };
    const both = await mailOf(body, { signer: root, newRootSigner: newRoot });
    expect(await verifyMail(both, root.point)).toBe(true);
    expect(await verifyMail(await mailOf(body, { signer: root }), root.point)).toBe(false);
    expect(await verifyMail(await mailOf(body, { signer: root, newRootSigner: mailKey }), root.point)).toBe(false);
  });

  it('H20: one flipped bit → not read or not verified, never a throw', async () => {
    const item = await write({ kind: 'generation-floor', lockId: hotel.lockId, generation: 9 });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: item.length * 8 - 1 }), async (bit) => {
        const read = readMail(item.map((b, i) => (i === bit >> 3 ? b ^ (1 << (bit & 7)) : b)));
        // The kid is not signed: a lock looks an anchor up by it and finds none.
        const anchored = read.ok && equalBytes(read.value.kid, (await mailOf({ kind: 'time-floor', at: NOW })).kid);
        expect(anchored && (await verifyMail(read.value, mailKey.point))).toBe(false);
      }),
      { numRuns: 80 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => typeof readMail(bytes).ok === 'boolean'));
  });

  it('a document’s signature is never a mail’s: the contexts differ', async () => {
    const mail = await mailOf({ kind: 'time-floor', at: NOW });
    expect(Buffer.from(mail.signedBytes).includes('nightlatch-mail-1')).toBe(true);
  });

  it('refuses to write what no lock would take', async () => {
    await expect(write({ kind: 'time-answer', at: NOW, nonce: new Uint8Array(15) })).rejects.toMatchObject({
      code: 'argument',
    });
    await expect(write({ kind: 'revocation', document: new Uint8Array(4097) })).rejects.toMatchObject({
      code: 'limit',
    });
    await expect(write({ kind: 'time-floor', at: 0 })).rejects.toMatchObject({ code: 'argument' });
  });
});

describe('mailbox', () => {
  it('header goes there and back', () => {
    const header = fc.record({
      mailPresent: fc.boolean(),
      takesJournalPage: fc.boolean(),
      lockId: fc.uint8Array({ minLength: 8, maxLength: 8 }),
      mailLength: fc.nat(4064),
      journalCapacity: fc.nat(4096),
      highestSeq: fc.nat(0xffffffff),
    });
    fc.assert(
      fc.property(header, (given) => {
        expect(parseMailboxHeader(encodeMailboxHeader(given))).toEqual({ ok: true, value: given });
      }),
    );
    expect(parseMailboxHeader(new Uint8Array(32)).ok).toBe(false);
    expect(parseMailboxHeader(new Uint8Array(31)).ok).toBe(false);
  });

  it('lays out as many items as fit, in order, and reads them back', async () => {
    const items = await Promise.all((await bodies()).map((body, i) => write(body, { seq: i + 1 })));
    const { bytes, placed } = layOutMailbox({
      lockId: hotel.lockId,
      items: [...items, ...items],
      takesJournalPage: true,
    });
    expect(bytes.length).toBe(MAILBOX.size);
    expect(placed).toBe(8);
    const header = parseMailboxHeader(bytes.subarray(0, 32));
    if (!header.ok) throw new Error('header');
    expect(header.value).toMatchObject({ mailPresent: true, highestSeq: 8, journalCapacity: 4096 });
    const list = parseMailList(bytes.subarray(0x20, 0x20 + header.value.mailLength));
    expect(list.ok && list.value.map(hex)).toEqual(items.map(hex));
    const big = new Uint8Array(2100);
    expect(layOutMailbox({ lockId: hotel.lockId, items: [big, big], takesJournalPage: false }).placed).toBe(1);
    expect(() => encodeMailList([big, big])).toThrow(/4064/);
    expect(layOutMailbox({ lockId: hotel.lockId, items: [], takesJournalPage: false }).bytes[3]).toBe(0);
  });

  it('the return area: free, a page, nonsense', () => {
    const { bytes } = layOutMailbox({ lockId: hotel.lockId, items: [], takesJournalPage: true });
    expect(takeReturnedPage(bytes)).toBeNull();
    bytes.set(encodeReturnedPage(fromHex('010203')), MAILBOX.returnOffset);
    expect(takeReturnedPage(bytes)).toEqual(fromHex('010203'));
    bytes.set(fromHex('ffff'), MAILBOX.returnOffset);
    expect(takeReturnedPage(bytes)).toBeNull();
    expect(takeReturnedPage(new Uint8Array(3))).toBeNull();
  });
});

describe('journal', () => {
  const entry: fc.Arbitrary<JournalEntry> = fc.record(
    {
      seq: fc.nat(0xffffffff),
      at: fc.nat(4_000_000_000).map((s) => s * 1000),
      clockUnknown: fc.boolean(),
      fast: fc.boolean(),
      underPrivacy: fc.boolean(),
      boltConfirmed: fc.boolean(),
      event: fc.constantFrom(...(Object.keys(JOURNAL_EVENT) as (keyof typeof JOURNAL_EVENT)[])),
      reason: fc.nat(0xffff),
      subject: fc.uint8Array({ minLength: 8, maxLength: 8 }),
      occupancyId: fc.uint8Array({ minLength: 16, maxLength: 16 }),
      generation: fc.nat(0xffffffff),
    },
    { requiredKeys: ['seq', 'at', 'clockUnknown', 'fast', 'underPrivacy', 'boltConfirmed', 'event', 'reason'] },
  );

  it('entries go there and back', () => {
    fc.assert(
      fc.property(entry, (given) => {
        expect(parseJournalEntry(encodeJournalEntry(given))).toEqual({ ok: true, value: given });
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => typeof parseJournalEntry(bytes).ok === 'boolean'),
    );
  });

  const opened = (seq: number): JournalEntry => ({
    seq,
    at: NOW,
    clockUnknown: false,
    fast: false,
    underPrivacy: false,
    boltConfirmed: true,
    event: 'opened',
    reason: 0,
    subject: new Uint8Array(8).fill(seq),
    occupancyId: new Uint8Array(16).fill(seq),
    generation: 17,
  });

  async function chain(count: number): Promise<{ readonly entries: Uint8Array[]; readonly hashes: Uint8Array[] }> {
    const entries = Array.from({ length: count }, (_, i) => encodeJournalEntry(opened(i + 1)));
    const hashes: Uint8Array[] = [JOURNAL_START];
    for (const one of entries) hashes.push(await nextJournalHash(hashes.at(-1) ?? JOURNAL_START, one));
    return { entries, hashes };
  }

  async function page(from: number, to: number, options: object = {}): Promise<Uint8Array> {
    const { entries, hashes } = await chain(to);
    return sealJournalPage({
      lockSigner: hotel.lock,
      readerIdentifier: hotel.readerIdentifier,
      sealPoint: sealKey.point,
      previousHash: hashes[from - 1] ?? JOURNAL_START,
      entries: entries.slice(from - 1),
      ...options,
    });
  }

  async function read(bytes: Uint8Array, lockPoint = hotel.lock.point, key = sealKey): Promise<JournalPage> {
    const result = await openJournalPage({ page: bytes, sealKey: key, lockPoint });
    if (!result.ok) throw new Error(result.error.code);
    return result.value;
  }

  it('H24: a page opens to its entries, and its chain verifies', async () => {
    const got = await read(await page(3, 9));
    expect(got.entries).toEqual(Array.from({ length: 7 }, (_, i) => opened(i + 3)));
    const { hashes } = await chain(9);
    expect(hex(got.lastHash)).toBe(hex(hashes[9] ?? JOURNAL_START));
    expect(got.hashes.map(hex)).toEqual(hashes.slice(3).map(hex));
  });

  it('H24: entry removed, changed, swapped behind the hashes of the true chain, signed by the lock itself → found', async () => {
    const { entries, hashes } = await chain(4);
    const forge = async (inside: readonly Uint8Array[], last: number): Promise<string> => {
      const label = [1, hotel.readerIdentifier, 1, last] as const;
      const sealed = await hpkeSeal({
        recipientPoint: sealKey.point,
        info: JOURNAL_LABEL,
        aad: encodeCbor([...label]),
        plaintext: encodeCbor([JOURNAL_START, inside.map((raw) => ({ raw })), hashes[4] ?? JOURNAL_START]),
      });
      const { enc, ciphertext } = sealed ?? { enc: JOURNAL_START, ciphertext: JOURNAL_START };
      const payload = encodeCbor(
        cborMap([0, 1], [1, hotel.readerIdentifier], [2, 1], [3, last], [4, enc], [5, ciphertext]),
      );
      const forged = encodeCbor(await sign1({ signer: hotel.lock, payload, external: JOURNAL_LABEL }));
      const result = await openJournalPage({ page: forged, sealKey, lockPoint: hotel.lock.point });
      return result.ok ? 'taken' : result.error.code;
    };
    const [one, two, three, four] = entries as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    expect(await forge(entries, 4)).toBe('taken');
    expect(await forge([one, two, four], 3)).toBe('chain');
    expect(await forge([one, two, three], 3)).toBe('chain');
    expect(await forge([one, encodeJournalEntry({ ...opened(2), reason: 1 }), three, four], 4)).toBe('chain');
    expect(await forge([one, three, two, four], 4)).toBe('chain');
    const renumbered = [
      one,
      encodeJournalEntry({ ...opened(3), seq: 2 }),
      encodeJournalEntry({ ...opened(2), seq: 3 }),
    ];
    expect(await forge([...renumbered, four], 4)).toBe('chain');
    expect(await forge([], 0)).toBe('chain');
  });

  it('H25: page of another lock, other seal key, changed page → refused', async () => {
    const bytes = await page(1, 3);
    await expect(read(bytes, mailKey.point)).rejects.toThrow('signature');
    await expect(read(bytes, hotel.lock.point, await generateAgreementKey())).rejects.toThrow('sealed');
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length * 8 - 1 }), async (bit) => {
        const changed = bytes.map((b, i) => (i === bit >> 3 ? b ^ (1 << (bit & 7)) : b));
        const result = await openJournalPage({ page: changed, sealKey, lockPoint: hotel.lock.point });
        // The kid in the unprotected header is not signed and decides nothing here.
        if (result.ok) expect(result.value.entries).toHaveLength(3);
      }),
      { numRuns: 60 },
    );
    const swapped = await page(1, 3, { previousHash: new Uint8Array(32).fill(1) });
    expect(joinJournalPage(null, await read(swapped))).toEqual({ kind: 'fork' });
  });

  it('H26: overlap counts once, a gap is a gap, another history a fork', async () => {
    const first = await read(await page(1, 5));
    const known = { seq: 5, hash: first.lastHash };
    expect(joinJournalPage(null, first)).toMatchObject({ kind: 'joined', fresh: { length: 5 } });
    const overlapping = joinJournalPage(known, await read(await page(3, 8)));
    expect(overlapping.kind === 'joined' && overlapping.fresh.map((e) => e.seq)).toEqual([6, 7, 8]);
    expect(joinJournalPage(known, await read(await page(6, 7)))).toMatchObject({ kind: 'joined' });
    expect(joinJournalPage(known, await read(await page(8, 9)))).toMatchObject({
      kind: 'gap',
      missingFirst: 6,
      missingLast: 7,
      fresh: { length: 2 },
    });
    expect(joinJournalPage(known, await read(await page(2, 5)))).toEqual({ kind: 'nothing-new' });
    expect(joinJournalPage(known, await read(await page(1, 2)))).toEqual({ kind: 'nothing-new' });
    expect(joinJournalPage({ seq: 5, hash: new Uint8Array(32) }, await read(await page(4, 8)))).toEqual({
      kind: 'fork',
    });
  });

  it('60 full entries fit a page, and journalPageFit tells how many do', async () => {
    const { entries } = await chain(80);
    const fit = journalPageFit(entries);
    const bytes = await page(1, fit);
    expect(fit).toBe(JOURNAL_PAGE.entries);
    expect(bytes.length).toBeLessThanOrEqual(JOURNAL_PAGE.bytes);
    const small = journalPageFit(entries, 1000);
    expect((await page(1, small)).length).toBeLessThanOrEqual(1000);
    expect((await page(1, small + 1)).length).toBeGreaterThan(1000 - 60);
    await expect(page(1, 61)).rejects.toMatchObject({ code: 'limit' });
    expect(readJournalPageLabel(bytes)).toMatchObject({ ok: true, value: { first: 1, last: 60 } });
  });

  it('refuses entries that are not consecutive', async () => {
    const { entries } = await chain(3);
    await expect(page(1, 3, { entries: [entries[0], entries[2]] })).rejects.toMatchObject({ code: 'argument' });
  });
});

describe('commissioning', () => {
  const record: CommissioningRecord = {
    lockPoint: hotel.lock.point,
    readerIdentifier: hotel.readerIdentifier,
    certificate: hotel.certificate,
    anchors: [
      { class: 'credential', epoch: 1, point: hotel.issuer.point },
      { class: 'mail', epoch: 1, point: mailKey.point },
      { class: 'root', epoch: 1, point: root.point },
      { class: 'seal', epoch: 1, point: mailKey.point },
    ],
    configuration: CONFIGURATION,
    at: NOW,
    readerIssuerPoint: hotel.readerIssuer.point,
  };
  const outcome = async (
    bytes: Uint8Array,
    options: { fingerprint?: Uint8Array; lockPoint?: Uint8Array } = {},
  ): Promise<unknown> => {
    const result = await readCommissioningRecord({
      record: bytes,
      rootFingerprint: options.fingerprint ?? (await rootFingerprint(root.point)),
      lockPoint: options.lockPoint ?? hotel.lock.point,
    });
    return result.ok ? result.value : result.error.code;
  };

  it('goes there and back', async () => {
    expect(await outcome(await writeCommissioningRecord({ rootSigner: root, record }))).toEqual(record);
  });

  it('refuses a foreign root, another lock, a foreign certificate, changed bytes', async () => {
    const good = await writeCommissioningRecord({ rootSigner: root, record });
    expect(await outcome(good, { fingerprint: await rootFingerprint(newRoot.point) })).toBe('root');
    expect(await outcome(good, { lockPoint: mailKey.point })).toBe('other-lock');
    expect(await outcome(good.map((b, i) => (i === good.length - 1 ? b ^ 1 : b)))).toBe('signature');
    expect(await outcome(good.subarray(1))).toBe('malformed');
    const other = await makeHotel();
    const write = (change: Partial<CommissioningRecord>) =>
      writeCommissioningRecord({ rootSigner: root, record: { ...record, ...change } });
    expect(await outcome(await write({ certificate: other.certificate }))).toBe('certificate');
    expect(await outcome(await write({ readerIssuerPoint: other.readerIssuer.point }))).toBe('certificate');
    expect(await outcome(await write({ readerIdentifier: other.readerIdentifier }))).toBe('certificate');
    await expect(write({ anchors: record.anchors.filter((a) => a.class !== 'root') })).rejects.toMatchObject({
      code: 'argument',
    });
    await expect(writeCommissioningRecord({ rootSigner: newRoot, record })).rejects.toMatchObject({ code: 'argument' });
  });
});

describe('reasons', () => {
  it('every code goes there and back in 12 bytes; refusals never grant', () => {
    for (const code of Object.keys(REASONS) as (keyof typeof REASONS)[]) {
      const notify = reasonNotify(code);
      expect(hex(notify)).toBe(`9f20090403d2484b8002${code}`);
      expect(parseReasonNotify(notify)).toEqual({ ok: true, value: code });
      for (const status of REASONS[code].statuses) expect(statusGrants(status)).toBe(code === '0000');
    }
    expect(parseReasonNotify(fromHex('9f20090403d2484b80029999')).ok).toBe(false);
    expect(parseReasonNotify(fromHex('9f20090403d2484c80020000')).ok).toBe(false);
    expect(parseReasonNotify(concat(reasonNotify('0000'), fromHex('00'))).ok).toBe(false);
  });
});
