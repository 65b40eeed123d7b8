// The key as a card: hotel, room, whose it is, how long it works. Also the card of a key that has ended.
import type { KeyView, LocationRecord } from '@nightlatch/phone';
import type { VNode } from 'preact';
import { wears } from '../format/hotel-look.ts';
import { foreignPlace, hotelTime, viewerZone } from '../format/hotel-time.ts';
import { endReasonOf, keyState, keyTitle } from '../format/key-facts.ts';
import { formatLocale, texts } from '../texts/use-texts.ts';

import { HotelName } from './hotel-name.tsx';

export interface KeyCardProps {
  readonly item: KeyView;
  readonly location: LocationRecord | undefined;
  readonly now: number;
  /** Beside an outcome, on a small screen: only hotel and room. */
  readonly brief?: boolean;
}

export function KeyCard({ item, location, now, brief }: KeyCardProps): VNode {
  const state = keyState(item, now);
  const zone = location?.timeZone ?? 'UTC';
  const time = (instant: number): string => hotelTime(instant, zone, formatLocale);
  const from = item.validFrom === null ? undefined : Date.parse(item.validFrom);
  const until = item.validUntil === null ? undefined : Date.parse(item.validUntil);
  // The planned end says nothing about a key that ended before it.
  const showsEnd = state !== 'ended' || endReasonOf(item) === 'expired';
  const instants = [from, until, item.leaseUntilMs].filter((instant) => instant !== undefined);
  const place = foreignPlace(instants, zone, viewerZone());
  return (
    <article
      class={`card${state === 'ended' ? ' card-ended' : ''}${brief ? ' card-brief' : ''}`}
      {...wears(location?.look)}
      data-testid="key-card"
      data-state={state}
      aria-label={keyTitle(item, texts)}
    >
      <div class="card-top">
        <HotelName name={location?.name} look={location?.look} />
        <p
          class={`chip chip-${state}`}
          data-testid="key-state"
          data-state={state}
          data-reason={state === 'ended' ? endReasonOf(item) : undefined}
        >
          {texts.key.states[state]}
        </p>
      </div>
      <h1 class="card-room">
        {item.roomNumber === null ? (
          <span class="card-number">{texts.key.noRoom}</span>
        ) : (
          <>
            <span class="card-label">{texts.key.room}</span> <span class="card-number">{item.roomNumber}</span>
          </>
        )}
      </h1>
      <dl class="card-facts">
        <div>
          <dt>{item.kind === 'shared' ? texts.key.shared : texts.key.guest}</dt>
          <dd>{item.guestName}</dd>
        </div>
        {from !== undefined && state === 'not_yet' && (
          <div>
            <dt>{texts.key.validFrom}</dt>
            <dd>{time(from)}</dd>
          </div>
        )}
        {until !== undefined && showsEnd && (
          <div>
            <dt>{texts.key.validUntil}</dt>
            <dd data-testid="valid-until">{time(until)}</dd>
          </div>
        )}
        {state !== 'ended' && (
          <div class="wide">
            <dt>{texts.key.worksOffline}</dt>
            <dd data-testid="offline-until">
              {item.leaseUntilMs === undefined
                ? texts.key.gettingReady
                : item.leaseUntilMs <= now
                  ? texts.key.leaseOver
                  : texts.key.worksOfflineUntil(time(item.leaseUntilMs))}
            </dd>
          </div>
        )}
      </dl>
      {place !== undefined && showsEnd && <p class="card-zone">{texts.key.hotelTime(place)}</p>}
    </article>
  );
}
