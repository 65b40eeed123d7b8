// One request on the page of requests: who, when, what they sent, and the decision.
import { Button } from '@mantine/core';
import type { ArrivalRequest } from '@nightlatch/api';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useCommand } from '../api/use-command.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Tag } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './request-card.module.css';
import { type AskedDecision, isOpenRequest, RequestActions, RequestDialog } from './request-decision.tsx';
import { RequestFacts } from './request-facts.tsx';

/** The card. */
export const RequestCard = ({ request }: { request: ArrivalRequest }) => {
  const texts = useTexts();
  const words = texts.requests;
  const { location, time } = useCurrentLocation();
  const [asked, setAsked] = useState<AskedDecision>();
  const waits = request.state === 'waiting';
  return (
    <Panel
      heading={words.kinds[request.kind]}
      aside={
        <Tag
          tone={isOpenRequest(request) ? (waits ? 'info' : 'warn') : request.reason ? 'neutral' : 'good'}
          state={request.state}
        >
          {words.states[request.state]}
        </Tag>
      }
      testId="request"
    >
      <div className={classes.columns} data-kind={request.kind}>
        <div>
          <p className={classes.who}>
            <Link
              to="/l/$locationId/bookings/$bookingId"
              params={{ locationId: location.id, bookingId: request.bookingId }}
            >
              {request.guestName}
            </Link>
          </p>
          <p className={classes.soft}>
            {[
              request.roomNumber === null ? texts.bookings.noRoom : texts.bookings.room(request.roomNumber),
              time.range(request.arrivalDate, request.departureDate),
              texts.bookingStatus[request.bookingStatus],
            ].join(' · ')}
          </p>
          <p className={classes.soft}>{words.submitted(time.instant(request.submittedAt))}</p>
          {request.decidedBy && request.decidedAt && (
            <p className={classes.soft}>{words.decidedBy(request.decidedBy, time.instant(request.decidedAt))}</p>
          )}
          {request.reason && <p>{words.reasonWas(request.reason)}</p>}
        </div>
        <RequestFacts request={request} />
        <RequestActions request={request} onDecide={setAsked} />
        {request.checkIn?.pmsCheckIn === 'refused' && request.state === 'approved' && (
          <RetryAtPms checkInId={request.id} />
        )}
      </div>
      {asked && <RequestDialog {...asked} onClose={() => setAsked(undefined)} />}
    </Panel>
  );
};

const RetryAtPms = ({ checkInId }: { checkInId: string }) => {
  const words = useTexts().requests;
  const { location } = useCurrentLocation();
  const announce = useAnnounce();
  const done = useCallback(() => announce(words.retried), [announce, words]);
  const retry = useCommand('retryPmsCheckIn', done);
  return (
    <div className={classes.actions}>
      <ProblemAlert error={retry.error} />
      <Button
        variant="default"
        loading={retry.pending}
        onClick={() => void retry.run({ params: { locationId: location.id, checkInId } })}
      >
        {words.retry}
      </Button>
    </div>
  );
};
