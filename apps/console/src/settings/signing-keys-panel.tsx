// What the location signs by, which locks trust it, and how far a change of it is.
import type { SigningKeys } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { Panel } from '../parts/panel.tsx';
import { Tag } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Loaded } from './loaded.tsx';
import classes from './rows.module.css';
import { settingsQueries } from './settings-queries.ts';

const TONES = { announced: 'info', active: 'good', retiring: 'warn', retired: 'neutral' } as const;

/** The panel; destroyed keys are left out. */
export const SigningKeysPanel = () => {
  const words = useTexts().settings.emergency.signingKeys;
  const { location } = useCurrentLocation();
  const keys = useQuery(settingsQueries.signingKeys(location.id));
  return (
    <Panel heading={words.heading} flush>
      <p className={classes.none}>{words.lead}</p>
      <Loaded query={keys} heading={words.heading}>
        {(all) => (
          <ul>
            {all.keys
              .filter((key) => key.state !== 'retired')
              .map((key) => (
                <KeyRow key={`${key.class} ${key.epoch}`} signingKey={key} rotations={all.rotations} />
              ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
};

type RowProps = {
  readonly signingKey: SigningKeys['keys'][number];
  readonly rotations: SigningKeys['rotations'];
};

const KeyRow = ({ signingKey: key, rotations }: RowProps) => {
  const words = useTexts().settings.emergency.signingKeys;
  const { time } = useCurrentLocation();
  const change = rotations.find((one) => one.class === key.class && one.newEpoch === key.epoch);
  const trusted = key.class === 'reader_issuer' ? [] : [words.locks(key.locks)];
  return (
    <li className={classes.row} data-testid="signing-key" data-class={key.class} data-state={key.state}>
      <div className={classes.grow}>
        <strong>{words.classes[key.class]}</strong>
        <p className={classes.soft}>
          {[words.epoch(key.epoch), words.since(time.instant(key.activeAt ?? key.createdAt)), ...trusted].join(' · ')}
        </p>
        {change && change.behind.length > 0 && (
          <p className={classes.soft}>
            {(change.class === 'reader_issuer' ? words.again : words.behind)(change.behind.join(', '))}
          </p>
        )}
        {change?.waitsUntil && <p className={classes.soft}>{words.waits(time.instant(change.waitsUntil))}</p>}
      </div>
      <Tag tone={TONES[key.state]}>{words.states[key.state]}</Tag>
    </li>
  );
};
