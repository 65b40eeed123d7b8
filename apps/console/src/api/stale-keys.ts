// Which reads a live change makes old.
import type { LiveChange } from '@nightlatch/api';

/** The query keys that a change at a location touches. */
export const staleKeys = (locationId: string, change: LiveChange): readonly (readonly unknown[])[] => {
  const at = (...rest: string[]): readonly string[] => ['location', locationId, ...rest];
  const booking = change.bookingId === null ? [] : [at('booking', change.bookingId)];
  switch (change.kind) {
    case 'booking':
    case 'key':
    case 'device':
      return [at('bookings'), ...booking];
    case 'door':
      return [at('doors'), at('events'), ...booking];
    case 'task':
      return [at('tasks'), ...booking];
    case 'arrival':
      return [at('arrival'), ...booking];
    case 'message':
      return [at('messages'), ...booking];
    case 'location':
      return [['locations'], at()];
  }
};
