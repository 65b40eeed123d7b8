// Which page of the bookings the address shows, and the way to the pages beside it. The cursors of the pages before stand in
// the browser's history, so that they survive a reload; an address that was sent to somebody else has none.
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { BOOKINGS_PER_PAGE, type BookingFilters } from '../api/queries.ts';
import { useCurrentLocation } from '../shell/current-location.ts';

declare module '@tanstack/history' {
  interface HistoryState {
    /** Where the pages before this one began, the first page's beginning being the empty text. */
    readonly pagesBefore?: readonly string[];
  }
}

/** The page, and its way back and forth. */
export const usePages = () => {
  const { location } = useCurrentLocation();
  const { after, ...filters } = useSearch({ from: '/l/$locationId/bookings' });
  const before = useLocation({ select: (one) => one.state.pagesBefore }) ?? [];
  const navigate = useNavigate();
  const turn = (to: string, pagesBefore: readonly string[]): void => {
    void navigate({
      to: '/l/$locationId/bookings',
      params: { locationId: location.id },
      search: to === '' ? filters : { ...filters, after: to },
      state: { pagesBefore },
      resetScroll: false,
    });
  };
  const known = after === undefined || before.length > 0;
  return {
    filters: filters satisfies BookingFilters,
    after,
    /** How many bookings come before this page, if the reader walked here from the first one. */
    passed: known ? before.length * BOOKINGS_PER_PAGE : undefined,
    back:
      after === undefined
        ? undefined
        : ({
            to: before.length > 0 ? 'previous' : 'first',
            go: () => turn(before.at(-1) ?? '', before.slice(0, -1)),
          } as const),
    next: (cursor: string): void => turn(cursor, known ? [...before, after ?? ''] : []),
  };
};
