// A date and time by the hotel's clock, saying whose clock that is where the reader's differs.
import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCurrentLocation } from '../shell/current-location.ts';

type Props = {
  label: string;
  value: string;
  /** What is wrong; `true`: the whole form says it. */
  error?: ReactNode;
  disabled?: boolean;
  firstFocus?: boolean;
  onChange: (value: string) => void;
  testId: string;
};

/** The field. */
export const WallTimeField = (props: Props) => {
  const { time } = useCurrentLocation();
  return (
    <TextInput
      type="datetime-local"
      label={time.foreignZone ? `${props.label} (${time.foreignZone})` : props.label}
      value={props.value}
      disabled={props.disabled ?? false}
      error={props.error}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      {...(props.firstFocus ? { 'data-first-focus': true } : {})}
      data-testid={props.testId}
    />
  );
};
