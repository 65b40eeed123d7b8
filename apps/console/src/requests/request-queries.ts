// What the desk has to decide on, and what was decided; a live change of kind `arrival` makes it old.
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../api/client.ts';

/** Mobile check-ins and IDs. */
export const requestsQuery = (locationId: string, state: 'open' | 'decided') =>
  infiniteQueryOptions({
    queryKey: ['location', locationId, 'arrival', 'requests', state],
    queryFn: ({ pageParam, signal }) =>
      client.call('listArrivalRequests', {
        params: { locationId },
        query: { state, limit: 25, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null, // the type of the first cursor can not be inferred from null
    getNextPageParam: (last) => last.nextCursor,
  });
