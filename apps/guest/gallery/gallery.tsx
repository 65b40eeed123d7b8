// Draws one state of states.ts, named by the address: `npx vite` and /guest/gallery/?state=key&language=de. Nothing here talks to a server.
import '../src/styles/index.css';
import { asLanguage } from '@nightlatch/texts';
import { render, type VNode } from 'preact';
import { type Acts, AppScreen } from '../src/screens/app-screen.tsx';
import { firstLanguage, speak } from '../src/texts/use-texts.ts';
import { callInGallery, STATES } from './states.ts';

const nothing = (): void => undefined;
const acts: Acts = {
  redeemLink: nothing,
  leaveLink: nothing,
  copyLink: nothing,
  unlock: nothing,
  endUnlock: nothing,
  lookAround: nothing,
  showKey: nothing,
  closeNotice: nothing,
  forgetPast: nothing,
  showPage: nothing,
  takeArrival: nothing,
  callAt: () => callInGallery,
  checkedPhone: { bluetooth: async () => 'off', online: true, persisted: async () => true, notifications: 'default' },
};

function Index(): VNode {
  return (
    <main>
      <h1>Every screen</h1>
      <ul>
        {Object.keys(STATES).map((name) => (
          <li key={name}>
            <a href={`?state=${name}`}>{name}</a>
          </li>
        ))}
      </ul>
    </main>
  );
}

await speak(asLanguage(new URLSearchParams(location.search).get('language')) ?? firstLanguage());
const state = STATES[new URLSearchParams(location.search).get('state') ?? ''];
const root = document.getElementById('app');
if (root) render(state ? <AppScreen state={state} acts={acts} /> : <Index />, root);
