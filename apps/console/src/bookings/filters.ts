// The filters and the page of the list of bookings, as they stand in the address.
import type { BookingSummary } from '@nightlatch/api';
import type { BookingFilters } from '../api/queries.ts';

const oneOf = <T extends string>(value: unknown, table: Readonly<Record<T, unknown>>): T | undefined =>
  // hasOwn makes sure that the text is one of the table's keys
  typeof value === 'string' && Object.hasOwn(table, value) ? (value as T) : undefined;

const DAYS = { arriving: true, in_house: true, departing: true };
const STATUSES: Readonly<Record<BookingSummary['status'], true>> = {
  confirmed: true,
  checked_in: true,
  checked_out: true,
  cancelled: true,
  no_show: true,
};
const KEYS: Readonly<Record<BookingSummary['keys'], true>> = {
  none: true,
  waiting: true,
  to_deliver: true,
  delivered: true,
  could_still_open: true,
  ended: true,
};

/** What the address of the list says: filters, and after which booking the page begins. */
export type BookingsAddress = BookingFilters & { readonly after?: string };

/** Reads an address; what it does not know, it leaves out. */
export const readAddress = (search: Readonly<Record<string, unknown>>): BookingsAddress => {
  const after = typeof search.after === 'string' ? search.after.slice(0, 400) : '';
  return { ...readFilters(search), ...(after === '' ? {} : { after }) };
};

/** Reads the filters from an address; what it does not know, it leaves out. */
export const readFilters = (search: Readonly<Record<string, unknown>>): BookingFilters => {
  const text = typeof search.search === 'string' ? search.search.slice(0, 200) : '';
  const status = oneOf(search.status, STATUSES);
  const keys = oneOf(search.keys, KEYS);
  const day = oneOf(search.day, DAYS);
  return {
    ...(text === '' ? {} : { search: text }),
    ...(status === undefined ? {} : { status }),
    ...(keys === undefined ? {} : { keys }),
    ...(day === undefined ? {} : { day }),
  };
};

/** Filters with one of them set, or taken away by an empty value. */
export const withFilter = (filters: BookingFilters, name: keyof BookingFilters, value: string): BookingFilters =>
  readFilters({ ...filters, [name]: value });
