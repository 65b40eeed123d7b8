// Decisions about an arrival that ask before they are made: decline, accept or refuse an ID, accept it without images.
import type { Booking } from '@nightlatch/api';
import { useCallback } from 'react';
import { useCommand } from '../api/use-command.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { DecisionDialog } from '../parts/decision-dialog.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { useKeepBooking } from './keep-booking.ts';

/** What is to be decided. */
export type ArrivalDecision =
  | { readonly kind: 'decline'; readonly checkInId: string }
  | { readonly kind: 'accept_id'; readonly idCheckId: string }
  | { readonly kind: 'refuse_id'; readonly idCheckId: string }
  | { readonly kind: 'override_id' };

type Props = { decision: ArrivalDecision; booking: Booking; onClose: () => void };

/** The dialog of the decision. */
export const ArrivalDialog = ({ decision, booking, onClose }: Props) => {
  const texts = useTexts();
  const words = texts.arrival;
  const announce = useAnnounce();
  const keep = useKeepBooking(booking);
  const said = {
    decline: words.decline,
    accept_id: words.accept,
    refuse_id: words.refuse,
    override_id: words.override,
  }[decision.kind];
  const done = useCallback(
    (changed: Booking) => {
      keep(changed);
      announce(said.done);
      onClose();
    },
    [keep, announce, onClose, said],
  );
  const decline = useCommand('declineCheckIn', done);
  const decide = useCommand('decideIdCheck', done);
  const override = useCommand('overrideIdVerification', done);
  const { locationId, id: bookingId } = booking;
  const send = (reason: string): void => {
    switch (decision.kind) {
      case 'decline':
        void decline.run({ params: { locationId, checkInId: decision.checkInId }, body: { reason } });
        return;
      case 'accept_id':
        void decide.run({ params: { locationId, idCheckId: decision.idCheckId }, body: { decision: 'verified' } });
        return;
      case 'refuse_id':
        void decide.run({
          params: { locationId, idCheckId: decision.idCheckId },
          body: { decision: 'failed', reason },
        });
        return;
      case 'override_id':
        void override.run({ params: { locationId, bookingId }, body: { reason } });
    }
  };
  const command = { decline, accept_id: decide, refuse_id: decide, override_id: override }[decision.kind];
  return (
    <DecisionDialog
      heading={said.heading}
      lead={said.lead}
      confirm={said.confirm}
      testId={decision.kind.replaceAll('_', '-')}
      {...(decision.kind === 'decline' || decision.kind === 'refuse_id' ? { danger: true } : {})}
      {...(decision.kind === 'accept_id'
        ? {}
        : {
            text: {
              label: texts.revoke.reason,
              hint: decision.kind === 'override_id' ? words.reasonForRecord : words.reasonForGuest,
              required: true,
            },
          })}
      pending={command.pending}
      error={command.error}
      onConfirm={send}
      onClose={onClose}
    />
  );
};
