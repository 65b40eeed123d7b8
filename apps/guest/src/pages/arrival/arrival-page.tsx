// Before arrival: check in by phone, show a document, and see what is waited for; the key then comes by itself.
import type { Arrival } from '@nightlatch/api';
import type { LocationRecord } from '@nightlatch/phone';
import type { VNode } from 'preact';
import { hotelTime } from '../../format/hotel-time.ts';
import { CallDesk } from '../../screens/parts.tsx';
import type { Session } from '../../server/session.ts';
import { pageTexts } from '../../texts/use-page-texts.ts';
import { formatLocale, texts } from '../../texts/use-texts.ts';
import { NotHere, PageFrame } from '../page-parts.tsx';
import { useRemote } from '../use-remote.ts';
import { type ArrivalFacts, type ArrivalStep, arrivalStep } from './arrival-steps.ts';
import { CheckInForm } from './check-in-form.tsx';
import { IdCheck } from './id-check.tsx';

export interface ArrivalPageProps {
  readonly bookingId: string;
  readonly location: LocationRecord | undefined;
  readonly now: number;
  readonly call: Session['call'];
  /** The arrival changed: the waiting card says so too. */
  readonly onChanged: (arrival: Arrival) => void;
}

const LOOK_EVERY_MS = 10_000;

export function ArrivalPage(props: ArrivalPageProps): VNode {
  const { bookingId, location, now, call } = props;
  const arrival = useRemote(() => call('getArrival', {}), bookingId, LOOK_EVERY_MS);
  const facts = arrival.value && factsOf(arrival.value, bookingId);
  const take = (next: Arrival): void => {
    arrival.set(next);
    props.onChanged(next);
  };
  return (
    <PageFrame title={pageTexts.arrival.title} lead={location?.name} testId="arrival-page">
      {arrival.value === undefined ? (
        <NotHere trouble={arrival.trouble} onRetry={arrival.reload} />
      ) : facts === undefined ? (
        <AtDesk location={location} />
      ) : (
        <Step {...props} facts={facts} step={arrivalStep(facts, now)} onArrival={take} />
      )}
    </PageFrame>
  );
}

/** The stay with its hotel's policy; undefined where the hotel offers neither. */
export function factsOf(arrival: Arrival, bookingId: string): ArrivalFacts | undefined {
  const stay = arrival.stays.find((one) => one.bookingId === bookingId);
  return arrival.policy && stay ? { policy: arrival.policy, stay } : undefined;
}

function Step(
  props: ArrivalPageProps & {
    readonly facts: ArrivalFacts;
    readonly step: ArrivalStep;
    readonly onArrival: (arrival: Arrival) => void;
  },
): VNode {
  const { step, facts, location, call } = props;
  const zone = location?.timeZone ?? 'UTC';
  switch (step.kind) {
    case 'check_in':
      return <CheckInForm facts={facts} zone={zone} declined={step.declined} call={call} onArrival={props.onArrival} />;
    case 'show_id':
      return <IdCheck facts={facts} failed={step.failed} call={call} onArrival={props.onArrival} />;
    case 'too_early':
      return (
        <Said
          title={pageTexts.arrival.tooEarly}
          step={texts.arrival.opensAt(hotelTime(Date.parse(step.opensAt), zone, formatLocale))}
          kind={step.kind}
        />
      );
    case 'at_desk':
      return <AtDesk location={location} />;
    default:
      return <Said {...texts.arrival.waits[step.kind]} kind={step.kind} />;
  }
}

function Said(props: { readonly title: string; readonly step: string; readonly kind: ArrivalStep['kind'] }): VNode {
  return (
    <div class="advice" role="status" data-testid="arrival-step" data-step={props.kind}>
      <h2>{props.title}</h2>
      <p>{props.step}</p>
    </div>
  );
}

function AtDesk({ location }: { readonly location: LocationRecord | undefined }): VNode {
  return (
    <div class="advice" data-testid="arrival-step" data-step="at_desk">
      <h2>{pageTexts.arrival.atDesk.title}</h2>
      <p>{pageTexts.arrival.atDesk.step}</p>
      <CallDesk phone={location?.phone} message={location?.messageUrl} />
    </div>
  );
}
