// What hints of a PMS lead to: each reservation is read back, once however often it was hinted, and put; what comes close together is written together.
import { askPool } from './db/ask.ts';
import { attempt, type Outcome } from './gather.ts';
import { openPms } from './inbox/open-pms.ts';
import { closeHints, createQuestions, noteContact, readHints } from './inbox/read-back.ts';
import { drawReadTicket, putFromPms } from './put-from-pms.ts';
import type { ServerParts } from './server-parts.ts';

type HintEvent = { readonly locationId: string; readonly hintId: string };

/** Takes hints of one location; the outcome of each in their order. A hint is closed with why it led to nothing, or null. */
export const takeHints = async (
  parts: ServerParts,
  events: readonly HintEvent[],
  now: Date,
): Promise<readonly Outcome<unknown>[]> => {
  const locationId = events[0]?.locationId ?? '';
  const ask = askPool(parts.pool);
  // Drawn before any question, as if all were asked now.
  const [readTicket, hints, pms] = await Promise.all([
    drawReadTicket(parts.db),
    readHints(ask, { locationId, hintIds: events.map(({ hintId }) => hintId) }),
    openPms(parts.db, { locationId, masterKey: parts.config.masterKey, fetch: parts.fetchOutside }),
  ]);
  const questions = pms && createQuestions(pms);

  const readAndPut = async (reference: string): Promise<string | null> => {
    if (!pms || !questions) return 'unknown_reservation';
    const { connector } = pms;
    const booking = await questions.read(reference);
    if (!booking) return 'unknown_reservation';
    const put = await putFromPms(parts, {
      ...{ locationId, now, first: { connector, booking, readTicket } },
      ask: async () => {
        const read = await questions.read(reference);
        return read ? { connector, booking: read } : undefined;
      },
    });
    return put === undefined ? 'unknown_reservation' : put.ok ? null : put.code;
  };

  const references = new Map(hints.map(({ id, reference }) => [id, reference]));
  const answers = new Map(
    [...new Set(references.values())].map((reference) => [reference, attempt(() => readAndPut(reference))]),
  );
  const nothing: Outcome<string | null> = { kind: 'done', value: null };
  const outcomes = await Promise.all(events.map(({ hintId }) => answers.get(references.get(hintId) ?? '') ?? nothing));
  const closed = events.flatMap(({ hintId: id }, at) => {
    const outcome = outcomes[at];
    return outcome?.kind === 'done' ? [{ id, error: outcome.value }] : [];
  });
  await Promise.all([
    closeHints(ask, { locationId, now, hints: closed }),
    ...(questions && answers.size > 0 ? [noteContact(parts.db, { locationId, now, error: questions.trouble() })] : []),
  ]);
  return outcomes;
};
