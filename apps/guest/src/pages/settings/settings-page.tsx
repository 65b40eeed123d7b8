// What a guest can choose on this phone: notifications, sound, a dark screen for dark corridors, the home screen. And which other phones are theirs.
import type { VNode } from 'preact';
import type { Acts } from '../../screens/app-screen.tsx';
import type { AppState } from '../../state.ts';
import { pageTexts } from '../../texts/use-page-texts.ts';
import { texts } from '../../texts/use-texts.ts';
import { PageFrame } from '../page-parts.tsx';
import { PasteLink } from '../shell/paste-link.tsx';
import { OwnPhones } from './own-phones.tsx';

export function SettingsPage({ state, acts }: { readonly state: AppState; readonly acts: Acts }): VNode {
  const { choices, push } = state;
  const words = pageTexts.settings;
  // Where this phone is set up now: a hotel that only a past key remembers has no list.
  const here = new Set(
    [...state.keys.filter(({ keyId }) => !state.archived.includes(keyId)), ...state.stays].map((one) => one.locationId),
  );
  const hotels = state.locations.filter(({ id }) => here.has(id));
  return (
    <PageFrame title={texts.page.settings} testId="settings-page">
      <div class="sheet">
        <Switch
          label={words.dark}
          hint={words.darkHint}
          on={choices.darkCorridor}
          onChange={(darkCorridor) => acts.choose({ darkCorridor })}
          testId="dark-corridor"
        />
        <Switch
          label={words.sound}
          hint={words.soundHint}
          on={choices.sound}
          onChange={(sound) => acts.choose({ sound })}
          testId="sound"
        />
      </div>
      {acts.takeLink && <PasteLink take={acts.takeLink} />}
      {!acts.takeLink && (
        <div class="sheet" data-testid="push" data-push={push}>
          <h2 class="page-part">{words.push}</h2>
          <p class="quiet" role="status">
            {words.pushStates[push]}
          </p>
          {(push === 'off' || push === 'failed' || push === 'asking') && (
            <button
              type="button"
              class="button"
              aria-disabled={push === 'asking'}
              onClick={acts.askForPush}
              data-testid="ask-push"
            >
              {texts.nudges.push.yes}
            </button>
          )}
        </div>
      )}
      {state.canInstall && (
        <div class="sheet">
          <h2 class="page-part">{texts.nudges.install.title}</h2>
          <p class="quiet">{texts.nudges.install.step}</p>
          <button type="button" class="button" onClick={acts.install}>
            {texts.nudges.install.yes}
          </button>
        </div>
      )}
      {hotels.map((location) => (
        <OwnPhones key={location.id} location={location} named={hotels.length > 1} call={acts.callAt(location.id)} />
      ))}
    </PageFrame>
  );
}

function Switch(props: {
  readonly label: string;
  readonly hint: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly testId: string;
}): VNode {
  return (
    <label class="switch">
      <span class="sheet-row-text">
        <span class="strong">{props.label}</span>
        <span class="quiet">{props.hint}</span>
      </span>
      <input
        type="checkbox"
        checked={props.on}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
        data-testid={props.testId}
      />
    </label>
  );
}
