// What went wrong with a call, as sentences, with the way to try again.
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { describeError } from '../api/describe-error.ts';
import { useHotelInstant } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './problem-alert.module.css';

/** An error inside a form or panel. `heading` says which part could not be shown; `onRetry` offers another try. */
export const ProblemAlert = (props: { error: unknown; heading?: string; onRetry?: () => void }) => {
  const texts = useTexts();
  const instant = useHotelInstant();
  if (props.error === undefined || props.error === null) return null;
  const described = describeError(props.error, texts, instant);
  return (
    <div className={classes.alert} role="alert">
      <IconAlertTriangle size={20} aria-hidden="true" />
      <div>
        {props.heading && <strong>{props.heading}</strong>}
        <p>{described.sentence}</p>
        {described.details.length > 0 && (
          <ul>
            {described.details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        )}
        {described.supportId && <p className={classes.support}>{texts.problemNumber(described.supportId)}</p>}
        {props.onRetry && (
          <Button size="xs" variant="default" mt={8} onClick={props.onRetry}>
            {texts.tryAgain}
          </Button>
        )}
      </div>
    </div>
  );
};
