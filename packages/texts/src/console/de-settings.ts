// Settings of the console in German.

import { apiKeys, pms, webhooks } from './de-settings-connections.ts';
import { addRooms, commission, digitalKeys, rooms } from './de-settings-locks.ts';
import { messages, messageTexts } from './de-settings-messages.ts';
import { emergency, staff } from './de-settings-people.ts';
import { arrival, retention, rules } from './de-settings-rules.ts';
import type { ConsoleTexts } from './en.ts';

export const settings: ConsoleTexts['settings'] = {
  page: 'Einstellungen',
  topicsLabel: 'Themen der Einstellungen',
  back: 'Alle Einstellungen',
  noSuchTopic: 'Diese Seite gibt es in den Einstellungen nicht',
  forAdministrators: 'Einstellungen sind der Administration vorbehalten',
  forAdministratorsBody: 'Wenden Sie sich an die Administration dieses Standorts, wenn etwas zu ändern ist.',

  topics: {
    'set-up': { name: 'Checkliste zur Einrichtung', about: 'Was erledigt ist und was als Nächstes kommt.' },
    location: { name: 'Standort', about: 'Name, Zeitzone, Check-out-Zeit, Telefon.' },
    branding: { name: 'Markenauftritt', about: 'Farben, Logo und Schlüsselkarte in der Gäste-App.' },
    'digital-keys': { name: 'Digitale Schlüssel', about: 'Schließsystem: testen und einschalten.' },
    rooms: { name: 'Zimmer und Schlösser', about: 'Zimmer, Türen und ihre Schlösser.' },
    pms: { name: 'PMS-Verbindung', about: 'Woher Buchungen kommen.' },
    rules: { name: 'Schlüsselregeln', about: 'Automatische Ausgabe, Gültigkeit, Offline-Zeit, Teilen.' },
    arrival: { name: 'Mobiler Check-in und Ausweis', about: 'Was anreisende Gäste gefragt werden.' },
    messages: { name: 'Nachrichten', about: 'E-Mail, SMS und Push an Gäste.' },
    'message-texts': { name: 'Nachrichtentexte', about: 'Eigene Worte für das, was Gäste erfahren.' },
    staff: { name: 'Personal', about: 'Wer was darf.' },
    'api-keys': { name: 'API-Schlüssel', about: 'Zugang für Programme.' },
    webhooks: { name: 'Webhooks', about: 'Anderen Systemen melden, was geschieht.' },
    retention: { name: 'Aufbewahrung', about: 'Wie lange personenbezogene Daten bleiben.' },
    emergency: { name: 'Notfall', about: 'Alle Schlüssel zurücknehmen oder wechseln, womit sie signiert sind.' },
  },

  form: {
    save: 'Speichern',
    saved: 'Gespeichert',
    discard: 'Änderungen verwerfen',
    unsaved: 'Noch nicht gespeichert',
    leaveHeading: 'Ohne Speichern verlassen?',
    leaveBody: 'Was Sie auf dieser Seite geändert haben, ist noch nicht gespeichert.',
    leave: 'Ohne Speichern verlassen',
    stay: 'Hier bleiben',
    discarded: 'Änderungen verworfen',
    takenBack: 'Ihre Änderungen sind wieder da, noch nicht gespeichert',
    failed: 'Das kann nicht angezeigt werden',
    loading: 'Wird geladen',
    kept: 'Gespeichert; zum Behalten leer lassen',
    between: (min, max) => `Geben Sie eine ganze Zahl von ${min} bis ${max} ein.`,
  },

  setUp: {
    lead: 'Der Server prüft jeden Schritt selbst: Was hier abgehakt ist, ist wirklich erledigt.',
    done: 'Erledigt',
    open: 'Zu tun',
    optional: 'Kann warten',
    progress: (done, all) => `${done} von ${all} Schritten erledigt`,
    complete: 'Dieser Standort ist bereit: Gäste erhalten ihre Schlüssel.',
    go: 'Öffnen',
    again: 'Noch einmal prüfen',
    steps: {
      location: 'Der Standort hat Name, Zeitzone und Check-out-Zeit',
      pms: 'Das PMS ist verbunden und antwortet',
      rooms: 'Zimmer und ihre Türen sind erfasst',
      locks: 'Jede Zimmertür hat ihr Schloss',
      lock_system: 'Digitale Schlüssel sind getestet und eingeschaltet',
      rules: 'Die Schlüsselregeln wurden angesehen',
      messages: 'Gäste sind erreichbar',
      arrival: 'Über mobilen Check-in und Ausweis ist entschieden',
      staff: 'Eine zweite Person kann sich anmelden',
      first_key: 'Der erste digitale Schlüssel ist ausgegeben',
    },
    hints: {
      location: 'Check-out-Zeiten und Gültigkeiten richten sich nach der Uhr dieser Zone.',
      pms: 'Wählen Sie das System, geben Sie die Zugangsdaten ein, testen Sie. Danach kommen Buchungen von selbst.',
      rooms: 'Übernehmen Sie die Zimmer aus dem PMS, oder geben Sie Bereiche wie 101-120 ein.',
      locks:
        'Nehmen Sie jedes Schloss mit dem Installationswerkzeug in Betrieb; Zimmer ohne Schloss warten, die anderen funktionieren schon.',
      lock_system: 'Führen Sie den Test aus. Besteht er, schalten Sie digitale Schlüssel ein.',
      rules: 'Die Regeln eines neuen Standorts sind vorsichtig gewählt. Sehen Sie sie einmal an und speichern Sie.',
      messages: 'Geben Sie Ihren Mailserver ein und senden Sie sich eine Testnachricht.',
      arrival: 'Entscheiden Sie, ob Gäste per Telefon einchecken und ob sie einen Ausweis zeigen.',
      staff: 'Laden Sie die Rezeption und eine weitere Administration ein.',
      first_key:
        'Checken Sie einen Gast im PMS ein. Der Schlüssel wird von selbst oder auf der Seite der Buchung ausgegeben.',
    },
    counts: {
      rooms: (rooms, without) => (without === 0 ? `Zimmer: ${rooms}.` : `Zimmer: ${rooms}. Ohne Tür: ${without}.`),
      locks: (withLock, doors) => `Zimmertüren mit Schloss: ${withLock} von ${doors}.`,
      staff: (count) => `Personen mit einer Rolle hier: ${count}.`,
      simulated: 'Einige Schlösser hier sind simuliert: Sie öffnen keine echte Tür.',
    },
  },

  newLocation: {
    page: 'Neuer Standort',
    lead: 'Ein Standort ist ein Hotel mit eigenen Zimmern, eigenem Personal und eigenen Regeln. Er erhält eigene Signaturschlüssel.',
    brand: 'Marke',
    make: 'Standort anlegen',
    open: 'Neuer Standort …',
    made: 'Der Standort ist angelegt',
    empty: 'Sie verwalten eine Marke, die noch keinen Standort hat.',
  },

  location: {
    lead: 'Was Gäste und Personal lesen, und nach welcher Uhr.',
    name: 'Name',
    nameHint: 'Gäste lesen ihn in der Gäste-App und in Nachrichten.',
    nameMissing: 'Geben Sie den Namen ein.',
    timeZone: 'Zeitzone',
    timeZoneHint: 'Zum Beispiel Europe/Vienna.',
    checkOutTime: 'Check-out-Zeit',
    checkOutTimeHint: 'Wo das PMS keine andere nennt.',
    phone: 'Telefon der Rezeption',
    phoneHint: 'Gäste rufen aus der Gäste-App an, wenn eine Tür nicht öffnet.',
  },

  digitalKeys,
  addRooms,
  rooms,
  commission,
  pms,
  apiKeys,
  webhooks,
  rules,
  arrival,
  retention,
  messages,
  messageTexts,
  staff,
  emergency,
};
