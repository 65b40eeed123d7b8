// Fifteen stays around today, in every status, for the stand-in PMS to begin with. All names are invented.
import { instantToWallClock, wallClockToInstant } from '@nightlatch/domain';

/** As the stand-in PMS takes them: Apaleo's status names, instants in ISO 8601, `unit` a room's number. */
export type DemoReservation = {
  readonly id: string;
  readonly status: 'Confirmed' | 'InHouse' | 'CheckedOut' | 'Canceled' | 'NoShow';
  readonly unit?: string;
  readonly arrival: string;
  readonly departure: string;
  readonly primaryGuest: {
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
    readonly phone: string;
    readonly preferredLanguage: string;
  };
  readonly comment?: string;
};

type Line = readonly [
  status: DemoReservation['status'],
  unit: string | null,
  fromDay: number,
  nights: number,
  firstName: string,
  lastName: string,
  language: string,
  comment?: string,
];

/** Days relative to today at the hotel. */
const lines: readonly Line[] = [
  ['Confirmed', '104', 0, 2, 'Ada', 'Demo', 'en', 'Arrives today'],
  ['Confirmed', '201', 0, 3, 'Bruno', 'Beispiel', 'de', 'Arrives today'],
  ['Confirmed', '203', 0, 1, 'Carla', 'Esempio', 'it', 'Arrives today'],
  ['Confirmed', null, 0, 2, 'Dario', 'Sample', 'en', 'Arrives today, no room assigned yet'],
  ['InHouse', '101', -1, 3, 'Elif', 'Örnek', 'en'],
  ['InHouse', '103', -2, 4, 'Freya', 'Muster', 'de'],
  ['InHouse', '202', -1, 2, 'Gael', 'Exemple', 'fr'],
  ['InHouse', '303', -3, 7, 'Hana', 'Vzor', 'en'],
  ['InHouse', '102', -2, 2, 'Ivo', 'Testovic', 'de', 'Due out today'],
  ['InHouse', '301', -1, 1, 'Jana', 'Probe', 'de', 'Due out today'],
  ['CheckedOut', '304', -3, 3, 'Kofi', 'Placeholder', 'en'],
  ['CheckedOut', '204', -4, 3, 'Lena', 'Modell', 'de'],
  ['Canceled', null, 0, 2, 'Mio', 'Fiction', 'en'],
  ['NoShow', '302', -1, 2, 'Nora', 'Invented', 'en'],
  ['Confirmed', '302', 1, 2, 'Omar', 'Imaginary', 'en', 'Arrives tomorrow'],
];

const dayMs = 24 * 3600_000;

/** The reservations as seen at `now` (UTC ms). */
export function demoReservations(options: { readonly now: number; readonly timeZone: string }): DemoReservation[] {
  const today = instantToWallClock(options.now, options.timeZone).date;
  const at = (day: number, time: string): string => {
    const date = new Date(Date.parse(`${today}T00:00:00Z`) + day * dayMs).toISOString().slice(0, 10);
    return new Date(wallClockToInstant({ date, time, timeZone: options.timeZone })).toISOString();
  };
  return lines.map(([status, unit, fromDay, nights, firstName, lastName, preferredLanguage, comment], index) => ({
    id: `NLDEMO${String(index + 1).padStart(2, '0')}-1`,
    status,
    ...(unit === null ? {} : { unit }),
    arrival: at(fromDay, '15:00'),
    departure: at(fromDay + nights, '11:00'),
    primaryGuest: {
      firstName,
      lastName,
      email: `${firstName}.demo@example.com`.toLowerCase(),
      phone: `+00 000 0000${String(index + 1).padStart(2, '0')}`,
      preferredLanguage,
    },
    ...(comment === undefined ? {} : { comment }),
  }));
}
