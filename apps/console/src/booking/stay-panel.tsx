// The stay's dates, in the hotel's time, and what is asked of the guest before a key.
import type { Booking } from '@nightlatch/api';
import { Facts, Panel } from '../parts/panel.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';

const ID_TONE: Readonly<Record<Booking['idVerification'], Tone>> = {
  not_verified: 'neutral',
  pending: 'warn',
  verified: 'good',
  failed: 'bad',
  manual_override: 'good',
};

const CHECK_IN_TONE: Readonly<Record<Booking['mobileCheckIn'], Tone>> = {
  not_started: 'neutral',
  submitted: 'warn',
  approved: 'good',
  declined: 'bad',
};

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
          [
            words.idVerification,
            <Tag key="id" tone={ID_TONE[booking.idVerification]}>
              {words.idVerifications[booking.idVerification]}
            </Tag>,
          ],
          [
            words.mobileCheckIn,
            <Tag key="mobile" tone={CHECK_IN_TONE[booking.mobileCheckIn]}>
              {words.mobileCheckIns[booking.mobileCheckIn]}
            </Tag>,
          ],
          [words.source, words.sources[booking.source] ?? booking.source],
        ]}
      />
    </Panel>
  );
};
