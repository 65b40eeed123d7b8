// The phones that this browser is: one per hotel, each with a memory, sign-in key and session of its own, so that hotels can't tell that they share a guest.
import type { Phone, Radio } from '@nightlatch/phone';
import type { Session } from '../server/session.ts';
import type { WalletSync } from '../server/wallet-sync.ts';
import type { GuestDatabase, PhoneSlot } from '../store/guest-database.ts';

/** What one hotel's phone is made of. */
export interface HotelPhoneParts {
  readonly phone: Phone;
  readonly radio: Radio;
  readonly session: Session;
}

/** One hotel's phone. */
export interface HotelPhone extends HotelPhoneParts {
  /** Name of its database. */
  readonly id: string;
  /** Origin of its hotel's server; absent: the one that the app came from. */
  readonly server?: string;
  /** The one location that it may speak of, where its server is another one. */
  readonly locationId?: string;
  readonly sync: WalletSync;
}

/** A hotel: a location of a server; without one, of the server that the app came from. */
export interface HotelAddress {
  readonly locationId: string;
  readonly server?: string | undefined;
}

/** All of them. */
export interface Phones {
  all(): readonly HotelPhone[];
  /** Opens what was added meanwhile, by other tabs too. */
  refresh(): Promise<void>;
  /** The phone of a server's location; made when there is none. One tab at a time may ask. */
  forLocation(at: HotelAddress): Promise<HotelPhone>;
  /** The phone of a server's location, where there is one: what another server calls by the same id is another hotel. */
  find(at: HotelAddress): Promise<HotelPhone | undefined>;
}

/** Opens nothing before the first call. */
export function createPhones(parts: {
  readonly database: GuestDatabase;
  readonly open: (slot: PhoneSlot) => Promise<HotelPhoneParts>;
  readonly makeSync: (id: string, of: HotelPhoneParts) => WalletSync;
}): Phones {
  const { database } = parts;
  const opened = new Map<string, Promise<HotelPhone>>();
  let ready: readonly HotelPhone[] = [];

  const open = (slot: PhoneSlot): Promise<HotelPhone> => {
    const { id, server, locationId } = slot;
    const known = opened.get(id);
    if (known) return known;
    const at = server === undefined || locationId === undefined ? {} : { server, locationId };
    const opening = parts.open(slot).then((own) => ({ id, ...at, ...own, sync: parts.makeSync(id, own) }));
    opened.set(id, opening);
    opening.catch(() => opened.delete(id));
    return opening;
  };
  const openAll = async (): Promise<readonly (readonly [PhoneSlot, HotelPhone])[]> => {
    const slots = await database.phones();
    const pairs = await Promise.all(slots.map(async (slot) => [slot, await open(slot)] as const));
    ready = pairs.map(([, phone]) => phone);
    return pairs;
  };
  const find = async ({ locationId, server }: HotelAddress): Promise<HotelPhone | undefined> => {
    for (const [slot, phone] of await openAll()) {
      if (slot.server !== server) continue;
      // The first phone of an older app says by its wallet whose it is.
      const location = slot.locationId ?? (await phone.phone.locations())[0]?.id;
      if (location === locationId) return phone;
    }
    return undefined;
  };
  return {
    all: () => ready,
    refresh: async () => void (await openAll()),
    find,
    async forLocation(at) {
      const known = await find(at);
      if (known) return known;
      const { locationId, server } = at;
      // Ids are random: whoever gives out one that another server has pretends to be that hotel.
      if ((await database.phones()).some((slot) => slot.locationId === locationId))
        throw new Error('another server has a location of this id');
      // By the location, so that a list of phones that was lost leads to the same memory and sign-in key again.
      const slot: PhoneSlot = { id: phoneIdOf(at), locationId, ...(server === undefined ? {} : { server }) };
      const phone = await open(slot);
      await database.addPhone(slot);
      await openAll();
      return phone;
    },
  };
}

/** Name of the database of a location's phone. */
export function phoneIdOf({ locationId, server }: HotelAddress): string {
  return server === undefined ? `nightlatch-phone-${locationId}` : `nightlatch-phone-${locationId}@${server}`;
}
