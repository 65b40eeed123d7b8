// One guest across bookings: the digital keys of every stay that is not over, phones, and the stays before.
import { Skeleton } from '@mantine/core';
import { ApiProblem, type BookingSummary, type GuestProfile } from '@nightlatch/api';
import { IconUserSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { queries } from '../api/queries.ts';
import { DevicesPanel } from '../booking/devices-panel.tsx';
import { DigitalKeysPanel } from '../booking/digital-keys-panel.tsx';
import { GuestPanel } from '../booking/guest-panel.tsx';
import { RoomNotice } from '../booking/room-notice.tsx';
import { KeySummaryTag, StatusTag } from '../bookings/states.tsx';
import { AccessEventsPanel } from '../doors/access-events-panel.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { ZoneNote } from '../parts/zone-note.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './guest-page.module.css';

/** The page. */
export const GuestPage = () => {
  const texts = useTexts();
  const { location } = useCurrentLocation();
  const { guestId } = useParams({ from: '/l/$locationId/guests/$guestId' });
  const profile = useQuery(queries.guest(location.id, guestId));
  const missing = profile.error instanceof ApiProblem && [400, 404].includes(profile.error.problem.status);
  if (missing)
    return (
      <Notice
        alone
        icon={<IconUserSearch size={36} stroke={1.4} />}
        heading={texts.guestPage.notFoundHeading}
        body={texts.guestPage.notFoundBody}
      />
    );
  return (
    <>
      {profile.error && (
        <div className={classes.problem}>
          <ProblemAlert error={profile.error} heading={texts.guestPage.failed} onRetry={() => profile.refetch()} />
        </div>
      )}
      {profile.isPending && (
        <div role="status" aria-label={texts.guestPage.loading}>
          <Skeleton height={30} width={260} mb={20} />
          <Skeleton height={280} radius="lg" />
        </div>
      )}
      {profile.data && <Content profile={profile.data} />}
    </>
  );
};

const isCurrent = ({ status }: BookingSummary): boolean => status === 'checked_in' || status === 'confirmed';

const Content = ({ profile }: { profile: GuestProfile }) => {
  const texts = useTexts();
  const words = texts.guestPage;
  const { location, mayAct } = useCurrentLocation();
  const name = `${profile.guest.firstName} ${profile.guest.lastName}`.trim();
  // Who is in the house comes before who is to come.
  const current = profile.bookings
    .filter(isCurrent)
    .toSorted(
      (a, b) =>
        Number(a.status !== 'checked_in') - Number(b.status !== 'checked_in') ||
        a.arrivalDate.localeCompare(b.arrivalDate),
    );
  const log = useMemo(() => ({ guestId: profile.guest.id }), [profile.guest.id]);
  const past = profile.bookings.filter((one) => !isCurrent(one));
  return (
    <>
      <header className={classes.head}>
        <PageHeading title={name} where={location.name} />
        <p className={classes.soft}>{words.bookings(profile.bookings.length)}</p>
        <ZoneNote />
        {!mayAct && <p className={classes.soft}>{texts.shell.viewerNote}</p>}
      </header>
      <div className={classes.columns}>
        <div className={classes.main}>
          {current.length === 0 && (
            <Panel heading={texts.keys.heading}>
              <p className={classes.soft}>{words.noCurrent}</p>
            </Panel>
          )}
          {current.map((booking) => (
            <Stay key={booking.id} booking={booking} />
          ))}
          {past.length > 0 && (
            <Panel heading={words.past} flush>
              <ul>
                {past.map((booking) => (
                  <li key={booking.id} className={classes.past}>
                    <BookingLink booking={booking} />
                    <StatusTag status={booking.status} />
                    <KeySummaryTag booking={booking} />
                  </li>
                ))}
              </ul>
            </Panel>
          )}
          <AccessEventsPanel heading={texts.doors.accessLog} of={log} />
        </div>
        <div className={classes.rail}>
          <DevicesPanel
            locationId={location.id}
            bookingOf={(device) => profile.devices.find((one) => one.id === device.id)?.bookingId ?? undefined}
            devices={profile.devices}
            lostDevices={profile.lostDevices}
          />
          <GuestPanel guest={profile.guest} />
        </div>
      </div>
    </>
  );
};

const BookingLink = ({ booking }: { booking: BookingSummary }) => {
  const texts = useTexts();
  const { location, time } = useCurrentLocation();
  return (
    <Link
      className={classes.link}
      to="/l/$locationId/bookings/$bookingId"
      params={{ locationId: location.id, bookingId: booking.id }}
    >
      {texts.guestPage.stay(
        booking.roomNumber === null ? texts.bookings.noRoom : texts.bookings.room(booking.roomNumber),
        time.range(booking.arrivalDate, booking.departureDate),
      )}
    </Link>
  );
};

/** One stay: the same section as on its own page. */
const Stay = ({ booking: summary }: { booking: BookingSummary }) => {
  const texts = useTexts();
  const { location } = useCurrentLocation();
  const booking = useQuery(queries.booking(location.id, summary.id));
  return (
    <section className={classes.stay} data-testid="guest-stay" data-booking-id={summary.id}>
      <h2>
        <BookingLink booking={summary} />
        <StatusTag status={summary.status} />
      </h2>
      {booking.error && (
        <ProblemAlert error={booking.error} heading={texts.booking.failed} onRetry={() => booking.refetch()} />
      )}
      {booking.isPending && (
        <div role="status" aria-label={texts.booking.loading}>
          <Skeleton height={200} radius="lg" />
        </div>
      )}
      {booking.data && (
        <>
          <RoomNotice booking={booking.data} />
          <DigitalKeysPanel booking={booking.data} />
        </>
      )}
    </section>
  );
};
