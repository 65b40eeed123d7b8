// Draws one state of states.ts, named by the address: `npx vite` and /guest/gallery/#key. Nothing here talks to a server.
import '../src/styles/index.css';
import { render, type VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useObservable } from '../src/observable.ts';
import { type Acts, AppScreen } from '../src/screens/app-screen.tsx';
import { firstLanguage, speak, spoken } from '../src/texts/use-texts.ts';
import { callInGallery, STATES } from './states.ts';

const nothing = (): void => undefined;
const acts: Acts = {
  redeemLink: nothing,
  leaveLink: nothing,
  copyLink: nothing,
  unlock: nothing,
  endUnlock: nothing,
  renewKey: async () => true,
  lookAround: nothing,
  showKey: nothing,
  closeNotice: nothing,
  forgetPast: nothing,
  showPage: nothing,
  takeArrival: nothing,
  askForPush: nothing,
  declinePush: nothing,
  choose: nothing,
  install: nothing,
  declineInstall: nothing,
  callAt: () => callInGallery,
  checkedPhone: {
    bluetooth: async () => 'off',
    online: true,
    persisted: async () => true,
    notifications: 'default',
    shell: false,
  },
  share: async () => undefined,
  takeLink: undefined,
};

function Index(): VNode {
  return (
    <main>
      <h1>Every screen</h1>
      <ul>
        {Object.keys(STATES).map((name) => (
          <li key={name}>
            <a href={`#${name}`} data-testid="state">
              {name}
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}

function Gallery(): VNode {
  useObservable(spoken);
  const [name, setName] = useState(location.hash.slice(1));
  useEffect(() => {
    const show = (): void => setName(location.hash.slice(1));
    addEventListener('hashchange', show);
    return () => removeEventListener('hashchange', show);
  }, []);
  const state = STATES[name];
  // A pasted link is the native shell's only.
  const takeLink = name.startsWith('shell') ? () => false : undefined;
  return state ? <AppScreen key={name} state={state} acts={{ ...acts, takeLink }} /> : <Index />;
}

await speak(firstLanguage());
const root = document.getElementById('app');
if (root) render(<Gallery />, root);
