// The IndexedDB store keeps what the phone's brain relies on: key handles, all-or-nothing writes, memory over restarts.
import 'fake-indexeddb/auto';
import { createPhone, type DeviceRecord, type DoorKeyRecord, type Radio } from '@nightlatch/phone';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../test/fake-clock.ts';
import { openPhoneDatabase, type PhoneDatabase } from './phone-database.ts';

const noRadio: Radio = { scan: async () => [], connect: () => Promise.reject(new Error('no radio')) };
let names = 0;
const open = (name: string): Promise<PhoneDatabase> => openPhoneDatabase({ name, onGone: () => undefined });
const freshName = (): string => {
  names += 1;
  return `phone-${names}`;
};
const keyPair = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
const doorKey = async (id: string): Promise<DoorKeyRecord> => ({
  id,
  keyPair: await keyPair(),
  createdAt: 1,
  uploaded: false,
});

describe('openPhoneDatabase', () => {
  it('gives back a key handle that still signs and can not be exported, after a restart', async () => {
    const name = freshName();
    const first = await open(name);
    const record = await doorKey('a');
    await first.store.write([{ op: 'put', collection: 'doorKeys', record }]);
    first.close();

    const second = await open(name);
    const kept = await second.store.get('doorKeys', 'a');
    const privateKey = kept?.keyPair.privateKey as CryptoKey; // the store keeps what it was given: a CryptoKey
    expect(privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = await crypto.subtle.sign(algorithm, privateKey, new Uint8Array([1]));
    const publicKey = record.keyPair.publicKey as CryptoKey; // as above
    expect(await crypto.subtle.verify(algorithm, publicKey, signature, new Uint8Array([1]))).toBe(true);
  });

  it('applies all changes of a write or none', async () => {
    const { store } = await open(freshName());
    const kept = await doorKey('kept');
    await store.write([{ op: 'put', collection: 'doorKeys', record: kept }]);
    // A function can't be cloned, so the second change fails.
    const broken = { ...(await doorKey('broken')), createdAt: (() => 1) as unknown as number };
    await expect(
      store.write([
        { op: 'delete', collection: 'doorKeys', id: 'kept' },
        { op: 'put', collection: 'doorKeys', record: broken },
      ]),
    ).rejects.toThrow();
    expect((await store.all('doorKeys')).map((record) => record.id)).toEqual(['kept']);
  });

  it('applies changes in order and takes the deletion of what is absent', async () => {
    const { store } = await open(freshName());
    const record = await doorKey('a');
    await store.write([
      { op: 'delete', collection: 'doorKeys', id: 'nothing' },
      { op: 'put', collection: 'doorKeys', record },
      { op: 'delete', collection: 'doorKeys', id: 'a' },
      { op: 'put', collection: 'doorKeys', record: { ...record, uploaded: true } },
    ]);
    expect((await store.get('doorKeys', 'a'))?.uploaded).toBe(true);
    await store.write([]);
  });

  it('carries a whole phone over a restart: the same sign-in key answers the next challenge', async () => {
    const name = freshName();
    const clock = createFakeClock(0);
    const first = await open(name);
    const phone = createPhone({ store: first.store, radio: noRadio, clock });
    const enrolment = await phone.prepareEnrolment({ secret: 's'.repeat(24), deviceName: 'Test', spareDoorKeys: 2 });
    await phone.enrolled('01890a5d-ac96-774b-bcce-b302099a8057', enrolment);
    first.close();

    const second = await open(name);
    const again = createPhone({ store: second.store, radio: noRadio, clock });
    expect(await again.deviceId()).toBe('01890a5d-ac96-774b-bcce-b302099a8057');
    const answer = await again.answerChallenge('AAAA');
    expect(answer.signature).toMatch(/^[A-Za-z0-9_-]{86}$/);
    const device = (await second.store.get('device', 'device')) as DeviceRecord; // written above
    expect(device.point).toBe(enrolment.signInPoint);
    expect(device.keyPair.privateKey.extractable).toBe(false);
    expect((await second.store.all('doorKeys')).every((record) => !record.keyPair.privateKey.extractable)).toBe(true);
  });
});
