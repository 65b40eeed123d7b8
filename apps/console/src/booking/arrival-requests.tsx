// What of a booking's arrival waits for the desk: a mobile check-in, a document; decided as on the page of requests.
import type { Booking } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { type AskedDecision, RequestActions } from '../requests/request-decision.tsx';
import { RequestFacts } from '../requests/request-facts.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './arrival-requests.module.css';

/** Each with what was sent and its decisions; nothing where nothing waits. */
export const ArrivalRequests = (props: { booking: Booking; onDecide: (asked: AskedDecision) => void }) => {
  const { booking, onDecide } = props;
  const words = useTexts().requests;
  const { time } = useCurrentLocation();
  const requests = useQuery(queries.arrivalOf(booking.locationId, booking.id));
  if (requests.error) return <ProblemAlert error={requests.error} onRetry={() => requests.refetch()} />;
  return requests.data?.map((request) => (
    <section
      key={request.id}
      className={classes.request}
      aria-label={words.kinds[request.kind]}
      data-testid="open-request"
      data-kind={request.kind}
    >
      <h3>{words.kinds[request.kind]}</h3>
      <p className={classes.soft}>
        {[words.states[request.state], words.submitted(time.short(request.submittedAt))].join(' · ')}
      </p>
      <RequestFacts request={request} />
      <RequestActions request={request} onDecide={onDecide} />
    </section>
  ));
};
