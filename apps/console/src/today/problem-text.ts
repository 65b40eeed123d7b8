// What a problem says, in the words of the catalogue.
import type { TodayProblem } from '@nightlatch/api';
import type { Texts } from '../texts/use-texts.ts';
import type { TimeFormat } from '../time/format-time.ts';

/** Its title: what is the case. */
export const titleOf = (problem: TodayProblem, texts: Texts, time: TimeFormat): string => {
  const words = texts.today;
  const [code = ''] = problem.codes;
  const until = problem.until === null ? texts.unknown : time.short(problem.until);
  // The catalogue's tables have a fixed set of keys; the server's codes may be more.
  const among = (table: Readonly<Record<string, string>>): string | undefined =>
    Object.hasOwn(table, code) ? table[code] : undefined;
  switch (problem.kind) {
    case 'refused_at_door': {
      const why = among(texts.diagnosis);
      return why === undefined ? words.refused : words.refusedWhy(why);
    }
    case 'key_waiting': {
      const table: Readonly<Record<string, string>> = texts.conditions.waiting;
      return texts.bookings.waitingFor(texts.list(problem.codes.map((one) => table[one] ?? one)));
    }
    case 'check_in_to_approve':
      return words.checkIn;
    case 'id_to_review':
      return words.idCheck;
    case 'expires_early':
      return problem.until === null ? words.expired : words.expiresEarly(until);
    case 'not_downloaded':
      return words.notDownloaded;
    case 'lease_ended':
      return words.leaseEnded;
    case 'could_still_open':
      return code === 'lost_phone' ? words.couldStillOpenLost(until) : words.couldStillOpen(until);
    case 'pms_out_of_touch':
      return among(words.pms) ?? words.unknownProblem;
    case 'lock_trouble':
      return among(words.lock) ?? words.unknownProblem;
    case 'task':
      return among(words.task) ?? words.unknownProblem;
  }
};

/** Whom or what it is about: guest, room, door. */
export const aboutOf = (problem: TodayProblem, texts: Texts): string[] => {
  const room = problem.roomNumber === null ? undefined : texts.bookings.room(problem.roomNumber);
  const [door] = problem.doors;
  const parts = problem.kind === 'lock_trouble' ? [door, problem.guestName] : [problem.guestName, room];
  return parts.filter((part): part is string => typeof part === 'string');
};

/** The rest of what is known: tries, doors, since when. */
export const detailOf = (problem: TodayProblem, texts: Texts, time: TimeFormat): string[] => {
  const words = texts.today;
  if (problem.kind === 'refused_at_door')
    return [...problem.doors, words.tries(problem.tries ?? 1, time.short(problem.since))];
  const doors = problem.kind === 'could_still_open' && problem.doors.length > 0;
  const more = problem.kind === 'lock_trouble' ? problem.codes.slice(1).map((code) => words.lock[code] ?? code) : [];
  return [
    ...more,
    ...(doors ? [words.doorsOpen(texts.list(problem.doors))] : []),
    words.since(time.short(problem.since)),
  ];
};
