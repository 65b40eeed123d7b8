// Invitations of companions that nobody has redeemed yet: whose, until when, and withdrawing one.
import { Button } from '@mantine/core';
import type { Booking, CompanionInvitation } from '@nightlatch/api';
import { IconMailForward } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { queries } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { DecisionDialog } from '../parts/decision-dialog.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './invitations-list.module.css';

/** The list; nothing where no invitation is open. Redeemed ones are keys, each with a card of its own. */
export const InvitationsList = ({ booking }: { booking: Booking }) => {
  const words = useTexts().invitations;
  const { mayAct, time } = useCurrentLocation();
  const invitations = useQuery(queries.invitations(booking.locationId, booking.id));
  const [withdrawing, setWithdrawing] = useState<CompanionInvitation>();
  const open = invitations.data?.items.filter((one) => one.state === 'open') ?? [];
  if (invitations.error) return <ProblemAlert error={invitations.error} onRetry={() => invitations.refetch()} />;
  if (open.length === 0) return null;
  return (
    <section aria-label={words.heading} className={classes.invitations}>
      <h3>{words.heading}</h3>
      <ul>
        {open.map((one) => (
          <li key={one.id} data-testid="open-invitation">
            <IconMailForward size={18} stroke={1.7} aria-hidden="true" />
            <div>
              <p className={classes.name}>{one.name}</p>
              <p className={classes.soft}>{words.expires(time.short(one.expiresAt))}</p>
            </div>
            {mayAct && (
              <Button
                size="xs"
                variant="default"
                aria-label={words.withdrawFor(one.name)}
                onClick={() => setWithdrawing(one)}
                data-testid="withdraw-invitation"
              >
                {words.withdraw}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {withdrawing && (
        <WithdrawDialog booking={booking} invitation={withdrawing} onClose={() => setWithdrawing(undefined)} />
      )}
    </section>
  );
};

const WithdrawDialog = (props: { booking: Booking; invitation: CompanionInvitation; onClose: () => void }) => {
  const { booking, invitation, onClose } = props;
  const texts = useTexts();
  const words = texts.invitations;
  const announce = useAnnounce();
  const cache = useQueryClient();
  const done = useCallback(() => {
    void cache.invalidateQueries({ queryKey: queries.booking(booking.locationId, booking.id).queryKey });
    announce(words.withdrawn);
    onClose();
  }, [cache, booking.locationId, booking.id, announce, words, onClose]);
  const withdraw = useCommand('withdrawBookingInvitation', done);
  return (
    <DecisionDialog
      heading={words.withdrawHeading}
      lead={words.lead(invitation.name)}
      confirm={words.withdrawConfirm}
      testId="withdraw-invitation"
      danger
      text={{ label: texts.revoke.note, hint: texts.revoke.noteHint }}
      pending={withdraw.pending}
      error={withdraw.error}
      onConfirm={(note) =>
        void withdraw.run({
          params: { locationId: booking.locationId, companionInvitationId: invitation.id },
          body: note === '' ? {} : { note },
        })
      }
      onClose={onClose}
    />
  );
};
