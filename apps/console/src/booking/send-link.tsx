// Sends the guest their link by the hotel's own mail or SMS. Where neither is set up, nothing: the code and this computer's programs remain.
import { Button } from '@mantine/core';
import type { Booking, GuestReach } from '@nightlatch/api';
import { IconMail, IconMessage } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { queries } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useTexts } from '../texts/use-texts.ts';
import classes from './guest-link-panel.module.css';

/** Whether the hotel has any channel of its own. */
export const hasOwnChannel = (reach: GuestReach | undefined): boolean =>
  reach !== undefined && (reach.email !== 'not_set_up' || reach.sms !== 'not_set_up');

type Props = {
  booking: Booking;
  reach: GuestReach;
  /** A code on the screen is worth nothing after this: the new link ends it. */
  onSent: () => void;
};

/** The buttons; a channel that the guest has no address for says so. */
export const SendLink = ({ booking, reach, onSent }: Props) => {
  const words = useTexts().link;
  const announce = useAnnounce();
  const cache = useQueryClient();
  const done = useCallback(() => {
    void cache.invalidateQueries({ queryKey: queries.messages(booking.locationId, booking.id).queryKey });
    announce(words.sent);
    onSent();
  }, [cache, booking.locationId, booking.id, announce, words, onSent]);
  const email = useCommand('sendGuestLink', done);
  const sms = useCommand('sendGuestLink', done);
  const params = { locationId: booking.locationId, bookingId: booking.id };
  return (
    <>
      <ProblemAlert error={email.error ?? sms.error} />
      <div className={classes.ways}>
        {reach.email !== 'not_set_up' && (
          <Button
            variant="default"
            leftSection={<IconMail size={18} aria-hidden="true" />}
            disabled={reach.email !== 'ready'}
            loading={email.pending}
            onClick={() => void email.run({ params, body: { channel: 'email' } })}
            data-testid="send-link-email"
          >
            {words.sendEmail}
          </Button>
        )}
        {reach.sms !== 'not_set_up' && (
          <Button
            variant="default"
            leftSection={<IconMessage size={18} aria-hidden="true" />}
            disabled={reach.sms !== 'ready'}
            loading={sms.pending}
            onClick={() => void sms.run({ params, body: { channel: 'sms' } })}
            data-testid="send-link-sms"
          >
            {words.sendSms}
          </Button>
        )}
      </div>
      {reach.email === 'no_address' && <p className={classes.soft}>{words.noEmail}</p>}
      {reach.sms === 'no_address' && <p className={classes.soft}>{words.noPhone}</p>}
    </>
  );
};
