// What the console reads: one query per screen part, keyed so that live changes can name what is old.
import { ApiProblem, type BookingPage, type OperationInput } from '@nightlatch/api';
import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { allPages } from './all-pages.ts';
import { client, endSession, isSignedOut, lacksWhatIsAsked } from './client.ts';

/** Filters of the list of bookings. */
export type BookingFilters = Omit<NonNullable<OperationInput<'listBookings'>['query']>, 'cursor' | 'limit'>;

/** Filters of the access log. */
export type AccessFilters = Omit<NonNullable<OperationInput<'listAccessEvents'>['query']>, 'cursor' | 'limit'>;

const isFinal = (error: unknown): boolean => error instanceof ApiProblem && error.problem.status < 500;

const refuse = (error: unknown): void => {
  if (isSignedOut(error)) endSession();
  // Who is signed in says where it is missing: the gate then stands before everything.
  else if (lacksWhatIsAsked(error))
    void queryClient.invalidateQueries({ queryKey: queries.me().queryKey, exact: true });
};

/** The cache of this page. Refusals are final; outages are tried twice more. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => !isFinal(error) && failures < 2,
      retryDelay: (attempt) => Math.min(400 * 2 ** attempt, 5000),
      staleTime: 10_000,
    },
  },
});
queryClient.getQueryCache().subscribe((event) => {
  if (event.type === 'updated' && event.action.type === 'error') refuse(event.action.error);
});

/** As many as a page of the list of bookings shows. */
export const BOOKINGS_PER_PAGE = 50;

/** The reads of the console. */
export const queries = {
  me: () =>
    queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => client.call('getMe', { signal }), staleTime: 60_000 }),
  demo: () =>
    queryOptions({
      queryKey: ['demo'],
      // 404 outside a demo: not an error but the answer "no demo".
      queryFn: ({ signal }) =>
        client.call('getDemo', { signal }).catch((error: unknown) => {
          if (isFinal(error)) return null;
          throw error;
        }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  locations: () =>
    queryOptions({
      queryKey: ['locations'],
      queryFn: ({ signal }) =>
        allPages(
          'listLocations',
          (page) => ({ query: page, signal }),
          (result) => result,
        ),
      staleTime: 60_000,
    }),
  /** Some problems come and go with the clock alone, so it looks again by itself. */
  today: (locationId: string) =>
    queryOptions({
      queryKey: ['location', locationId, 'today'],
      queryFn: ({ signal }) => client.call('getToday', { params: { locationId }, signal }),
      refetchInterval: 60_000,
    }),
  /** One page of the list, however long the list is: that is what is read again with every change. */
  bookings: (locationId: string, filters: BookingFilters, page: { after?: string; limit?: number } = {}) =>
    queryOptions({
      queryKey: ['location', locationId, 'bookings', filters, page],
      queryFn: ({ signal }): Promise<BookingPage> =>
        client.call('listBookings', {
          params: { locationId },
          query: {
            ...filters,
            limit: page.limit ?? BOOKINGS_PER_PAGE,
            ...(page.after === undefined ? {} : { cursor: page.after }),
          },
          signal,
        }),
    }),
  booking: (locationId: string, bookingId: string) =>
    queryOptions({
      queryKey: ['location', locationId, 'booking', bookingId],
      queryFn: ({ signal }) => client.call('getBooking', { params: { locationId, bookingId }, signal }),
    }),
  /** Below the booking's key, so that every change of the booking makes the verdict old too. */
  diagnosis: (locationId: string, bookingId: string, keyId: string) =>
    queryOptions({
      queryKey: ['location', locationId, 'booking', bookingId, 'diagnosis', keyId],
      queryFn: ({ signal }) =>
        client.call('diagnoseKey', { params: { locationId, bookingId }, query: { keyId }, signal }),
      staleTime: 0,
      // Whoever asks again gets a new answer, not first the one of an earlier question.
      gcTime: 0,
    }),
  /** Below the list's key: what makes the list old makes the guest's bookings and phones old too. */
  guest: (locationId: string, guestId: string) =>
    queryOptions({
      queryKey: ['location', locationId, 'bookings', 'guest', guestId],
      queryFn: ({ signal }) => client.call('getGuest', { params: { locationId, guestId }, signal }),
    }),
  /** Below the booking's key, too: whoever shares a key changes the booking. */
  invitations: (locationId: string, bookingId: string) =>
    queryOptions({
      queryKey: ['location', locationId, 'booking', bookingId, 'invitations'],
      queryFn: ({ signal }) => client.call('listBookingInvitations', { params: { locationId, bookingId }, signal }),
    }),
  guestReach: (locationId: string, bookingId: string) =>
    queryOptions({
      queryKey: ['location', locationId, 'booking', bookingId, 'guest-reach'],
      queryFn: ({ signal }) => client.call('getGuestReach', { params: { locationId, bookingId }, signal }),
    }),
  messages: (locationId: string, bookingId: string) =>
    queryOptions({
      queryKey: ['location', locationId, 'messages', bookingId],
      queryFn: async ({ signal }) =>
        (await client.call('listMessages', { params: { locationId }, query: { bookingId, limit: 50 }, signal })).items,
    }),
  /** What of this booking waits for the desk: a mobile check-in, an ID. */
  arrivalOf: (locationId: string, bookingId: string) =>
    queryOptions({
      queryKey: ['location', locationId, 'arrival', 'booking', bookingId],
      queryFn: async ({ signal }) =>
        (await client.call('listArrivalRequests', { params: { locationId }, query: { bookingId }, signal })).items,
    }),
  doors: (locationId: string) =>
    infiniteQueryOptions({
      queryKey: ['location', locationId, 'doors'],
      queryFn: ({ pageParam, signal }) =>
        client.call('listDoors', {
          params: { locationId },
          query: { limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) },
          signal,
        }),
      initialPageParam: null as string | null, // the type of the first cursor can not be inferred from null
      getNextPageParam: (last) => last.nextCursor,
    }),
  accessEvents: (locationId: string, filters: AccessFilters) =>
    infiniteQueryOptions({
      queryKey: ['location', locationId, 'events', filters],
      queryFn: ({ pageParam, signal }) =>
        client.call('listAccessEvents', {
          params: { locationId },
          query: {
            limit: 25,
            ...filters,
            ...(pageParam === null ? {} : { cursor: pageParam }),
          },
          signal,
        }),
      initialPageParam: null as string | null, // the type of the first cursor can not be inferred from null
      getNextPageParam: (last) => last.nextCursor,
    }),
};
