// The dialog of a problem over today's list: reads the booking, then does what the booking's own page would.
import { Skeleton } from '@mantine/core';
import type { Booking, TodayProblem } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '../api/queries.ts';
import { ArrivalRequests } from '../booking/arrival-requests.tsx';
import { GuestLink } from '../booking/guest-link-panel.tsx';
import { IssueDialog } from '../booking/issue-dialog.tsx';
import { type KeyDialog, KeyDialogs } from '../booking/key-dialogs.tsx';
import { OverrideIdDialog } from '../booking/override-id-dialog.tsx';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { type AskedDecision, RequestDialog } from '../requests/request-decision.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import type { TodayDialog } from './problem-action.ts';
import { titleOf } from './problem-text.ts';
import { TaskDoneDialog } from './task-done-dialog.tsx';

type Props = { problem: TodayProblem; dialog: TodayDialog; onClose: () => void };

/** The dialog. */
export const ProblemDialogs = ({ problem, dialog, onClose }: Props) => {
  const texts = useTexts();
  const { location, time } = useCurrentLocation();
  const [asked, setAsked] = useState<AskedDecision>();
  const needsBooking = dialog !== 'done' && problem.bookingId !== null;
  const booking = useQuery({
    ...queries.booking(location.id, problem.bookingId ?? ''),
    enabled: needsBooking,
    // What the booking said before the problem would offer the wrong step, and change it under the reader's hand.
    refetchOnMount: 'always',
  });
  if (dialog === 'done') return <TaskDoneDialog problem={problem} onClose={onClose} />;
  if (!booking.data || !(booking.isFetchedAfterMount || booking.isError))
    return (
      <ActionDialog heading={titleOf(problem, texts, time)} pending={false} dismiss={texts.close} onClose={onClose}>
        {booking.error ? (
          <ProblemAlert error={booking.error} onRetry={() => booking.refetch()} />
        ) : (
          <div role="status" aria-label={texts.booking.loading}>
            <Skeleton height={22} width="70%" mb={10} />
            <Skeleton height={16} />
          </div>
        )}
      </ActionDialog>
    );
  if (dialog === 'link')
    return (
      <ActionDialog heading={texts.link.heading} pending={false} dismiss={texts.close} onClose={onClose}>
        <p>{texts.keys.keyFor(problem.guestName ?? texts.unknown, problem.roomNumber)}</p>
        <GuestLink booking={booking.data} />
      </ActionDialog>
    );
  if (asked) return <RequestDialog {...asked} onClose={onClose} />;
  if (dialog === 'override_id') return <OverrideIdDialog booking={booking.data} onClose={onClose} />;
  if (dialog === 'check_in')
    return (
      <ActionDialog heading={titleOf(problem, texts, time)} pending={false} dismiss={texts.close} onClose={onClose}>
        <p>{texts.keys.keyFor(problem.guestName ?? texts.unknown, problem.roomNumber)}</p>
        <ArrivalRequests booking={booking.data} onDecide={setAsked} />
      </ActionDialog>
    );
  return <OfKey booking={booking.data} keyId={problem.keyId} first={dialog} onClose={onClose} />;
};

const OfKey = (props: { booking: Booking; keyId: string | null; first: KeyDialog; onClose: () => void }) => {
  const { booking, onClose } = props;
  const [dialog, setDialog] = useState(props.first);
  const key = booking.keys.find((one) => one.id === props.keyId);
  if (dialog === 'issue' || !key) return <IssueDialog booking={booking} waitForConditions={false} onClose={onClose} />;
  return <KeyDialogs dialog={dialog} booking={booking} digitalKey={key} onStep={setDialog} onClose={onClose} />;
};
