// What "My account" reads. Below the key of who is signed in, so that a change makes both old.
import { queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.ts';
import { queries } from '../api/queries.ts';

/** The reads of one's own account. */
export const accountQueries = {
  secondFactor: () =>
    queryOptions({
      queryKey: [...queries.me().queryKey, 'second-factor'],
      queryFn: ({ signal }) => client.call('getSecondFactor', { signal }),
    }),
  passkeys: () =>
    queryOptions({
      queryKey: [...queries.me().queryKey, 'passkeys'],
      queryFn: async ({ signal }) => (await client.call('listOwnPasskeys', { signal })).items,
    }),
};
