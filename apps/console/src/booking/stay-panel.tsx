// The stay's dates, in the hotel's time, and where the booking comes from.
import type { Booking } from '@nightlatch/api';
import { Facts, Panel } from '../parts/panel.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';

/** The panel. */
export const StayPanel = ({ booking }: { booking: Booking }) => {
  const texts = useTexts();
  const { time } = useCurrentLocation();
  const words = texts.booking;
  return (
    <Panel heading={words.stay}>
      <Facts
        items={[
          [words.arrival, time.date(booking.arrivalDate)],
          [words.departure, time.date(booking.departureDate)],
          [words.checkOut, time.instant(booking.checkOutAt)],
          [words.source, words.sources[booking.source] ?? booking.source],
        ]}
      />
    </Panel>
  );
};
