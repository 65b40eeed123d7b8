// The doors that a key opens, common ones with their hours and whether they are open now by the hotel's clock. Loaded after the key, and offline too.
import type { LocationRecord, WalletDoor } from '@nightlatch/phone';
import { hoursLines, isOpenAt } from '@nightlatch/texts';
import type { VNode } from 'preact';
import { pageTexts } from '../texts/use-page-texts.ts';
import { formatLocale } from '../texts/use-texts.ts';

export interface DoorListProps {
  readonly doors: readonly WalletDoor[];
  readonly location: LocationRecord | undefined;
  readonly now: number;
}

export function DoorList({ doors, location, now }: DoorListProps): VNode {
  const words = pageTexts.doors;
  return (
    <section class="door-list" aria-labelledby="door-list-title" data-testid="door-list">
      <h2 id="door-list-title">{words.heading}</h2>
      <ul>
        {doors.map(({ doorId, name, hours }) => (
          <li key={doorId} data-testid="door-of-key" data-door-id={doorId}>
            <span class="door-name">{name}</span>
            {hours ? (
              <Hours hours={hours} open={isOpenAt(hours, now, location?.timeZone ?? 'UTC')} />
            ) : (
              <span class="door-hours">{words.always}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Hours(props: { readonly hours: NonNullable<WalletDoor['hours']>; readonly open: boolean }): VNode {
  const words = pageTexts.doors;
  return (
    <span class="door-hours">
      {hoursLines(props.hours, formatLocale).map(({ days, times }) => (
        <span key={times} class="door-line">
          {days !== '' && <span>{days} </span>}
          <bdi class="number">{times}</bdi>
        </span>
      ))}
      <span class={props.open ? 'door-open' : 'door-closed'} data-testid="door-now" data-open={props.open}>
        {props.open ? words.open : words.closed}
      </span>
    </span>
  );
}
