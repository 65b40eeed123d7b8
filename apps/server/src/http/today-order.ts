// Which of today's problems comes first: whom it hits, then what it is, then how long it lasts; and which two are one.
import { TODAY_PROBLEM_KINDS, TODAY_URGENCIES, type TodayProblem } from '@nightlatch/api';

/** A problem as the database tells it. */
export type FoundProblem = Omit<TodayProblem, 'urgency'> & {
  /** Someone is in the room, at the desk or before the door. */
  readonly guestIsThere: boolean;
  /** A lock: it opens for nobody, or may not the next time. */
  readonly grave: boolean;
};

/** A problem with what it says; all else is empty. */
export const problemOf = (
  told: Pick<FoundProblem, 'id' | 'kind' | 'codes' | 'since' | 'guestIsThere'> & Partial<FoundProblem>,
): FoundProblem => ({
  until: null,
  bookingId: null,
  keyId: null,
  doorId: null,
  subjectId: null,
  guestName: null,
  roomNumber: null,
  doors: [],
  tries: null,
  grave: false,
  ...told,
});

/** A key that ends this soon is a matter of now. */
const ENDS_NOW_MS = 2 * 3_600_000;

/** Whom it hits, and when. */
export const urgencyOf = (problem: FoundProblem, now: number): TodayProblem['urgency'] => {
  switch (problem.kind) {
    case 'refused_at_door':
      return 'now';
    case 'key_waiting':
      // Many guests never take a phone to the door: whoever is only not set up has a card.
      if (problem.codes.every((code) => code === 'guest_app_not_installed')) return 'later';
      return problem.guestIsThere ? 'now' : 'soon';
    case 'check_in_to_approve':
    case 'id_to_review':
      return problem.guestIsThere ? 'now' : 'soon';
    case 'expires_early':
      return problem.until === null || Date.parse(problem.until) - now < ENDS_NOW_MS ? 'now' : 'soon';
    case 'pms_out_of_touch':
      return 'now';
    case 'not_downloaded':
    case 'lease_ended':
    case 'could_still_open':
      return 'soon';
    case 'lock_trouble':
      if (!problem.guestIsThere) return 'later';
      return problem.grave ? 'now' : 'soon';
    case 'task':
      return problem.guestIsThere ? 'now' : problem.codes.includes('webhook_disabled') ? 'later' : 'soon';
  }
};

/** What a key waits for and the desk is asked to decide anyway is shown once: as the thing to decide. */
const withoutToldTwice = (problem: FoundProblem, all: readonly FoundProblem[]): readonly FoundProblem[] => {
  if (problem.kind !== 'key_waiting') return [problem];
  const decided = new Set(
    all
      .filter((one) => one.bookingId === problem.bookingId)
      .flatMap((one) => (one.kind === 'id_to_review' ? ['id_not_verified'] : one.kind === 'task' ? one.codes : [])),
  );
  const codes = problem.codes.filter((code) => !decided.has(code));
  return codes.length === 0 ? [] : [{ ...problem, codes }];
};

/** All problems in the order in which they should be mended. */
export const inOrder = (found: readonly FoundProblem[], now: number): TodayProblem[] =>
  found
    .flatMap((one) => withoutToldTwice(one, found))
    .map((one): TodayProblem => {
      const { guestIsThere: _, grave: __, ...problem } = one;
      return { ...problem, urgency: urgencyOf(one, now) };
    })
    .sort(
      (a, b) =>
        TODAY_URGENCIES.indexOf(a.urgency) - TODAY_URGENCIES.indexOf(b.urgency) ||
        TODAY_PROBLEM_KINDS.indexOf(a.kind) - TODAY_PROBLEM_KINDS.indexOf(b.kind) ||
        compareText(a.since, b.since) ||
        compareText(a.id, b.id),
    );

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
