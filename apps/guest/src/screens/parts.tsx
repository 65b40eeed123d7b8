// Small parts that several screens are made of.
import type { LocationRecord } from '@nightlatch/phone';
import type { Advice } from '@nightlatch/texts';
import type { ComponentChildren, VNode } from 'preact';
import type { AppState, Notice, RadioSupport } from '../state.ts';
import { texts } from '../texts/use-texts.ts';
import { CloseIcon, OfflineIcon, PhoneIcon, WaveIcon } from './icons.tsx';

/** A calm full page: drawing, one sentence, one step. */
export function MessagePage(props: {
  readonly icon: ComponentChildren;
  readonly advice: Advice;
  readonly phone?: string | null | undefined;
  readonly testId?: string;
  readonly children?: ComponentChildren;
}): VNode {
  return (
    <section class="message" data-testid={props.testId}>
      <div class="message-icon">{props.icon}</div>
      <h1 class="message-title">{props.advice.title}</h1>
      <p class="message-step">{props.advice.step}</p>
      {props.advice.desk && <CallDesk phone={props.phone} />}
      {props.children}
    </section>
  );
}

/** A call or a message to the front desk, where they are known. */
export function CallDesk(props: {
  readonly phone: string | null | undefined;
  /** Where the desk is written to. */
  readonly message?: string | null | undefined;
  /** It is the one step here, and looks like it. */
  readonly first?: boolean;
}): VNode {
  const { phone, message, first } = props;
  return (
    <>
      {phone && (
        <a
          class={first ? 'button' : 'button button-quiet'}
          href={`tel:${phone.replace(/[^+\d]/g, '')}`}
          data-testid="call-desk"
        >
          <PhoneIcon />
          <span>
            {texts.callDesk} <bdi class="number">{phone}</bdi>
          </span>
        </a>
      )}
      {message && (
        <a
          class={first && !phone ? 'button' : 'button button-quiet'}
          href={message}
          target="_blank"
          rel="noreferrer"
          data-testid="message-desk"
        >
          {texts.messageDesk}
        </a>
      )}
    </>
  );
}

/** This browser has no Bluetooth: what works instead. With `onCopy`, before the link is used up. */
export function NoRadio(props: {
  readonly support: Exclude<RadioSupport, 'bluetooth'>;
  readonly phone?: string | null | undefined;
  readonly onCopy?: (() => void) | undefined;
  readonly copied?: boolean;
}): VNode {
  const advice = texts.noRadio[props.support];
  return (
    <div class="advice" data-testid="no-radio" data-support={props.support}>
      <h2>{advice.title}</h2>
      <p>{advice.step}</p>
      {props.onCopy && (
        <button type="button" class="button button-quiet" onClick={props.onCopy} data-testid="copy-link">
          {props.copied ? texts.linkCopied : texts.copyLink}
        </button>
      )}
      {advice.desk && <CallDesk phone={props.phone} />}
    </div>
  );
}

/** Says that the server is out of reach, and what still works. The live region stays, so that a screen reader hears it come and go. */
export function OfflineBanner({
  state,
  held,
}: {
  readonly state: AppState;
  readonly held: 'works' | 'stale' | 'none';
}): VNode {
  const shown = state.connection === 'offline' && state.enrolled;
  return (
    <div role="status" class="offline-region">
      {state.connection === 'not_known' && state.enrolled && (
        <p class="banner" data-testid="not-known-banner">
          <OfflineIcon />
          <span>
            <strong>{texts.notKnown.title}.</strong> {texts.notKnown.step}
          </span>
        </p>
      )}
      {shown && (
        <p class="banner" data-testid="offline-banner">
          <OfflineIcon />
          <span>
            <strong>{texts.offline.title}.</strong> {texts.offline.keys[held]}
          </span>
        </p>
      )}
    </div>
  );
}

/** Marks a hotel whose doors are simulated; nobody may take them for real ones. */
export function SimulatedMark({ location }: { readonly location: LocationRecord | undefined }): VNode | null {
  if (!location?.virtualRadioUrl) return null;
  return (
    <aside class="simulated" data-testid="simulated-mark">
      <WaveIcon />
      <p>
        <strong>{texts.simulated}.</strong> {texts.simulatedHint}
      </p>
    </aside>
  );
}

/** Messages that stay until closed. */
export function Notices(props: {
  readonly notices: readonly Notice[];
  readonly unconfirmedRemovals: number;
  readonly onClose: (id: string) => void;
}): VNode {
  return (
    <div role="status" class="notices">
      {props.notices.map((notice) => {
        const advice = adviceOf(notice);
        return (
          <div class="notice" key={notice.id} data-testid="notice" data-kind={notice.kind}>
            <div>
              <p class="notice-title">{advice.title}</p>
              <p>{advice.step}</p>
              {notice.kind === 'key_removed' && (
                <p class="notice-proof">
                  {props.unconfirmedRemovals === 0 ? texts.ended.deletedAndTold : texts.ended.deleted}
                </p>
              )}
            </div>
            <button
              type="button"
              class="icon-button"
              aria-label={`${texts.close}: ${advice.title}`}
              onClick={() => props.onClose(notice.id)}
            >
              <CloseIcon />
            </button>
          </div>
        );
      })}
    </div>
  );
}

function adviceOf(notice: Notice): Advice {
  switch (notice.kind) {
    case 'key_removed':
      return texts.notices.keyRemoved(notice.roomNumber, notice.hotel);
    case 'device_removed':
      return texts.notices.deviceRemoved;
    case 'link_used_already_here':
      return texts.notices.linkUsedAlreadyHere;
  }
}
