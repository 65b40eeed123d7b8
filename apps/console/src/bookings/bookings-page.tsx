// All bookings of a location: search, filters, live list.
import { Button } from '@mantine/core';
import { IconCalendarOff, IconSearchOff } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type BookingFilters, queries } from '../api/queries.ts';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { BookingList } from './booking-list.tsx';
import { BookingListSkeleton } from './booking-list-skeleton.tsx';
import classes from './bookings-page.module.css';
import { FilterBar } from './filter-bar.tsx';

/** The page. */
export const BookingsPage = () => {
  const texts = useTexts();
  const { location } = useCurrentLocation();
  const filters = useSearch({ from: '/l/$locationId/bookings' });
  const navigate = useNavigate();
  const setFilters = (next: BookingFilters, replace: boolean): void => {
    void navigate({
      to: '/l/$locationId/bookings',
      params: { locationId: location.id },
      search: next,
      replace,
      resetScroll: false,
    });
  };
  const list = useInfiniteQuery({ ...queries.bookings(location.id, filters), placeholderData: keepPreviousData });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = Object.keys(filters).length > 0;

  return (
    <>
      <div className={classes.head}>
        <PageHeading title={texts.bookings.page} where={location.name} />
        <p role="status" className={classes.count}>
          {list.data && !list.isPlaceholderData ? texts.bookings.count(items.length, list.hasNextPage) : ''}
        </p>
      </div>
      <FilterBar filters={filters} onChange={setFilters} busy={list.isPlaceholderData} />
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
              <Button variant="default" onClick={() => setFilters({}, false)}>
                {texts.bookings.clearFilters}
              </Button>
            )}
          </Notice>
        )}
        {items.length > 0 && <BookingList items={items} stale={list.isPlaceholderData} />}
        {list.hasNextPage && (
          <div className={classes.more}>
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
              {texts.bookings.loadMore}
            </Button>
          </div>
        )}
      </div>
    </>
  );
};
