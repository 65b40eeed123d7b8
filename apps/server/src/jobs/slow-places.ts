// Keeps places of a server's jobs free: those that wait for somebody outside get a few of them, and each lane of theirs one (docs/decisions/0119).
import { type ServerEvent, type SlowPlace, slowPlaceOf } from '../events.ts';

export type SlowPlaces = {
  /** Does the work in the event's place, if it is a slow one. */
  readonly hold: <T>(event: ServerEvent, work: () => Promise<T>) => Promise<T>;
  /** Whether the event has to come again: its lane or its kind has no place. Those that are fetched in the same moment may be too many. */
  readonly full: (event: ServerEvent) => boolean;
  /** Flags of jobs that are not to be fetched now: slow ones whose lane has one running, or all of a kind where enough of them run. */
  readonly forbidden: () => string[];
};

export const createSlowPlaces = (): SlowPlaces => {
  const taken: SlowPlace[] = [];
  const isFull = (place: SlowPlace): boolean => taken.filter(({ flag }) => flag === place.flag).length >= place.most;
  return {
    full: (event) => {
      const place = slowPlaceOf(event);
      return place !== undefined && (isFull(place) || taken.some(({ lane }) => lane === place.lane));
    },
    hold: async (event, work) => {
      const place = slowPlaceOf(event);
      if (!place) return work();
      taken.push(place);
      try {
        return await work();
      } finally {
        taken.splice(taken.indexOf(place), 1);
      }
    },
    forbidden: () => [...new Set(taken.map((place) => (isFull(place) ? place.flag : place.lane)))],
  };
};
