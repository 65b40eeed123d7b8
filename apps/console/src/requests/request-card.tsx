// One request: who, when, what they sent, and the decision.
import { Button } from '@mantine/core';
import type { ArrivalRequest } from '@nightlatch/api';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useCommand } from '../api/use-command.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { Facts, Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Tag } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ApproveDialog, DeclineDialog } from './check-in-dialogs.tsx';
import { IdReviewDialog } from './id-review-dialog.tsx';
import classes from './request-card.module.css';

const OPEN = new Set<ArrivalRequest['state']>(['submitted', 'waiting', 'pending', 'collecting']);

/** The card. */
export const RequestCard = ({ request }: { request: ArrivalRequest }) => {
  const texts = useTexts();
  const words = texts.requests;
  const { location, time } = useCurrentLocation();
  const [dialog, setDialog] = useState<'approve' | 'decline' | 'review'>();
  const close = useCallback(() => setDialog(undefined), []);
  const isOpen = OPEN.has(request.state);
  const waits = request.state === 'waiting';
  return (
    <Panel
      heading={words.kinds[request.kind]}
      aside={
        <Tag tone={isOpen ? (waits ? 'info' : 'warn') : request.reason ? 'neutral' : 'good'} state={request.state}>
          {words.states[request.state]}
        </Tag>
      }
      testId="request"
    >
      <div className={classes.columns}>
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
        {isOpen && (
          <div className={classes.actions}>
            {request.kind === 'check_in' && (
              <>
                {!waits && (
                  <Button onClick={() => setDialog('approve')} data-testid="request-approve">
                    {words.approve}
                  </Button>
                )}
                <Button variant="default" onClick={() => setDialog('decline')} data-testid="request-decline">
                  {words.decline}
                </Button>
              </>
            )}
            {request.kind === 'id_check' && request.state === 'pending' && (
              <Button onClick={() => setDialog('review')} data-testid="request-review">
                {words.review}
              </Button>
            )}
          </div>
        )}
        {request.checkIn?.pmsCheckIn === 'refused' && request.state === 'approved' && (
          <RetryAtPms checkInId={request.id} />
        )}
      </div>
      {dialog === 'approve' && <ApproveDialog request={request} onClose={close} />}
      {dialog === 'decline' && <DeclineDialog request={request} onClose={close} />}
      {dialog === 'review' && <IdReviewDialog request={request} onClose={close} />}
    </Panel>
  );
};

const RequestFacts = ({ request }: { request: ArrivalRequest }) => {
  const texts = useTexts();
  const words = texts.requests;
  const { time } = useCurrentLocation();
  const { checkIn, idCheck } = request;
  // Fields that a newer server asks for are shown by their own name.
  const names: Readonly<Record<string, string>> = texts.settings.arrival.fieldNames;
  const items: (readonly [string, string])[] = checkIn
    ? [
        ...Object.entries(checkIn.fields).map(([name, value]) => [names[name] ?? name, value] as const),
        ...(checkIn.arrivalAt ? [[words.expected, time.instant(checkIn.arrivalAt)] as const] : []),
        ...(checkIn.termsVersion ? [[words.terms, checkIn.termsVersion] as const] : []),
        [words.id, texts.booking.idVerifications[request.idVerification]],
        [words.room, request.roomReadiness === null ? words.notTold : words.readiness[request.roomReadiness]],
        ...(checkIn.pmsCheckIn ? [[words.atPms, words.pms[checkIn.pmsCheckIn]] as const] : []),
      ]
    : [
        [
          words.document,
          idCheck?.documentKind ? texts.settings.arrival.kindNames[idCheck.documentKind] : texts.unknown,
        ],
        [
          words.images,
          idCheck && idCheck.sides.length > 0
            ? texts.list(idCheck.sides.map((side) => texts.settings.arrival.sideNames[side]))
            : words.noImages,
        ],
        ...(idCheck?.deletedAfter ? [[words.deletedAfter, time.instant(idCheck.deletedAfter)] as const] : []),
      ];
  return <Facts items={items} />;
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
