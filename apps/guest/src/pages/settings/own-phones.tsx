// The guest's own phones at one hotel: which there are, and taking back what is on one that is lost.
import type { OwnDeviceList } from '@nightlatch/api';
import type { LocationRecord } from '@nightlatch/phone';
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { hotelTime } from '../../format/hotel-time.ts';
import { CallDesk } from '../../screens/parts.tsx';
import type { Session } from '../../server/session.ts';
import { pageTexts } from '../../texts/use-page-texts.ts';
import { formatLocale } from '../../texts/use-texts.ts';
import { AskFirst, NotHere, troubleWords } from '../page-parts.tsx';
import { type RemoteTrouble, troubleOf, useRemote } from '../use-remote.ts';

export interface OwnPhonesProps {
  readonly location: LocationRecord;
  /** Each hotel has a list of its own: its name tells them apart. */
  readonly named: boolean;
  readonly call: Session['call'];
}

const LOOK_EVERY_MS = 30_000;

export function OwnPhones({ location, named, call }: OwnPhonesProps): VNode {
  const words = pageTexts.phones;
  const list = useRemote(() => call('listOwnDevices', {}), location.id, LOOK_EVERY_MS);
  const [removed, setRemoved] = useState<string | undefined>(undefined);
  const items = list.value?.items ?? [];
  return (
    <div class="sheet" data-testid="own-phones">
      <div>
        <h2 class="page-part">{words.title}</h2>
        {named && <p class="quiet">{location.name}</p>}
      </div>
      {list.value === undefined ? (
        <NotHere trouble={list.trouble} onRetry={list.reload} />
      ) : (
        <>
          {items.length > 1 && <p class="quiet">{words.lead}</p>}
          {list.trouble && <p class="banner">{troubleWords(list.trouble)}</p>}
          {items.map((phone) => (
            <OwnPhone
              key={phone.id}
              phone={phone}
              zone={location.timeZone}
              remove={async () => {
                list.set(await call('reportOwnDeviceLost', { params: { deviceId: phone.id } }));
                setRemoved(phone.name);
              }}
              onChanged={list.reload}
            />
          ))}
          <div role="status" class="button-stack">
            {removed !== undefined && (
              <>
                <p data-testid="phone-removed">{words.removed(removed)}</p>
                <CallDesk phone={location.phone} />
              </>
            )}
            <p class="quiet">{items.length > 1 ? words.lost : words.another}</p>
          </div>
          {items.length > 1 && <p class="quiet">{words.another}</p>}
        </>
      )}
    </div>
  );
}

function OwnPhone(props: {
  readonly phone: OwnDeviceList['items'][number];
  readonly zone: string;
  readonly remove: () => Promise<void>;
  readonly onChanged: () => void;
}): VNode {
  const { phone, zone } = props;
  const words = pageTexts.phones;
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<RemoteTrouble | undefined>(undefined);
  const time = (instant: string): string => hotelTime(Date.parse(instant), zone, formatLocale);
  const facts = [words.since(time(phone.enrolledAt))];
  if (phone.lastSeenAt !== null && !phone.isThisPhone) facts.push(words.seen(time(phone.lastSeenAt)));
  const remove = (): void => {
    setBusy(true);
    setTrouble(undefined);
    props
      .remove()
      .catch((error: unknown) => {
        const what = troubleOf(error);
        // Another phone or the desk was faster: the list says how it stands.
        if (what.kind === 'refused') props.onChanged();
        else setTrouble(what);
      })
      .finally(() => setBusy(false));
  };
  return (
    <div class="sheet-row" data-testid="own-phone" data-this={phone.isThisPhone}>
      <div class="sheet-row-text">
        <p class="strong">{phone.name}</p>
        {facts.map((fact) => (
          <p class="quiet" key={fact}>
            {fact}
          </p>
        ))}
        {trouble && (
          <p class="field-problem" role="alert">
            {troubleWords(trouble)}
          </p>
        )}
      </div>
      {phone.isThisPhone ? (
        <p class="badge badge-good">{words.thisPhone}</p>
      ) : (
        <AskFirst label={words.remove} sure={words.sure(phone.name)} busy={busy} onDo={remove} testId="remove-phone" />
      )}
    </div>
  );
}
