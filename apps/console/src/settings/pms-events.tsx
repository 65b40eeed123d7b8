// What the PMS told last, and whether it was read back: the first place to look when a booking does not come.
import { useQuery } from '@tanstack/react-query';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Tag } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './rows.module.css';
import { settingsQueries } from './settings-queries.ts';

/** The last events. */
export const PmsEvents = () => {
  const words = useTexts().settings.pms;
  const { location, time } = useCurrentLocation();
  const events = useQuery(settingsQueries.pmsEvents(location.id));
  return (
    <Panel heading={words.events} flush>
      {events.error && (
        <div className={classes.problem}>
          <ProblemAlert error={events.error} onRetry={() => void events.refetch()} />
        </div>
      )}
      {events.data?.length === 0 && <p className={classes.none}>{words.eventsNone}</p>}
      <ul>
        {events.data?.map((event) => (
          <li key={event.id} className={classes.row} data-testid="pms-event">
            <div className={classes.grow}>
              <strong>{words.eventOf(event.reference)}</strong>
              <p className={classes.soft}>
                {[
                  time.instant(event.receivedAt),
                  event.topic,
                  event.error && (words.errors[event.error] ?? event.error),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            <Tag tone={event.error ? 'bad' : event.settledAt ? 'good' : 'info'}>
              {event.error ? words.eventFailed : event.settledAt ? words.eventRead : words.eventWaits}
            </Tag>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
