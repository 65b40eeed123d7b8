// The numbers worth looking at: keys, guests on mobile keys, openings at the first try, the way to the first opening, refusals.
import { NativeSelect, Skeleton } from '@mantine/core';
import type { LocationFigures } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.ts';
import { PageHeading } from '../parts/page-heading.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { roughDuration } from '../time/format-duration.ts';
import { BarList } from './bar-list.tsx';
import { DayChart } from './day-chart.tsx';
import classes from './figures-page.module.css';

const RANGES = [7, 30, 90] as const;

/** `72 %`, or nothing to divide by. */
export const shareOf = (part: number, whole: number, locale: string): string | undefined =>
  whole === 0
    ? undefined
    : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(part / whole);

/** The page. */
export const FiguresPage = () => {
  const words = useTexts().figures;
  const { location } = useCurrentLocation();
  const [days, setDays] = useState<number>(30);
  const figures = useQuery({
    queryKey: ['location', location.id, 'figures', days],
    queryFn: ({ signal }) =>
      client.call('getLocationFigures', { params: { locationId: location.id }, query: { days }, signal }),
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  return (
    <>
      <div className={classes.head}>
        <PageHeading title={words.page} where={location.name} />
        <NativeSelect
          aria-label={words.range}
          value={String(days)}
          data={RANGES.map((one) => ({ value: String(one), label: words.lastDays(one) }))}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data-testid="figures-days"
        />
      </div>
      {figures.isPending && (
        <div role="status" aria-label={words.loading} className={classes.tiles}>
          {[1, 2, 3, 4].map((one) => (
            <Skeleton key={one} height={96} radius="lg" />
          ))}
        </div>
      )}
      {figures.error && (
        <ProblemAlert error={figures.error} heading={words.failed} onRetry={() => void figures.refetch()} />
      )}
      {figures.data && <Figures figures={figures.data} />}
    </>
  );
};

const Figures = ({ figures }: { figures: LocationFigures }) => {
  const texts = useTexts();
  const words = texts.figures;
  const { locale } = texts;
  const number = new Intl.NumberFormat(locale);
  const span = (seconds: number | null): string => (seconds === null ? texts.unknown : roughDuration(locale, seconds));
  return (
    <>
      <dl className={classes.tiles}>
        <Tile
          name={words.keysIssued}
          value={number.format(figures.keysIssued)}
          more={words.inDays(figures.days.length)}
          testId="figure-keys"
        />
        <Tile
          name={words.onMobile}
          value={shareOf(figures.staysOnMobile, figures.stays, locale) ?? texts.unknown}
          more={words.ofStays(figures.staysOnMobile, figures.stays)}
          testId="figure-mobile"
        />
        <Tile
          name={words.firstTry}
          value={shareOf(figures.firstTriesOpened, figures.firstTries, locale) ?? texts.unknown}
          more={figures.firstTries === 0 ? words.noTries : words.ofTries(figures.firstTriesOpened, figures.firstTries)}
          testId="figure-first-try"
        />
        <Tile
          name={words.firstOpening}
          value={span(figures.medianSecondsToOpening)}
          more={
            figures.slowSecondsToOpening === null ? words.noOpening : words.slowest(span(figures.slowSecondsToOpening))
          }
          testId="figure-opening"
        />
      </dl>
      <div className={classes.charts}>
        <Panel heading={words.keysPerDay}>
          <DayChart
            label={words.keysPerDay}
            days={figures.days.map((day) => ({ date: day.date, value: day.keysIssued, whole: day.keysIssued }))}
            valueName={words.keysIssued}
          />
        </Panel>
        <Panel heading={words.staysPerDay}>
          <DayChart
            label={words.staysPerDay}
            days={figures.days.map((day) => ({ date: day.date, value: day.staysOnMobile, whole: day.stays }))}
            valueName={words.withKey}
            wholeName={words.checkIns}
          />
        </Panel>
        <Panel heading={words.refusals(number.format(figures.refusals))}>
          {figures.refusedBecause.length === 0 ? (
            <p className={classes.soft}>{words.noRefusals}</p>
          ) : (
            <BarList
              items={figures.refusedBecause.map(({ diagnosis, count }) => ({
                name: diagnosis === null ? words.otherReason : (texts.diagnosis[diagnosis] ?? words.otherReason),
                count,
              }))}
            />
          )}
        </Panel>
      </div>
      <p className={classes.soft}>{words.doorLog(figures.doorLogDays)}</p>
    </>
  );
};

const Tile = (props: { name: string; value: string; more: string; testId: string }) => (
  <div className={classes.tile} data-testid={props.testId}>
    <dt>{props.name}</dt>
    <dd>
      <strong>{props.value}</strong>
      <span>{props.more}</span>
    </dd>
  </div>
);
