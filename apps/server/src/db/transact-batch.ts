// One transaction for a batch of commands of one location: the audit chain first, then what they read, then what they write.
import type pg from 'pg';
import { type ChainHead, takeChain } from '../audit/audit-chain.ts';
import { type Ask, transactTogether } from './ask.ts';
import { createRowBatch, type RowBatch } from './row-batch.ts';
import { isRetryable, isTaken } from './sql-state.ts';

const mostTries = 4;

/** What a batch works with. `chain` is awaited by the writing; whoever only reads need not. */
export type BatchTools = { readonly ask: Ask; readonly batch: RowBatch };

type Run<T> = (tools: BatchTools) => Promise<T>;

/** Tries again when another transaction was in the way. */
const insist = async <T>(transact: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transact();
    } catch (error) {
      if (tries >= mostTries || !(isRetryable(error) || isTaken(error))) throw error;
    }
  }
};

/**
 * Runs the batch and writes the rows that it gathered, commit included, in one go; nothing is acknowledged before that. Tried again
 * when another transaction was in the way. `run` may be called several times and must have no effect outside.
 */
export const transactBatch = <T>(pool: pg.Pool, locationId: string, run: Run<T>): Promise<T> =>
  insist(() =>
    transactTogether(pool, async (ask) => {
      const chain: Promise<ChainHead> = takeChain(ask, locationId);
      chain.catch(() => undefined);
      const batch = createRowBatch();
      const value = await run({ ask, batch });
      return { value, last: batch.send(ask, { locationId, chain: await chain }) };
    }),
  );

/** The same without the chain, for what seldom writes into it: entries get their places from the sealing job. */
export const transactRows = <T>(pool: pg.Pool, locationId: string, run: Run<T>): Promise<T> =>
  insist(() =>
    transactTogether(pool, async (ask) => {
      const batch = createRowBatch();
      const value = await run({ ask, batch });
      return { value, last: batch.send(ask, { locationId }) };
    }),
  );
