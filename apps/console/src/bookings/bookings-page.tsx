// All bookings of a location: search, filters, live list in pages.
import { Button } from '@mantine/core';
import { IconCalendarOff, IconSearchOff } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { type BookingFilters, queries } from '../api/queries.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { BookingList } from './booking-list.tsx';
import { BookingListSkeleton } from './booking-list-skeleton.tsx';
import classes from './bookings-page.module.css';
import { FilterBar } from './filter-bar.tsx';
import { Pager } from './pager.tsx';
import { usePages } from './use-pages.ts';

const FIRST_LINK = '[data-testid="booking-row"] a';

/** The page. */
export const BookingsPage = () => {
  const texts = useTexts();
  const { location } = useCurrentLocation();
  const { filters, after, passed, back, next } = usePages();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const setFilters = (changed: BookingFilters, replace: boolean): void => {
    void navigate({
      to: '/l/$locationId/bookings',
      params: { locationId: location.id },
      search: changed,
      replace,
      resetScroll: false,
    });
  };
  const clear = (): void => {
    setFilters({}, false);
    announce(texts.bookings.filtersCleared, () => {
      setFilters(filters, false);
      return texts.bookings.filtersBack;
    });
  };
  const list = useQuery({
    ...queries.bookings(location.id, filters, after === undefined ? {} : { after }),
    placeholderData: keepPreviousData,
  });
  const items = list.data?.items ?? [];
  const settled = list.data !== undefined && !list.isPlaceholderData;
  const filtered = Object.keys(filters).length > 0 || after !== undefined;
  const nextCursor = list.data?.nextCursor ?? null;
  const range =
    passed === undefined || items.length === 0 ? undefined : { from: passed + 1, to: passed + items.length };
  const turned = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that is in the cache is there at once: then only the address changes
  useEffect(() => {
    if (!turned.current || !settled) return;
    turned.current = false;
    // Who turns the page reads on from its top.
    window.scrollTo({ top: 0 });
    document.querySelector<HTMLElement>(FIRST_LINK)?.focus({ preventScroll: true });
  }, [settled, after]);
  const turn =
    (go: () => void): (() => void) =>
    () => {
      turned.current = true;
      go();
    };
  return (
    <>
      <div className={classes.head}>
        <PageHeading title={texts.bookings.page} where={location.name} />
        <p role="status" className={classes.count}>
          {!settled
            ? ''
            : after === undefined
              ? texts.bookings.count(items.length, nextCursor !== null)
              : range && texts.bookings.range(String(range.from), String(range.to))}
        </p>
      </div>
      <FilterBar filters={filters} onChange={setFilters} busy={list.isPending || list.isPlaceholderData} />
      <div className={classes.list} aria-busy={list.isPlaceholderData || list.isPending}>
        {list.isPending && <BookingListSkeleton />}
        {list.isError && (
          <div className={classes.problem}>
            <ProblemAlert error={list.error} heading={texts.bookings.failed} onRetry={() => list.refetch()} />
          </div>
        )}
        {list.data && items.length === 0 && (
          <Notice
            icon={filtered ? <IconSearchOff size={36} stroke={1.4} /> : <IconCalendarOff size={36} stroke={1.4} />}
            heading={filtered ? texts.bookings.noneHeading : texts.bookings.emptyHeading}
            body={filtered ? texts.bookings.noneBody : texts.bookings.emptyBody}
          >
            {filtered && (
              <Button variant="default" onClick={clear} data-testid="clear-filters">
                {texts.bookings.clearFilters}
              </Button>
            )}
          </Notice>
        )}
        {items.length > 0 && <BookingList items={items} stale={list.isPlaceholderData} />}
        <Pager
          range={range}
          back={back && { to: back.to, go: turn(back.go) }}
          onNext={nextCursor === null ? undefined : turn(() => next(nextCursor))}
          busy={list.isPlaceholderData}
        />
      </div>
    </>
  );
};
