// Changes a common door's hours: always open, or times for each day of the week.
import { ActionIcon, Checkbox, CloseButton, Radio, TextInput } from '@mantine/core';
import type { Door } from '@nightlatch/api';
import { dayName } from '@nightlatch/texts';
import { IconCopy, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useSave } from '../settings/use-save.ts';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './hours-panel.module.css';
import { hoursOf, isWhole, type Span, USUAL, type Week, weekOf } from './week-of-hours.ts';

/** The dialog. */
export const HoursDialog = ({ door, onClose }: { door: Door; onClose: () => void }) => {
  const texts = useTexts();
  const words = texts.doorHours;
  const { location } = useCurrentLocation();
  const [always, setAlways] = useState(door.hours === null);
  const [week, setWeek] = useState<Week>(door.hours === null ? USUAL : weekOf(door.hours));
  const [tried, setTried] = useState(false);
  const save = useSave('updateDoor', ['location', location.id, 'doors'], onClose, words.saved);
  const whole = always || isWhole(week);
  const confirm = (): void => {
    setTried(true);
    if (!whole) return;
    const params = { locationId: location.id, doorId: door.id };
    void save.run({ params, body: { hours: always ? null : hoursOf(week) }, ifMatch: `"${door.version}"` });
  };
  const setDay = (at: number, spans: readonly Span[]): void =>
    setWeek(week.map((old, day) => (day === at ? spans : old)));
  return (
    <ActionDialog
      heading={`${door.name}: ${words.heading}`}
      confirm={texts.settings.form.save}
      confirmTestId="save-hours"
      pending={save.pending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <ProblemAlert error={save.error} />
      <Radio.Group
        aria-label={words.heading}
        value={always ? 'always' : 'certain'}
        onChange={(value) => setAlways(value === 'always')}
      >
        <div className={classes.modes}>
          <Radio value="always" label={words.always} data-first-focus data-testid="hours-always" />
          <Radio value="certain" label={words.certain} data-testid="hours-certain" />
        </div>
      </Radio.Group>
      {!always && (
        <div className={classes.week}>
          <p className={classes.note}>{words.zone(location.timeZone)}</p>
          {week.map((spans, at) => (
            <DayOfWeek
              // Days have no other name than their place.
              key={dayName(at + 1, 'en', 'long')}
              name={dayName(at + 1, texts.locale, 'long')}
              spans={spans}
              onChange={(next) => setDay(at, next)}
              onCopy={() => setWeek(week.map(() => spans))}
            />
          ))}
        </div>
      )}
      {tried && !whole && (
        <p role="alert" className={classes.hint}>
          {words.none}
        </p>
      )}
      <p className={classes.hint}>{words.effect}</p>
    </ActionDialog>
  );
};

/** More than two times a day no key could name for a week. */
const MOST_SPANS = 2;

type DayProps = {
  name: string;
  spans: readonly Span[];
  onChange: (spans: readonly Span[]) => void;
  onCopy: () => void;
};

const DayOfWeek = ({ name, spans, onChange, onCopy }: DayProps) => {
  const words = useTexts().doorHours;
  const change = (at: number, changes: Partial<Span>): void =>
    onChange(spans.map((old, place) => (place === at ? { ...old, ...changes } : old)));
  return (
    <fieldset className={classes.day} aria-label={name} data-testid="hours-day">
      <Checkbox
        label={name}
        checked={spans.length > 0}
        onChange={({ currentTarget: { checked } }) => onChange(checked ? [{ from: '06:00', to: '22:00' }] : [])}
      />
      <div className={classes.spans}>
        {spans.map(({ from, to }, at) => (
          // Times of a day have no other name than their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <div className={classes.span} key={at}>
            <TextInput
              type="time"
              size="xs"
              aria-label={`${name}: ${words.from}`}
              value={from}
              onChange={({ currentTarget: { value } }) => change(at, { from: value })}
            />
            <TextInput
              type="time"
              size="xs"
              aria-label={`${name}: ${words.to}`}
              value={to}
              onChange={({ currentTarget: { value } }) => change(at, { to: value })}
            />
            {at === 0 && (
              <>
                {spans.length < MOST_SPANS && (
                  <ActionIcon
                    variant="default"
                    size={32}
                    aria-label={`${words.add}: ${name}`}
                    title={words.add}
                    onClick={() => onChange([...spans, { from: '', to: '' }])}
                  >
                    <IconPlus size={16} aria-hidden="true" />
                  </ActionIcon>
                )}
                <ActionIcon
                  variant="default"
                  size={32}
                  aria-label={`${words.copy}: ${name}`}
                  title={words.copy}
                  onClick={onCopy}
                  data-testid="copy-hours"
                >
                  <IconCopy size={16} aria-hidden="true" />
                </ActionIcon>
              </>
            )}
            {spans.length > 1 && (
              <CloseButton
                aria-label={words.remove(name)}
                onClick={() => onChange(spans.filter((_, place) => place !== at))}
              />
            )}
            {from !== '' && to !== '' && to <= from && (
              <span className={classes.note}>{to === from ? words.wholeDay : words.overnight}</span>
            )}
          </div>
        ))}
      </div>
    </fieldset>
  );
};
