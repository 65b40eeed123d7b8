// Which reads a live change makes old.
import type { LiveChange } from '@nightlatch/api';

/** The query keys that a change at a location touches. */
export const staleKeys = (locationId: string, change: LiveChange): readonly (readonly unknown[])[] => {
  const at = (...rest: string[]): readonly string[] => ['location', locationId, ...rest];
  // Today shows a little of everything.
  const today = at('today');
  const booking = change.bookingId === null ? [] : [at('booking', change.bookingId)];
  switch (change.kind) {
    case 'booking':
    case 'key':
    case 'device':
      return [today, at('bookings'), ...booking];
    case 'door':
      return [today, at('doors'), at('events'), ...booking];
    case 'task':
      return [today, at('tasks'), ...booking];
    case 'arrival':
      return [today, at('arrival'), ...booking];
    case 'message':
      return [today, at('messages'), ...booking];
    case 'location':
      return [['locations'], at()];
  }
};
