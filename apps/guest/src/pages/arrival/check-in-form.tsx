// Mobile check-in: the registration form that the hotel asks for, the hour of arrival, the terms.
import { ApiProblem, type Arrival } from '@nightlatch/api';
import type { TargetedEvent, VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { hotelTime, instantOfWallClock } from '../../format/hotel-time.ts';
import type { Session } from '../../server/session.ts';
import { pageTexts } from '../../texts/use-page-texts.ts';
import { formatLocale } from '../../texts/use-texts.ts';
import { troubleWords } from '../page-parts.tsx';
import { troubleOf } from '../use-remote.ts';
import type { ArrivalFacts } from './arrival-steps.ts';

type Field = ArrivalFacts['policy']['registrationFields'][number];

/** How a phone's keyboard and memory help with a field; what the browser knows it fills in. */
const INPUTS: Readonly<Record<Field, { readonly type?: 'date'; readonly autocomplete?: string }>> = {
  dateOfBirth: { type: 'date', autocomplete: 'bday' },
  nationality: {},
  street: { autocomplete: 'street-address' },
  postalCode: { autocomplete: 'postal-code' },
  city: { autocomplete: 'address-level2' },
  country: { autocomplete: 'country-name' },
  documentNumber: {},
  vehiclePlate: {},
  purposeOfStay: {},
};

export function CheckInForm(props: {
  readonly facts: ArrivalFacts;
  readonly zone: string;
  /** Why the desk said no the last time. */
  readonly declined: string | null;
  readonly call: Session['call'];
  readonly onArrival: (arrival: Arrival) => void;
}): VNode {
  const { policy, stay } = props.facts;
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  const [arrival, setArrival] = useState('15:00');
  const [accepted, setAccepted] = useState(false);
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const attempt = useRef({ wish: '', key: '' });
  const { terms } = policy;

  const submit = (event: TargetedEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (busy) return;
    const missing = [
      ...policy.registrationFields.filter((field) => !fields[field]?.trim()),
      ...(terms && !accepted ? ['terms'] : []),
    ];
    setWrong(missing);
    setTrouble(undefined);
    if (missing.length > 0) {
      document.getElementById(`check-in-${missing[0]}`)?.focus();
      return;
    }
    const at = instantOfWallClock(`${stay.arrivalDate}T${arrival}`, props.zone);
    const body = {
      fields: Object.fromEntries(policy.registrationFields.map((field) => [field, fields[field]?.trim() ?? ''])),
      arrivalAt: at === undefined ? null : new Date(at).toISOString(),
      termsVersion: terms?.version ?? null,
    };
    const wish = JSON.stringify(body);
    if (attempt.current.wish !== wish) attempt.current = { wish, key: crypto.randomUUID() };
    setBusy(true);
    props
      .call('submitCheckIn', { params: { bookingId: stay.bookingId }, body, idempotencyKey: attempt.current.key })
      .then(props.onArrival, (error: unknown) => {
        const named = fieldsOf(error);
        setWrong(named);
        setTrouble(named.length > 0 ? pageTexts.arrival.checkFields : troubleWords(troubleOf(error)));
      })
      .finally(() => setBusy(false));
  };
  return (
    <form class="sheet" onSubmit={submit} noValidate data-testid="check-in-form">
      <h2 class="page-part">{pageTexts.arrival.checkIn}</h2>
      {props.declined !== null && <p class="banner">{pageTexts.arrival.declined(props.declined)}</p>}
      <p class="quiet">{pageTexts.arrival.checkInLead}</p>
      {policy.registrationFields.map((field) => (
        <div class="field" key={field}>
          <label for={`check-in-${field}`}>{pageTexts.arrival.fields[field]}</label>
          <input
            id={`check-in-${field}`}
            {...INPUTS[field]}
            maxLength={200}
            value={fields[field] ?? ''}
            aria-invalid={wrong.includes(field)}
            aria-describedby={wrong.includes(field) ? `check-in-${field}-wrong` : undefined}
            onInput={(event) => setFields({ ...fields, [field]: event.currentTarget.value })}
          />
          {wrong.includes(field) && (
            <p class="field-problem" id={`check-in-${field}-wrong`}>
              {pageTexts.arrival.fieldMissing}
            </p>
          )}
        </div>
      ))}
      <div class="field">
        <label for="check-in-arrival">
          {pageTexts.arrival.arrivalAt(
            hotelTime(Date.parse(`${stay.arrivalDate}T12:00:00Z`), 'UTC', formatLocale).replace(/,? ?12:00/, ''),
          )}
        </label>
        <input
          id="check-in-arrival"
          type="time"
          value={arrival}
          onInput={(event) => setArrival(event.currentTarget.value)}
        />
      </div>
      {terms && (
        <div class="field">
          <label class="target">
            <input
              id="check-in-terms"
              type="checkbox"
              checked={accepted}
              aria-invalid={wrong.includes('terms')}
              onChange={(event) => setAccepted(event.currentTarget.checked)}
            />
            <span>{pageTexts.arrival.accept}</span>
          </label>
          <a href={terms.url} target="_blank" rel="noreferrer" class="quiet">
            {pageTexts.arrival.readTerms}
          </a>
          {wrong.includes('terms') && <p class="field-problem">{pageTexts.arrival.acceptFirst}</p>}
        </div>
      )}
      {trouble && (
        <p class="field-problem" role="alert" data-testid="check-in-trouble">
          {trouble}
        </p>
      )}
      <button type="submit" class="button" aria-disabled={busy} data-testid="check-in-submit">
        {busy ? pageTexts.arrival.sending : pageTexts.arrival.send}
      </button>
    </form>
  );
}

/** The fields that the server names: `body.fields.city` → `city`. */
function fieldsOf(error: unknown): string[] {
  if (!(error instanceof ApiProblem)) return [];
  return (error.problem.fields ?? []).map(({ path }) =>
    path === 'body.termsVersion' ? 'terms' : path.replace('body.fields.', ''),
  );
}
