// One listening database connection per process; hands every live payload to the streams that are open here.
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { type LivePayload, liveChannel } from '../db/notify-live.ts';

/** What a stream hears: a payload, or `resync` after events may have been missed (it then sends its whole truth again). */
export type HeardEvent = LivePayload | { readonly topic: 'resync'; readonly locationId: string };

type Subscriber = { readonly locationId: string; readonly hear: (event: HeardEvent) => void };

export type LiveHub = {
  /** Hears every event of one location until the returned function is called. */
  subscribe(subscriber: Subscriber): () => void;
  /** Registers an open stream so that `close` can end it. */
  readonly closing: AbortSignal;
  /** Ends every stream; new ones end at once. */
  endStreams(): void;
  /** Ends every stream and the listening connection. */
  close(): Promise<void>;
};

export type LiveHubOptions = { readonly connectionString: string; readonly log: Logger };

/** Starts listening; resolves when the first connection listens, so that nothing after it is missed. */
export async function startLiveHub(options: LiveHubOptions): Promise<LiveHub> {
  const subscribers = new Map<string, Set<Subscriber>>();
  const ended = new AbortController();
  let client: pg.Client | undefined;

  const dispatch = (text: string | undefined): void => {
    // Only our own `notifyLive` and `packLive` write to this channel.
    const heard = JSON.parse(text ?? '[]') as LivePayload | LivePayload[];
    for (const payload of Array.isArray(heard) ? heard : [heard])
      for (const subscriber of subscribers.get(payload.locationId) ?? []) subscriber.hear(payload);
  };

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: options.connectionString,
      application_name: 'nightlatch live',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    const lost = (): void => {
      if (client !== next) return;
      client = undefined;
      void reconnect();
    };
    next.on('error', lost);
    next.on('end', lost);
    next.on('notification', (message) => dispatch(message.payload));
    await next.connect();
    await next.query(`listen ${liveChannel}`);
    client = next;
  };

  const reconnect = async (): Promise<void> => {
    for (let pauseMs = 100; !ended.signal.aborted; pauseMs = Math.min(pauseMs * 2, 5_000)) {
      try {
        await connect();
        // What was sent while nobody listened is gone: every stream tells its whole truth again.
        for (const [locationId, group] of subscribers) for (const s of group) s.hear({ topic: 'resync', locationId });
        return;
      } catch {
        options.log.warn('live events: no database connection, trying again');
        await wait(pauseMs, undefined, { signal: ended.signal }).catch(() => undefined);
      }
    }
  };

  await connect();
  return {
    closing: ended.signal,
    subscribe(subscriber) {
      const group = subscribers.get(subscriber.locationId) ?? new Set();
      subscribers.set(subscriber.locationId, group.add(subscriber));
      return () => {
        group.delete(subscriber);
        if (group.size === 0 && subscribers.get(subscriber.locationId) === group)
          subscribers.delete(subscriber.locationId);
      };
    },
    endStreams: () => ended.abort(),
    async close() {
      ended.abort();
      const last = client;
      client = undefined;
      await last?.end().catch(() => undefined);
    },
  };
}
