// P19: a phone full of fast keys, in whole sessions of the real protocol at two doors.
import {
  authenticateReader,
  createPhoneSession,
  type FastEntry,
  fromHex,
  generateSigner,
  hex,
  hkdfKey,
  issueReaderCertificate,
  PHONE_A5_GATT,
  platformRandom,
  type Signer,
  subIdOf,
  xOf,
} from '@nightlatch/aliro';
import { beforeEach, expect, test } from 'vitest';
import { createMemoryStore } from './memory-store.ts';
import type { PhoneStore } from './ports.ts';
import { createSessionPorts, MOST_FAST_KEYS } from './session-ports.ts';

const T0 = Date.UTC(2026, 2, 1, 12);

type Door = { readonly readerIdentifier: string; readonly lock: Signer; readonly certificate: Uint8Array };

const [group, device] = await Promise.all([
  generateSigner({ extractable: false }),
  generateSigner({ extractable: false }),
]);
const hotel = {
  id: 'location-1',
  locationId: 'location-1',
  name: 'A hotel',
  timeZone: 'Europe/Vienna',
  phone: null,
  readerGroupId: '00'.repeat(16),
  virtualRadioUrl: null,
};
const doorKeyId = hex(device.point);

let now: number;
let store: PhoneStore;

beforeEach(async () => {
  now = T0;
  store = createMemoryStore();
  const doorKey = { id: doorKeyId, keyPair: device.keyPair, createdAt: T0, uploaded: true };
  await store.write([{ op: 'put', collection: 'doorKeys', record: doorKey }]);
});

async function makeDoor(): Promise<Door> {
  const reader = platformRandom(32);
  const lock = await generateSigner({ extractable: false });
  const named = { readerPoint: lock.point, subId: subIdOf(reader) };
  const certificate = await issueReaderCertificate({ issuerSigner: group, ...named });
  return { readerIdentifier: hex(reader), lock, certificate };
}

/** One transaction at a door, through the phone's ports. Gives the phase and what the lock may cache. */
async function open(door: Door, entries?: readonly FastEntry[]): Promise<{ phase: string; entry: FastEntry | null }> {
  const { readerIdentifier } = door;
  const phone = createPhoneSession({
    interfaceByte: 0xc3,
    a5: PHONE_A5_GATT,
    initiated: true,
    ports: createSessionPorts({
      store,
      clock: { now: () => now, setTimer: () => () => undefined },
      candidate: {
        door: { doorId: readerIdentifier, name: 'A door', kind: 'room', element: 'r1', readerIdentifier },
        credential: {
          id: 'credential-1',
          keyId: 'key-1',
          locationId: 'location-1',
          doorKeyId,
          document: new Uint8Array(0),
          signedAt: T0,
          leaseUntil: T0,
          doors: [],
        },
      },
      location: { ...hotel, readerIssuerPoints: [group.point] },
      signer: device,
      mailbox: new Uint8Array(8192),
      mailPresent: false,
      actedAt: now,
    }),
  });
  const outcome = await authenticateReader({
    link: { transceive: (command) => phone.handle(command) },
    interfaceByte: 0xc3,
    a5: PHONE_A5_GATT,
    readerIdentifier: fromHex(readerIdentifier),
    lockSigner: door.lock,
    certificate: door.certificate,
    groupKeyX: xOf(group.point),
    ...(entries === undefined ? {} : { fast: { entries } }),
  });
  if (outcome.kind !== 'authenticated') throw new Error(JSON.stringify(outcome.failure));
  expect(await outcome.channel.exchange({ status: '0101' })).toMatchObject({ ok: true });
  const { phase, kpersistent, devicePoint } = outcome;
  return { phase, entry: kpersistent === null ? null : { kpersistent, devicePoint } };
}

/** Fast keys of doors nobody visits here, one a second. */
async function fill(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    now += 1000;
    const secret = await hkdfKey(platformRandom(32));
    const record = { id: `other-${n}`, doorKeyId, secret, groupKeyX: xOf(group.point), storedAt: now };
    await store.write([{ op: 'put', collection: 'fastKeys', record }]);
  }
  now += 1000;
}

const held = async (): Promise<string[]> => (await store.all('fastKeys')).map(({ id }) => id);

test('P19: with the store full the oldest fast key leaves, and its door works by the standard phase', async () => {
  const [first, second] = [await makeDoor(), await makeDoor()];
  const { entry } = await open(first);
  if (entry === null) throw new Error('no entry after a standard session');
  await fill(MOST_FAST_KEYS - 1);
  expect(await held()).toHaveLength(MOST_FAST_KEYS);
  expect((await open(first, [entry])).phase).toBe('fast');

  expect((await open(second)).phase).toBe('standard');
  expect(await held()).toHaveLength(MOST_FAST_KEYS);
  expect(await held()).toContain(`${second.readerIdentifier}:${doorKeyId}`);
  expect(await held()).not.toContain(`${first.readerIdentifier}:${doorKeyId}`);

  now += 1000;
  const back = await open(first, [entry]);
  expect(back.phase).toBe('standard');
  expect(await held()).toHaveLength(MOST_FAST_KEYS);
  expect(await held()).not.toContain('other-0');
  expect((await open(first, back.entry === null ? [] : [back.entry])).phase).toBe('fast');
});

test('P19: renewing a fast key of a full store drops no other', async () => {
  const door = await makeDoor();
  await open(door);
  await fill(MOST_FAST_KEYS - 1);
  const before = await held();
  await open(door);
  expect((await held()).sort()).toEqual(before.sort());
});
