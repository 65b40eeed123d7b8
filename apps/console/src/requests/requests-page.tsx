// Mobile check-ins and ID documents that wait for the desk, and what was decided.
import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { ZoneNote } from '../parts/zone-note.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { RequestCard } from './request-card.tsx';
import { requestsQuery } from './request-queries.ts';
import classes from './requests-page.module.css';

/** The page. */
export const RequestsPage = () => {
  const texts = useTexts();
  const words = texts.requests;
  const { location, mayAct } = useCurrentLocation();
  const [state, setState] = useState<'open' | 'decided'>('open');
  const requests = useInfiniteQuery({ ...requestsQuery(location.id, state), enabled: mayAct });
  const items = requests.data?.pages.flatMap((page) => page.items) ?? [];
  if (!mayAct) return <Notice alone heading={words.forStaff} />;
  return (
    <>
      <div className={classes.head}>
        <PageHeading title={words.page} where={location.name} />
        <SegmentedControl
          aria-label={words.which}
          value={state}
          onChange={(value) => setState(value === 'decided' ? 'decided' : 'open')}
          data={[
            { value: 'open', label: words.open },
            { value: 'decided', label: words.decided },
          ]}
        />
        <ZoneNote />
      </div>
      {requests.isPending && (
        <div role="status" aria-label={words.loading} className={classes.list}>
          <Skeleton height={120} />
          <Skeleton height={120} />
        </div>
      )}
      {requests.error && (
        <ProblemAlert error={requests.error} heading={words.failed} onRetry={() => void requests.refetch()} />
      )}
      {requests.data && items.length === 0 && (
        <Notice
          icon={<IconChecks size={36} stroke={1.4} />}
          heading={state === 'open' ? words.noneOpen : words.noneDecided}
          body={state === 'open' ? words.noneOpenBody : words.noneDecidedBody}
        />
      )}
      <ul className={classes.list}>
        {items.map((one) => (
          <li key={`${one.kind} ${one.id}`}>
            <RequestCard request={one} />
          </li>
        ))}
      </ul>
      {requests.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={requests.isFetchingNextPage} onClick={() => void requests.fetchNextPage()}>
            {texts.bookings.loadMore}
          </Button>
        </div>
      )}
    </>
  );
};
