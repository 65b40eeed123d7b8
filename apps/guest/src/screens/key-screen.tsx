// One key: its card, and what can be done with it now.
import type { KeyView } from '@nightlatch/phone';
import type { VNode } from 'preact';
import { wears } from '../format/hotel-look.ts';
import { endReasonOf, type KeyState, keyState, keyTitle } from '../format/key-facts.ts';
import { lazyPage } from '../pages/lazy-page.tsx';
import type { RadioSupport } from '../state.ts';
import { texts } from '../texts/use-texts.ts';
import { KeyActs } from './key-acts.tsx';
import { KeyCard, type KeyCardProps } from './key-card.tsx';
import { CallDesk, NoRadio, SimulatedMark } from './parts.tsx';
import { UnlockPanel, type UnlockPanelProps } from './unlock-panel.tsx';
import { WaitingFor } from './waiting-card.tsx';

const DoorList = lazyPage(async () => (await import('./door-list.tsx')).DoorList, true);

export interface KeyScreenProps extends KeyCardProps, UnlockPanelProps {
  readonly unconfirmedRemovals: number;
  readonly radio: RadioSupport;
  readonly onShare: () => void;
  readonly onHelp: () => void;
  readonly onSettings: () => void;
  /** One quiet offer, or nothing. */
  readonly nudge: VNode;
  /** Takes a key that only this phone remembers off the list. */
  readonly onForget: (() => void) | undefined;
}

export function KeyScreen(props: KeyScreenProps): VNode {
  const state = keyState(props.item, props.now);
  return (
    <div class="key-screen" {...wears(props.location?.look)}>
      <div class="key-side">
        <KeyCard item={props.item} location={props.location} now={props.now} brief={props.unlock.kind === 'done'} />
        <SimulatedMark location={props.location} />
      </div>
      <div class="key-side">
        {state === 'ended' && <Ended {...props} />}
        {state === 'ended' && stillHeld(props.item) && <Unlockable {...props} />}
        {state === 'suspended' && (
          <div class="advice" role="status">
            <h2>{texts.key.suspended.title}</h2>
            <p>{texts.key.suspended.step}</p>
            <CallDesk phone={props.location?.phone} message={props.location?.messageUrl} />
          </div>
        )}
        {(state === 'waiting' || state === 'getting_ready') && (
          <div class="advice" role="status">
            <h2>{texts.waiting.title(props.item.roomNumber ?? undefined)}</h2>
            <p>{texts.waiting.lead}</p>
            <WaitingFor conditions={props.item.waitingFor} />
          </div>
        )}
        {(state === 'ready' || state === 'lease_over' || state === 'not_yet') && <Unlockable {...props} />}
        {props.unlock.kind !== 'done' && state !== 'ended' && (
          <KeyActs
            onShare={canShare(props.item, state) ? props.onShare : undefined}
            onHelp={props.onHelp}
            onSettings={props.onSettings}
          />
        )}
        {props.item.doors.length > 1 && props.unlock.kind !== 'done' && (
          <DoorList doors={props.item.doors} location={props.location} now={props.now} />
        )}
        {props.nudge}
      </div>
    </div>
  );
}

/** Companions do not share on; a key that is over or on its way has nothing to share. */
function canShare(key: KeyView, state: KeyState): boolean {
  return key.kind === 'primary' && (state === 'ready' || state === 'lease_over' || state === 'not_yet');
}

/** Over by this phone's clock only: the hotel has not ended it, and the door decides. */
function stillHeld(key: KeyView): boolean {
  return key.state === 'issued' && key.doors.length > 0;
}

/** Where this browser can't speak with the hotel's doors, it says so before the guest is at one. */
function Unlockable(props: KeyScreenProps): VNode {
  const { radio, location } = props;
  if (location?.virtualRadioUrl || radio === 'bluetooth') return <UnlockPanel {...props} />;
  return <NoRadio support={radio} phone={location?.phone} />;
}

/** Why it ended, what to do, and whether the hotel knows that it is deleted here. */
function Ended(props: KeyScreenProps): VNode {
  const reason = endReasonOf(props.item);
  const held = props.item.doors.length > 0;
  return (
    <div class="advice" role="status" data-testid="key-ended" data-reason={reason}>
      <h2>{texts.ended.title[reason](keyTitle(props.item, texts))}</h2>
      <p>{texts.ended.step[reason]}</p>
      {stillHeld(props.item) && <p data-testid="clock-doubt">{texts.ended.clockDoubt}</p>}
      {!held && props.onForget === undefined && (
        <p class="advice-proof" data-testid="removal-proof">
          {props.unconfirmedRemovals === 0 ? texts.ended.deletedAndTold : texts.ended.deleted}
        </p>
      )}
      {reason === 'revoked' && <CallDesk phone={props.location?.phone} message={props.location?.messageUrl} />}
      {props.onForget && (
        <button type="button" class="button button-quiet" onClick={props.onForget} data-testid="forget-past">
          {texts.ended.forget}
        </button>
      )}
    </div>
  );
}
