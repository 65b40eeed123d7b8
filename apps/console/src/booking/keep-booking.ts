// After a command: shows its answer at once and reads the truth again.
import type { Booking, DigitalKey } from '@nightlatch/api';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { queries } from '../api/queries.ts';

/** The keys of a booking with one of them new or changed. */
export const withKey = (keys: readonly DigitalKey[], changed: DigitalKey): DigitalKey[] =>
  keys.some((one) => one.id === changed.id)
    ? keys.map((one) => (one.id === changed.id ? changed : one))
    : [...keys, changed];

/** Gives the function that takes in a key as a command answered it. */
export const useKeepKey = (booking: Booking): ((key: DigitalKey) => void) => {
  const cache = useQueryClient();
  const { id, locationId } = booking;
  return useCallback(
    (key) => {
      const { queryKey } = queries.booking(locationId, id);
      // An answer that was on its way before the command is older than the command.
      void cache.cancelQueries({ queryKey }).then(() => {
        cache.setQueryData(queryKey, (old) => old && { ...old, keys: withKey(old.keys, key) });
        void cache.invalidateQueries({ queryKey });
        void cache.invalidateQueries({ queryKey: ['location', locationId, 'bookings'] });
      });
    },
    [cache, id, locationId],
  );
};

/** Gives the function that takes in the whole booking as a command answered it. */
export const useKeepBooking = (of: Pick<Booking, 'id' | 'locationId'>): ((booking: Booking) => void) => {
  const cache = useQueryClient();
  const { id, locationId } = of;
  return useCallback(
    (booking) => {
      const { queryKey } = queries.booking(locationId, id);
      void cache.cancelQueries({ queryKey }).then(() => {
        cache.setQueryData(queryKey, booking);
        for (const part of ['bookings', 'booking', 'arrival', 'today'])
          void cache.invalidateQueries({ queryKey: ['location', locationId, part] });
      });
    },
    [cache, id, locationId],
  );
};
