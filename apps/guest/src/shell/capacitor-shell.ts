// The native shell by Capacitor's plugins: loaded in the shell only.

import { App } from '@capacitor/app';
import { Capacitor } from '@capacitor/core';
import { Haptics } from '@capacitor/haptics';
import { Share } from '@capacitor/share';
import { BleClient } from '@capacitor-community/bluetooth-le';
import { createShellRadio, type ShellRadio } from '../radio/shell-radio.ts';
import type { Carrier, Shell } from './load-shell.ts';
import { createShellPlace } from './shell-place.ts';

/** The link that started the app is taken once, not again when its page is loaded anew. */
const STARTED = 'nightlatch-started';

/** Opens nothing and asks nothing yet. */
export function openCarrier(): Carrier {
  let radio: ShellRadio | undefined;
  return {
    shell: openShell(),
    support: 'bluetooth',
    makeRadio(known, clock) {
      // Listening hears every hotel's doors: one radio for all.
      radio ??= createShellRadio({
        bluetooth: BleClient,
        finds: Capacitor.isNativePlatform() ? 'by_listening' : 'by_choice',
        known,
        clock,
      });
      return radio;
    },
    bluetooth: async (refused) => radio?.state(refused) ?? 'unknown',
  };
}

function openShell(): Shell {
  return {
    place: createShellPlace(),
    onLink(hear) {
      void App.addListener('appUrlOpen', ({ url }) => hear(url));
      if (sessionStorage.getItem(STARTED) !== null) return;
      sessionStorage.setItem(STARTED, 'yes');
      // Some starts are told by the event above too: the same link twice is one.
      void App.getLaunchUrl().then((started) => started && hear(started.url));
    },
    share: async (what) => void (await Share.share(what)),
    buzz(pattern) {
      for (const [at, ms] of pattern.entries()) {
        const after = pattern.slice(0, at).reduce((sum, one) => sum + one, 0);
        if (at % 2 === 0) setTimeout(() => void Haptics.vibrate({ duration: ms }).catch(() => undefined), after);
      }
    },
  };
}
