// The page behind a one-time link: says what it is and redeems only when the guest presses the button.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { wears } from '../format/hotel-look.ts';
import type { LinkState, RadioSupport } from '../state.ts';
import { texts } from '../texts/use-texts.ts';
import { Logo } from './hotel-name.tsx';
import { CheckIcon, ClosedDoorIcon, KeyIcon } from './icons.tsx';
import { MessagePage, NoRadio } from './parts.tsx';

export interface LinkScreenProps {
  readonly link: Exclude<LinkState, { kind: 'none' }>;
  readonly enrolled: boolean;
  /** Keys of an earlier link that open something now. */
  readonly holdsKey: boolean;
  readonly onRedeem: () => void;
  readonly onLeave: () => void;
  readonly radio: RadioSupport;
  readonly onCopy: () => void;
}

/** Whose link it is, as soon as the server said so. */
function leadOf({ view }: LinkScreenProps['link']): string {
  if (view === undefined) return texts.link.lead;
  return view.kind === 'companion' ? texts.link.leadCompanion(view.locationName) : texts.link.leadOf(view.locationName);
}

export function LinkScreen(props: LinkScreenProps): VNode {
  const { link, enrolled, holdsKey, radio, onRedeem, onLeave } = props;
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    props.onCopy();
    setCopied(true);
  };
  if (link.kind === 'failed') {
    const advice = texts.link.problems[link.problem];
    const again =
      link.problem === 'offline' || link.problem === 'too_many_requests' || link.problem === 'server_trouble';
    return (
      <MessagePage
        icon={<ClosedDoorIcon size={40} />}
        advice={advice}
        phone={link.view?.frontDeskPhone}
        testId="link-problem"
      >
        <div class="actions" data-problem={link.problem}>
          {again && (
            <button type="button" class="button" onClick={onRedeem} data-testid="enrol-retry">
              {texts.link.retry}
            </button>
          )}
          {enrolled && (
            <button type="button" class="button button-quiet" onClick={onLeave}>
              {texts.link.toMyKeys}
            </button>
          )}
        </div>
      </MessagePage>
    );
  }
  const working = link.kind === 'redeeming';
  return (
    <section class="message" aria-busy={working} {...wears(link.view?.look)}>
      <Logo look={link.view?.look} />
      <div class={working ? 'message-icon message-icon-busy' : 'message-icon'}>
        <KeyIcon size={40} />
      </div>
      <h1 class="message-title">{working ? texts.link.working : texts.link.title}</h1>
      <p class="message-step" role="status" data-testid="link-lead">
        {working ? texts.link.workingLead : leadOf(link)}
      </p>
      {!working && (
        <ul class="points">
          {texts.link.points.map((point) => (
            <li key={point}>
              <CheckIcon />
              {point}
            </li>
          ))}
        </ul>
      )}
      {!working && radio !== 'bluetooth' && (
        <NoRadio support={radio} onCopy={radio === 'none_iphone' ? undefined : copy} copied={copied} />
      )}
      {!working && holdsKey && <p class="banner">{texts.link.adds}</p>}
      <div class="actions">
        <button type="button" class="button" onClick={onRedeem} aria-disabled={working} data-testid="enrol-button">
          {working ? texts.link.working : texts.link.button}
        </button>
        {!working && enrolled && (
          <button type="button" class="button button-quiet" onClick={onLeave} data-testid="leave-link">
            {texts.link.toMyKeys}
          </button>
        )}
      </div>
    </section>
  );
}
