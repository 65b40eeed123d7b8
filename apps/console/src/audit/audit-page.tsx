// Who did what, when and why: filtered, exported, and its hash chain verified.
import { Button, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import type { AuditEntry } from '@nightlatch/api';
import { IconDownload, IconFileSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { exportUrl } from '../api/export-url.ts';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { ZoneNote } from '../parts/zone-note.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { dayRange } from '../time/day-range.ts';
import classes from './audit-page.module.css';
import { type AuditFilters, auditQuery } from './audit-queries.ts';
import { VerifyPanel } from './verify-panel.tsx';

/** Groups of actions: the first part of an action's name. */
const GROUPS = [
  'key',
  'revocation',
  'booking',
  'occupancy',
  'check_in',
  'id_check',
  'id_image',
  'id_verification',
  'guest',
  'message',
  'link',
  'device',
  'room',
  'door',
  'lock',
  'journal',
  'task',
  'staff',
  'invitation',
  'api_key',
  'location',
  'lock_system',
  'pms',
  'messages',
  'arrival',
  'webhook',
  'retention',
  'emergency',
  'signing_key',
  'quarantine',
] as const;

/** The page. */
export const AuditPage = () => {
  const texts = useTexts();
  const words = texts.audit;
  const { location, mayAct } = useCurrentLocation();
  const [group, setGroup] = useState('');
  const [person, setPerson] = useState<{ id: string; name: string }>();
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const filters = useMemo<AuditFilters>(
    () => ({
      ...(group === '' ? {} : { action: group }),
      ...(person ? { actorId: person.id } : {}),
      ...dayRange(first, last, location.timeZone),
    }),
    [group, person, first, last, location.timeZone],
  );
  const entries = useInfiniteQuery({ ...auditQuery(location.id, filters), enabled: mayAct });
  const items = entries.data?.pages.flatMap((page) => page.items) ?? [];
  if (!mayAct) return <Notice alone heading={words.forStaff} />;
  return (
    <>
      <div className={classes.head}>
        <PageHeading title={words.page} where={location.name} />
        <ZoneNote />
      </div>
      <VerifyPanel />
      <Panel
        heading={words.entries}
        flush
        aside={
          <Button
            component="a"
            href={exportUrl('exportAuditEntries', { locationId: location.id }, filters)}
            download
            size="xs"
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            data-testid="audit-export"
          >
            {texts.exportCsv}
          </Button>
        }
      >
        <div className={classes.filters}>
          <NativeSelect
            label={words.group}
            value={group}
            data={[
              { value: '', label: words.anyGroup },
              ...GROUPS.map((one) => ({ value: one, label: words.groups[one] })),
            ]}
            onChange={(event) => setGroup(event.currentTarget.value)}
            data-testid="audit-group"
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
          {person && (
            <Button variant="default" onClick={() => setPerson(undefined)}>
              {words.onlyBy(person.name)}
            </Button>
          )}
        </div>
        {entries.isPending && (
          <div role="status" aria-label={words.loading} className={classes.body}>
            <Skeleton height={18} mb={14} />
            <Skeleton height={18} mb={14} />
            <Skeleton height={18} />
          </div>
        )}
        {entries.error && (
          <div className={classes.body}>
            <ProblemAlert error={entries.error} heading={words.failed} onRetry={() => void entries.refetch()} />
          </div>
        )}
        {entries.data && items.length === 0 && (
          <Notice icon={<IconFileSearch size={36} stroke={1.4} />} heading={words.none} body={words.noneBody} />
        )}
        <ol>
          {items.map((one) => (
            <Entry key={one.id} entry={one} onPerson={setPerson} />
          ))}
        </ol>
        {entries.hasNextPage && (
          <div className={classes.more}>
            <Button variant="default" loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
              {texts.bookings.loadMore}
            </Button>
          </div>
        )}
      </Panel>
    </>
  );
};

const pretty = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value, null, 2);

const Entry = (props: { entry: AuditEntry; onPerson: (person: { id: string; name: string }) => void }) => {
  const words = useTexts().audit;
  const { time } = useCurrentLocation();
  const { entry } = props;
  const before = pretty(entry.before);
  const after = pretty(entry.after);
  return (
    <li className={classes.entry} data-testid="audit-entry" data-action={entry.action}>
      <time dateTime={entry.at}>{time.instant(entry.at)}</time>
      <div>
        <p>
          <strong>{words.actions[entry.action] ?? entry.action}</strong>{' '}
          <button
            type="button"
            className={classes.person}
            title={words.filterBy(entry.actor)}
            onClick={() => props.onPerson({ id: entry.actorId, name: entry.actor })}
          >
            {entry.actor}
          </button>
        </p>
        {entry.reason && <p>{words.reason(entry.reason)}</p>}
        <details>
          <summary>{words.details}</summary>
          <p className={classes.soft}>{entry.subject}</p>
          {before && (
            <>
              <p className={classes.soft}>{words.before}</p>
              <pre>{before}</pre>
            </>
          )}
          {after && (
            <>
              <p className={classes.soft}>{words.after}</p>
              <pre>{after}</pre>
            </>
          )}
        </details>
      </div>
    </li>
  );
};
