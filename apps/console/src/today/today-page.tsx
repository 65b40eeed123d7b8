// The first page of a location: what needs somebody, what hits a guest first at the top; beside it who comes, is in and goes.
import { Skeleton } from '@mantine/core';
import type { Today } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries } from '../api/queries.ts';
import { PageHeading } from '../parts/page-heading.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { ZoneNote } from '../parts/zone-note.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ProblemsPanel } from './problems-panel.tsx';
import { TodayGuests } from './today-guests.tsx';
import classes from './today-page.module.css';

/** The page. */
export const TodayPage = () => {
  const texts = useTexts();
  const { location, mayAct, time } = useCurrentLocation();
  const today = useQuery(queries.today(location.id));
  return (
    <>
      <header className={classes.head}>
        <PageHeading title={texts.today.page} where={location.name} />
        {today.data && <p className={classes.soft}>{time.date(today.data.date)}</p>}
        <ZoneNote />
        {!mayAct && <p className={classes.soft}>{texts.shell.viewerNote}</p>}
      </header>
      {today.error && (
        <div className={classes.problem}>
          <ProblemAlert error={today.error} heading={texts.today.failed} onRetry={() => today.refetch()} />
        </div>
      )}
      {today.isPending && (
        <div role="status" aria-label={texts.today.loading}>
          <div className={classes.counts}>
            <Skeleton height={78} radius="lg" />
            <Skeleton height={78} radius="lg" />
            <Skeleton height={78} radius="lg" />
          </div>
          <div className={classes.columns}>
            <Skeleton height={320} radius="lg" />
            <Skeleton height={320} radius="lg" />
          </div>
        </div>
      )}
      {today.data && (
        <>
          <Counts today={today.data} />
          <div className={classes.columns}>
            <ProblemsPanel problems={today.data.problems} more={today.data.more} />
            <TodayGuests today={today.data} />
          </div>
        </>
      )}
    </>
  );
};

const Counts = ({ today }: { today: Today }) => {
  const words = useTexts().today;
  const { location } = useCurrentLocation();
  const { arrivals, departures } = today;
  const tiles = [
    {
      day: 'arriving',
      name: words.arrivals,
      count: arrivals.expected + arrivals.arrived,
      more: words.arrivalsDone(arrivals.arrived, arrivals.expected + arrivals.arrived),
    },
    { day: 'in_house', name: words.inHouse, count: today.inHouse, more: words.inHouseBookings(today.inHouse) },
    {
      day: 'departing',
      name: words.departures,
      count: departures.due + departures.left,
      more: words.departuresDone(departures.left, departures.due + departures.left),
    },
  ] as const;
  return (
    <ul className={classes.counts} aria-label={words.counts}>
      {tiles.map((tile) => (
        <li key={tile.day}>
          <Link
            className={classes.count}
            to="/l/$locationId/bookings"
            params={{ locationId: location.id }}
            search={{ day: tile.day }}
            data-testid={`today-${tile.day}`}
          >
            <span className={classes.number}>{tile.count}</span>
            <span>
              <strong>{tile.name}</strong>
              <span className={classes.soft}>{tile.more}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
};
