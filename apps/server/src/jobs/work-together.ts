// Works the jobs of one kind and location that come up close together at once, and in a rush takes those along that still wait (docs/decisions/0105).
import { isHeldBack } from '../backup/held-back.ts';
import { crashPoint } from '../crash-point.ts';
import { laneOf, type ServerEvent, type ServerEventName, slowPlaceOf } from '../events.ts';
import { FLOW } from '../flow.ts';
import { createGatherer, type Outcome } from '../gather.ts';
import type { ServerParts } from '../server-parts.ts';
import type { EndedJob, JobCompany, TakenJob } from './job-company.ts';

/**
 * A batch looks for more when it is not alone: with another one in it, with so many jobs that run, or after one of its kind without a pause. A
 * single check-in never asks; what is slow always does.
 */
const RUSH = 4;
/** Jobs of one batch: more would let the first wait too long for the last. */
const MOST = 200;

export type TogetherWork = {
  readonly work: (event: ServerEvent) => Promise<void>;
  /** To be told when no job was there. */
  readonly pause: () => void;
};

/** Events that are done many at once, as `FLOW` says. */
export const isDoneTogether = (name: ServerEventName): boolean => 'many' in FLOW[name];

/** Does the events, all of one kind and location; their outcomes in their order. */
const workMany = async (parts: ServerParts, events: readonly ServerEvent[]): Promise<readonly Outcome<unknown>[]> => {
  const [first] = events;
  if (!first) return [];
  // The table's type ties each handler to its own event; one call site can't follow that.
  const { many } = FLOW[first.name] as unknown as {
    many: (parts: ServerParts, events: readonly ServerEvent[], now: Date) => Promise<readonly Outcome<unknown>[]>;
  };
  if (await isHeldBack(parts.db, first)) return events.map(() => ({ kind: 'done', value: undefined }));
  crashPoint('job.before');
  const outcomes = await many(parts, events, new Date(parts.now()));
  crashPoint('job.after');
  return outcomes;
};

/** Error's names and codes only: messages may quote what they were about. */
const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.name} ${'code' in error ? String(error.code) : ''}`.trim() : typeof error;

/** Gives a function that works one such job together with those that come up meanwhile. */
export const createTogetherWork = (parts: ServerParts, company: JobCompany | null): TogetherWork => {
  let running = 0;
  /** Kinds and locations that were worked since the last pause. */
  const since = new Set<string>();

  const endCompany = async (name: ServerEventName, ended: readonly EndedJob[]): Promise<void> => {
    if (ended.length === 0 || !company) return;
    await company.end(ended);
    for (const { error } of ended) parts.metrics.job({ event: name, outcome: error === undefined ? 'done' : 'failed' });
  };

  const takeCompany = async (first: ServerEvent, already: number): Promise<readonly TakenJob[]> => {
    if (!company || !parts.gathers || already >= MOST) return [];
    const lane = laneOf(first);
    const follows = since.has(lane);
    since.add(lane);
    if (already === 1 && running < RUSH && !follows && !slowPlaceOf(first)) return [];
    return company.take({ name: first.name, locationId: first.locationId, most: MOST - already });
  };

  const run = async (events: readonly ServerEvent[]): Promise<readonly Outcome<unknown>[]> => {
    const [first] = events;
    if (!first) return [];
    const { name } = first;
    const taken = await takeCompany(first, events.length);
    // Jobs are written by `emit` only, whose payload is the event without its name.
    const along = taken.map(({ payload }) => ({ name, ...payload }) as ServerEvent);
    const outcomes = await workMany(parts, [...events, ...along]).catch(async (error: unknown) => {
      await endCompany(
        name,
        taken.map(({ id }) => ({ id, error: wordsOf(error) })),
      );
      throw error;
    });
    const ended = taken.map(({ id }, at): EndedJob => {
      const outcome = outcomes[events.length + at];
      if (outcome?.kind === 'done') return { id };
      return { id, error: outcome?.kind === 'failed' ? wordsOf(outcome.error) : 'undone' };
    });
    await endCompany(name, ended);
    return outcomes.slice(0, events.length);
  };

  const gather = createGatherer<ServerEvent, unknown>({
    run: (_lane, events) => run(events),
    tryAlone: () => false,
    most: MOST,
    together: parts.gathers,
  });
  const work = async (event: ServerEvent): Promise<void> => {
    running += 1;
    try {
      await gather(laneOf(event), event);
    } finally {
      running -= 1;
    }
  };
  return { work, pause: () => since.clear() };
};
