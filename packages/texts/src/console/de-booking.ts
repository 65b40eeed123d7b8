// A booking's and a guest's page, but for the keys. In German; de.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('de');

export const booking: ConsoleTexts['booking'] = {
  page: (guest, room) => (room ? `${guest}, Zimmer ${room}` : guest),
  back: 'Alle Buchungen',
  loading: 'Buchung wird geladen',
  failed: 'Die Buchung kann nicht angezeigt werden',
  notFoundHeading: 'Diese Buchung gibt es hier nicht',
  notFoundBody: 'Sie gehört vielleicht zu einem anderen Standort, oder die Adresse ist nicht vollständig.',
  reference: (reference) => `Nummer ${reference}`,
  stay: 'Aufenthalt',
  room: 'Zimmer',
  arrival: 'Anreise',
  departure: 'Abreise',
  checkOut: 'Check-out bis',
  source: 'Kommt von',
  sources: { apaleo: 'Apaleo', api: 'API' },
  hotelTime: (zone) => `Alle Zeiten sind Ortszeit des Hotels (${zone}).`,
  guest: 'Gast',
  email: 'E-Mail',
  phone: 'Telefon',
  language: 'Sprache',
  idVerification: 'Ausweisprüfung',
  mobileCheckIn: 'Mobiler Check-in',
  idVerifications: {
    not_verified: 'Nicht geprüft',
    pending: 'In Prüfung',
    verified: 'Geprüft',
    failed: 'Abgelehnt',
    manual_override: 'Von Personal übergangen',
  },
  mobileCheckIns: {
    not_started: 'Nicht begonnen',
    submitted: 'Eingereicht',
    approved: 'Bestätigt',
    declined: 'Abgelehnt',
  },
};

export const arrival: ConsoleTexts['arrival'] = {
  heading: 'Anreise',
  reasonForRecord: 'Für die Akten; der Gast sieht sie nicht.',
  override: {
    open: 'Ausweis ohne Bilder anerkennen …',
    heading: 'Ausweis ohne Bilder anerkennen',
    lead: 'Nur, wenn Sie den Ausweis selbst gesehen haben. Wer ihn anerkannt hat und warum, bleibt gespeichert.',
    confirm: 'Ausweis anerkennen',
    done: 'Der Ausweis ist anerkannt',
  },
};

export const room: ConsoleTexts['room'] = {
  heading: 'Andere in diesem Zimmer',
  inTheWay: 'Das Zimmer gehört noch einem anderen Gast:',
  shares: 'Teilt das Zimmer mit',
  other: (guest, reference) => `${guest} (${reference})`,
  share: {
    open: 'Sie teilen das Zimmer …',
    heading: 'Zwei Buchungen teilen das Zimmer',
    lead: (guest, other) =>
      `${guest} und ${other} erhalten Schlüssel für dasselbe Zimmer. Jede Buchung beendet weiterhin nur ihre eigenen.`,
    confirm: 'Zimmer teilen',
    done: 'Die Buchungen teilen das Zimmer',
  },
  override: {
    open: 'Zimmer diesem Gast geben …',
    heading: 'Zimmer diesem Gast geben',
    lead: (guest, room) => `${guest} erhält jetzt Zimmer ${room}.`,
    warning: (other) =>
      `Die Schlüssel von ${other} enden sofort, und der Gast wird benachrichtigt. Das lässt sich nicht rückgängig machen.`,
    reasons: {
      guest_has_left: 'Der andere Gast ist abgereist',
      checked_in_by_mistake: 'Der andere Gast wurde versehentlich eingecheckt',
      other: 'Sonstiges',
    },
    why: 'Was ist geschehen',
    whyHint: 'Für die Akten; kein Gast sieht es.',
    confirm: 'Zimmer geben',
    done: 'Das Zimmer gehört diesem Gast',
  },
};

export const lostPhone: ConsoleTexts['lostPhone'] = {
  open: 'Als verloren melden …',
  openFor: (phone) => `${phone} als verloren melden`,
  heading: 'Telefon verloren',
  lead: (phone) =>
    `Jeder Schlüssel auf ${phone} wird zurückgenommen und an den Schlössern abgelehnt. Andere Telefone des Gastes laufen weiter.`,
  noUndo:
    'Das lässt sich nicht rückgängig machen: Ein wiedergefundenes Telefon wird mit einem Gästelink neu eingerichtet.',
  confirm: 'Als verloren melden',
  done: 'Das Telefon ist als verloren gemeldet',
  lostAt: (when, who) => `${when} von ${who} als verloren gemeldet`,
  proven: 'Nichts darauf öffnet noch eine Tür.',
  couldOpen: (when) =>
    `Bleibt es offline, könnte es noch bis spätestens ${when} Türen öffnen, außer die Schlösser erfahren es vorher.`,
  newPhone: 'Mit diesem Code richtet der Gast das neue Telefon ein.',
};

export const guestPage: ConsoleTexts['guestPage'] = {
  loading: 'Gast wird geladen',
  failed: 'Der Gast kann nicht angezeigt werden',
  notFoundHeading: 'Diesen Gast gibt es hier nicht',
  notFoundBody: 'Er gehört vielleicht zu einem anderen Standort oder wurde gelöscht.',
  bookings: (count) => plural(count, { one: '# Buchung', other: '# Buchungen' }),
  noCurrent: 'Von diesem Gast ist keine Buchung bevorstehend oder im Haus.',
  past: 'Frühere Buchungen',
  stay: (room, dates) => `${room}, ${dates}`,
};

export const invitations: ConsoleTexts['invitations'] = {
  heading: 'Offene Einladungen',
  invite: 'Begleitperson einladen …',
  inviteHeading: 'Begleitperson einladen',
  inviteLead: (guest) =>
    `Im Auftrag von ${guest}. Die Begleitperson bekommt einen eigenen Schlüssel auf ihr eigenes Telefon. Der Gast sieht ihn in der App und kann ihn zurücknehmen.`,
  name: 'Name der Begleitperson',
  nameMissing: 'Geben Sie an, für wen er ist.',
  withKey: 'So lange wie der Schlüssel des Gastes',
  make: 'Link erstellen',
  made: (name) => `Link für ${name}`,
  scan: 'Lassen Sie die Begleitperson diesen Code mit der Kamera ihres Telefons scannen, oder senden Sie den Link nur ihr.',
  qrLabel: 'QR-Code der Einladung',
  done: 'Die Einladung ist erstellt',
  expires: (when) => `noch nicht eingelöst, gilt bis ${when}`,
  withdraw: 'Zurückziehen …',
  withdrawFor: (name) => `Einladung zurückziehen: ${name}`,
  withdrawHeading: 'Einladung zurückziehen',
  lead: (name) => `Der Link gilt dann nicht mehr: ${name}. Es wurde noch kein Schlüssel daraus.`,
  withdrawConfirm: 'Einladung zurückziehen',
  withdrawn: 'Die Einladung ist zurückgezogen',
};

export const messages: ConsoleTexts['messages'] = {
  heading: 'Nachrichten',
  none: 'Dem Gast wurde noch nichts mitgeteilt.',
  loading: 'Nachrichten werden geladen',
  failed: 'Die Nachrichten können nicht angezeigt werden',
  by: (channel, when) => `${channel}, ${when}`,
  channel: { push: 'Push', email: 'E-Mail', sms: 'SMS' },
  resend: 'Erneut senden',
  resendFor: (message) => `Erneut senden: ${message}`,
  resent: 'Wird erneut gesendet',
  status: {
    queued: 'Unterwegs',
    sent: 'Gesendet',
    delivered: 'Zugestellt',
    opened: 'Geöffnet',
    used: 'Link verwendet',
    failed: 'Nicht zugestellt',
    withdrawn: 'Nicht mehr zutreffend, nicht gesendet',
  },
  kind: {
    key_ready: 'Der Schlüssel ist bereit',
    key_waiting: 'Der Schlüssel wartet auf den Gast',
    room_changed: 'Anderes Zimmer',
    stay_extended: 'Der Schlüssel gilt länger',
    stay_shortened: 'Der Schlüssel endet früher',
    key_revoked: 'Der Schlüssel wurde zurückgenommen',
    room_override: 'Das Zimmer ging an einen anderen Gast',
    invitation: 'Einladung zu einem geteilten Schlüssel',
    check_in_approved: 'Check-in bestätigt',
    check_in_declined: 'Check-in abgelehnt',
    room_ready: 'Das Zimmer ist bereit',
    id_verified: 'Ausweis anerkannt',
    id_failed: 'Ausweis abgelehnt',
    guest_link: 'Gäste-Link, von der Rezeption gesendet',
    checked_out: 'Ausgecheckt',
  },
};

export const link: ConsoleTexts['link'] = {
  sendEmail: 'Per E-Mail senden',
  sendSms: 'Per SMS senden',
  sentBody: 'Der Link ist unterwegs. Wie weit er gekommen ist, steht unter Nachrichten.',
  sent: 'Der Link ist unterwegs',
  noEmail: 'Der Gast hat keine E-Mail-Adresse.',
  noPhone: 'Der Gast hat keine Mobilnummer in internationaler Form.',

  heading: 'Gästelink',
  body: 'Richtet das Telefon des Gastes mit der Gäste-App ein. Gilt einmal.',
  create: 'Link erstellen',
  createAnother: 'Neuen Link erstellen',
  replaces: 'Ein neuer Link beendet den vorigen.',
  scan: 'Lassen Sie den Gast diesen Code mit der Kamera des Telefons scannen.',
  qrLabel: 'QR-Code des Gästelinks',
  url: 'Einmallink',
  copy: 'Link kopieren',
  copied: 'Kopiert',
  email: 'E-Mail …',
  sms: 'SMS …',
  message: (hotel) => ({
    subject: `${hotel}: Ihr mobiler Schlüssel`,
    body: (url) =>
      `${hotel}: Öffnen Sie diesen Link auf Ihrem Telefon, um Ihren mobilen Schlüssel zu erhalten. Er gilt einmal. ${url}`,
  }),
  copyFailed: 'Kopieren ist hier nicht erlaubt. Markieren Sie den Link und kopieren Sie ihn von Hand.',
  expires: (when) => `Gilt bis ${when}.`,
  once: 'Er wird nur einmal gezeigt: Wenn Sie diese Seite verlassen, ist er weg.',
  hide: 'Link ausblenden',
  used: 'Ein Telefon wurde eingerichtet. Der Link hat seinen Zweck erfüllt.',
};

export const devices: ConsoleTexts['devices'] = {
  heading: 'Geräte',
  none: 'Es ist noch kein Telefon eingerichtet.',
  online: 'Online',
  offline: 'Offline',
  lastSeen: (when) => `zuletzt gesehen ${when}`,
  enrolled: (when) => `eingerichtet ${when}`,
  bluetooth: {
    unknown: 'Bluetooth unbekannt',
    on: 'Bluetooth an',
    off: 'Bluetooth aus',
    not_allowed: 'Bluetooth nicht erlaubt',
    unsupported: 'Kein Bluetooth',
  },
};

export const timeline: ConsoleTexts['timeline'] = {
  heading: 'Verlauf',
  none: 'Es ist noch nichts geschehen.',
  by: (who) => `von ${who}`,
  kind: {
    booking: 'Buchung',
    key: 'Schlüssel',
    delivery: 'Zustellung',
    door: 'Tür',
    staff: 'Personal',
    device: 'Gerät',
  },
  showAll: (count) => `Alle ${count} Einträge anzeigen`,
  filter: 'Anzeigen',
  everything: 'Alles',
  opened: (door) => `Geöffnet: ${door}`,
  refused: (door) => `Abgewiesen: ${door}`,
  delivered: 'Schlüssel auf dem Telefon angekommen',
  removed: 'Telefon hat bestätigt, dass es den Schlüssel gelöscht hat',
};
