// Keeps the pages of one location true: every change on the live connection makes the parts it touches read again.
import { type LiveChange, openLiveStream } from '@nightlatch/api';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client, endSession, isSignedOut } from './client.ts';
import { staleKeys } from './stale-keys.ts';

/** Bursts of changes (a sync of the PMS) are gathered this long before the lists read again. */
const GATHER_MS = 120;
/** While changes keep coming, the pages read again once in this time: a rush of check-ins must not become a rush of reads at every desk. */
const BREATH_MS = 1000;

/** Opens the location's live stream while mounted and again with each epoch (sign-in); says whether it is connected. */
export const useLiveLocation = (locationId: string, epoch: number): 'connecting' | 'open' | 'lost' => {
  const cache = useQueryClient();
  const [state, setState] = useState<'connecting' | 'open' | 'lost'>('connecting');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new epoch is a new sign-in, on which a refused stream opens again
  useEffect(() => {
    const waiting = new Map<string, readonly unknown[]>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let flushedAt = Number.NEGATIVE_INFINITY;
    const flush = (): void => {
      timer = undefined;
      flushedAt = performance.now();
      for (const queryKey of waiting.values()) void cache.invalidateQueries({ queryKey });
      waiting.clear();
    };
    const mark = (keys: readonly (readonly unknown[])[]): void => {
      for (const key of keys) waiting.set(JSON.stringify(key), key);
      timer ??= setTimeout(flush, Math.max(GATHER_MS, flushedAt + BREATH_MS - performance.now()));
    };
    let wasLost = false;
    const stream = openLiveStream({
      client,
      operation: 'streamLocation',
      params: { locationId },
      onEvent: ({ event, data }) => {
        // The server sends only LiveChange under this name (LIVE_EVENTS).
        if (event === 'change') mark(staleKeys(locationId, data as LiveChange));
      },
      onState: (next) => {
        setState(next);
        if (next === 'open' && wasLost) mark([['location', locationId]]);
        wasLost = next === 'lost';
      },
      onRefused: (problem) => {
        setState('lost');
        if (isSignedOut(problem)) endSession();
        else mark([['locations']]);
      },
    });
    return () => {
      clearTimeout(timer);
      stream.close();
    };
  }, [cache, locationId, epoch]);
  return state;
};
