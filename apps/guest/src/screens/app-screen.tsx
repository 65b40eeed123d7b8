// Chooses the screen for the state: link, nothing yet, one key, several.

import type { Arrival } from '@nightlatch/api';
import type { ComponentChildren, VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { keyState, keyTitle, locationOf, splitKeys, withoutDoubles } from '../format/key-facts.ts';
import type { CheckedPhone } from '../pages/help/phone-checks.ts';
import { lazyPage } from '../pages/lazy-page.tsx';
import type { Session } from '../server/session.ts';
import type { AppState, Choices, Page } from '../state.ts';
import { texts } from '../texts/use-texts.ts';
import type { UnlockTarget } from '../unlock/targets.ts';
import { KeyIcon, LinkIcon, Mark } from './icons.tsx';
import { KeyActs } from './key-acts.tsx';
import { KeyList, PastKeys } from './key-list.tsx';
import { KeyScreen } from './key-screen.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { LinkScreen } from './link-screen.tsx';
import { Nudge } from './nudge.tsx';
import { PageScreen } from './page-screen.tsx';
import { MessagePage, Notices, OfflineBanner, SimulatedMark } from './parts.tsx';
import { WaitingCard } from './waiting-card.tsx';

const PasteLink = lazyPage(async () => (await import('../pages/shell/paste-link.tsx')).PasteLink, true);

/** What the guest can do; each is one act of the app. */
export interface Acts {
  readonly redeemLink: () => void;
  readonly leaveLink: () => void;
  /** To open it in a browser that can speak with doors. */
  readonly copyLink: () => void;
  readonly unlock: (keyId: string, target: UnlockTarget) => void;
  readonly endUnlock: () => void;
  /** Has its leases renewed; true when the answer is here. */
  readonly renewKey: (keyId: string) => Promise<boolean>;
  readonly lookAround: () => void;
  readonly showKey: (keyId: string | undefined) => void;
  readonly closeNotice: (id: string) => void;
  /** Takes a past key off the list. */
  readonly forgetPast: (keyId: string) => void;
  readonly showPage: (page: Page | undefined) => void;
  readonly askForPush: () => void;
  readonly declinePush: () => void;
  readonly choose: (choices: Partial<Choices>) => void;
  /** Puts the app on the home screen, by the browser's own question. */
  readonly install: () => void;
  readonly declineInstall: () => void;
  readonly takeArrival: (arrival: Arrival) => void;
  readonly callAt: (locationId: string) => Session['call'];
  /** What the help page looks at on this phone. */
  readonly checkedPhone: CheckedPhone;
  /** The system's share sheet; absent where there is none. */
  readonly share: ((what: SharedLink) => Promise<void>) | undefined;
  /** Takes a pasted link; false when it is none. Only in the native shell, where there is no address bar. */
  readonly takeLink: ((url: string) => boolean) | undefined;
}

/** What the system's share sheet sends. */
export interface SharedLink {
  readonly title: string;
  readonly text: string;
  readonly url: string;
}

export interface AppScreenProps {
  readonly state: AppState;
  readonly acts: Acts;
}

export function AppScreen({ state, acts }: AppScreenProps): VNode {
  const states = state.keys.map((key) => keyState(key, state.now));
  const held = states.includes('ready') ? 'works' : states.includes('lease_over') ? 'stale' : 'none';
  const goesBack = (state.shownKeyId !== undefined || state.page !== undefined) && state.link.kind === 'none';
  return (
    <Frame
      title={titleOf(state)}
      back={goesBack ? (state.page ? texts.page.back : texts.back) : undefined}
      onBack={() => (state.page ? acts.showPage(undefined) : acts.showKey(undefined))}
    >
      <OfflineBanner state={state} held={held} />
      <Notices notices={state.notices} unconfirmedRemovals={state.unconfirmedRemovals} onClose={acts.closeNotice} />
      <Middle state={state} acts={acts} />
    </Frame>
  );
}

/** This browser can't do what the app needs (no IndexedDB, no WebCrypto). */
export function UnusableScreen(): VNode {
  return (
    <Frame title={texts.appName} back={undefined}>
      <MessagePage icon={<LinkIcon size={40} />} advice={texts.unusable} testId="unusable" />
    </Frame>
  );
}

function Frame(props: {
  readonly title: string;
  /** What the button back says; without it, the app's name stands there. */
  readonly back: string | undefined;
  readonly onBack?: () => void;
  readonly children: ComponentChildren;
}): VNode {
  const { title, back } = props;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <>
      <a class="skip" href="#main">
        {texts.skipToKey}
      </a>
      <header class="top">
        {back === undefined ? (
          <p class="brand">
            <Mark /> {texts.appName}
          </p>
        ) : (
          <button type="button" class="back" onClick={props.onBack} data-testid="back">
            <span aria-hidden="true" class="back-arrow">
              ‹
            </span>{' '}
            {back}
          </button>
        )}
        <LanguageChoice />
      </header>
      <main id="main" tabIndex={-1}>
        {props.children}
      </main>
    </>
  );
}

/** What the browser calls this page: the screen reader says it first. */
function titleOf(state: AppState): string {
  if (state.link.kind !== 'none') return `${texts.link.title} – ${texts.appName}`;
  if (state.page) return `${pageTitle(state.page)} – ${texts.appName}`;
  const { current } = splitKeys(state.keys, state.now);
  const shown =
    state.keys.find((key) => key.keyId === state.shownKeyId) ?? (current.length === 1 ? current[0] : undefined);
  return shown ? `${keyTitle(shown, texts)} – ${texts.appName}` : texts.appName;
}

function Middle({ state, acts }: AppScreenProps): VNode | null {
  if (state.link.kind !== 'none') {
    return (
      <LinkScreen
        link={state.link}
        enrolled={state.enrolled}
        holdsKey={state.keys.some((key) => key.doors.length > 0)}
        onRedeem={acts.redeemLink}
        radio={state.radio}
        onLeave={acts.leaveLink}
        onCopy={acts.copyLink}
      />
    );
  }
  if (!state.ready) return null;
  if (state.page) return <PageScreen page={state.page} state={state} acts={acts} />;
  const { keys, stays } = withoutDoubles(state.keys, state.stays);
  const { current, past } = splitKeys(keys, state.now);
  const shown = state.keys.find((key) => key.keyId === state.shownKeyId);
  const [onlyKey] = current;
  const [onlyStay] = stays;
  const [lastPast] = past;
  const count = current.length + stays.length;
  const show = (item: AppState['keys'][number]): VNode => (
    <KeyScreen
      key={item.keyId}
      item={item}
      location={locationOf(state.locations, item)}
      now={state.now}
      unlock={state.unlock}
      online={state.connection === 'online'}
      radio={state.radio}
      heardDoors={state.heardDoors}
      unconfirmedRemovals={state.unconfirmedRemovals}
      onUnlock={(target) => acts.unlock(item.keyId, target)}
      onEnd={acts.endUnlock}
      onShare={() => acts.showPage({ kind: 'share', keyId: item.keyId })}
      onHelp={() => acts.showPage({ kind: 'help', keyId: item.keyId })}
      onSettings={() => acts.showPage({ kind: 'settings' })}
      nudge={<Nudge state={state} item={item} acts={acts} />}
      onForget={state.archived.includes(item.keyId) ? () => acts.forgetPast(item.keyId) : undefined}
      onLookAround={acts.lookAround}
    />
  );
  if (shown) return show(shown);
  const others = (keys: AppState['keys']): VNode => (
    <PastKeys keys={keys} locations={state.locations} now={state.now} onShow={acts.showKey} />
  );
  if (count === 1 && onlyKey) return <>{[show(onlyKey), others(past)]}</>;
  if (count === 1 && onlyStay) {
    const location = locationOf(state.locations, onlyStay);
    return (
      <div class="single">
        <WaitingCard
          stay={onlyStay}
          location={location}
          arrival={state.arrivals.get(onlyStay.bookingId)}
          now={state.now}
          onArrival={() => acts.showPage({ kind: 'arrival', bookingId: onlyStay.bookingId })}
        />
        <KeyActs
          onHelp={() => acts.showPage({ kind: 'stay_help', bookingId: onlyStay.bookingId })}
          onSettings={() => acts.showPage({ kind: 'settings' })}
        />
        <SimulatedMark location={location} />
        {others(past)}
      </div>
    );
  }
  if (count > 1) {
    return (
      <>
        <KeyList
          keys={current}
          stays={stays}
          locations={state.locations}
          now={state.now}
          onShow={acts.showKey}
          arrivals={state.arrivals}
          onArrival={(bookingId) => acts.showPage({ kind: 'arrival', bookingId })}
        />
        <div class="list">
          <SimulatedMark location={state.locations.find((location) => location.virtualRadioUrl !== null)} />
        </div>
        {others(past)}
      </>
    );
  }
  if (lastPast) return <>{[show(lastPast), others(past.slice(1))]}</>;
  return (
    <MessagePage
      icon={state.enrolled ? <KeyIcon size={40} /> : <LinkIcon size={40} />}
      advice={texts.empty}
      testId="empty"
    >
      {acts.takeLink && <PasteLink take={acts.takeLink} />}
    </MessagePage>
  );
}

function pageTitle(page: Page): string {
  switch (page.kind) {
    case 'share':
      return texts.page.share;
    case 'help':
    case 'stay_help':
      return texts.page.help;
    case 'arrival':
      return texts.page.arrival;
    case 'settings':
      return texts.page.settings;
  }
}
