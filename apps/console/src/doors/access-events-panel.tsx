// The door log: of one door, one booking, one guest or everybody, newest first; filters and export.
import { Button, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import type { AccessEvent } from '@nightlatch/api';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { exportUrl } from '../api/export-url.ts';
import { type AccessFilters, queries } from '../api/queries.ts';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { dayRange } from '../time/day-range.ts';
import classes from './access-events-panel.module.css';

const EVENTS = [
  'granted',
  'refused',
  'privacy_on',
  'privacy_off',
  'power_lost',
  'started',
  'clock_set',
  'mail_applied',
  'mail_refused',
  'malformed_link',
  'gap',
  'reset',
] as const satisfies readonly AccessEvent['event'][];

const toneOf = (event: AccessEvent['event']): Tone => {
  if (event === 'granted') return 'good';
  if (event === 'refused' || event === 'gap' || event === 'malformed_link') return 'bad';
  return 'neutral';
};

type Props = {
  heading: string;
  /** Whose log; nothing: everybody's at every door. */
  of: Pick<AccessFilters, 'doorId' | 'bookingId' | 'guestId'>;
};

/** The panel. A log that is only of one door or guest has a way to the whole one. */
export const AccessEventsPanel = ({ heading, of }: Props) => {
  const texts = useTexts();
  const words = texts.doors;
  const { location } = useCurrentLocation();
  const [kind, setKind] = useState<AccessEvent['event'] | ''>('');
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const filters = useMemo<AccessFilters>(
    () => ({
      ...of,
      ...(kind === '' ? {} : { event: kind }),
      ...dayRange(first, last, location.timeZone),
    }),
    [of, kind, first, last, location.timeZone],
  );
  const filtered = kind !== '' || first !== '' || last !== '';
  const events = useInfiniteQuery(queries.accessEvents(location.id, filters));
  const items = events.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel
      heading={heading}
      flush
      testId="door-log"
      aside={
        Object.keys(of).length > 0 && (
          <Link
            to="/l/$locationId/doors"
            params={{ locationId: location.id }}
            search={{}}
            replace
            resetScroll={false}
            className={classes.all}
          >
            {words.allDoors}
          </Link>
        )
      }
    >
      <p className={classes.hint}>{words.eventsHint}</p>
      <div className={classes.filters}>
        <NativeSelect
          label={texts.doorPage.event}
          value={kind}
          data={[
            { value: '', label: texts.doorPage.anyEvent },
            ...EVENTS.map((one) => ({ value: one, label: words.event[one] })),
          ]}
          onChange={({ currentTarget: { value } }) => setKind(EVENTS.find((one) => one === value) ?? '')}
          data-testid="events-kind"
        />
        <TextInput
          type="date"
          label={texts.firstDay}
          value={first}
          max={last}
          onChange={(event) => setFirst(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={texts.lastDay}
          value={last}
          min={first}
          onChange={(event) => setLast(event.currentTarget.value)}
        />
        <Button
          component="a"
          href={exportUrl('exportAccessEvents', { locationId: location.id }, filters)}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          data-testid="events-export"
        >
          {texts.exportCsv}
        </Button>
      </div>
      {events.isPending && (
        <div role="status" aria-label={words.eventsLoading} className={classes.loading}>
          <Skeleton height={18} />
          <Skeleton height={18} />
          <Skeleton height={18} />
        </div>
      )}
      {events.error && (
        <div className={classes.problem}>
          <ProblemAlert error={events.error} heading={words.eventsFailed} onRetry={() => events.refetch()} />
        </div>
      )}
      {events.data && items.length === 0 && (
        <p className={classes.none}>{filtered ? texts.doorPage.noneMatches : words.eventsNone}</p>
      )}
      <ol>
        {items.map((event) => (
          <EventRow key={event.id} event={event} ofGuest={of.guestId} />
        ))}
      </ol>
      {events.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={events.isFetchingNextPage} onClick={() => events.fetchNextPage()}>
            {texts.bookings.loadMore}
          </Button>
        </div>
      )}
    </Panel>
  );
};

const EventRow = ({ event, ofGuest }: { event: AccessEvent; ofGuest: string | undefined }) => {
  const texts = useTexts();
  const words = texts.doors;
  const { location, time } = useCurrentLocation();
  const late = event.at === null || Date.parse(event.receivedAt) - Date.parse(event.at) > 60_000;
  const details = [
    event.diagnosis && (texts.diagnosis[event.diagnosis] ?? texts.diagnosis.ask_front_desk),
    event.event === 'granted' && event.confirmed ? words.confirmed : null,
    event.at === null ? words.unknownTime : null,
    late ? words.received(time.short(event.receivedAt)) : null,
  ].filter((one) => typeof one === 'string');
  return (
    <li className={classes.event} data-testid="access-event" data-event={event.event}>
      <time dateTime={event.at ?? event.receivedAt}>{time.short(event.at ?? event.receivedAt)}</time>
      <div>
        <p className={classes.line}>
          <Tag tone={toneOf(event.event)}>{words.event[event.event] ?? event.event}</Tag>
          <strong>{event.doorName}</strong>
          {event.guestName &&
            (event.bookingId ? (
              <Link
                to="/l/$locationId/bookings/$bookingId"
                params={{ locationId: location.id, bookingId: event.bookingId }}
                className={classes.guest}
              >
                {event.guestName}
              </Link>
            ) : (
              <span>{event.guestName}</span>
            ))}
          {event.guestId && ofGuest === undefined && (
            <Link
              to="/l/$locationId/doors"
              params={{ locationId: location.id }}
              search={{ guest: event.guestId }}
              resetScroll={false}
              className={classes.only}
              data-testid="event-guest-log"
            >
              {texts.doorPage.ofGuest}
              <span className="nl-hidden"> ({event.guestName})</span>
            </Link>
          )}
        </p>
        {details.length > 0 && <p className={classes.soft}>{details.join(' · ')}</p>}
      </div>
    </li>
  );
};
