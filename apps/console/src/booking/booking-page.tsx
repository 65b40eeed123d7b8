// One booking: who, where, until when, its digital keys and everything that happened.

import { Skeleton } from '@mantine/core';
import { ApiProblem, type Booking } from '@nightlatch/api';
import { IconArrowLeft, IconUserSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { queries } from '../api/queries.ts';
import { StatusTag } from '../bookings/states.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { ZoneNote } from '../parts/zone-note.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ArrivalPanel } from './arrival-panel.tsx';
import classes from './booking-page.module.css';
import { DevicesPanel } from './devices-panel.tsx';
import { DigitalKeysPanel } from './digital-keys-panel.tsx';
import { GuestLinkPanel } from './guest-link-panel.tsx';
import { GuestPanel } from './guest-panel.tsx';
import { MessagesPanel } from './messages-panel.tsx';
import { RoomNotice } from './room-notice.tsx';
import { StayPanel } from './stay-panel.tsx';
import { TimelinePanel } from './timeline-panel.tsx';

/** The page. */
export const BookingPage = () => {
  const texts = useTexts();
  const { location } = useCurrentLocation();
  const { bookingId } = useParams({ from: '/l/$locationId/bookings/$bookingId' });
  const booking = useQuery(queries.booking(location.id, bookingId));
  const missing = booking.error instanceof ApiProblem && [400, 404].includes(booking.error.problem.status);
  return (
    <>
      <Link to="/l/$locationId/bookings" params={{ locationId: location.id }} className={classes.back}>
        <IconArrowLeft size={18} aria-hidden="true" />
        {texts.booking.back}
      </Link>
      {missing ? (
        <Notice
          alone
          icon={<IconUserSearch size={36} stroke={1.4} />}
          heading={texts.booking.notFoundHeading}
          body={texts.booking.notFoundBody}
        />
      ) : (
        booking.error && (
          <div className={classes.problem}>
            <ProblemAlert error={booking.error} heading={texts.booking.failed} onRetry={() => booking.refetch()} />
          </div>
        )
      )}
      {booking.isPending && <PageSkeleton />}
      {booking.data && !missing && <Content key={booking.data.id} booking={booking.data} />}
    </>
  );
};

const Content = ({ booking }: { booking: Booking }) => {
  const texts = useTexts();
  const { location, mayAct, time } = useCurrentLocation();
  const name = `${booking.guest.firstName} ${booking.guest.lastName}`.trim();
  return (
    <>
      <header className={classes.head}>
        <div className={classes.title}>
          <PageHeading title={texts.booking.page(name, booking.roomNumber)} where={location.name}>
            {name}
          </PageHeading>
          <StatusTag status={booking.status} />
        </div>
        <p className={classes.sub}>
          <strong>
            {booking.roomNumber === null ? texts.bookings.noRoom : texts.bookings.room(booking.roomNumber)}
          </strong>
          <span>{time.range(booking.arrivalDate, booking.departureDate)}</span>
          <span>{texts.booking.reference(booking.reference)}</span>
        </p>
        <ZoneNote />
        {!mayAct && <p className={classes.zone}>{texts.shell.viewerNote}</p>}
      </header>
      <RoomNotice booking={booking} />
      <div className={classes.columns}>
        <div className={classes.main}>
          <DigitalKeysPanel booking={booking} />
          <div className={classes.timeline}>
            <TimelinePanel bookingId={booking.id} entries={booking.timeline} />
          </div>
        </div>
        <div className={classes.rail}>
          {mayAct && <GuestLinkPanel booking={booking} />}
          <DevicesPanel
            locationId={booking.locationId}
            bookingOf={() => booking.id}
            devices={booking.devices}
            lostDevices={booking.lostDevices}
          />
          <ArrivalPanel booking={booking} />
          <StayPanel booking={booking} />
          <GuestPanel guest={booking.guest} leads />
          <MessagesPanel booking={booking} />
        </div>
      </div>
    </>
  );
};

const PageSkeleton = () => {
  const texts = useTexts();
  return (
    <div role="status" aria-label={texts.booking.loading}>
      <Skeleton height={30} width={260} mb={10} />
      <Skeleton height={16} width={340} mb={24} />
      <div className={classes.columns}>
        <div className={classes.main}>
          <Skeleton height={280} radius="lg" />
          <Skeleton height={200} radius="lg" />
        </div>
        <div className={classes.rail}>
          <Skeleton height={150} radius="lg" />
          <Skeleton height={150} radius="lg" />
        </div>
      </div>
    </div>
  );
};
