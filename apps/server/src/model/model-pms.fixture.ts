// The PMS of the model: answers as Apaleo's API does, inside this process; the connector that asks is the real one. Simulated.
import type { BookingStatus } from '@nightlatch/domain';
import { yieldToOthers } from './controlled-clients.fixture.ts';

/** A reservation as the PMS has it; `departureAt` in UTC ms. */
export type Stay = {
  readonly status: BookingStatus;
  readonly room: string | null;
  readonly arrivalAt: number;
  readonly departureAt: number;
  readonly lastName: string;
};

const STATUS: Record<BookingStatus, string> = {
  confirmed: 'Confirmed',
  checked_in: 'InHouse',
  checked_out: 'CheckedOut',
  cancelled: 'Canceled',
  no_show: 'NoShow',
};

const HOST = 'http://pms.model.test';

/** What a location's connection to this PMS is configured with. */
export const MODEL_PMS_CONFIG = {
  propertyId: 'MODEL',
  apiUrl: HOST,
  identityUrl: HOST,
  webhookUrl: HOST,
};
export const MODEL_PMS_CREDENTIALS = { clientId: 'MODEL-SP', clientSecret: 'model secret' };

/** The stays that the one PMS of the present sequence has, by reference, with every earlier truth of each. */
export class ModelPms {
  readonly #history: Map<string, Stay[]> = new Map();
  /** Whether housekeeping says of a room that it is made up, by number; it says nothing of others. */
  readonly made = new Map<string, boolean>();

  put(reference: string, stay: Stay): void {
    this.#history.set(reference, [...(this.#history.get(reference) ?? []), stay]);
  }

  now(reference: string): Stay | undefined {
    return this.#history.get(reference)?.at(-1);
  }

  /** The truth that stood `changesAgo` changes before the present one, or the oldest. */
  earlier(reference: string, changesAgo: number): Stay | undefined {
    const all = this.#history.get(reference) ?? [];
    return all[Math.max(all.length - 1 - changesAgo, 0)];
  }

  /** Whether it ever said that the stay was off or over. */
  wasEverGone(reference: string): boolean {
    const all = this.#history.get(reference) ?? [];
    return all.some((stay) => !['confirmed', 'checked_in'].includes(stay.status));
  }

  references(): readonly string[] {
    return [...this.#history.keys()];
  }

  webhookBody(reference: string): unknown {
    return { topic: 'Reservation', type: 'changed', id: 'event', propertyId: 'MODEL', data: { entityId: reference } };
  }

  #reservation(reference: string): Record<string, unknown> | undefined {
    const stay = this.now(reference);
    if (!stay) return undefined;
    return {
      id: reference,
      bookingId: reference,
      status: STATUS[stay.status],
      property: { id: 'MODEL' },
      ...(stay.room === null ? {} : { unit: { id: `u${stay.room}`, name: stay.room } }),
      arrival: new Date(stay.arrivalAt).toISOString(),
      departure: new Date(stay.departureAt).toISOString(),
      modified: new Date(stay.arrivalAt).toISOString(),
      primaryGuest: {
        firstName: 'Model',
        lastName: stay.lastName,
        email: 'guest@example.com',
        preferredLanguage: 'en',
      },
    };
  }

  /** `fetch` as far as the connector goes. The answer is what is true now; it may arrive later than others that were asked for after it. */
  async fetch(input: string): Promise<Response> {
    const url = new URL(input);
    if (url.pathname === '/connect/token') return Response.json({ access_token: 'model-token', expires_in: 86_400 });
    await yieldToOthers();
    const checkIn = /^\/booking\/v1\/reservation-actions\/([^/]+)\/checkin$/.exec(url.pathname)?.[1];
    if (checkIn !== undefined) return this.#checkIn(decodeURIComponent(checkIn));
    if (url.pathname === '/inventory/v1/units') return Response.json(this.#units());
    const one = /^\/booking\/v1\/reservations\/([^/]+)$/.exec(url.pathname)?.[1];
    const found = one === undefined ? this.#list() : this.#reservation(decodeURIComponent(one));
    await yieldToOthers();
    return found === undefined ? new Response(null, { status: 404 }) : Response.json(found);
  }

  #checkIn(reference: string): Response {
    const stay = this.now(reference);
    if (!stay) return new Response(null, { status: 404 });
    if (stay.status !== 'confirmed' || stay.room === null) return Response.json({ messages: ['no'] }, { status: 422 });
    this.put(reference, { ...stay, status: 'checked_in' });
    return new Response(null, { status: 204 });
  }

  #units(): unknown {
    const units = [...this.made].map(([name, made]) => ({
      ...{ id: `u${name}`, name },
      status: { condition: made ? 'Clean' : 'Dirty', isOccupied: false },
    }));
    return { units, count: units.length };
  }

  #list(): unknown {
    const reservations = this.references().map((reference) => this.#reservation(reference));
    return { reservations, count: reservations.length };
  }
}
