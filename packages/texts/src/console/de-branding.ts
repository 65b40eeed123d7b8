// Branding of the Guest App, in German.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('de');

export const branding: ConsoleTexts['branding'] = {
  lead: 'So sehen Gäste dieses Haus auf ihrem Telefon: auf der Schlüsselkarte, vor der Anreise und auf der Schaltfläche von E-Mails. Der Name steht unter Standort.',
  colour: 'Farbe',
  ownColours: 'Die eigenen Farben der Gäste-App',
  chosenColour: 'Eine Farbe des Hauses',
  colourCode: 'Farbwert',
  colourHint: '# und sechs Stellen, wie in Ihrem Gestaltungshandbuch: #8a1538.',
  colourWrong: 'Geben Sie # und sechs Ziffern oder Buchstaben von a bis f ein.',
  contrast: {
    fine: 'So gut lesbar, hell wie dunkel.',
    light: 'Auf hellen Bildschirmen werden Text und Schaltflächen etwas dunkler, damit alle sie lesen können.',
    dark: 'Auf dunklen Bildschirmen werden Text und Schaltflächen etwas heller, damit alle sie lesen können.',
    both: 'Text und Schaltflächen werden auf hellen Bildschirmen dunkler und auf dunklen heller, damit alle sie lesen können.',
  },
  look: 'Schlüsselkarte',
  looks: {
    deep: { name: 'Tief', hint: 'Die Farbe, tief und ruhig.' },
    solid: { name: 'Kräftig', hint: 'Die Farbe genau so, wie sie ist.' },
    light: { name: 'Hell', hint: 'Eine helle Karte, die Farbe in den Linien.' },
  },
  logo: 'Logo',
  logoHint: 'PNG, JPEG, WebP oder SVG. Es wird verkleinert; nur seine Bildpunkte werden aufbewahrt.',
  noLogo: 'Noch kein Logo',
  chooseLogo: 'Datei auswählen',
  replaceLogo: 'Andere Datei',
  removeLogo: 'Entfernen',
  logoRemoved: 'Das Logo ist entfernt',
  logoSaved: 'Das Logo ist gespeichert',
  logoWrong: 'Diese Datei lässt sich nicht als Bild lesen. Wählen Sie PNG, JPEG, WebP oder SVG.',
  logoLarge: 'Dieses Bild ist auch verkleinert zu groß. Wählen Sie ein einfacheres.',
  logoOnPlate: 'Auf weißem Grund',
  logoOnPlateHint: 'Für Logos in dunkler Farbe, die auf einer dunklen Karte nicht zu sehen wären.',
  contact: 'Nachrichten an die Rezeption',
  contactHint: 'Dorthin schreiben Gäste aus der Gäste-App. Anrufe gehen an die Nummer unter Standort.',
  contactKinds: {
    none: 'Keine Nachrichten',
    sms: 'SMS',
    email: 'E-Mail',
    web: 'Chat im Web',
  },
  contactValues: {
    sms: 'Telefonnummer',
    email: 'E-Mail-Adresse',
    web: 'Adresse des Chats',
  },
  webHint: 'Beginnt mit https://, zum Beispiel ein WhatsApp-Link.',
  contactWrong: {
    sms: 'Geben Sie eine Telefonnummer ein.',
    email: 'Geben Sie eine E-Mail-Adresse ein.',
    web: 'Geben Sie eine Adresse ein, die mit https:// beginnt.',
  },
  preview: 'Vorschau',
  previewLead: 'So werden Gäste es sehen.',
  schemes: { light: 'Hell', dark: 'Dunkel', night: 'Dunkler Flur' },
  card: {
    room: 'Zimmer',
    guest: 'Gast',
    sampleGuest: 'Anna Berger',
    until: 'Bis',
    ready: 'Bereit',
    unlock: 'Öffnen',
  },
  spread: 'Für alle Standorte der Marke verwenden',
  spreadHint:
    'Die anderen Standorte der Marke übernehmen Farbe, Schlüsselkarte und Logo. Namen, Nummern und Adressen behalten sie.',
  spreadBody:
    'Farben, Schlüsselkarten und Logos der anderen Standorte werden ersetzt. Das lässt sich nicht zurücknehmen.',
  spreadConfirm: 'Überall verwenden',
  spreadDone: (count) =>
    plural(count, {
      one: '# weiterer Standort sieht jetzt gleich aus',
      other: '# weitere Standorte sehen jetzt gleich aus',
    }),
};

export const doorHours: ConsoleTexts['doorHours'] = {
  heading: 'Öffnungszeiten für Gäste',
  always: 'Für Gäste immer offen',
  certain: 'Zu bestimmten Zeiten offen',
  openNow: 'Jetzt offen',
  closedNow: 'Jetzt geschlossen',
  edit: 'Zeiten ändern',
  zone: (zone) => `Die Zeiten gelten nach der Uhr des Hauses (${zone}).`,
  from: 'Von',
  to: 'Bis',
  overnight: 'bis zum nächsten Tag',
  wholeDay: 'den ganzen Tag',
  add: 'Zeiten hinzufügen',
  remove: (day) => `Zeiten entfernen: ${day}`,
  copy: 'An allen Tagen gleich',
  saved: 'Die Öffnungszeiten sind gespeichert',
  effect:
    'Gültige Schlüssel werden mit den neuen Zeiten erneuert. Ein Telefon ohne Netz behält die alten, bis es wieder online ist oder seine Offline-Zeit endet.',
  none: 'Geben Sie für mindestens einen Tag Zeiten ein oder lassen Sie die Tür immer offen.',
};

export const brandAdministrators: ConsoleTexts['brandAdministrators'] = {
  heading: 'Marken-Administration',
  lead: 'Sie verwalten alle Standorte der Marke, die heutigen und die künftigen.',
  invite: 'Eine Person für die Marken-Administration einladen',
  inviteLead: 'Sie erhält von Ihnen einen Einmal-Link und verwaltet damit alle Standorte der Marke.',
  removeBody: (name) => `${name} verliert alle Standorte der Marke. Laufende Sitzungen enden sofort.`,
  removed: 'Der Zugang zur Marke ist entzogen',
};
