// One problem: what is the case, whom it is about, since when, and its one action.
import { Button } from '@mantine/core';
import type { TodayProblem, TodayProblemKind } from '@nightlatch/api';
import {
  IconAlertTriangle,
  IconBattery2,
  IconChecklist,
  IconClockExclamation,
  IconDeviceMobileOff,
  IconDeviceMobileQuestion,
  IconHourglass,
  IconId,
  IconKeyOff,
  IconLockExclamation,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { actionOf, type TodayDialog } from './problem-action.ts';
import classes from './problem-row.module.css';
import { aboutOf, detailOf, titleOf } from './problem-text.ts';

const ICON: Readonly<Record<TodayProblemKind, typeof IconId>> = {
  refused_at_door: IconLockExclamation,
  key_waiting: IconHourglass,
  check_in_to_approve: IconChecklist,
  id_to_review: IconId,
  expires_early: IconClockExclamation,
  not_downloaded: IconDeviceMobileQuestion,
  lease_ended: IconDeviceMobileOff,
  pms_out_of_touch: IconPlugConnectedX,
  lock_trouble: IconBattery2,
  could_still_open: IconKeyOff,
  task: IconAlertTriangle,
};

type Props = {
  problem: TodayProblem;
  resyncing: boolean;
  onDialog: (dialog: TodayDialog) => void;
  onResync: () => void;
};

/** The row. */
export const ProblemRow = ({ problem, resyncing, onDialog, onResync }: Props) => {
  const texts = useTexts();
  const { time, mayAct } = useCurrentLocation();
  const Icon = ICON[problem.kind];
  const about = aboutOf(problem, texts);
  return (
    <li
      className={classes.row}
      data-testid="problem"
      data-kind={problem.kind}
      data-urgency={problem.urgency}
      data-codes={problem.codes.join(' ')}
    >
      <span className={classes.icon} aria-hidden="true">
        <Icon size={20} stroke={1.7} />
      </span>
      <div className={classes.words}>
        <p className={classes.title}>{titleOf(problem, texts, time)}</p>
        <p className={classes.about}>
          {about.length > 0 && <AboutLink problem={problem} about={about.join(' · ')} />}
          {detailOf(problem, texts, time).map((part) => (
            <span key={part} className={classes.soft}>
              {part}
            </span>
          ))}
        </p>
      </div>
      <div className={classes.acts}>
        {problem.kind === 'task' && mayAct && (
          <Button
            size="xs"
            variant="subtle"
            aria-label={texts.today.actFor(texts.today.act.done, about.join(', '))}
            onClick={() => onDialog('done')}
            data-testid="problem-done"
          >
            {texts.today.act.done}
          </Button>
        )}
        <Act problem={problem} about={about.join(', ')} {...{ resyncing, onDialog, onResync }} />
      </div>
    </li>
  );
};

/** Guest and room lead to the booking, whatever the action is. */
const AboutLink = ({ problem, about }: { problem: TodayProblem; about: string }) => {
  const { location } = useCurrentLocation();
  if (problem.bookingId === null) return <strong>{about}</strong>;
  return (
    <Link
      className={classes.link}
      to="/l/$locationId/bookings/$bookingId"
      params={{ locationId: location.id, bookingId: problem.bookingId }}
    >
      {about}
    </Link>
  );
};

const Act = ({ problem, about, resyncing, onDialog, onResync }: Props & { about: string }) => {
  const words = useTexts().today;
  const { location, mayAct } = useCurrentLocation();
  const action = actionOf(problem, mayAct);
  if (action === undefined) return null;
  const look = { size: 'xs', variant: 'default', 'data-testid': 'problem-act' } as const;
  const spoken = (act: string): { 'aria-label': string } => ({ 'aria-label': words.actFor(act, about) });
  switch (action.kind) {
    case 'dialog':
      return (
        <Button {...look} {...spoken(words.act[action.dialog])} onClick={() => onDialog(action.dialog)}>
          {words.act[action.dialog]}
        </Button>
      );
    case 'resync':
      return (
        <Button {...look} loading={resyncing} onClick={onResync}>
          {words.act.resync}
        </Button>
      );
    case 'booking':
      return (
        <Button
          {...look}
          {...spoken(words.act.booking)}
          renderRoot={(props) => (
            <Link
              {...props}
              to="/l/$locationId/bookings/$bookingId"
              params={{ locationId: location.id, bookingId: problem.bookingId ?? '' }}
            />
          )}
        >
          {words.act.booking}
        </Button>
      );
    case 'door':
      return (
        <Button
          {...look}
          {...spoken(words.act.door)}
          renderRoot={(props) => (
            <Link
              {...props}
              to="/l/$locationId/doors"
              params={{ locationId: location.id }}
              search={{ door: action.doorId }}
            />
          )}
        >
          {words.act.door}
        </Button>
      );
  }
};
