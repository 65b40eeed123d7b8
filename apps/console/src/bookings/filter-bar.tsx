// Search and filters above the list; Enter opens the first booking found, the address keeps all of it.
import { CloseButton, Kbd, Loader, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { BookingFilters } from '../api/queries.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './filter-bar.module.css';
import { withFilter } from './filters.ts';
import { takeSearchWish } from './search-shortcut.ts';

const DEBOUNCE_MS = 200;

const options = (any: string, table: Readonly<Record<string, string>>): { value: string; label: string }[] => [
  { value: '', label: any },
  ...Object.entries(table).map(([value, label]) => ({ value, label })),
];

const FIRST_ROW = '[data-testid="booking-row"] a';

type Props = { filters: BookingFilters; onChange: (next: BookingFilters, replace: boolean) => void; busy: boolean };

/** The bar. */
export const FilterBar = ({ filters, onChange, busy }: Props) => {
  const texts = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const applied = filters.search ?? '';
  const [text, setText] = useState(applied);
  const [lastApplied, setLastApplied] = useState(applied);
  if (applied !== lastApplied) {
    // The address changed by itself (back, cleared filters): the field follows.
    setLastApplied(applied);
    if (applied !== text.trim()) setText(applied);
  }

  useEffect(() => {
    if (text.trim() === applied) return;
    const timer = setTimeout(() => onChange(withFilter(filters, 'search', text.trim()), true), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text, applied, filters, onChange]);

  // Somebody pressed `/` on another page.
  useEffect(() => {
    if (takeSearchWish()) field.current?.focus();
  }, []);

  // Enter opens the first booking found, once the list is the answer to what stands in the field.
  const [opening, setOpening] = useState(false);
  const settled = !busy && text.trim() === applied;
  useEffect(() => {
    if (!opening || !settled) return;
    setOpening(false);
    document.querySelector<HTMLElement>(FIRST_ROW)?.click();
  }, [opening, settled]);

  const keys = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') setText('');
    if (event.key === 'Enter' && text.trim() !== '') {
      event.preventDefault();
      if (text.trim() !== applied) onChange(withFilter(filters, 'search', text.trim()), true);
      setOpening(true);
    }
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      document.querySelector<HTMLElement>(FIRST_ROW)?.focus();
    }
  };

  return (
    <search className={classes.bar}>
      <TextInput
        ref={field}
        className={classes.search}
        aria-label={texts.bookings.search}
        placeholder={texts.bookings.searchPlaceholder}
        title={texts.bookings.searchHint}
        aria-keyshortcuts="/"
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        leftSection={busy ? <Loader size={16} /> : <IconSearch size={18} aria-hidden="true" />}
        rightSection={
          text ? (
            <CloseButton size="sm" aria-label={texts.bookings.clearSearch} onClick={() => setText('')} />
          ) : (
            <Kbd size="xs" aria-hidden="true" className={classes.hint}>
              /
            </Kbd>
          )
        }
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setOpening(false);
        }}
        onKeyDown={keys}
        data-testid="bookings-search"
      />
      <SegmentedControl
        className={classes.day}
        aria-label={texts.bookings.day}
        value={filters.day ?? ''}
        onChange={(value) => onChange(withFilter(filters, 'day', value), false)}
        data={[
          { value: '', label: texts.bookings.days.all },
          { value: 'arriving', label: texts.bookings.days.arriving },
          { value: 'in_house', label: texts.bookings.days.in_house },
          { value: 'departing', label: texts.bookings.days.departing },
        ]}
        data-testid="filter-day"
      />
      <NativeSelect
        className={classes.choice}
        aria-label={texts.bookings.status}
        value={filters.status ?? ''}
        onChange={(event) => onChange(withFilter(filters, 'status', event.currentTarget.value), false)}
        data={options(texts.bookings.anyStatus, texts.bookingStatus)}
        data-testid="filter-status"
      />
      <NativeSelect
        className={classes.choice}
        aria-label={texts.bookings.keys}
        value={filters.keys ?? ''}
        onChange={(event) => onChange(withFilter(filters, 'keys', event.currentTarget.value), false)}
        data={options(texts.bookings.anyKeys, texts.keySummary)}
        data-testid="filter-keys"
      />
    </search>
  );
};
