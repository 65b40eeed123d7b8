// Every condition of issue with its state: open while something is missing, one line when all is well.
import type { Booking } from '@nightlatch/api';
import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import { useTexts } from '../texts/use-texts.ts';
import classes from './conditions-list.module.css';

type Condition = Booking['conditions'][number];

/** The list. `relevant` is false when the stay is over and no condition could help. */
export const ConditionsList = (props: { conditions: readonly Condition[]; relevant: boolean }) => {
  const texts = useTexts();
  const unmet = props.conditions.filter((one) => !one.met).length;
  return (
    <details className={classes.details} open={props.relevant && unmet > 0}>
      <summary>
        <span className={classes.summary} data-met={unmet === 0}>
          {unmet === 0 ? (
            <IconCircleCheckFilled size={20} aria-hidden="true" />
          ) : (
            <IconCircleDashed size={20} aria-hidden="true" />
          )}
          {unmet === 0 ? texts.conditions.allMet : texts.conditions.unmetCount(unmet)}
        </span>
      </summary>
      <ul className={classes.list}>
        {props.conditions.map((one) => (
          <li key={one.code} data-testid={`condition-${one.code}`} data-met={one.met} className={classes.condition}>
            {one.met ? (
              <IconCircleCheckFilled size={18} aria-hidden="true" />
            ) : (
              <IconCircleDashed size={18} aria-hidden="true" />
            )}
            <div>
              <p>
                {texts.conditions.name[one.code] ?? one.message}
                <span className={one.met ? 'nl-hidden' : classes.state}>
                  {' '}
                  {one.met ? texts.conditions.met : texts.conditions.unmet}
                </span>
              </p>
              {!one.met && <p className={classes.message}>{one.message}</p>}
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
};
