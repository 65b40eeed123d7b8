// The audit's entries as filtered, page by page.
import type { OperationInput } from '@nightlatch/api';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../api/client.ts';

/** What the audit is filtered by. */
export type AuditFilters = Pick<
  NonNullable<OperationInput<'listAuditEntries'>['query']>,
  'action' | 'from' | 'to' | 'actorId'
>;

/** The entries, newest first. */
export const auditQuery = (locationId: string, filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['location', locationId, 'audit', filters],
    queryFn: ({ pageParam, signal }) =>
      client.call('listAuditEntries', {
        params: { locationId },
        query: { ...filters, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null, // the type of the first cursor can not be inferred from null
    getNextPageParam: (last) => last.nextCursor,
  });
