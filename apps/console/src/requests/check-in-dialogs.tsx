// Deciding on a mobile check-in: yes says what follows, no needs the reason that the guest reads.
import { Textarea } from '@mantine/core';
import type { ArrivalRequest, Booking } from '@nightlatch/api';
import { useCallback, useState } from 'react';
import { useCommand } from '../api/use-command.ts';
import { useKeepBooking } from '../booking/keep-booking.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAnnounce } from '../parts/announcements.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';

type Props = { request: ArrivalRequest; onClose: () => void };

/** After a decision: the booking is known, the lists read again. */
export const useDecided = ({ bookingId }: ArrivalRequest, sentence: string, onClose: () => void) => {
  const { location } = useCurrentLocation();
  const announce = useAnnounce();
  const keep = useKeepBooking({ id: bookingId, locationId: location.id });
  return useCallback(
    (booking: Booking) => {
      keep(booking);
      announce(sentence);
      onClose();
    },
    [keep, announce, sentence, onClose],
  );
};

/** Approves. */
export const ApproveDialog = ({ request, onClose }: Props) => {
  const words = useTexts().requests;
  const { location } = useCurrentLocation();
  const approve = useCommand('approveCheckIn', useDecided(request, words.approved, onClose));
  return (
    <ActionDialog
      heading={words.approveHeading}
      confirm={words.approve}
      confirmTestId="approve-confirm"
      pending={approve.pending}
      onConfirm={() => void approve.run({ params: { locationId: location.id, checkInId: request.id } })}
      onClose={onClose}
    >
      <ProblemAlert error={approve.error} />
      <p>{words.approveBody(request.guestName)}</p>
      {request.roomReadiness !== 'ready' && <p>{words.approveWaits}</p>}
    </ActionDialog>
  );
};

/** Declines. */
export const DeclineDialog = ({ request, onClose }: Props) => {
  const words = useTexts().requests;
  const { location } = useCurrentLocation();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const decline = useCommand('declineCheckIn', useDecided(request, words.declined, onClose));
  const missing = reason.trim().length < 3;
  const confirm = (): void => {
    setTried(true);
    if (missing) return;
    void decline.run({ params: { locationId: location.id, checkInId: request.id }, body: { reason: reason.trim() } });
  };
  return (
    <ActionDialog
      heading={words.declineHeading}
      confirm={words.decline}
      confirmTestId="decline-confirm"
      danger
      pending={decline.pending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <ProblemAlert error={decline.error} />
      <p>{words.declineBody(request.guestName)}</p>
      <Textarea
        label={words.reason}
        description={words.reasonHint}
        value={reason}
        maxLength={500}
        error={tried && missing ? words.reasonMissing : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-first-focus
        data-testid="decline-reason"
      />
    </ActionDialog>
  );
};
