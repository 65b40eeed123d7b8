// One server-sent event stream: heartbeats, live payloads in order, and an end as soon as the caller may no longer listen.

import type { LiveEventName } from '@nightlatch/api';
import type { FastifyReply } from 'fastify';
import type { ServerParts } from '../server-parts.ts';
import type { HeardEvent } from './live-hub.ts';

const heartbeatMs = 15_000;
/** A reader that lets this much pile up is gone or too slow; it reconnects and starts from the truth again. */
const mostBufferedBytes = 1_000_000;

export type Stream = {
  /** Sends one event; data is JSON. */
  send(event: LiveEventName, data: unknown): void;
  close(): void;
};

export type StreamOptions = {
  /** Only this location's payloads are heard. */
  readonly locationId: string;
  /** Which payloads to handle; `resync` always is (events may have been missed: send everything again). */
  readonly wants: (event: HeardEvent) => boolean;
  /** After subscribing, so that nothing falls between; for instance sends the whole wallet. */
  readonly onStart?: (stream: Stream) => Promise<void>;
  /** One at a time, in order. With `latestOnly`, what piled up meanwhile counts as one. */
  readonly onEvent: (event: HeardEvent, stream: Stream) => Promise<void> | void;
  readonly latestOnly?: boolean;
  /** Every 15 s and at the start, for instance to keep a device's `online_until`. */
  readonly onHeartbeat?: () => Promise<void>;
  readonly onEnd?: () => Promise<void>;
};

type StreamContext = {
  readonly parts: ServerParts;
  readonly reply: FastifyReply;
  readonly stillAllowed: () => Promise<boolean>;
};

/** Takes over the reply and returns at once. The stream ends with the connection, the server, or the caller's right. */
export function openStream(ctx: StreamContext, options: StreamOptions): void {
  const { parts, reply } = ctx;
  const raw = reply.raw;
  let open = true;
  const waiting: HeardEvent[] = [];
  let tail: Promise<void> = Promise.resolve();

  const end = (): void => {
    if (!open) return;
    open = false;
    clearInterval(heartbeat);
    unsubscribe();
    parts.live.closing.removeEventListener('abort', end);
    raw.end();
    options.onEnd?.().catch(failed);
  };
  const failed = (error: unknown): void => {
    parts.log.warn({ type: error instanceof Error ? error.name : typeof error }, 'a live stream failed');
    end();
  };
  const write = (text: string): void => {
    if (!open) return;
    raw.write(text);
    if (raw.writableLength > mostBufferedBytes) end();
  };
  const stream: Stream = {
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    close: end,
  };
  const work = async (): Promise<void> => {
    for (let event = waiting.shift(); event !== undefined && open; event = waiting.shift()) {
      if (event.topic === 'role') {
        if (!(await ctx.stillAllowed())) end();
      } else await options.onEvent(event, stream);
    }
  };
  const enqueue = (event: HeardEvent): void => {
    if (options.latestOnly && event.topic !== 'role') {
      const rights = waiting.filter((heard) => heard.topic === 'role');
      waiting.splice(0, waiting.length, ...rights);
    }
    waiting.push(event);
    tail = tail.then(work).catch(failed);
  };
  const beat = async (): Promise<void> => {
    write(': heartbeat\n\n');
    // A session that ended or a role taken away without notice ends the stream within one beat.
    if (!(await ctx.stillAllowed())) return end();
    if (open) await options.onHeartbeat?.();
  };

  reply.hijack();
  raw.writeHead(200, {
    ...headersOf(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    // Nothing follows a stream on its connection; kept alive, it would hold up the server's stop.
    connection: 'close',
  });
  raw.flushHeaders();
  write(': open\n\n');
  const heartbeat = setInterval(() => void beat().catch(failed), heartbeatMs);
  const unsubscribe = parts.live.subscribe({
    locationId: options.locationId,
    hear: (event) => {
      if (event.topic === 'role' || event.topic === 'resync' || options.wants(event)) enqueue(event);
    },
  });
  raw.on('close', end);
  raw.on('error', end);
  parts.live.closing.addEventListener('abort', end);
  // The connection may have gone while the caller was being let in: its `close` has then been and gone too.
  if (parts.live.closing.aborted || raw.destroyed) {
    end();
    return;
  }
  const start = async (): Promise<void> => {
    await options.onHeartbeat?.();
    await options.onStart?.(stream);
  };
  // The first truth goes out before any event is handled.
  tail = start().then(work).catch(failed);
}

function headersOf(reply: FastifyReply): Record<string, string | string[]> {
  const entries = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]));
}
