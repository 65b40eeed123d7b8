// One quiet offer at a time, at its right moment: news by notification once the key works, the home screen after the door has opened.
import type { KeyView } from '@nightlatch/phone';
import type { VNode } from 'preact';
import { keyState } from '../format/key-facts.ts';
import type { AppState } from '../state.ts';
import { texts } from '../texts/use-texts.ts';
import type { Acts } from './app-screen.tsx';

/** Which offer fits now. */
export function nudgeFor(state: AppState, item: KeyView): 'push' | 'install' | undefined {
  if (keyState(item, state.now) !== 'ready' || state.unlock.kind === 'running') return undefined;
  const opened = state.unlock.kind === 'done' && state.unlock.outcome.kind === 'opened';
  if (opened) return state.canInstall ? 'install' : undefined;
  if (state.unlock.kind === 'done') return undefined; // something is wrong at the door: not now
  const online = state.connection === 'online';
  return online && !state.pushDeclined && (state.push === 'off' || state.push === 'asking') ? 'push' : undefined;
}

export function Nudge(props: { readonly state: AppState; readonly item: KeyView; readonly acts: Acts }): VNode | null {
  const { state, acts } = props;
  const kind = nudgeFor(state, props.item);
  if (kind === undefined) return null;
  const { title, step, yes } = texts.nudges[kind];
  return (
    <aside class="nudge" data-testid={`nudge-${kind}`}>
      <p>
        <strong>{title}</strong> {step}
      </p>
      <div class="button-row">
        <button
          type="button"
          class="button button-small"
          aria-disabled={state.push === 'asking'}
          onClick={kind === 'push' ? acts.askForPush : acts.install}
        >
          {yes}
        </button>
        <button
          type="button"
          class="button button-small button-quiet"
          onClick={kind === 'push' ? acts.declinePush : acts.declineInstall}
        >
          {texts.nudges.no}
        </button>
      </div>
    </aside>
  );
}
