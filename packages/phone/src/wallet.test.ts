// The phone makes itself equal to the wallet: what it stores, deletes, confirms and refuses.
import { base64url, concat, fromBase64url, fromHex, sha256, utf8, verifySignature } from '@nightlatch/aliro';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createPhone } from './create-phone.ts';
import { createMemoryStore } from './memory-store.ts';
import type { Phone } from './phone.ts';
import type { PhoneStore, Radio } from './ports.ts';
import type { Wallet, WalletCredential, WalletKey } from './wallet.ts';

const T0 = Date.parse('2026-11-24T12:00:00.000Z');
const HOUR = 3_600_000;
const READER = 'aa'.repeat(32);
const noRadio: Radio = {
  scan: async () => [],
  connect: async () => {
    throw new Error('no radio in this test');
  },
};

let store: PhoneStore;
let phone: Phone;
let now = T0;

beforeEach(() => {
  now = T0;
  store = createMemoryStore();
  phone = createPhone({ store, radio: noRadio, clock: { now: () => now, setTimer: () => () => undefined } });
});

function credentialFor(doorKeyPoint: string, change: Partial<WalletCredential> = {}): WalletCredential {
  return {
    credentialId: 'credential-1',
    doorKeyPoint,
    document: base64url(utf8('document 1')),
    signedAt: new Date(T0).toISOString(),
    leaseUntil: new Date(T0 + 24 * HOUR).toISOString(),
    doors: [{ doorId: 'door-1', name: 'Room 204', kind: 'room', element: 'r204', readerIdentifier: READER }],
    ...change,
  };
}

function keyWith(credentials: WalletCredential[], change: Partial<WalletKey> = {}): WalletKey {
  return {
    keyId: 'key-1',
    locationId: 'location-1',
    kind: 'primary',
    state: 'issued',
    endReason: null,
    waitingFor: [],
    roomNumber: '204',
    guestName: 'Ada Lovelace',
    validFrom: new Date(T0).toISOString(),
    validUntil: new Date(T0 + 48 * HOUR).toISOString(),
    credentials,
    ...change,
  };
}

function walletWith(keys: WalletKey[], change: Partial<Wallet> = {}): Wallet {
  return {
    deviceId: 'device-1',
    now: new Date(T0).toISOString(),
    locations: [
      {
        locationId: 'location-1',
        name: 'Hotel Nightlatch',
        timeZone: 'Europe/Berlin',
        phone: null,
        readerGroupId: 'bb'.repeat(16),
        readerIssuerPoints: [`04${'11'.repeat(64)}`],
        revocationDocument: null,
        virtualRadioUrl: null,
      },
    ],
    stays: [],
    keys,
    spareDoorKeysWanted: 0,
    mail: [],
    ...change,
  };
}

async function enrol(): Promise<string[]> {
  const enrolment = await phone.prepareEnrolment({
    secret: 'secret-secret-secret',
    deviceName: 'Test',
    spareDoorKeys: 3,
  });
  await phone.enrolled('device-1', enrolment);
  return enrolment.doorKeys.map(({ point }) => point);
}

describe('enrolment and sessions', () => {
  test('proofs verify under the points they come with, and private halves can not be exported', async () => {
    const { doorKeys, proof, signInPoint } = await phone.prepareEnrolment({
      secret: 's'.repeat(20),
      deviceName: 'T',
      spareDoorKeys: 2,
    });
    const signed = concat(utf8('nightlatch-enrol-1'), await sha256(utf8('s'.repeat(20))));
    expect(await verifySignature(fromHex(signInPoint), signed, fromBase64url(proof) ?? new Uint8Array())).toBe(true);
    for (const doorKey of doorKeys) {
      const offer = concat(utf8('nightlatch-door-key-1'), fromHex(doorKey.point));
      expect(
        await verifySignature(fromHex(doorKey.point), offer, fromBase64url(doorKey.proof) ?? new Uint8Array()),
      ).toBe(true);
    }
    for (const { keyPair } of await store.all('doorKeys')) expect(keyPair.privateKey.extractable).toBe(false);
    expect((await store.get('device', 'device'))?.keyPair.privateKey.extractable).toBe(false);
  });

  test('a challenge is answered over its own bytes and the device’s id', async () => {
    await expect(phone.answerChallenge('AAAA')).rejects.toMatchObject({ code: 'not_enrolled' });
    await enrol();
    const challenge = base64url(utf8('a challenge'));
    const { signature, deviceId } = await phone.answerChallenge(challenge);
    const point = fromHex((await store.get('device', 'device'))?.point ?? '');
    const signed = concat(utf8('nightlatch-session-1'), utf8('a challenge'), utf8(deviceId));
    expect(await verifySignature(point, signed, fromBase64url(signature) ?? new Uint8Array())).toBe(true);
  });

  test('asking for spares again makes no new ones until they are uploaded', async () => {
    await enrol();
    const first = await phone.makeSpareDoorKeys(2);
    const second = await phone.makeSpareDoorKeys(2);
    expect(second.map(({ point }) => point)).toEqual(first.map(({ point }) => point));
    await phone.doorKeysUploaded(first);
    const third = await phone.makeSpareDoorKeys(1);
    expect(first.map(({ point }) => point)).not.toContain(third[0]?.point);
  });
});

describe('the wallet', () => {
  test('a new credential is stored and confirmed, and shown with its door and lease', async () => {
    const [spare = ''] = await enrol();
    const outcome = await phone.applyWallet(walletWith([keyWith([credentialFor(spare)])]));
    expect(outcome).toEqual({ stored: ['credential-1'], removed: [], unusable: [] });
    expect(await phone.receipts()).toMatchObject([{ id: 'credential-1', state: 'delivered' }]);
    expect(await phone.keys()).toMatchObject([
      { keyId: 'key-1', doors: [{ name: 'Room 204' }], leaseUntilMs: T0 + 24 * HOUR },
    ]);
  });

  test('a credential for a door key of another phone is not stored and never confirmed', async () => {
    await enrol();
    const outcome = await phone.applyWallet(walletWith([keyWith([credentialFor(`04${'77'.repeat(64)}`)])]));
    expect(outcome).toEqual({ stored: [], removed: [], unusable: ['credential-1'] });
    // The door key is gone for good: the server hears it, and signs for another.
    expect(await phone.receipts()).toEqual([{ id: 'credential-1', state: 'removed', at: T0 }]);
    expect(await store.all('credentials')).toEqual([]);
  });

  test('a removed credential takes document, door key and fast keys with it, then says so', async () => {
    const [spare = '', other = ''] = await enrol();
    await phone.applyWallet(walletWith([keyWith([credentialFor(spare)])]));
    await phone.receiptsSent(await phone.receipts());
    const secret = (await store.get('doorKeys', spare))?.keyPair.privateKey;
    if (!secret) throw new Error('the door key is missing');
    const fastKey = { id: `${READER}:${spare}`, doorKeyId: spare, secret, groupKeyX: new Uint8Array(32), storedAt: T0 };
    await store.write([{ op: 'put', collection: 'fastKeys', record: fastKey }]);

    const outcome = await phone.applyWallet(walletWith([keyWith([], { state: 'ended', endReason: 'revoked' })]));
    expect(outcome).toEqual({ stored: [], removed: ['credential-1'], unusable: [] });
    expect(await store.all('credentials')).toEqual([]);
    expect(await store.all('fastKeys')).toEqual([]);
    expect((await store.all('doorKeys')).map(({ id }) => id)).not.toContain(spare);
    expect((await store.all('doorKeys')).map(({ id }) => id)).toContain(other);
    expect(await phone.receipts()).toMatchObject([{ id: 'credential-1', state: 'removed' }]);
    expect(await phone.unlock({ keyId: 'key-1' })).toMatchObject({ kind: 'failed', diagnosis: 'revoked' });
  });

  test('invariant 16: an older wallet that still holds a removed credential does not bring it back', async () => {
    const [spare = ''] = await enrol();
    const old = walletWith([keyWith([credentialFor(spare)])]);
    await phone.applyWallet(old);
    await phone.applyWallet(walletWith([]));
    expect(await phone.applyWallet(old)).toMatchObject({ stored: [], unusable: ['credential-1'] });
    expect(await store.all('credentials')).toEqual([]);
  });

  test('a renewal under a new credential id keeps the door key and claims no removal', async () => {
    const [spare = ''] = await enrol();
    await phone.applyWallet(walletWith([keyWith([credentialFor(spare)])]));
    const renewed = credentialFor(spare, { credentialId: 'credential-2', document: base64url(utf8('document 2')) });
    const outcome = await phone.applyWallet(walletWith([keyWith([renewed])]));
    expect(outcome).toEqual({ stored: ['credential-2'], removed: [], unusable: [] });
    expect((await store.all('doorKeys')).map(({ id }) => id)).toContain(spare);
  });

  test('the same wallet again changes nothing and confirms nothing anew', async () => {
    const [spare = ''] = await enrol();
    const wallet = walletWith([keyWith([credentialFor(spare)])]);
    await phone.applyWallet(wallet);
    await phone.receiptsSent(await phone.receipts());
    expect(await phone.applyWallet(wallet)).toEqual({ stored: [], removed: [], unusable: [] });
    expect(await phone.receipts()).toEqual([]);
  });

  test('a receipt that changed while it was being sent is not lost', async () => {
    const [spare = ''] = await enrol();
    await phone.applyWallet(walletWith([keyWith([credentialFor(spare)])]));
    const sent = await phone.receipts();
    now += 1000;
    await phone.applyWallet(walletWith([]));
    await phone.receiptsSent(sent);
    expect(await phone.receipts()).toMatchObject([{ id: 'credential-1', state: 'removed' }]);
  });

  test('it carries mail only for locks it will meet, at most 8 items and 8 KiB', async () => {
    const [spare = ''] = await enrol();
    const item = base64url(new Uint8Array(3000));
    const mail = [
      { lockId: 'cc'.repeat(8), items: [item] },
      { lockId: 'aa'.repeat(8), items: [item, item, item] },
    ];
    await phone.applyWallet(walletWith([keyWith([credentialFor(spare)])], { mail }));
    const held = await store.all('mail');
    expect(held.map(({ id, items }) => [id, items.length])).toEqual([['aa'.repeat(8), 2]]);
  });

  test('invariant 11: a malformed wallet is refused and changes nothing', async () => {
    const [spare = ''] = await enrol();
    await phone.applyWallet(walletWith([keyWith([credentialFor(spare)])]));
    const before = JSON.stringify(
      await Promise.all([store.all('credentials'), store.all('keys'), store.all('receipts')]),
    );
    const good = walletWith([keyWith([credentialFor(spare)])]);
    const rubbish: unknown[] = [
      { ...good, keys: null },
      { ...good, locations: [{ ...good.locations[0], readerGroupId: 'xyz' }] },
      walletWith([keyWith([credentialFor(spare, { document: '***' })])]),
      walletWith([keyWith([credentialFor(spare, { document: base64url(new Uint8Array(5000)) })])]),
      walletWith([keyWith([credentialFor(spare, { leaseUntil: 'tomorrow' })])]),
      walletWith([keyWith([credentialFor('04ff')])]),
    ];
    for (const one of rubbish)
      await expect(phone.applyWallet(one as Wallet)).rejects.toMatchObject({ code: 'malformed_wallet' }); // rubbish on purpose
    expect(
      JSON.stringify(await Promise.all([store.all('credentials'), store.all('keys'), store.all('receipts')])),
    ).toBe(before);
  });

  test('renewal is due past half of the shortest lease', async () => {
    expect(await phone.renewalDue()).toEqual({ due: false });
    const [spare = ''] = await enrol();
    await phone.applyWallet(walletWith([keyWith([credentialFor(spare)])]));
    expect(await phone.renewalDue()).toEqual({ due: false, at: T0 + 12 * HOUR });
    now = T0 + 12 * HOUR;
    expect(await phone.renewalDue()).toEqual({ due: true, at: T0 + 12 * HOUR });
  });

  test('phones of one hour do not renew in one minute, and each keeps its place', async () => {
    const ids = Array.from({ length: 200 }, () => crypto.randomUUID());
    const [spare = ''] = await enrol();
    const places: number[] = [];
    for (const credentialId of ids) {
      await phone.applyWallet(walletWith([keyWith([credentialFor(spare, { credentialId })])]));
      const first = await phone.renewalDue();
      expect(await phone.renewalDue()).toEqual(first);
      places.push(first.at ?? 0);
    }
    expect(Math.min(...places)).toBeGreaterThanOrEqual(T0 + 12 * HOUR);
    expect(Math.max(...places)).toBeLessThan(T0 + 18 * HOUR);
    const busiest = Math.max(
      ...[12, 13, 14, 15, 16, 17].map((h) => places.filter((at) => Math.floor((at - T0) / HOUR) === h).length),
    );
    expect(busiest).toBeLessThan(80);
  });

  test.each([
    ['waiting', null, 'waiting'],
    ['suspended', null, 'suspended'],
    ['ended', 'checked_out', 'checked_out'],
    ['ended', 'replaced', 'superseded'],
    ['issued', null, 'not_downloaded'],
  ])('a key that is %s (%s) says %s without any radio', async (state, endReason, diagnosis) => {
    await phone.applyWallet(walletWith([keyWith([], { state, endReason })]));
    expect(await phone.unlock({ keyId: 'key-1' })).toMatchObject({ kind: 'failed', diagnosis });
    expect(await phone.unlock({ keyId: 'other' })).toMatchObject({ kind: 'failed', diagnosis: 'no_key' });
  });

  test('any sequence of wallets leaves exactly the last one’s usable credentials', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.subarray([0, 1, 2, 3, 4]), { minLength: 1, maxLength: 6 }), async (sequence) => {
        const mine = createMemoryStore();
        const one = createPhone({
          store: mine,
          radio: noRadio,
          clock: { now: () => now, setTimer: () => () => undefined },
        });
        const { doorKeys } = await one.prepareEnrolment({ secret: 's'.repeat(20), deviceName: 'T', spareDoorKeys: 5 });
        const dead = new Set<number>();
        let before: readonly number[] = [];
        for (const chosen of sequence) {
          const credentials = chosen.map((at) => credentialFor(doorKeys[at]?.point ?? '', { credentialId: `c${at}` }));
          await one.applyWallet(walletWith([keyWith(credentials)]));
          for (const at of before) if (!chosen.includes(at)) dead.add(at);
          before = chosen.filter((at) => !dead.has(at));
          const held = (await mine.all('credentials')).map(({ id }) => id).toSorted();
          expect(held).toEqual(before.map((at) => `c${at}`).toSorted());
          expect((await mine.all('doorKeys')).length).toBe(5 - dead.size);
        }
      }),
      { numRuns: 30 },
    );
  });
});
