// Who arrives, is in house and leaves today, with what their key is doing: the first of them, the rest in Bookings.
import { SegmentedControl, Skeleton } from '@mantine/core';
import type { Today } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { queries } from '../api/queries.ts';
import { KeySummaryTag, StatusTag } from '../bookings/states.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './today-guests.module.css';

const DAYS = ['arriving', 'in_house', 'departing'] as const;
type Day = (typeof DAYS)[number];
const SHOWN = 12;

/** The panel; opens with the arrivals, or with who is in house when nobody arrives. */
export const TodayGuests = ({ today }: { today: Today }) => {
  const texts = useTexts();
  const { location } = useCurrentLocation();
  const [day, setDay] = useState<Day>(today.arrivals.expected + today.arrivals.arrived > 0 ? 'arriving' : 'in_house');
  const list = useQuery(queries.bookings(location.id, { day }, { limit: SHOWN }));
  const items = list.data?.items;
  return (
    <Panel heading={texts.today.guests} flush testId="today-guests">
      <div className={classes.choose}>
        <SegmentedControl
          fullWidth
          size="sm"
          aria-label={texts.bookings.day}
          value={day}
          // The values are those of DAYS.
          onChange={(value) => setDay(value as Day)}
          data={DAYS.map((value) => ({ value, label: texts.bookings.days[value] }))}
        />
      </div>
      {list.isPending && (
        <div role="status" aria-label={texts.today.guestsLoading} className={classes.loading}>
          <Skeleton height={18} />
          <Skeleton height={18} />
          <Skeleton height={18} />
        </div>
      )}
      {list.error && (
        <div className={classes.problem}>
          <ProblemAlert error={list.error} heading={texts.today.guestsFailed} onRetry={() => list.refetch()} />
        </div>
      )}
      {items?.length === 0 && <p className={classes.none}>{texts.today.guestsNone[day]}</p>}
      <ul>
        {items?.map((booking) => (
          <li key={booking.id} className={classes.guest} data-testid="today-guest">
            <Link
              className={classes.link}
              to="/l/$locationId/bookings/$bookingId"
              params={{ locationId: location.id, bookingId: booking.id }}
            >
              {booking.guestName}
            </Link>
            <span className={classes.room}>
              {booking.roomNumber === null ? texts.bookings.noRoom : texts.bookings.room(booking.roomNumber)}
            </span>
            <span className={classes.tags}>
              {day !== 'in_house' && <StatusTag status={booking.status} />}
              <KeySummaryTag booking={booking} />
            </span>
          </li>
        ))}
      </ul>
      {items && items.length > 0 && (
        <Link
          className={classes.all}
          to="/l/$locationId/bookings"
          params={{ locationId: location.id }}
          search={{ day }}
        >
          {texts.today.showAll}
        </Link>
      )}
    </Panel>
  );
};
