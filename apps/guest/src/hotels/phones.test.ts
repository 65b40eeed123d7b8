// Whose phone is whose, where hotels have servers of their own (the native shell).
import 'fake-indexeddb/auto';
import { createMemoryStore, createPhone } from '@nightlatch/phone';
import { beforeEach, expect, it } from 'vitest';
import { createFakeClock } from '../../test/fake-clock.ts';
import type { Session } from '../server/session.ts';
import type { WalletSync } from '../server/wallet-sync.ts';
import { type GuestDatabase, openGuestDatabase, type PhoneSlot } from '../store/guest-database.ts';
import { createPhones, type Phones } from './phones.ts';
import { readHotels } from './read-hotels.ts';

const LOCATION = '01890a5d-ac96-774b-bcce-b302099a8003';
const ELSEWHERE = '01890a5d-ac96-774b-bcce-b302099a8004';
const [ONE, OTHER] = ['https://one.example.com', 'https://other.example.com'];

let database: GuestDatabase;
let opened: PhoneSlot[];
let databases = 0;

beforeEach(async () => {
  databases += 1;
  database = await openGuestDatabase(`phones-${databases}`);
  opened = [];
});

const radio = { scan: async () => [], connect: () => Promise.reject(new Error('no radio')) };
const make = (): Phones =>
  createPhones({
    database,
    open: async (slot) => {
      opened.push(slot);
      const phone = createPhone({ store: createMemoryStore(), clock: createFakeClock(0), radio });
      return { phone, radio, session: {} as Session }; // nobody is called here
    },
    makeSync: () => ({}) as WalletSync, // nor followed
  });

it('opens each phone with its server, and finds it again by both', async () => {
  const made = await make().forLocation({ locationId: LOCATION, server: ONE });
  expect(made.server).toBe(ONE);
  const phones = make();
  expect((await phones.find({ locationId: LOCATION, server: ONE }))?.id).toBe(made.id);
  expect(opened.at(-1)).toEqual({ id: made.id, locationId: LOCATION, server: ONE });
  expect(await phones.find({ locationId: LOCATION, server: OTHER })).toBeUndefined();
  expect(await phones.find({ locationId: LOCATION })).toBeUndefined();
});

it('makes no phone for a server that gives out another one’s hotel as its own', async () => {
  const phones = make();
  await phones.forLocation({ locationId: LOCATION, server: ONE });
  await expect(phones.forLocation({ locationId: LOCATION, server: OTHER })).rejects.toThrow();
  expect(await database.phones()).toHaveLength(1);
});

it('shows nothing that a server says of another one’s hotel', async () => {
  const phones = make();
  const phone = await phones.forLocation({ locationId: ELSEWHERE, server: OTHER });
  const location = (id: string) => ({ id, locationId: id, name: id, timeZone: 'UTC', phone: null });
  const said = { ...phone.phone, locations: async () => [location(LOCATION), location(ELSEWHERE)] };
  const read = await readHotels([{ ...phone, phone: said as typeof phone.phone }], database); // the rest is the phone's own
  expect(read.locations.map(({ id }) => id)).toEqual([ELSEWHERE]);
  expect([...read.phoneOf.keys()]).toEqual([ELSEWHERE]);
});
