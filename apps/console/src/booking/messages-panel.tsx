// What the guest was told, by which channel and how far it came; telling again.
import { Button, Skeleton } from '@mantine/core';
import type { Booking, Message } from '@nightlatch/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { queries } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './messages-panel.module.css';

const TONE: Readonly<Record<Message['status'], Tone>> = {
  queued: 'info',
  sent: 'info',
  delivered: 'good',
  opened: 'good',
  used: 'good',
  failed: 'bad',
  withdrawn: 'neutral',
};

/** The panel; newest first. */
export const MessagesPanel = ({ booking }: { booking: Booking }) => {
  const words = useTexts().messages;
  const messages = useQuery(queries.messages(booking.locationId, booking.id));
  return (
    <Panel heading={words.heading} testId="messages">
      {messages.isPending && (
        <div role="status" aria-label={words.loading}>
          <Skeleton height={16} mb={8} />
          <Skeleton height={16} width="60%" />
        </div>
      )}
      {messages.error && (
        <ProblemAlert error={messages.error} heading={words.failed} onRetry={() => messages.refetch()} />
      )}
      {messages.data?.length === 0 && <p className={classes.soft}>{words.none}</p>}
      <ul className={classes.list}>
        {messages.data?.map((message) => (
          <MessageRow key={message.id} message={message} booking={booking} />
        ))}
      </ul>
    </Panel>
  );
};

const MessageRow = ({ message, booking }: { message: Message; booking: Booking }) => {
  const texts = useTexts();
  const words = texts.messages;
  const { time, mayAct } = useCurrentLocation();
  const announce = useAnnounce();
  const cache = useQueryClient();
  const done = useCallback(() => {
    void cache.invalidateQueries({ queryKey: queries.messages(booking.locationId, booking.id).queryKey });
    announce(words.resent);
  }, [cache, booking.locationId, booking.id, announce, words]);
  const resend = useCommand('resendMessage', done);
  return (
    <li data-testid="message" data-kind={message.kind} data-status={message.status}>
      <p className={classes.kind}>{words.kind[message.kind] ?? message.title}</p>
      <p className={classes.about}>
        <Tag tone={TONE[message.status]} state={message.status}>
          {words.status[message.status]}
        </Tag>
        <span className={classes.soft}>
          {message.channel === null
            ? time.short(message.createdAt)
            : words.by(words.channel[message.channel], time.short(message.createdAt))}
        </span>
        {mayAct && message.state !== 'open' && (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={resend.pending}
            aria-label={words.resendFor(words.kind[message.kind] ?? message.title)}
            onClick={() => void resend.run({ params: { locationId: booking.locationId, messageId: message.id } })}
            data-testid="resend-message"
          >
            {words.resend}
          </Button>
        )}
      </p>
      {resend.error !== undefined && <ProblemAlert error={resend.error} />}
    </li>
  );
};
