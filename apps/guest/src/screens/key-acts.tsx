// What else can be done with a key or stay: share it, get help. Below the key, in reach of the thumb.
import type { VNode } from 'preact';
import { texts } from '../texts/use-texts.ts';
import { HelpIcon, SettingsIcon, ShareIcon } from './icons.tsx';

export function KeyActs(props: {
  /** Absent where the key can't be shared. */
  readonly onShare?: (() => void) | undefined;
  readonly onHelp: () => void;
  readonly onSettings: () => void;
}): VNode {
  return (
    <div class="key-acts">
      {props.onShare && (
        <button type="button" class="key-act" onClick={props.onShare} data-testid="open-share">
          <ShareIcon />
          {texts.page.share}
        </button>
      )}
      <button type="button" class="key-act" onClick={props.onHelp} data-testid="open-help">
        <HelpIcon />
        {texts.page.help}
      </button>
      <button type="button" class="key-act" onClick={props.onSettings} data-testid="open-settings">
        <SettingsIcon />
        {texts.page.settings}
      </button>
    </div>
  );
}
