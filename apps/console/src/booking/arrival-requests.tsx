// What of a booking's arrival waits for the desk: a mobile check-in, the images of an ID.
import { Button } from '@mantine/core';
import type { ArrivalRequest, Booking } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { queries } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { useAnnounce } from '../parts/announcements.tsx';
import { Facts } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import type { ArrivalDecision } from './arrival-dialogs.tsx';
import classes from './arrival-requests.module.css';
import { useKeepBooking } from './keep-booking.ts';

/** Each with its decision: approving is one press, the others ask first (`onDecide`). */
export const ArrivalRequests = (props: {
  booking: Booking;
  onDecide: (decision: ArrivalDecision) => void;
  onApproved?: () => void;
}) => {
  const { booking } = props;
  const requests = useQuery(queries.arrivalOf(booking.locationId, booking.id));
  if (requests.error) return <ProblemAlert error={requests.error} onRetry={() => requests.refetch()} />;
  return requests.data?.map((request) => <Request key={request.id} request={request} {...props} />);
};

type RequestProps = {
  request: ArrivalRequest;
  booking: Booking;
  onDecide: (decision: ArrivalDecision) => void;
  onApproved?: () => void;
};

const Request = (props: RequestProps) =>
  props.request.kind === 'check_in' ? <CheckIn {...props} /> : <IdCheck {...props} />;

const CheckIn = ({ request, booking, onDecide, onApproved }: RequestProps) => {
  const texts = useTexts();
  const words = texts.arrival;
  const { time } = useCurrentLocation();
  const announce = useAnnounce();
  const keep = useKeepBooking(booking);
  const done = useCallback(
    (changed: Booking) => {
      keep(changed);
      announce(words.approved);
      onApproved?.();
    },
    [keep, announce, words, onApproved],
  );
  const approve = useCommand('approveCheckIn', done);
  const fields = Object.entries(request.checkIn?.fields ?? {});
  const field: Readonly<Record<string, string>> = words.field;
  return (
    <section className={classes.request} aria-label={words.checkIn} data-testid="open-check-in">
      <h3>{words.checkIn}</h3>
      <Facts
        items={[
          [words.submitted, time.short(request.submittedAt)],
          ...(request.checkIn?.arrivalAt ? [[words.arrivesAt, time.short(request.checkIn.arrivalAt)] as const] : []),
          ...fields.map(([name, value]) => [field[name] ?? name, value] as const),
        ]}
      />
      {request.checkIn?.waitsForRoom ? (
        <p className={classes.soft}>{words.waitsForRoom}</p>
      ) : (
        <>
          {approve.error !== undefined && <ProblemAlert error={approve.error} />}
          <div className={classes.acts}>
            <Button
              size="xs"
              loading={approve.pending}
              onClick={() => void approve.run({ params: { locationId: booking.locationId, checkInId: request.id } })}
              data-testid="approve-check-in"
            >
              {words.approve}
            </Button>
            <Button
              size="xs"
              variant="default"
              onClick={() => onDecide({ kind: 'decline', checkInId: request.id })}
              data-testid="decline-check-in"
            >
              {words.decline.open}
            </Button>
          </div>
        </>
      )}
    </section>
  );
};

const IdCheck = ({ request, onDecide }: RequestProps) => {
  const texts = useTexts();
  const words = texts.arrival;
  const { location, time } = useCurrentLocation();
  const [shown, setShown] = useState(false);
  const sides = request.idCheck?.sides ?? [];
  const kind = request.idCheck?.documentKind;
  return (
    <section className={classes.request} aria-label={words.idCheck} data-testid="open-id-check">
      <h3>{words.idCheck}</h3>
      <Facts
        items={[
          [words.submitted, time.short(request.submittedAt)],
          ...(kind ? [[words.document, words.documents[kind]] as const] : []),
        ]}
      />
      {/* Looking is an act of its own and stands in the audit (docs/decisions/0071), so it waits for the press. */}
      {!shown && sides.length > 0 && (
        <Button size="xs" variant="default" onClick={() => setShown(true)} data-testid="show-id">
          {words.showImages}
        </Button>
      )}
      {shown && (
        <div className={classes.images}>
          {sides.map((side) => (
            <img
              key={side}
              src={`/v1/locations/${location.id}/id-checks/${request.id}/images/${side}`}
              alt={words.sides[side]}
            />
          ))}
        </div>
      )}
      <div className={classes.acts}>
        <Button
          size="xs"
          onClick={() => onDecide({ kind: 'accept_id', idCheckId: request.id })}
          data-testid="accept-id"
        >
          {words.accept.open}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => onDecide({ kind: 'refuse_id', idCheckId: request.id })}
          data-testid="refuse-id"
        >
          {words.refuse.open}
        </Button>
      </div>
    </section>
  );
};
