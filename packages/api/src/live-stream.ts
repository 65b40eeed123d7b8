// Reads server-sent events over fetch, so that a bearer token can go in a header; reconnects by itself.
import { ApiProblem, type Client } from './client.ts';
import type { OperationId } from './routes.ts';

/** One event of a stream: its name and parsed JSON data. */
export type LiveEvent = { readonly event: string; readonly data: unknown };

export type LiveStreamOptions = {
  readonly client: Client;
  readonly operation: OperationId;
  readonly params?: Record<string, string>;
  readonly onEvent: (event: LiveEvent) => void;
  /** Connected, or lost and trying again. */
  readonly onState?: (state: 'open' | 'lost') => void;
  /** A refusal that trying again does not mend (401, 403, 404): the stream has ended. */
  readonly onRefused?: (problem: ApiProblem) => void;
  /** Milliseconds before the first retry; doubled up to 30 s. Default 500. */
  readonly retryMs?: number;
};

/** Parses the bytes of one response into events (WHATWG HTML §9.2.6: event, data, comments). */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<LiveEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let buffer = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      buffer += decoder.decode(value, { stream: true });
      for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
        const block = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        const lines = block.split('\n');
        const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart());
        const event =
          lines
            .find((line) => line.startsWith('event:'))
            ?.slice(6)
            .trim() ?? 'message';
        if (data.length) yield { event, data: JSON.parse(data.join('\n')) as unknown };
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Opens a live stream and keeps it open; `close()` ends it. A stream silent for 45 s (three heartbeats) is taken as lost. */
export const openLiveStream = (options: LiveStreamOptions): { close(): void } => {
  const ended = new AbortController();
  const run = async (): Promise<void> => {
    let wait = options.retryMs ?? 500;
    while (!ended.signal.aborted) {
      const attempt = new AbortController();
      const stop = (): void => attempt.abort();
      ended.signal.addEventListener('abort', stop, { once: true });
      let silence = setTimeout(stop, 45_000);
      try {
        const response = await options.client.open(options.operation, {
          ...(options.params ? { params: options.params } : {}),
          signal: attempt.signal,
        });
        if (response.body === null) throw new Error('no body');
        options.onState?.('open');
        wait = options.retryMs ?? 500;
        const heard = response.body.pipeThrough(
          new TransformStream<Uint8Array, Uint8Array>({
            transform(chunk, controller) {
              clearTimeout(silence);
              silence = setTimeout(stop, 45_000);
              controller.enqueue(chunk);
            },
          }),
        );
        for await (const event of readEvents(heard)) options.onEvent(event);
      } catch (error) {
        if (error instanceof ApiProblem && [401, 403, 404].includes(error.problem.status)) {
          options.onRefused?.(error);
          return;
        }
      } finally {
        clearTimeout(silence);
        ended.signal.removeEventListener('abort', stop);
        attempt.abort();
      }
      if (ended.signal.aborted) return;
      options.onState?.('lost');
      const pause = wait * (0.5 + Math.random() / 2); // spread reconnects after an outage
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause);
        ended.signal.addEventListener(
          'abort',
          () => {
            clearTimeout(timer);
            resolve();
          },
          { once: true },
        );
      });
      wait = Math.min(wait * 2, 30_000);
    }
  };
  void run();
  return { close: () => ended.abort() };
};
