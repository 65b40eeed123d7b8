// Several keys and stays, and the keys of the past, as lists.
import type { KeyView, LocationRecord, StayRecord } from '@nightlatch/phone';
import type { VNode } from 'preact';
import { wears } from '../format/hotel-look.ts';
import { hotelTime } from '../format/hotel-time.ts';
import { keyState, keyTitle, locationOf } from '../format/key-facts.ts';
import type { AppState } from '../state.ts';
import { formatLocale, texts } from '../texts/use-texts.ts';
import { Logo } from './hotel-name.tsx';
import { ChevronIcon } from './icons.tsx';
import { WaitingCard } from './waiting-card.tsx';

export function KeyList(props: {
  readonly keys: readonly KeyView[];
  readonly stays: readonly StayRecord[];
  readonly locations: readonly LocationRecord[];
  readonly now: number;
  readonly onShow: (keyId: string) => void;
  readonly arrivals: AppState['arrivals'];
  readonly onArrival: (bookingId: string) => void;
}): VNode {
  return (
    <section class="list">
      <h1 class="list-title">{texts.key.yourKeys}</h1>
      <ul>
        {props.keys.map((key) => (
          <li key={key.keyId}>
            <KeyRow item={key} location={locationOf(props.locations, key)} now={props.now} onShow={props.onShow} />
          </li>
        ))}
        {props.stays.map((stay) => (
          <li key={stay.id}>
            <WaitingCard
              stay={stay}
              location={locationOf(props.locations, stay)}
              arrival={props.arrivals.get(stay.bookingId)}
              now={props.now}
              onArrival={() => props.onArrival(stay.bookingId)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Keys that have ended, folded away. */
export function PastKeys(props: {
  readonly keys: readonly KeyView[];
  readonly locations: readonly LocationRecord[];
  readonly now: number;
  readonly onShow: (keyId: string) => void;
}): VNode | null {
  if (props.keys.length === 0) return null;
  return (
    <details class="past" data-testid="past-keys">
      <summary>
        {texts.key.pastKeys} <span class="count">{props.keys.length}</span>
      </summary>
      <ul>
        {props.keys.map((key) => (
          <li key={key.keyId}>
            <KeyRow item={key} location={locationOf(props.locations, key)} now={props.now} onShow={props.onShow} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function KeyRow(props: {
  readonly item: KeyView;
  readonly location: LocationRecord | undefined;
  readonly now: number;
  readonly onShow: (keyId: string) => void;
}): VNode {
  const { item, location } = props;
  const state = keyState(item, props.now);
  const title = keyTitle(item, texts);
  const zone = location?.timeZone ?? 'UTC';
  return (
    <button
      type="button"
      class={state === 'ended' ? 'row row-ended' : 'row'}
      {...wears(location?.look)}
      onClick={() => props.onShow(item.keyId)}
      data-testid="key-row"
      data-state={state}
    >
      <Logo look={location?.look} />
      <span class="row-text">
        <span class="row-title">{title}</span>
        <span class="row-hotel">{location?.name}</span>
        {item.validUntil !== null && (
          <span class="row-until">
            {texts.key.validUntil} {hotelTime(Date.parse(item.validUntil), zone, formatLocale)}
          </span>
        )}
      </span>
      <span class={`chip chip-${state}`}>{texts.key.states[state]}</span>
      <ChevronIcon />
    </button>
  );
}
