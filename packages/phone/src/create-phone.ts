// Puts a phone together from its parts.
import { platformRandom } from '@nightlatch/aliro';
import {
  answerChallenge,
  type KeyringParts,
  makePlatformKeyPair,
  markUploaded,
  offerSpares,
  prepareEnrolment,
} from './door-keys.ts';
import { newestFirst } from './newest-first.ts';
import type { KeyView, Phone, PhoneParts, RenewalDue } from './phone.ts';
import { PhoneError } from './phone-error.ts';
import { drop, planWallet, put } from './plan-wallet.ts';
import type { PhoneStore, StoreChange } from './ports.ts';
import { readWallet } from './read-wallet.ts';
import { COLLECTIONS, type CredentialRecord, type KeyRecord } from './records.ts';
import { unlockDoor } from './unlock-door.ts';

/** Makes a phone. Everything it knows is in `store`; a second phone over the same store is the same phone. */
export function createPhone(parts: PhoneParts): Phone {
  const { store, clock } = parts;
  const random = parts.random ?? platformRandom;
  const keyring: KeyringParts = {
    store,
    now: () => clock.now(),
    makeKeyPair: parts.makeKeyPair ?? makePlatformKeyPair,
  };
  const changing = inTurn();
  const unlocking = inTurn();
  return {
    prepareEnrolment: (options) => changing(() => prepareEnrolment(keyring, options)),
    enrolled: (deviceId, enrolment) =>
      changing(async () => {
        const device = await store.get('device', 'device');
        // The browser threw the storage away meanwhile: this id belongs to a key pair that is gone.
        if (device?.point !== enrolment.signInPoint) throw new PhoneError('not_enrolled', 'The sign-in key is gone.');
        await markUploaded(keyring, enrolment.doorKeys);
        await store.write([put('device', { ...device, deviceId })]);
      }),
    deviceId: async () => (await store.get('device', 'device'))?.deviceId,
    answerChallenge: (challenge) => answerChallenge(keyring, challenge),

    spareDoorKeysNeeded: async () => (await store.get('device', 'device'))?.spareDoorKeysWanted ?? 0,
    makeSpareDoorKeys: (count) => changing(() => offerSpares(keyring, count)),
    doorKeysUploaded: (offers) => changing(() => markUploaded(keyring, offers)),

    applyWallet: (wallet) =>
      changing(async () => {
        const read = readWallet(wallet);
        const plan = planWallet(read, await heldNow(store), clock.now());
        await store.write(plan.changes);
        return { stored: plan.stored, removed: plan.removed, unusable: plan.unusable };
      }),
    keys: () => viewKeys(store),
    stays: () => store.all('stays'),
    locations: () => store.all('locations'),
    renewalDue: async (now = clock.now()) => renewalDue(await store.all('credentials'), now),

    unlock: (options = {}) =>
      unlocking(() =>
        unlockDoor(
          { store, radio: parts.radio, clock, random, ...(parts.askTime && { askTime: parts.askTime }) },
          options,
        ),
      ),

    receipts: () => store.all('receipts'),
    receiptsSent: (receipts) =>
      changing(async () => {
        const held = await store.all('receipts');
        const sent = receipts.filter((one) =>
          held.some(({ id, state, at }) => id === one.id && state === one.state && at === one.at),
        );
        await store.write(sent.map(({ id }) => drop('receipts', id)));
      }),
    pages: () => store.all('pages'),
    pagesSent: (ids) => changing(() => store.write(ids.map((id) => drop('pages', id)))),
    forgetAll: () => changing(() => forgetAll(store)),
  };
}

async function heldNow(store: PhoneStore): Promise<Parameters<typeof planWallet>[1]> {
  const idsOf = async (collection: 'locations' | 'stays' | 'keys' | 'mail'): Promise<string[]> =>
    (await store.all(collection)).map((record) => record.id);
  return {
    device: await store.get('device', 'device'),
    doorKeys: await store.all('doorKeys'),
    credentials: await store.all('credentials'),
    fastKeys: await store.all('fastKeys'),
    ids: {
      locations: await idsOf('locations'),
      stays: await idsOf('stays'),
      keys: await idsOf('keys'),
      mail: await idsOf('mail'),
    },
  };
}

async function viewKeys(store: PhoneStore): Promise<KeyView[]> {
  const credentials = await store.all('credentials');
  const keys = await store.all('keys');
  return keys.map((key) => viewKey(key, credentials)).toSorted(newestFirst);
}

function viewKey(key: KeyRecord, credentials: readonly CredentialRecord[]): KeyView {
  const own = credentials.filter((credential) => credential.keyId === key.id);
  const doors = new Map(own.flatMap((credential) => credential.doors.map((door) => [door.doorId, door] as const)));
  const leases = own.map((credential) => credential.leaseUntil);
  return { ...key, doors: [...doors.values()], ...(leases.length > 0 && { leaseUntilMs: Math.min(...leases) }) };
}

/** Past half of the shortest lease (docs/protocol §7.2), and a little later by a share of its own. */
function renewalDue(credentials: readonly CredentialRecord[], now: number): RenewalDue {
  if (credentials.length === 0) return { due: false };
  const at = Math.min(...credentials.map(renewalAt));
  return { due: now >= at, at };
}

/**
 * A hotel's guests check in at the same hour, and so would all their phones renew. The credential's random id puts each somewhere
 * in the fourth after half of its lease, always at the same place, so that a restart does not draw again.
 */
function renewalAt({ id, signedAt, leaseUntil }: CredentialRecord): number {
  const half = (leaseUntil - signedAt) / 2;
  return Math.floor(signedAt + half + (half / 2) * shareOf(id));
}

/** 0 … 1 from the last 24 bits of an id in hex (a UUID's are random); 0 for an id that is none. */
function shareOf(id: string): number {
  const share = Number.parseInt(id.slice(-6), 16) / 0x100_0000;
  return Number.isFinite(share) ? share : 0;
}

async function forgetAll(store: PhoneStore): Promise<void> {
  const changes: StoreChange[] = [];
  for (const collection of COLLECTIONS)
    for (const { id } of await store.all(collection)) changes.push(drop(collection, id));
  await store.write(changes);
}

/** Runs one thing after another, so that what was read still holds when it is written. */
function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
