// The set-up checklist: each step with its state as the server sees it, and the way to the page where it is done.
import { Button } from '@mantine/core';
import type { SetUp } from '@nightlatch/api';
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Panel } from '../parts/panel.tsx';
import { Tag } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Loaded } from './loaded.tsx';
import rows from './rows.module.css';
import classes from './set-up-topic.module.css';
import { settingsQueries } from './settings-queries.ts';
import type { Topic } from './topics.ts';

type Step = SetUp['steps'][number]['step'];

/** Where each step is done; the first key comes with a booking. */
const PLACES: Readonly<Record<Exclude<Step, 'first_key'>, Topic>> = {
  location: 'location',
  pms: 'pms',
  rooms: 'rooms',
  locks: 'rooms',
  lock_system: 'digital-keys',
  rules: 'rules',
  messages: 'messages',
  arrival: 'arrival',
  staff: 'staff',
};

/** The topic. */
export const SetUpTopic = () => {
  const words = useTexts().settings;
  const { location } = useCurrentLocation();
  const setUp = useQuery(settingsQueries.setUp(location.id));
  return (
    <Loaded query={setUp} heading={words.topics['set-up'].name}>
      {(data) => <Checklist setUp={data} />}
    </Loaded>
  );
};

const Checklist = ({ setUp }: { setUp: SetUp }) => {
  const texts = useTexts();
  const words = texts.settings.setUp;
  const done = setUp.steps.filter((one) => one.done).length;
  const all = setUp.steps.length;
  const ready = setUp.steps.every((one) => one.done || one.optional);
  const counts: Readonly<Partial<Record<Step, string>>> = {
    rooms: words.counts.rooms(setUp.rooms, setUp.roomsWithoutDoor),
    locks: [
      words.counts.locks(setUp.roomDoorsWithLock, setUp.roomDoors),
      ...(setUp.simulatedLocks > 0 ? [words.counts.simulated] : []),
    ].join(' '),
    staff: words.counts.staff(setUp.staff),
  };
  const next = setUp.steps.find((one) => !one.done);
  return (
    <Panel
      heading={texts.settings.topics['set-up'].name}
      flush
      aside={
        <span data-testid="set-up-progress" data-done={done}>
          {words.progress(done, all)}
        </span>
      }
    >
      <div className={classes.bar} aria-hidden="true">
        {setUp.steps.map((one) => (
          <span key={one.step} data-done={one.done} />
        ))}
      </div>
      <p className={rows.none}>{ready ? words.complete : words.lead}</p>
      <ol>
        {setUp.steps.map((one) => (
          <li key={one.step} className={rows.row} data-testid="set-up-step" data-step={one.step} data-done={one.done}>
            {one.done ? (
              <IconCircleCheckFilled className={classes.done} size={26} aria-hidden="true" />
            ) : (
              <IconCircle className={classes.open} size={26} aria-hidden="true" />
            )}
            <div className={rows.grow}>
              <strong>{words.steps[one.step]}</strong>
              {!one.done && <p className={rows.soft}>{words.hints[one.step]}</p>}
              {counts[one.step] !== undefined && <p className={rows.soft}>{counts[one.step]}</p>}
            </div>
            <Tag tone={one.done ? 'good' : one.optional ? 'neutral' : 'warn'}>
              {one.done ? words.done : one.optional ? words.optional : words.open}
            </Tag>
            <Place step={one.step} isNext={one === next} />
          </li>
        ))}
      </ol>
    </Panel>
  );
};

const Place = ({ step, isNext }: { step: Step; isNext: boolean }) => {
  const words = useTexts().settings.setUp;
  const { location } = useCurrentLocation();
  const look = {
    size: 'xs',
    variant: isNext ? 'filled' : 'default',
    'aria-label': `${words.go}: ${words.steps[step]}`,
  } as const;
  const params = { locationId: location.id };
  if (step === 'first_key') {
    return (
      <Button {...look} renderRoot={(props) => <Link {...props} to="/l/$locationId/bookings" params={params} />}>
        {words.go}
      </Button>
    );
  }
  const topic = PLACES[step];
  return (
    <Button
      {...look}
      renderRoot={(props) => <Link {...props} to="/l/$locationId/settings/$topic" params={{ ...params, topic }} />}
    >
      {words.go}
    </Button>
  );
};
