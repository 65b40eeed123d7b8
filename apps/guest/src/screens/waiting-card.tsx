// A stay whose key is on its way: hotel, dates, and what it waits for.
import type { LocationRecord, StayRecord, WalletCondition } from '@nightlatch/phone';
import type { VNode } from 'preact';
import { wears } from '../format/hotel-look.ts';
import { calendarDate, hotelTime } from '../format/hotel-time.ts';
import { type ArrivalFacts, type ArrivalStep, arrivalStep } from '../pages/arrival/arrival-steps.ts';
import { formatLocale, texts } from '../texts/use-texts.ts';
import { HotelName } from './hotel-name.tsx';
import { HourglassIcon } from './icons.tsx';

export function WaitingCard(props: {
  readonly stay: StayRecord;
  readonly location: LocationRecord | undefined;
  readonly arrival: ArrivalFacts | undefined;
  readonly now: number;
  readonly onArrival: () => void;
}): VNode {
  const { stay, location, arrival } = props;
  const step = arrival && arrivalStep(arrival, props.now);
  const date = (day: string): string => calendarDate(day, formatLocale);
  return (
    <article class="card card-waiting" {...wears(location?.look)} data-testid="waiting-card">
      <div class="card-top">
        <HotelName name={location?.name} look={location?.look} />
        <p class="chip chip-waiting" data-testid="key-state" data-state="waiting">
          {texts.key.states.waiting}
        </p>
      </div>
      <div class="waiting-icon">
        <HourglassIcon size={36} />
      </div>
      <h1 class="waiting-title">{texts.waiting.title(stay.roomNumber ?? undefined)}</h1>
      <p class="waiting-dates">{texts.waiting.dates(date(stay.arrivalDate), date(stay.departureDate))}</p>
      {step?.kind === 'check_in' || step?.kind === 'show_id' ? (
        <p class="waiting-for">{texts.arrival.offers[step.kind]}</p>
      ) : step && saysMore(step) ? (
        <ArrivalStatus step={step} zone={location?.timeZone ?? 'UTC'} />
      ) : (
        <>
          <WaitingFor conditions={conditionsOf(stay)} />
          <p class="waiting-lead">{texts.waiting.lead}</p>
        </>
      )}
      {(step?.kind === 'check_in' || step?.kind === 'show_id') && (
        <button type="button" class="button button-brass" onClick={props.onArrival} data-testid="arrival-button">
          {step.kind === 'check_in' ? texts.arrival.doCheckIn : texts.arrival.doShowId}
        </button>
      )}
    </article>
  );
}

/** What is handed in or waited for is said instead of the conditions: it is the guest's own news. */
function saysMore(step: ArrivalStep): step is Exclude<ArrivalStep, { kind: 'check_in' | 'show_id' | 'at_desk' }> {
  return step.kind !== 'check_in' && step.kind !== 'show_id' && step.kind !== 'at_desk';
}

function ArrivalStatus(props: {
  readonly step: Exclude<ArrivalStep, { kind: 'check_in' | 'show_id' | 'at_desk' }>;
  readonly zone: string;
}): VNode {
  const { step, zone } = props;
  const words =
    step.kind === 'too_early'
      ? { title: '', step: texts.arrival.opensAt(hotelTime(Date.parse(step.opensAt), zone, formatLocale)) }
      : texts.arrival.waits[step.kind];
  return (
    <div class="waiting-for" role="status" data-testid="arrival-status" data-step={step.kind}>
      {words.title !== '' && <p class="strong">{words.title}</p>}
      <p>{words.step}</p>
    </div>
  );
}

/** Before check-in nothing asks for the key yet: what it waits for is the check-in. */
function conditionsOf(stay: StayRecord): readonly WalletCondition[] {
  if (stay.waitingFor.length > 0 || stay.status !== 'confirmed') return stay.waitingFor;
  return [{ code: 'not_checked_in', message: '' }];
}

/** Unmet conditions in guest's words. */
export function WaitingFor({ conditions }: { readonly conditions: readonly WalletCondition[] }): VNode {
  if (conditions.length === 0) return <p class="waiting-for">{texts.waiting.nothing}</p>;
  return (
    <div class="waiting-for">
      <p class="waiting-label">{texts.waiting.waitingFor}</p>
      <ul data-testid="waiting-for">
        {conditions.map(({ code }) => (
          <li key={code} data-code={code}>
            {sentenceOf(code)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A code from a newer server has no sentence here yet. */
function sentenceOf(code: string): string {
  const sentences: Readonly<Record<string, string>> = texts.waiting.conditions;
  return sentences[code] ?? texts.waiting.unknownCondition;
}
