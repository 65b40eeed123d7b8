// The location's doors with their locks, and what the locks reported last.

import { Button, Checkbox, Skeleton } from '@mantine/core';
import type { Door } from '@nightlatch/api';
import { IconDoorOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { queries } from '../api/queries.ts';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Tag } from '../parts/tag.tsx';
import { ZoneNote } from '../parts/zone-note.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { AccessEventsPanel } from './access-events-panel.tsx';
import classes from './doors-page.module.css';
import { type Floor, floorsOf, needsAttention } from './floors.ts';
import { HoursPanel, OpenTag } from './hours-panel.tsx';
import type { LogAddress } from './log-address.ts';

/** The page. */
export const DoorsPage = () => {
  const texts = useTexts();
  const { location } = useCurrentLocation();
  const address = useSearch({ from: '/l/$locationId/doors' });
  const chosen = address.door;
  const doors = useInfiniteQuery(queries.doors(location.id));
  const items = doors.data?.pages.flatMap((page) => page.items) ?? [];
  const chosenDoor = items.find((one) => one.id === chosen);
  const [only, setOnly] = useState(false);
  const needing = items.filter((door) => needsAttention(door));
  const shown = only ? needing : items;
  const nameOf = (floor: Floor): string =>
    floor === 'common'
      ? texts.doorPage.common
      : floor === 'unknown'
        ? texts.doorPage.noFloor
        : texts.doorPage.floor(floor);
  return (
    <>
      <div className={classes.head}>
        <PageHeading title={texts.doors.page} where={location.name} />
        <ZoneNote />
      </div>
      <div className={classes.columns}>
        <Panel
          heading={texts.doors.page}
          flush
          aside={
            doors.data && (
              <Tag tone={needing.length > 0 ? 'warn' : 'good'} testId="doors-state">
                {texts.doorPage.attentionCount(needing.length)}
              </Tag>
            )
          }
        >
          {doors.isPending && (
            <div role="status" aria-label={texts.doors.loading} className={classes.loading}>
              <Skeleton height={18} />
              <Skeleton height={18} />
              <Skeleton height={18} />
              <Skeleton height={18} />
            </div>
          )}
          {doors.error && (
            <div className={classes.problem}>
              <ProblemAlert error={doors.error} heading={texts.doors.failed} onRetry={() => doors.refetch()} />
            </div>
          )}
          {doors.data && items.length === 0 && (
            <Notice
              icon={<IconDoorOff size={36} stroke={1.4} />}
              heading={texts.doors.emptyHeading}
              body={texts.doors.emptyBody}
            />
          )}
          {items.length > 0 && (
            <>
              <div className={classes.filter}>
                <Checkbox
                  label={texts.doorPage.onlyAttention}
                  checked={only}
                  onChange={(event) => setOnly(event.currentTarget.checked)}
                  data-testid="doors-attention"
                />
              </div>
              {only && shown.length === 0 && <p className={classes.none}>{texts.doorPage.noneNeeds}</p>}
              {floorsOf(shown).map(([floor, some]) => (
                <section key={floor} aria-label={nameOf(floor)}>
                  <h3 className={classes.floor}>{nameOf(floor)}</h3>
                  <ul>
                    {some.map((door) => (
                      <DoorRow key={door.id} door={door} chosen={door.id === chosen} />
                    ))}
                  </ul>
                </section>
              ))}
            </>
          )}
          {doors.hasNextPage && (
            <div className={classes.more}>
              <Button variant="default" loading={doors.isFetchingNextPage} onClick={() => doors.fetchNextPage()}>
                {texts.bookings.loadMore}
              </Button>
            </div>
          )}
        </Panel>
        <div className={classes.side}>
          {chosenDoor?.kind === 'common' && <HoursPanel key={chosenDoor.id} door={chosenDoor} />}
          <DoorLog key={JSON.stringify(address)} address={address} door={chosenDoor} />
        </div>
      </div>
    </>
  );
};

/** The log that the address asks for, with the name of whose it is once that is known. */
const DoorLog = ({ address, door }: { address: LogAddress; door: Door | undefined }) => {
  const words = useTexts().doors;
  const { location } = useCurrentLocation();
  const booking = useQuery({
    ...queries.booking(location.id, address.booking ?? ''),
    enabled: address.booking !== undefined,
  });
  const profile = useQuery({
    ...queries.guest(location.id, address.guest ?? ''),
    enabled: address.guest !== undefined,
  });
  const guest = booking.data?.guest ?? profile.data?.guest;
  const of = useMemo(
    () => ({
      ...(address.door === undefined ? {} : { doorId: address.door }),
      ...(address.booking === undefined ? {} : { bookingId: address.booking }),
      ...(address.guest === undefined ? {} : { guestId: address.guest }),
    }),
    [address],
  );
  const heading = door
    ? words.selected(door.name)
    : guest
      ? words.accessLogOf(`${guest.firstName} ${guest.lastName}`.trim())
      : words.allEvents;
  return <AccessEventsPanel heading={heading} of={of} />;
};

const DoorRow = ({ door, chosen }: { door: Door; chosen: boolean }) => {
  const texts = useTexts();
  const { location, time } = useCurrentLocation();
  const contact = door.lock?.lastContactAt;
  return (
    <li className={classes.door} data-testid="door-row" data-chosen={chosen}>
      <div>
        <Link
          to="/l/$locationId/doors"
          params={{ locationId: location.id }}
          search={chosen ? {} : { door: door.id }}
          resetScroll={false}
          replace
          className={classes.link}
          aria-current={chosen ? 'true' : undefined}
          aria-label={texts.doors.showEvents(door.name)}
        >
          {door.name}
        </Link>
        <p className={classes.soft}>
          {texts.doors.kind[door.kind]}
          {door.lock && (
            <>
              {door.lock.simulated && ` · ${texts.doors.simulated}`}
              {' · '}
              {texts.doors.columns.lastContact}: {contact ? time.short(contact) : texts.doors.neverSeen}
            </>
          )}
        </p>
      </div>
      <div className={classes.tags}>
        {door.hours && <OpenTag hours={door.hours} timeZone={location.timeZone} />}
        {door.lock === null && <Tag tone="neutral">{texts.doors.noLock}</Tag>}
        {door.lock && <LockTags lock={door.lock} />}
      </div>
    </li>
  );
};

const LockTags = ({ lock }: { lock: NonNullable<Door['lock']> }) => {
  const texts = useTexts();
  const words = texts.doorPage;
  return (
    <>
      <Tag tone={lock.healthy ? 'good' : 'bad'}>{lock.healthy ? texts.doors.healthy : texts.doors.unhealthy}</Tag>
      {lock.battery === 'low' && <Tag tone="warn">{words.batteryLow}</Tag>}
      {lock.battery === 'critical' && <Tag tone="bad">{words.batteryCritical}</Tag>}
      {lock.clockKnown === false && <Tag tone="warn">{words.clockUnknown}</Tag>}
      {lock.hardwareFault === true && <Tag tone="bad">{words.hardwareFault}</Tag>}
      {lock.openRevocations > 0 && <Tag tone="warn">{words.openRevocations(lock.openRevocations)}</Tag>}
      {lock.mailWaiting > 0 && <Tag tone="info">{words.mailWaiting(lock.mailWaiting)}</Tag>}
    </>
  );
};
