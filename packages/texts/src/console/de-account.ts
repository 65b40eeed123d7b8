// Deutsche Sätze zum Anmelden jenseits des Passworts und zu „Mein Konto“; de.ts nimmt sie auf.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('de');

export const account: ConsoleTexts['account'] = {
  page: 'Mein Konto',
  loading: 'Ihr Konto wird geladen',
  failed: 'Ihr Konto kann nicht gezeigt werden',
  confirmHeading: 'Bitte bestätigen Sie, dass Sie es sind',
  confirm:
    'Das ändert, wie Sie sich anmelden. Melden Sie sich noch einmal an; Sie kommen dorthin zurück, wo Sie waren.',
  passkey: {
    signIn: 'Mit Passkey anmelden',
    or: 'oder',
    refused: 'Dieser Passkey wurde nicht angenommen. Versuchen Sie es noch einmal oder nehmen Sie Ihr Passwort.',
    heading: 'Passkeys',
    lead: 'Melden Sie sich mit Finger, Gesicht oder der PIN Ihres Geräts an statt mit einem Passwort. Ein Passkey gilt nur auf dieser Seite; niemand kann ihn Ihnen entlocken.',
    none: 'Sie haben noch keinen Passkey.',
    add: 'Passkey hinzufügen',
    addBody: 'Geben Sie ihm den Namen des Geräts. Nach allem Weiteren fragt Ihr Browser.',
    name: 'Name',
    nameMissing: 'Geben Sie einen Namen ein.',
    thisDevice: 'Dieses Gerät',
    added: 'Der Passkey ist hinzugefügt',
    cancelled: 'Nichts wurde hinzugefügt: Es wurde abgebrochen oder hat zu lange gedauert.',
    exists: 'Dieses Gerät hat schon einen Passkey von Ihnen.',
    unsupported:
      'Dieser Browser kann hier keine Passkeys verwenden. Dafür braucht es einen aktuellen Browser und eine sichere Adresse (https).',
    created: (when) => `Hinzugefügt ${when}`,
    used: (when) => `Zuletzt verwendet ${when}`,
    neverUsed: 'Noch nicht verwendet',
    backedUp: 'Gesichert',
    rename: 'Umbenennen',
    renameWhich: (name) => `${name} umbenennen`,
    renamed: 'Der Passkey hat seinen neuen Namen',
    remove: 'Entfernen',
    removeWhich: (name) => `${name} entfernen`,
    removeBody:
      'Sie können sich damit nicht mehr anmelden, und Ihre Sitzungen auf anderen Geräten enden sofort. Löschen Sie ihn auch auf dem Gerät.',
    removed: 'Der Passkey ist entfernt',
    offerHeading: 'Nächstes Mal schneller anmelden',
    offerBody: 'Mit einem Passkey genügen Finger, Gesicht oder PIN. Nur auf einem Gerät, das Sie nicht teilen.',
    later: 'Nicht jetzt',
    count: (count) => plural(count, { one: '# Passkey', other: '# Passkeys' }),
    noneShort: 'Kein Passkey',
  },
};
