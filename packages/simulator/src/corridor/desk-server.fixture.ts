// The four endpoints of the server that a corridor uses, answered by a location on a desk; for tests only.
import {
  base64url,
  fromBase64url,
  fromHex,
  hex,
  type JournalEntry,
  joinJournalPage,
  readJournalPageLabel,
} from '@nightlatch/aliro';
import { createDeskLocation, type DeskDoor, type DeskDoorPlan, type DeskLocation } from '../desk/desk-location.ts';

/** A server that is a function. */
export interface DeskServer {
  readonly location: DeskLocation;
  readonly fetch: typeof globalThis.fetch;
  /** Off: nobody reaches it and streams break. */
  setOn(on: boolean): void;
  door(doorId: string): DeskDoor | undefined;
  /** Sends mail over the live stream, now and at every reconnect until receipted is none of its business. */
  post(lockId: Uint8Array, item: Uint8Array): void;
  /** All entries that came in pages, per door. */
  journal(doorId: string): readonly JournalEntry[];
  commissionings: number;
  pages: number;
  timeAnswers: number;
}

/** Makes one. */
export async function createDeskServer(options: {
  readonly now: () => number;
  readonly plans: readonly DeskDoorPlan[];
}): Promise<DeskServer> {
  const location = await createDeskLocation({ now: options.now });
  const doors = new Map<string, DeskDoor>();
  const known = new Map<string, { seq: number; hash: Uint8Array }>();
  const entries = new Map<string, JournalEntry[]>();
  const mail = new Map<string, string[]>();
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  let on = true;

  /** All that waits as a stream begins, then each new item once, as the server does it. */
  const tell = (
    stream: ReadableStreamDefaultController<Uint8Array>,
    fresh: Iterable<readonly [string, readonly string[]]> = mail,
  ): void => {
    const locks = [...fresh].map(([lockId, items]) => ({ lockId, items }));
    const list = { now: new Date(options.now()).toISOString(), locks };
    stream.enqueue(new TextEncoder().encode(`event: mail\ndata: ${JSON.stringify(list)}\n\n`));
  };
  function post(lockId: Uint8Array, item: Uint8Array): void {
    mail.set(hex(lockId), [...(mail.get(hex(lockId)) ?? []), base64url(item)]);
    for (const stream of streams) tell(stream, [[hex(lockId), [base64url(item)]]]);
  }

  async function commission(body: Record<string, unknown>): Promise<Response> {
    const plan = options.plans.find(({ doorId }) => doorId === body.doorId);
    if (!plan || doors.has(plan.doorId)) return problem(409, 'lock_already_commissioned');
    server.commissionings += 1;
    const made = await location.commissioningRecord(fromHex(String(body.lockPoint)), plan);
    doors.set(plan.doorId, made.door);
    return answer({
      lockId: hex(made.door.lockId),
      readerIdentifier: hex(made.door.readerIdentifier),
      record: base64url(made.record),
      rootFingerprint: hex(made.rootFingerprint),
    });
  }

  async function takePages(body: Record<string, unknown>): Promise<Response> {
    const pages = Array.isArray(body.pages) ? body.pages.map((page) => fromBase64url(String(page))) : [];
    for (const bytes of pages) {
      server.pages += 1;
      const label = bytes && readJournalPageLabel(bytes);
      if (!label?.ok || !bytes) return problem(400, 'invalid_request');
      const door = [...doors.values()].find(
        ({ readerIdentifier }) => hex(readerIdentifier) === hex(label.value.readerIdentifier),
      );
      if (!door) return problem(404, 'not_found');
      const page = await location.openPage(bytes, door);
      const join = joinJournalPage(known.get(door.doorId) ?? null, page);
      if (join.kind === 'fork') return problem(409, 'conflict');
      if ('fresh' in join) entries.set(door.doorId, [...(entries.get(door.doorId) ?? []), ...join.fresh]);
      known.set(door.doorId, { seq: page.last, hash: page.lastHash });
      const receipt = { kind: 'journal-receipt', first: page.first, last: page.last, hash: page.lastHash } as const;
      post(door.lockId, await location.mail(receipt, door.lockId));
    }
    return answer({ accepted: pages.length, results: pages.map(() => ({ ok: true, code: null, entries: 1 })) });
  }

  function openStream(signal: AbortSignal | null | undefined): Response {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        streams.add(controller);
        tell(controller);
        signal?.addEventListener('abort', () => {
          streams.delete(controller);
          controller.error(new Error('aborted'));
        });
      },
      cancel() {
        for (const stream of streams) streams.delete(stream);
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }

  const server: DeskServer = {
    location,
    commissionings: 0,
    pages: 0,
    timeAnswers: 0,
    door: (doorId) => doors.get(doorId),
    post,
    journal: (doorId) => entries.get(doorId) ?? [],
    setOn: (next) => {
      on = next;
      if (on) return;
      for (const stream of streams) stream.error(new Error('the server is off'));
      streams.clear();
    },
    fetch: async (input, init) => {
      if (!on) throw new TypeError('fetch failed');
      const { pathname } = new URL(String(input));
      const body: Record<string, unknown> = init?.body ? JSON.parse(String(init.body)) : {};
      if (pathname.endsWith('/locks')) return commission(body);
      if (pathname.endsWith('/journal-pages')) return takePages(body);
      if (pathname.endsWith('/lock-mail/live')) return openStream(init?.signal);
      if (pathname.endsWith('/doors'))
        return answer({
          items: options.plans.map(({ doorId, name, kind }) => ({ id: doorId, name, kind })),
          nextCursor: null,
        });
      if (pathname.endsWith('/lock-time')) {
        server.timeAnswers += 1;
        const nonce = fromHex(String(body.nonce));
        const item = await location.mail(
          { kind: 'time-answer', at: options.now(), nonce },
          fromHex(String(body.lockId)),
        );
        return answer({ item: base64url(item) });
      }
      return problem(404, 'not_found');
    },
  };
  return server;
}

function answer(body: unknown): Response {
  return new Response(JSON.stringify(body), { status: 200, headers: { 'content-type': 'application/json' } });
}

function problem(status: number, code: string): Response {
  const body = { type: 'about:blank', title: code, status, code };
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } });
}
