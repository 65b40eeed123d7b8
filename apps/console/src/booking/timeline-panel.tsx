// Everything that happened to the booking, its keys, phones and doors, newest first, one line each.

import { Button, NativeSelect } from '@mantine/core';
import type { TimelineEntry } from '@nightlatch/api';
import { IconCalendarEvent, IconDeviceMobile, IconDoor, IconKey, IconSend, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Panel } from '../parts/panel.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { groupByDay } from './group-by-day.ts';
import { sayTimelineEntry } from './say-timeline-entry.ts';
import classes from './timeline-panel.module.css';

const ICON = {
  booking: IconCalendarEvent,
  key: IconKey,
  delivery: IconSend,
  door: IconDoor,
  staff: IconUser,
  device: IconDeviceMobile,
} satisfies Record<TimelineEntry['kind'], typeof IconKey>;

/** In the order in which a desk asks. */
const KINDS = [
  'booking',
  'key',
  'delivery',
  'device',
  'door',
  'staff',
] as const satisfies readonly TimelineEntry['kind'][];

const SHOWN_AT_FIRST = 25;

/** The panel. */
export const TimelinePanel = ({ bookingId, entries }: { bookingId: string; entries: readonly TimelineEntry[] }) => {
  const texts = useTexts();
  const { location, time } = useCurrentLocation();
  const [all, setAll] = useState(false);
  const [kind, setKind] = useState<TimelineEntry['kind'] | ''>('');
  const kinds = KINDS.filter((one) => entries.some((entry) => entry.kind === one));
  const chosen = kind === '' ? entries : entries.filter((entry) => entry.kind === kind);
  const sorted = chosen.toSorted((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id));
  const shown = all ? sorted : sorted.slice(0, SHOWN_AT_FIRST);
  return (
    <Panel
      heading={texts.timeline.heading}
      testId="timeline"
      aside={
        <div className={classes.aside}>
          <Link
            className={classes.log}
            to="/l/$locationId/doors"
            params={{ locationId: location.id }}
            search={{ booking: bookingId }}
            data-testid="booking-door-log"
          >
            {texts.doors.accessLog}
          </Link>
          {kinds.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label={texts.timeline.filter}
              value={kind}
              // The options are the kinds of the entries, and the empty one.
              onChange={(event) => setKind(event.currentTarget.value as TimelineEntry['kind'] | '')}
              data={[
                { value: '', label: texts.timeline.everything },
                ...kinds.map((value) => ({ value, label: texts.timeline.kind[value] })),
              ]}
              data-testid="timeline-filter"
            />
          )}
        </div>
      }
    >
      {entries.length === 0 && <p className={classes.soft}>{texts.timeline.none}</p>}
      {groupByDay(shown, (entry) => time.day(entry.at)).map(([day, group]) => (
        <div key={day} className={classes.day}>
          <h3>{day}</h3>
          <ol>
            {group.map((entry) => {
              const Icon = ICON[entry.kind];
              const said = sayTimelineEntry(entry, texts);
              return (
                <li key={entry.id} className={classes.entry} data-kind={entry.kind}>
                  <time dateTime={entry.at}>{time.clock(entry.at)}</time>
                  <span className={classes.icon} title={texts.timeline.kind[entry.kind]}>
                    <Icon size={16} aria-hidden="true" />
                    <span className="nl-hidden">{texts.timeline.kind[entry.kind]}: </span>
                  </span>
                  <div>
                    <p>
                      {said.title}
                      {entry.actor && <span className={classes.soft}> {texts.timeline.by(entry.actor)}</span>}
                    </p>
                    {said.detail && <p className={classes.soft}>{said.detail}</p>}
                  </div>
                </li>
              );
            })}
          </ol>
        </div>
      ))}
      {shown.length < sorted.length && (
        <Button variant="default" size="xs" onClick={() => setAll(true)}>
          {texts.timeline.showAll(sorted.length)}
        </Button>
      )}
    </Panel>
  );
};
