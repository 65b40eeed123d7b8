// Digital keys: their states and what staff do with them. In Italian; it.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('it');

export const keys: ConsoleTexts['keys'] = {
  heading: 'Chiavi digitali',
  none: 'Questa prenotazione non ha chiavi digitali.',
  past: (count) => plural(count, { one: '# chiave terminata', other: '# chiavi terminate' }),
  issue: 'Emetti chiave digitale',
  issueBlocked: (reasons) => `Non si può ancora emettere. In attesa di: ${reasons}`,
  issueHasKey: 'L’ospite ha già una chiave digitale. «Riemetti» la sostituisce.',
  issueWaits: 'Una chiave attende le sue condizioni e verrà emessa da sola.',
  issueOver: {
    checked_out: 'L’ospite è partito: non si può emettere alcuna chiave.',
    cancelled: 'La prenotazione è annullata: non si può emettere alcuna chiave.',
    no_show: 'L’ospite non si è presentato: non si può emettere alcuna chiave.',
  },
  issueWhenMet: 'Emettere appena le condizioni sono soddisfatte',
  issueWhenMetHint: 'La chiave resta in attesa e viene emessa da sola.',
  issueDialog: {
    heading: 'Emetti chiave digitale',
    lead: (guest, room) => `${guest} riceve una chiave della camera ${room}.`,
    leadNoRoom: (guest) => `${guest} riceve una chiave appena viene assegnata una camera.`,
    from: 'Valida dal',
    until: 'Valida fino al',
    fromNow: 'Subito',
    follows: 'La chiave segue la prenotazione: se cambia il check-out, cambia anche la sua fine.',
    change: 'Modificare la validità',
    keep: 'Segui la prenotazione',
    own: 'Con una validità propria la chiave non segue le modifiche successive della prenotazione.',
    confirm: 'Emetti chiave',
    confirmWait: 'Emetti a condizioni soddisfatte',
    devices: (names) => `Viene inviata a: ${names}`,
    noDevices: 'L’ospite non ha ancora un telefono: crei un link.',
    unmet: 'Queste condizioni non sono ancora soddisfatte:',
  },
  issued: 'La chiave digitale è emessa',
  waits: 'La chiave attende le sue condizioni',
  kind: { primary: 'Chiave principale', shared: 'Chiave condivisa' },
  state: {
    waiting: 'In attesa',
    issued: 'Emessa',
    suspended: 'Sospesa',
    ended: 'Terminata',
  },
  endReason: {
    revoked: 'Revocata',
    checked_out: 'Terminata al check-out',
    expired: 'Scaduta',
    superseded: 'Terminata dal soggiorno successivo',
    replaced: 'Sostituita da una nuova chiave',
  },
  keyFor: (guest, room) => (room === null ? guest : `${guest} · camera ${room}`),
  validity: 'Valida',
  validFrom: 'dal',
  validUntil: 'fino al',
  requestedAt: 'Richiesta',
  issuedAt: 'Emessa',
  endedAt: 'Terminata',
  deliveries: 'Sui dispositivi',
  noDeliveries: 'Non ancora inviata a un telefono.',
  delivery: {
    to_deliver: 'In arrivo sul telefono',
    delivered: 'Sul telefono',
    removed: 'Rimossa dal telefono',
  },
  stillOnPhone: 'Non ancora eliminata dal telefono',
  since: (when) => `da ${when}`,
  at: (when) => `${when}`,
  leaseUntil: (when) => `funziona offline fino a ${when}`,
  leaseEnded: (when) => `tempo offline terminato ${when}`,
  revoke: 'Revoca chiave',
  reissue: 'Riemetti',
};

export const revoke: ConsoleTexts['revoke'] = {
  heading: 'Revoca chiave',
  lead: (guest, room) => `${guest} perde la chiave della camera ${room}.`,
  whatHappens: 'Cosa succede',
  steps: {
    now: 'La chiave termina subito, con tutte quelle condivise da essa. Le altre chiavi dell’ospite restano.',
    phone: 'Il telefono la elimina appena è online.',
    locks: 'Alle serrature viene detto di rifiutarla; qui vede quando hanno confermato.',
  },
  couldOpen: (when) => `Un telefono che resta offline potrebbe ancora aprire la porta, al più tardi fino a ${when}.`,
  neverDelivered: 'La chiave non è ancora su nessun telefono, quindi non può aprire nulla.',
  reason: 'Motivo',
  chooseReason: 'Scelga un motivo',
  reasons: {
    room_change: 'Cambio camera',
    security_concern: 'Motivo di sicurezza',
    lost_phone: 'Telefono smarrito',
    guest_request: 'Richiesta dell’ospite',
    other: 'Altro',
  },
  reasonMissing: 'Scelga un motivo.',
  note: 'Nota',
  noteHint: 'Per il registro; l’ospite non la vede.',
  confirm: 'Revoca chiave',
  done: 'La chiave è revocata',
};

export const revocation: ConsoleTexts['revocation'] = {
  heading: 'Revoca',
  state: {
    requested: 'Richiesta',
    removed_from_device: 'Rimossa dal telefono',
    enforced: 'Applicata',
  },
  step: { requested: 'Richiesta', removed: 'Rimossa dal telefono', enforced: 'Applicata' },
  proof: {
    deleted_on_device: 'Il telefono ha confermato di aver eliminato la chiave.',
    confirmed_by_locks: 'Ogni serratura interessata ha confermato di rifiutare la chiave.',
    lease_ended: 'Il tempo offline della chiave è scaduto.',
    never_delivered: 'La chiave non è mai arrivata su un telefono.',
  },
  by: (who) => `da ${who}`,
  pending: 'non ancora',
  couldOpen: (when) => `Potrebbe ancora aprire fino a ${when}`,
  couldOpenUnknown: 'Potrebbe ancora aprire',
  couldOpenDoors: (doors) => `Non ancora confermato: ${doors}`,
  note: 'Nota',
};

export const reissue: ConsoleTexts['reissue'] = {
  heading: 'Riemettere la chiave',
  lead: (guest, room) => `${guest} riceve una nuova chiave della camera ${room}.`,
  body: 'La nuova chiave va al telefono dell’ospite e funziona prima che finisca la vecchia, così nessuno resta davanti a una porta chiusa.',
  confirm: 'Riemetti chiave',
  done: 'La chiave è riemessa',
};

export const suspend: ConsoleTexts['suspend'] = {
  open: 'Sospendi',
  heading: 'Sospendere la chiave',
  lead: (guest, room) =>
    `${guest} non potrà aprire la camera ${room} finché non riattiva la chiave. Si fermano anche le chiavi condivise.`,
  confirm: 'Sospendi chiave',
  done: 'La chiave è sospesa',
};

export const resume: ConsoleTexts['resume'] = {
  open: 'Riattiva',
  heading: 'Riattivare la chiave',
  lead: (guest, room) => `${guest} può riaprire la camera ${room} appena il telefono è online.`,
  confirm: 'Riattiva chiave',
  done: 'La chiave è riattivata',
};

export const changeValidity: ConsoleTexts['changeValidity'] = {
  open: 'Modifica validità',
  heading: 'Modificare la validità',
  lead: (guest, room) =>
    `${guest} tiene la stessa chiave della camera ${room}; il telefono riceve la nuova fine quando è online.`,
  follow: 'Terminare con la prenotazione, anche se cambia il check-out',
  confirm: 'Modifica validità',
  done: 'La validità è modificata',
};

export const diagnose: ConsoleTexts['diagnose'] = {
  open: 'Perché non funziona?',
  heading: 'Perché non funziona?',
  looking: 'Esame di chiave, telefono e porta',
  evidence: 'Su cosa si basa',
  lookedAt: (when) => `Controllato: ${when}.`,
  again: 'Controlla di nuovo',
  yes: 'Sì',
  no: 'No',
  notKnown: 'Non noto',
  steps: {
    resume: 'Riattiva chiave…',
    validity: 'Modifica validità…',
    reissue: 'Riemetti chiave…',
    issue: 'Emetti nuova chiave…',
  },
  fact: {
    'booking.status': 'Prenotazione',
    'key.state': 'Chiave',
    'key.endReason': 'Chiave terminata perché',
    'key.endedAt': 'Fine della chiave',
    'key.waitingFor': 'La chiave attende',
    'key.validFrom': 'Valida dal',
    'key.validUntil': 'Valida fino al',
    'booking.roomId': 'Camera della prenotazione',
    'key.roomId': 'Camera della chiave',
    key: 'Chiave',
    delivery: 'Chiave su un telefono',
    'delivery.state': 'Consegna',
    'delivery.leaseEnd': 'Funziona offline fino a',
    'phone.seenAt': 'Ultimo accesso del telefono',
    'phone.notificationsOn': 'Notifiche attive',
    'phone.bluetooth': 'Bluetooth',
    'phone.supported': 'Il telefono può aprire porte',
    'phone.holdsKey': 'Il telefono ha la chiave',
    'door.refused': 'La porta ha risposto',
    'door.refusedAt': 'Rifiutato',
    'door.privacyOn': 'Non disturbare',
    'door.inHours': 'Entro gli orari della porta',
    'door.clockKnown': 'La serratura conosce l’ora',
    'door.batteryLow': 'Batteria scarica',
    'door.reachable': 'Serratura raggiungibile',
    'door.vendorAvailable': 'Il sistema di serrature risponde',
    'attempt.at': 'Ultimo tentativo',
    'attempt.outcome': 'Esito',
  },
};
