// The stand-in PMS as the tour's receptionist uses it: the same buttons as its page. The server hears of it by Apaleo webhooks.
import { CliProblem } from '../cli-problem.ts';

type OfficeState = {
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly reservations: readonly { readonly id: string; readonly status: string; readonly unitId: string | null }[];
};

export type FrontOffice = {
  /** A unit that nobody has now or will have soon. */
  freeUnit(): Promise<{ id: string; name: string }>;
  book(guest: { firstName: string; lastName: string; unitId: string }): Promise<string>;
  checkIn(reservationId: string): Promise<void>;
  checkOut(reservationId: string): Promise<void>;
};

/** Opens the front office at the corridor's `/pms/` address. */
export const openFrontOffice = (pmsUrl: string): FrontOffice => {
  const base = pmsUrl.replace(/\/$/, '');
  const origin = new URL(base).origin;
  const call = async <T>(path: string, body?: object): Promise<T> => {
    const response = await fetch(`${base}${path}`, {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      headers: { 'content-type': 'application/json', origin },
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (!response.ok) throw new CliProblem('pms_refused', `The stand-in PMS refused ${path}: ${text.slice(0, 200)}`);
    return JSON.parse(text) as T; // our own stand-in's answer
  };
  const act = async (reservationId: string, kind: string): Promise<void> => {
    await call(`/office/reservations/${encodeURIComponent(reservationId)}`, { kind });
  };
  return {
    freeUnit: async () => {
      const { units, reservations } = await call<OfficeState>('/office/reservations');
      const taken = new Set(
        reservations.filter((one) => one.status === 'InHouse' || one.status === 'Confirmed').map((one) => one.unitId),
      );
      const free = units.find((unit) => !taken.has(unit.id));
      if (!free)
        throw new CliProblem('hotel_full', 'Every room of the stand-in PMS is taken; check somebody out first.');
      return free;
    },
    book: async (guest) => {
      const { firstName, lastName, unitId } = guest;
      const booked = await call<{ id: string }>('/office/reservations', {
        firstName,
        lastName,
        email: 'tour.guest@example.com',
        unit: unitId,
        nights: 1,
      });
      return booked.id;
    },
    checkIn: (id) => act(id, 'check_in'),
    checkOut: (id) => act(id, 'check_out'),
  };
};
