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
  readonly sync: WalletSync;
}

/** All of them. */
export interface Phones {
  all(): readonly HotelPhone[];
  /** Opens what was added meanwhile, by other tabs too. */
  refresh(): Promise<void>;
  /** The phone of a location; made when there is none. One tab at a time may ask. */
  forLocation(locationId: string): Promise<HotelPhone>;
  /** The phone of a location, where there is one. */
  find(locationId: string): Promise<HotelPhone | undefined>;
}

/** Opens nothing before the first call. */
export function createPhones(parts: {
  readonly database: GuestDatabase;
  readonly open: (id: string) => Promise<HotelPhoneParts>;
  readonly makeSync: (id: string, of: HotelPhoneParts) => WalletSync;
}): Phones {
  const { database } = parts;
  const opened = new Map<string, Promise<HotelPhone>>();
  let ready: readonly HotelPhone[] = [];

  const open = (id: string): Promise<HotelPhone> => {
    const known = opened.get(id);
    if (known) return known;
    const opening = parts.open(id).then((own) => ({ id, ...own, sync: parts.makeSync(id, own) }));
    opened.set(id, opening);
    opening.catch(() => opened.delete(id));
    return opening;
  };
  const openAll = async (): Promise<readonly (readonly [PhoneSlot, HotelPhone])[]> => {
    const slots = await database.phones();
    const pairs = await Promise.all(slots.map(async (slot) => [slot, await open(slot.id)] as const));
    ready = pairs.map(([, phone]) => phone);
    return pairs;
  };
  const find = async (locationId: string): Promise<HotelPhone | undefined> => {
    for (const [slot, phone] of await openAll()) {
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
    async forLocation(locationId) {
      const known = await find(locationId);
      if (known) return known;
      // By the location, so that a list of phones that was lost leads to the same memory and sign-in key again.
      const phone = await open(phoneIdOf(locationId));
      await database.addPhone({ id: phone.id, locationId });
      await openAll();
      return phone;
    },
  };
}

/** Name of the database of a location's phone. */
export function phoneIdOf(locationId: string): string {
  return `nightlatch-phone-${locationId}`;
}
