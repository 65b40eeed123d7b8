// Reads a list to its end, page by page.
import type { OperationId, OperationInput, OperationResult } from '@nightlatch/api';
import { client } from './client.ts';

/** Every page of a list that a screen shows whole. */
export const allPages = async <O extends OperationId, T>(
  operation: O,
  input: (page: { limit: number; cursor?: string }) => OperationInput<O> & { signal: AbortSignal },
  itemsOf: (result: OperationResult<O>) => { items: T[]; nextCursor: string | null },
): Promise<T[]> => {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: T[]; nextCursor: string | null } = itemsOf(
      await client.call(operation, input({ limit: 100, ...(cursor === null ? {} : { cursor }) })),
    );
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
};
