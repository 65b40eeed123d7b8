// The shape of the list while it loads.
import { Skeleton } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';
import classes from './booking-list-skeleton.module.css';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];

/** Grey rows, said once to a screen reader. */
export const BookingListSkeleton = () => {
  const texts = useTexts();
  return (
    <div role="status" aria-label={texts.bookings.loading}>
      {ROWS.map((row) => (
        <div key={row} className={classes.row}>
          <Skeleton height={14} width="22%" />
          <Skeleton height={14} width="7%" />
          <Skeleton height={14} width="16%" />
          <Skeleton height={22} width="10%" />
          <Skeleton height={22} width="18%" />
        </div>
      ))}
    </div>
  );
};
