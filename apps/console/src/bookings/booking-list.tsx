// The bookings as a table on a desk or tablet, as cards on a phone; arrow keys walk through them.

import { useMediaQuery } from '@mantine/hooks';
import type { BookingSummary } from '@nightlatch/api';
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { nightsBetween } from '../time/format-time.ts';
import classes from './booking-list.module.css';
import { KeySummaryTag, StatusTag } from './states.tsx';

const walk = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-testid="booking-row"] a')];
  const here = links.indexOf(document.activeElement as HTMLElement); // -1 when something else has the focus
  if (here < 0) return;
  // Up from the first one leads back to the search.
  const search = document.querySelector<HTMLElement>('[data-testid="bookings-search"]');
  const next = event.key === 'ArrowDown' ? links[here + 1] : here === 0 ? search : links[here - 1];
  if (next) {
    event.preventDefault();
    next.focus();
    return;
  }
  // Down from the last one turns the page.
  const pages = document.querySelector<HTMLButtonElement>('[data-testid="page-next"]');
  if (event.key !== 'ArrowDown' || pages === null) return;
  event.preventDefault();
  pages.click();
};

/** The list. `stale`: shown while the answer to newer filters is on its way. */
export const BookingList = ({ items, stale }: { items: readonly BookingSummary[]; stale: boolean }) => {
  const narrow = useMediaQuery('(max-width: 639px)', window.matchMedia('(max-width: 639px)').matches);
  return narrow ? <Cards items={items} stale={stale} /> : <Table items={items} stale={stale} />;
};

const GuestLink = ({ booking }: { booking: BookingSummary }) => {
  const { location } = useCurrentLocation();
  return (
    <Link
      className={classes.link}
      to="/l/$locationId/bookings/$bookingId"
      params={{ locationId: location.id, bookingId: booking.id }}
    >
      {booking.guestName}
    </Link>
  );
};

const Table = ({ items, stale }: { items: readonly BookingSummary[]; stale: boolean }) => {
  const texts = useTexts();
  const { time } = useCurrentLocation();
  const columns = texts.bookings.columns;
  return (
    <table className={classes.table} data-stale={stale} onKeyDown={walk}>
      <caption className="nl-hidden">{texts.bookings.page}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.guest}</th>
          <th scope="col">{columns.room}</th>
          <th scope="col">{columns.stay}</th>
          <th scope="col">{columns.status}</th>
          <th scope="col">{columns.keys}</th>
          <th scope="col" className={classes.reference}>
            {columns.reference}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((booking) => (
          <tr key={booking.id} data-testid="booking-row" data-booking-id={booking.id}>
            <th scope="row">
              <GuestLink booking={booking} />
            </th>
            <td className={classes.room}>
              {booking.roomNumber ?? <span className={classes.soft}>{texts.bookings.noRoom}</span>}
            </td>
            <td className={classes.stay}>
              {time.range(booking.arrivalDate, booking.departureDate)}
              <span className={classes.soft}>
                {texts.bookings.nights(nightsBetween(booking.arrivalDate, booking.departureDate))}
              </span>
            </td>
            <td>
              <StatusTag status={booking.status} />
            </td>
            <td>
              <KeySummaryTag booking={booking} />
            </td>
            <td className={classes.reference}>{booking.reference}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Cards = ({ items, stale }: { items: readonly BookingSummary[]; stale: boolean }) => {
  const texts = useTexts();
  const { time } = useCurrentLocation();
  return (
    <ul className={classes.cards} data-stale={stale} onKeyDown={walk}>
      {items.map((booking) => (
        <li key={booking.id} className={classes.card} data-testid="booking-row" data-booking-id={booking.id}>
          <div className={classes.cardHead}>
            <GuestLink booking={booking} />
            <span className={classes.cardRoom}>
              {booking.roomNumber === null ? texts.bookings.noRoom : texts.bookings.room(booking.roomNumber)}
            </span>
          </div>
          <p className={classes.cardStay}>
            {time.range(booking.arrivalDate, booking.departureDate)} · {booking.reference}
          </p>
          <div className={classes.cardTags}>
            <StatusTag status={booking.status} />
            <KeySummaryTag booking={booking} />
          </div>
        </li>
      ))}
    </ul>
  );
};
