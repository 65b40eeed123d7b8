// Tones and tags of a booking's status and of its digital keys.
import type { BookingSummary } from '@nightlatch/api';
import { Tag, type Tone } from '../parts/tag.tsx';
import { useTexts } from '../texts/use-texts.ts';
import classes from './states.module.css';

const STATUS_TONE: Readonly<Record<BookingSummary['status'], Tone>> = {
  confirmed: 'info',
  checked_in: 'good',
  checked_out: 'neutral',
  cancelled: 'neutral',
  no_show: 'neutral',
};

const KEYS_TONE: Readonly<Record<BookingSummary['keys'], Tone>> = {
  none: 'neutral',
  waiting: 'warn',
  to_deliver: 'warn',
  delivered: 'good',
  could_still_open: 'bad',
  ended: 'neutral',
};

/** The booking's status. */
export const StatusTag = ({ status }: { status: BookingSummary['status'] }) => {
  const texts = useTexts();
  return (
    <Tag tone={STATUS_TONE[status]} testId="booking-status" state={status}>
      {texts.bookingStatus[status]}
    </Tag>
  );
};

/** The whole section Digital Keys in one tag, with what a waiting key waits for. */
export const KeySummaryTag = ({ booking }: { booking: Pick<BookingSummary, 'keys' | 'waitingFor'> }) => {
  const texts = useTexts();
  const waiting = booking.waitingFor.map((one) => texts.conditions.waiting[one.code] ?? one.message);
  if (booking.keys === 'none') return <span className={classes.none}>{texts.keySummary.none}</span>;
  const named = booking.keys === 'waiting' && waiting.length > 0;
  return (
    <Tag tone={KEYS_TONE[booking.keys]} wrap state={booking.keys}>
      {named ? texts.bookings.waitingFor(texts.list(waiting)) : texts.keySummary[booking.keys]}
    </Tag>
  );
};
