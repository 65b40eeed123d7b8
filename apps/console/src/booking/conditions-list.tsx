// Every condition of issue with its state: what is missing stands open with its sentence, what is met or depends on what is missing can be unfolded.
import type { Booking } from '@nightlatch/api';
import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import { useTexts } from '../texts/use-texts.ts';
import classes from './conditions-list.module.css';

type Condition = Booking['conditions'][number];

/** The list. `relevant` is false when the stay is over and no condition could help. */
export const ConditionsList = (props: { conditions: readonly Condition[]; relevant: boolean }) => {
  const texts = useTexts();
  const words = texts.conditions;
  const unmet = props.relevant ? props.conditions.filter((one) => one.state === 'unmet') : [];
  const rest = props.conditions.filter((one) => !unmet.includes(one));
  const met = rest.filter((one) => one.state === 'met').length;
  const restIsMet = rest.every((one) => one.state !== 'unmet');
  return (
    <div className={classes.conditions}>
      {unmet.length > 0 && (
        <>
          <h3 className={classes.heading}>{words.unmetCount(unmet.length)}</h3>
          <ul className={classes.list}>
            {unmet.map((one) => (
              <ConditionLine key={one.code} condition={one} />
            ))}
          </ul>
        </>
      )}
      <details>
        <summary>
          <span className={classes.summary} data-met={restIsMet} data-all={unmet.length === 0}>
            {restIsMet && <IconCircleCheckFilled size={18} aria-hidden="true" />}
            {!restIsMet ? words.heading : unmet.length === 0 ? words.allMet : words.metCount(met)}
          </span>
        </summary>
        <ul className={classes.list}>
          {rest.map((one) => (
            <ConditionLine key={one.code} condition={one} />
          ))}
        </ul>
      </details>
    </div>
  );
};

const ConditionLine = ({ condition }: { condition: Condition }) => {
  const words = useTexts().conditions;
  const { code, state, message } = condition;
  const Icon = state === 'met' ? IconCircleCheckFilled : IconCircleDashed;
  return (
    <li data-testid={`condition-${code}`} data-state={state} className={classes.condition}>
      <Icon size={18} aria-hidden="true" />
      <div>
        <p>
          {words.name[code] ?? message}{' '}
          <span className={state === 'met' ? 'nl-hidden' : classes.state}>{words.state[state]}</span>
        </p>
        {state === 'unmet' && <p className={classes.message}>{words.todo[code] ?? message}</p>}
      </div>
    </li>
  );
};
