// Digital keys: their states and what staff do with them. In German; de.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('de');

export const keys: ConsoleTexts['keys'] = {
  heading: 'Digitale Schlüssel',
  none: 'Diese Buchung hat keinen digitalen Schlüssel.',
  past: (count) => plural(count, { one: '# beendeter Schlüssel', other: '# beendete Schlüssel' }),
  issue: 'Digitalen Schlüssel ausgeben',
  issueBlocked: (reasons) => `Noch nicht möglich. Es fehlt: ${reasons}`,
  issueHasKey: 'Der Gast hat bereits einen digitalen Schlüssel. „Neu ausgeben“ ersetzt ihn.',
  issueWaits: 'Ein Schlüssel wartet auf seine Bedingungen und wird von selbst ausgegeben.',
  issueOver: {
    checked_out: 'Der Gast hat ausgecheckt: Es kann kein Schlüssel ausgegeben werden.',
    cancelled: 'Die Buchung ist storniert: Es kann kein Schlüssel ausgegeben werden.',
    no_show: 'Der Gast ist nicht erschienen: Es kann kein Schlüssel ausgegeben werden.',
  },
  issueWhenMet: 'Ausgeben, sobald die Bedingungen erfüllt sind',
  issueWhenMetHint: 'Der Schlüssel wartet dann und wird von selbst ausgegeben.',
  issueDialog: {
    heading: 'Digitalen Schlüssel ausgeben',
    lead: (guest, room) => `${guest} erhält einen Schlüssel für Zimmer ${room}.`,
    leadNoRoom: (guest) => `${guest} erhält einen Schlüssel, sobald ein Zimmer zugewiesen ist.`,
    from: 'Gültig ab',
    until: 'Gültig bis',
    fromNow: 'Sofort',
    follows: 'Der Schlüssel folgt der Buchung: Ändert sich der Check-out, ändert sich auch sein Ende.',
    change: 'Gültigkeit ändern',
    keep: 'Der Buchung folgen',
    own: 'Mit eigener Gültigkeit folgt der Schlüssel späteren Änderungen der Buchung nicht.',
    confirm: 'Schlüssel ausgeben',
    confirmWait: 'Bei erfüllten Bedingungen ausgeben',
    devices: (names) => `Wird gesendet an: ${names}`,
    noDevices: 'Der Gast hat noch kein Telefon: Erstellen Sie einen Gästelink.',
    unmet: 'Diese Bedingungen sind noch nicht erfüllt:',
  },
  issued: 'Der digitale Schlüssel ist ausgegeben',
  waits: 'Der Schlüssel wartet auf seine Bedingungen',
  kind: { primary: 'Primärschlüssel', shared: 'Geteilter Schlüssel' },
  state: {
    waiting: 'Wartet',
    issued: 'Ausgegeben',
    suspended: 'Ausgesetzt',
    ended: 'Beendet',
  },
  endReason: {
    revoked: 'Widerrufen',
    checked_out: 'Beim Check-out beendet',
    expired: 'Abgelaufen',
    superseded: 'Durch den nächsten Aufenthalt beendet',
    replaced: 'Durch neuen Schlüssel ersetzt',
  },
  keyFor: (guest, room) => (room === null ? guest : `${guest} · Zimmer ${room}`),
  validity: 'Gültig',
  validFrom: 'ab',
  validUntil: 'bis',
  requestedAt: 'Angefordert',
  issuedAt: 'Ausgegeben',
  endedAt: 'Beendet',
  deliveries: 'Auf Geräten',
  noDeliveries: 'Noch an kein Telefon gesendet.',
  delivery: {
    to_deliver: 'Unterwegs zum Telefon',
    delivered: 'Auf dem Telefon',
    removed: 'Vom Telefon entfernt',
  },
  stillOnPhone: 'Vom Telefon noch nicht gelöscht',
  since: (when) => `seit ${when}`,
  at: (when) => `${when}`,
  leaseUntil: (when) => `funktioniert offline bis ${when}`,
  leaseEnded: (when) => `Offline-Zeit endete ${when}`,
  revoke: 'Schlüssel widerrufen',
  reissue: 'Neu ausgeben',
};

export const revoke: ConsoleTexts['revoke'] = {
  heading: 'Schlüssel widerrufen',
  lead: (guest, room) => `${guest} verliert den Schlüssel für Zimmer ${room}.`,
  whatHappens: 'Was geschieht',
  steps: {
    now: 'Der Schlüssel endet sofort, mit jedem daraus geteilten. Andere Schlüssel des Gastes bleiben.',
    phone: 'Das Telefon löscht ihn, sobald es online ist.',
    locks: 'Die Schlösser werden angewiesen, ihn abzulehnen; hier sehen Sie, wann sie es bestätigt haben.',
  },
  couldOpen: (when) => `Ein Telefon, das offline bleibt, könnte die Tür noch bis spätestens ${when} öffnen.`,
  neverDelivered: 'Der Schlüssel ist noch auf keinem Telefon und kann nichts öffnen.',
  reason: 'Grund',
  chooseReason: 'Grund wählen',
  reasons: {
    room_change: 'Zimmerwechsel',
    security_concern: 'Sicherheitsbedenken',
    lost_phone: 'Telefon verloren',
    guest_request: 'Wunsch des Gastes',
    other: 'Sonstiges',
  },
  reasonMissing: 'Wählen Sie einen Grund.',
  note: 'Notiz',
  noteHint: 'Für die Akten; der Gast sieht sie nicht.',
  confirm: 'Schlüssel widerrufen',
  done: 'Der Schlüssel ist widerrufen',
};

export const revocation: ConsoleTexts['revocation'] = {
  heading: 'Widerruf',
  state: {
    requested: 'Angefordert',
    removed_from_device: 'Vom Telefon entfernt',
    enforced: 'Durchgesetzt',
  },
  step: { requested: 'Angefordert', removed: 'Vom Telefon entfernt', enforced: 'Durchgesetzt' },
  proof: {
    deleted_on_device: 'Das Telefon hat bestätigt, dass es den Schlüssel gelöscht hat.',
    confirmed_by_locks: 'Jedes betroffene Schloss hat bestätigt, dass es den Schlüssel ablehnt.',
    lease_ended: 'Die Offline-Zeit des Schlüssels ist abgelaufen.',
    never_delivered: 'Der Schlüssel war nie auf einem Telefon.',
  },
  by: (who) => `von ${who}`,
  pending: 'noch nicht',
  couldOpen: (when) => `Könnte noch öffnen bis ${when}`,
  couldOpenUnknown: 'Könnte noch öffnen',
  couldOpenDoors: (doors) => `Noch nicht bestätigt: ${doors}`,
  note: 'Notiz',
};

export const reissue: ConsoleTexts['reissue'] = {
  heading: 'Schlüssel neu ausgeben',
  lead: (guest, room) => `${guest} erhält einen neuen Schlüssel für Zimmer ${room}.`,
  body: 'Der neue Schlüssel geht an das Telefon des Gastes und gilt, bevor der alte endet. So steht niemand vor verschlossener Tür.',
  confirm: 'Neu ausgeben',
  done: 'Der Schlüssel ist neu ausgegeben',
};

export const suspend: ConsoleTexts['suspend'] = {
  open: 'Aussetzen',
  heading: 'Schlüssel aussetzen',
  lead: (guest, room) =>
    `${guest} kann Zimmer ${room} nicht öffnen, bis Sie den Schlüssel fortsetzen. Daraus geteilte Schlüssel ruhen auch.`,
  confirm: 'Schlüssel aussetzen',
  done: 'Der Schlüssel ist ausgesetzt',
};

export const resume: ConsoleTexts['resume'] = {
  open: 'Fortsetzen',
  heading: 'Schlüssel fortsetzen',
  lead: (guest, room) => `${guest} kann Zimmer ${room} wieder öffnen, sobald das Telefon online ist.`,
  confirm: 'Schlüssel fortsetzen',
  done: 'Der Schlüssel gilt wieder',
};

export const changeValidity: ConsoleTexts['changeValidity'] = {
  open: 'Gültigkeit ändern',
  heading: 'Gültigkeit ändern',
  lead: (guest, room) =>
    `${guest} behält denselben Schlüssel für Zimmer ${room}; das Telefon erhält das neue Ende, wenn es online ist.`,
  follow: 'Mit der Buchung enden, auch wenn sich der Check-out ändert',
  confirm: 'Gültigkeit ändern',
  done: 'Die Gültigkeit ist geändert',
};

export const diagnose: ConsoleTexts['diagnose'] = {
  open: 'Warum geht es nicht?',
  heading: 'Warum geht es nicht?',
  looking: 'Schlüssel, Telefon und Tür werden geprüft',
  evidence: 'Worauf das beruht',
  lookedAt: (when) => `Geprüft: ${when}.`,
  again: 'Noch einmal prüfen',
  yes: 'Ja',
  no: 'Nein',
  notKnown: 'Nicht bekannt',
  steps: {
    resume: 'Schlüssel fortsetzen …',
    validity: 'Gültigkeit ändern …',
    reissue: 'Schlüssel neu ausgeben …',
    issue: 'Neuen Schlüssel ausgeben …',
  },
  fact: {
    'booking.status': 'Buchung',
    'key.state': 'Schlüssel',
    'key.endReason': 'Schlüssel beendet, weil',
    'key.endedAt': 'Schlüssel beendet',
    'key.waitingFor': 'Schlüssel wartet auf',
    'key.validFrom': 'Gültig ab',
    'key.validUntil': 'Gültig bis',
    'booking.roomId': 'Zimmer der Buchung',
    'key.roomId': 'Zimmer des Schlüssels',
    key: 'Schlüssel',
    delivery: 'Schlüssel auf einem Telefon',
    'delivery.state': 'Zustellung',
    'delivery.leaseEnd': 'Funktioniert offline bis',
    'phone.seenAt': 'Telefon zuletzt online',
    'phone.notificationsOn': 'Mitteilungen an',
    'phone.bluetooth': 'Bluetooth',
    'phone.supported': 'Telefon kann Türen öffnen',
    'phone.holdsKey': 'Telefon hat den Schlüssel',
    'door.refused': 'Die Tür meldete',
    'door.refusedAt': 'Abgewiesen',
    'door.privacyOn': 'Bitte nicht stören',
    'door.inHours': 'Innerhalb der Öffnungszeiten',
    'door.clockKnown': 'Schloss kennt die Uhrzeit',
    'door.batteryLow': 'Batterie schwach',
    'door.reachable': 'Schloss erreichbar',
    'door.vendorAvailable': 'Schließsystem antwortet',
    'attempt.at': 'Letzter Versuch',
    'attempt.outcome': 'Ergebnis',
  },
};
