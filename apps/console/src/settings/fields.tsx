// Fields that settings share: a whole number within bounds, a duration to choose, a set to tick.
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';
import { formatDuration } from '../time/format-duration.ts';
import classes from './settings-form.module.css';

/** Whether a field's number can be saved. */
export const isWithin = (value: number | null, min: number, max: number): boolean =>
  value !== null && Number.isInteger(value) && value >= min && value <= max;

type NumberProps = {
  label: string;
  description?: string;
  value: number | null;
  min: number;
  max: number;
  onChange: (value: number | null) => void;
  testId?: string;
};

/** A whole number; null while the field is empty or holds something else. */
export const NumberField = ({ label, description, value, min, max, onChange, testId }: NumberProps) => {
  const words = useTexts().settings.form;
  return (
    <TextInput
      type="number"
      inputMode="numeric"
      min={min}
      max={max}
      step={1}
      label={label}
      description={description}
      value={value === null || Number.isNaN(value) ? '' : value}
      error={isWithin(value, min, max) ? undefined : words.between(min, max)}
      onChange={({ currentTarget: { value: text } }) => onChange(text === '' ? null : Number(text))}
      data-testid={testId}
    />
  );
};

type DurationProps = {
  label: string;
  description?: string;
  /** In seconds. */
  value: number;
  choices: readonly number[];
  /** What zero means here. */
  none?: string;
  onChange: (seconds: number) => void;
  testId?: string;
};

/** A duration out of a few; one that was set elsewhere stands among them. */
export const DurationSelect = ({ label, description, value, choices, none, onChange, testId }: DurationProps) => {
  const { locale } = useTexts();
  const all = [...new Set([...choices, value])].sort((a, b) => a - b);
  return (
    <NativeSelect
      label={label}
      description={description}
      value={String(value)}
      data={all.map((seconds) => ({
        value: String(seconds),
        label: seconds === 0 && none !== undefined ? none : formatDuration(locale, seconds),
      }))}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
      data-testid={testId}
    />
  );
};

type TicksProps<T extends string> = {
  legend: string;
  description?: string;
  all: readonly T[];
  chosen: readonly T[];
  labels: Readonly<Record<T, string>>;
  hints?: Readonly<Partial<Record<T, string>>>;
  onChange: (chosen: T[]) => void;
  testId?: string;
};

/** Any of a set. Keeps the set's own order, whatever was ticked first. */
export const Ticks = <T extends string>(props: TicksProps<T>) => (
  <fieldset className={classes.group} data-testid={props.testId}>
    <legend>{props.legend}</legend>
    {props.description && <p className={classes.lead}>{props.description}</p>}
    {props.all.map((one) => (
      <Checkbox
        key={one}
        label={props.labels[one]}
        description={props.hints?.[one]}
        checked={props.chosen.includes(one)}
        onChange={({ currentTarget: { checked } }) =>
          props.onChange(props.all.filter((other) => (other === one ? checked : props.chosen.includes(other))))
        }
        value={one}
      />
    ))}
  </fieldset>
);
