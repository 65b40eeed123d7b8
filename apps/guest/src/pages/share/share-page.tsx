// Sharing a key: who has one, who was invited, and a new invitation by link, QR code or the phone's own sharing.
import type { CompanionInvitation, CompanionInvitationList } from '@nightlatch/api';
import type { KeyView, LocationRecord } from '@nightlatch/phone';
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { hotelTime } from '../../format/hotel-time.ts';
import { keyTitle } from '../../format/key-facts.ts';
import type { Acts } from '../../screens/app-screen.tsx';
import type { Session } from '../../server/session.ts';
import { pageTexts } from '../../texts/use-page-texts.ts';
import { formatLocale, texts } from '../../texts/use-texts.ts';
import { AskFirst, NotHere, PageFrame, troubleWords } from '../page-parts.tsx';
import { type RemoteTrouble, troubleOf, useRemote } from '../use-remote.ts';
import { InviteForm } from './invite-form.tsx';
import { InviteLink, type MadeLink } from './invite-link.tsx';

export interface SharePageProps {
  readonly item: KeyView;
  readonly location: LocationRecord | undefined;
  readonly now: number;
  readonly call: Session['call'];
  readonly share: Acts['share'];
}

const LOOK_EVERY_MS = 10_000;

export function SharePage({ item, location, now, call, share }: SharePageProps): VNode {
  const params = { keyId: item.keyId };
  const list = useRemote(() => call('listCompanionInvitations', { params }), item.keyId, LOOK_EVERY_MS);
  const [made, setMade] = useState<MadeLink | undefined>(undefined);
  const zone = location?.timeZone ?? 'UTC';
  const value = list.value;
  return (
    <PageFrame title={pageTexts.share.title(keyTitle(item, texts))} lead={pageTexts.share.lead} testId="share-page">
      {made && <InviteLink made={made} zone={zone} share={share} onDone={() => setMade(undefined)} />}
      {value === undefined ? (
        <NotHere trouble={list.trouble} onRetry={list.reload} />
      ) : (
        <>
          {list.trouble && <p class="banner">{troubleWords(list.trouble)}</p>}
          {!made && value.companionsLeft > 0 && (
            <InviteForm
              item={item}
              zone={zone}
              now={now}
              left={value.companionsLeft}
              onInvite={async (body, idempotencyKey) => {
                const created = await call('inviteCompanion', { params, body, idempotencyKey });
                setMade({ url: created.url, name: created.invitation.name, expiresAt: created.invitation.expiresAt });
                list.reload();
              }}
            />
          )}
          {!made && value.companionsLeft === 0 && (
            <p class="advice" data-testid="share-full">
              {pageTexts.share.full}
            </p>
          )}
          <People list={value} item={item} zone={zone} call={call} onChanged={list.reload} />
        </>
      )}
    </PageFrame>
  );
}

/** Living ones first; what is over is folded away. */
function People(props: {
  readonly list: CompanionInvitationList;
  readonly item: KeyView;
  readonly zone: string;
  readonly call: Session['call'];
  readonly onChanged: () => void;
}): VNode | null {
  const living = props.list.items.filter((one) => standing(one) === 'open' || standing(one) === 'has_key');
  const over = props.list.items.filter((one) => !living.includes(one));
  const row = (one: CompanionInvitation): VNode => <Person key={one.id} {...props} one={one} />;
  return (
    <>
      {living.length > 0 && (
        <div>
          <h2 class="page-part">{pageTexts.share.people}</h2>
          <div class="sheet">{living.map(row)}</div>
        </div>
      )}
      {over.length > 0 && (
        <details class="past">
          <summary>
            {pageTexts.share.over} <span class="count">{over.length}</span>
          </summary>
          <div class="sheet">{over.map(row)}</div>
        </details>
      )}
    </>
  );
}

type Standing = 'open' | 'has_key' | 'paused' | 'key_over' | 'withdrawn' | 'expired';

/** Where one invitation stands, in one word. */
export function standing({ state, sharedKey }: CompanionInvitation): Standing {
  if (state === 'open') return 'open';
  if (state === 'withdrawn' || state === 'expired') return state;
  if (sharedKey?.state === 'suspended') return 'paused';
  return sharedKey === null || sharedKey.state === 'ended' ? 'key_over' : 'has_key';
}

function Person(props: {
  readonly one: CompanionInvitation;
  readonly item: KeyView;
  readonly zone: string;
  readonly call: Session['call'];
  readonly onChanged: () => void;
}): VNode {
  const { one, item, zone, call } = props;
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<RemoteTrouble | undefined>(undefined);
  const stands = standing(one);
  const until = one.sharedKey?.validUntil ?? one.validUntil;
  const time = (instant: string): string => hotelTime(Date.parse(instant), zone, formatLocale);
  const doors = one.doorIds && item.doors.filter((door) => one.doorIds?.includes(door.doorId)).map((door) => door.name);
  const takeBack = (): void => {
    setBusy(true);
    setTrouble(undefined);
    const sharedKeyId = one.sharedKey?.id;
    const taking =
      sharedKeyId === undefined
        ? call('withdrawCompanionInvitation', { params: { companionInvitationId: one.id }, body: {} })
        : call('revokeSharedKey', { params: { keyId: sharedKeyId }, body: {} });
    taking
      .then(props.onChanged, (error: unknown) => {
        const what = troubleOf(error);
        // Somebody was faster: it is used or over meanwhile, and the list says which.
        if (what.kind === 'refused') props.onChanged();
        else setTrouble(what);
      })
      .finally(() => setBusy(false));
  };
  return (
    <div class="sheet-row" data-testid="companion" data-standing={stands}>
      <div class="sheet-row-text">
        <p class="strong">{one.name}</p>
        <p class="quiet">
          {stands === 'open'
            ? pageTexts.share.linkUntil(time(one.expiresAt))
            : until !== null && stands === 'has_key'
              ? pageTexts.share.keyUntil(time(until))
              : pageTexts.share.standings[stands]}
        </p>
        {doors && <p class="quiet">{pageTexts.share.opens(new Intl.ListFormat(formatLocale).format(doors))}</p>}
        {trouble && (
          <p class="field-problem" role="alert">
            {troubleWords(trouble)}
          </p>
        )}
      </div>
      <p class={stands === 'has_key' ? 'badge badge-good' : stands === 'open' ? 'badge badge-note' : 'badge'}>
        {pageTexts.share.badges[stands]}
      </p>
      {(stands === 'open' || stands === 'has_key' || stands === 'paused') && (
        <AskFirst
          label={stands === 'open' ? pageTexts.share.withdraw : pageTexts.share.takeBack}
          sure={pageTexts.share.sure(one.name)}
          busy={busy}
          onDo={takeBack}
          testId="take-back"
        />
      )}
    </div>
  );
}
