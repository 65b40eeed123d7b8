// A booking's and a guest's page, but for the keys. In Italian; it.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('it');

export const booking: ConsoleTexts['booking'] = {
  page: (guest, room) => (room ? `${guest}, camera ${room}` : guest),
  back: 'Tutte le prenotazioni',
  loading: 'Caricamento della prenotazione',
  failed: 'Impossibile mostrare la prenotazione',
  notFoundHeading: 'Questa prenotazione qui non esiste',
  notFoundBody: 'Forse è di un’altra sede, o l’indirizzo non è completo.',
  reference: (reference) => `Riferimento ${reference}`,
  stay: 'Soggiorno',
  room: 'Camera',
  arrival: 'Arrivo',
  departure: 'Partenza',
  checkOut: 'Check-out entro',
  source: 'Proviene da',
  sources: { apaleo: 'Apaleo', api: 'API' },
  hotelTime: (zone) => `Tutti gli orari sono quelli dell’hotel (${zone}).`,
  guest: 'Ospite',
  email: 'E-mail',
  phone: 'Telefono',
  language: 'Lingua',
  idVerification: 'Verifica dell’identità',
  mobileCheckIn: 'Check-in mobile',
  idVerifications: {
    not_verified: 'Non verificata',
    pending: 'In corso',
    verified: 'Verificata',
    failed: 'Non riuscita',
    manual_override: 'Superata dal personale',
  },
  mobileCheckIns: {
    not_started: 'Non iniziato',
    submitted: 'Inviato',
    approved: 'Approvato',
    declined: 'Rifiutato',
  },
};

export const arrival: ConsoleTexts['arrival'] = {
  heading: 'Arrivo',
  reasonForRecord: 'Per il registro; l’ospite non la vede.',
  override: {
    open: 'Accetta senza immagini…',
    heading: 'Accettare il documento senza immagini',
    lead: 'Lo faccia se ha visto il documento di persona. Chi l’ha accettato e perché resta registrato.',
    confirm: 'Accetta',
    done: 'Il documento è accettato',
  },
};

export const room: ConsoleTexts['room'] = {
  heading: 'Altri in questa camera',
  inTheWay: 'La camera è ancora di un altro ospite:',
  shares: 'Condivide la camera con',
  other: (guest, reference) => `${guest} (${reference})`,
  share: {
    open: 'Condividono la camera…',
    heading: 'Due prenotazioni condividono la camera',
    lead: (guest, other) =>
      `${guest} e ${other} ricevono chiavi della stessa camera. Ogni prenotazione termina solo le proprie.`,
    confirm: 'Condividi camera',
    done: 'Le prenotazioni condividono la camera',
  },
  override: {
    open: 'Dai la camera a questo ospite…',
    heading: 'Dare la camera a questo ospite',
    lead: (guest, room) => `${guest} riceve ora la camera ${room}.`,
    warning: (other) => `Le chiavi di ${other} terminano subito e l’ospite viene informato. Non si può annullare.`,
    reasons: {
      guest_has_left: 'L’altro ospite è partito',
      checked_in_by_mistake: 'L’altro ospite è stato registrato per errore',
      other: 'Altro',
    },
    why: 'Cosa è successo',
    whyHint: 'Per il registro; nessun ospite lo vede.',
    confirm: 'Dai la camera',
    done: 'La camera è di questo ospite',
  },
};

export const lostPhone: ConsoleTexts['lostPhone'] = {
  open: 'Segnala smarrito…',
  openFor: (phone) => `Segnala smarrito: ${phone}`,
  heading: 'Telefono smarrito',
  lead: (phone) =>
    `Ogni chiave su ${phone} viene ritirata e rifiutata dalle serrature. Gli altri telefoni dell’ospite continuano.`,
  noUndo: 'Non si può annullare: un telefono ritrovato si configura di nuovo con un link.',
  confirm: 'Segnala smarrito',
  done: 'Il telefono è segnalato come smarrito',
  lostAt: (when, who) => `segnalato come smarrito ${when} da ${who}`,
  proven: 'Nulla su di esso apre più porte.',
  couldOpen: (when) =>
    `Se resta offline, potrebbe ancora aprire porte al più tardi fino a ${when}, a meno che le serrature lo sappiano prima.`,
  newPhone: 'Con questo codice l’ospite configura il telefono sostitutivo.',
};

export const guestPage: ConsoleTexts['guestPage'] = {
  loading: 'Caricamento dell’ospite',
  failed: 'Impossibile mostrare l’ospite',
  notFoundHeading: 'Questo ospite qui non esiste',
  notFoundBody: 'Forse è di un’altra sede o è stato cancellato.',
  bookings: (count) => plural(count, { one: '# prenotazione', other: '# prenotazioni' }),
  noCurrent: 'Nessuna prenotazione futura o in corso per questo ospite.',
  past: 'Prenotazioni precedenti',
  stay: (room, dates) => `${room}, ${dates}`,
};

export const invitations: ConsoleTexts['invitations'] = {
  heading: 'Inviti aperti',
  invite: 'Invita un accompagnatore…',
  inviteHeading: 'Invita un accompagnatore',
  inviteLead: (guest) =>
    `Per conto di ${guest}. L’accompagnatore riceve una chiave propria, sul proprio telefono. L’ospite la vede nell’app e può ritirarla.`,
  name: 'Nome dell’accompagnatore',
  nameMissing: 'Indicare per chi è.',
  withKey: 'Quanto la chiave dell’ospite',
  make: 'Crea il link',
  made: (name) => `Link per ${name}`,
  scan: 'Far scansionare questo codice all’accompagnatore con la fotocamera del telefono, oppure inviare il link solo a lui.',
  qrLabel: 'Codice QR dell’invito',
  done: 'L’invito è stato creato',
  expires: (when) => `non ancora usato, vale fino a ${when}`,
  withdraw: 'Ritira…',
  withdrawFor: (name) => `Ritira l’invito: ${name}`,
  withdrawHeading: 'Ritirare l’invito',
  lead: (name) => `Il link smette di funzionare: ${name}. Non ne è nata alcuna chiave.`,
  withdrawConfirm: 'Ritira invito',
  withdrawn: 'L’invito è ritirato',
};

export const messages: ConsoleTexts['messages'] = {
  heading: 'Messaggi',
  none: 'All’ospite non è stato ancora detto nulla.',
  loading: 'Caricamento dei messaggi',
  failed: 'Impossibile mostrare i messaggi',
  by: (channel, when) => `${channel}, ${when}`,
  channel: { push: 'Push', email: 'E-mail', sms: 'SMS' },
  resend: 'Invia di nuovo',
  resendFor: (message) => `Invia di nuovo: ${message}`,
  resent: 'Viene inviato di nuovo',
  status: {
    queued: 'In arrivo',
    sent: 'Inviato',
    delivered: 'Consegnato',
    opened: 'Aperto',
    used: 'Link usato',
    failed: 'Non consegnato',
    withdrawn: 'Non più vero, non inviato',
  },
  kind: {
    key_ready: 'La chiave è pronta',
    key_waiting: 'La chiave attende l’ospite',
    room_changed: 'Altra camera',
    stay_extended: 'La chiave dura di più',
    stay_shortened: 'La chiave finisce prima',
    key_revoked: 'La chiave è stata ritirata',
    room_override: 'La camera è stata data a un altro ospite',
    invitation: 'Invito a una chiave condivisa',
    check_in_approved: 'Check-in approvato',
    check_in_declined: 'Check-in rifiutato',
    room_ready: 'La camera è pronta',
    id_verified: 'Documento accettato',
    id_failed: 'Documento rifiutato',
    guest_link: 'Link dell’ospite, inviato dalla reception',
    checked_out: 'Check-out fatto',
  },
};

export const link: ConsoleTexts['link'] = {
  sendEmail: 'Invia per e-mail',
  sendSms: 'Invia per SMS',
  sentBody: 'Il link è in viaggio. Fin dove è arrivato si legge in Messaggi.',
  sent: 'Il link è in viaggio',
  noEmail: 'L’ospite non ha un indirizzo e-mail.',
  noPhone: 'L’ospite non ha un numero di cellulare in formato internazionale.',

  heading: 'Link per l’ospite',
  body: 'Configura il telefono dell’ospite con l’app. Vale una volta.',
  create: 'Crea un link',
  createAnother: 'Crea un nuovo link',
  replaces: 'Un nuovo link annulla il precedente.',
  scan: 'Faccia inquadrare all’ospite questo codice con la fotocamera del telefono.',
  qrLabel: 'Codice QR del link',
  url: 'Link monouso',
  copy: 'Copia link',
  copied: 'Copiato',
  email: 'E-mail…',
  sms: 'SMS…',
  message: (hotel) => ({
    subject: `${hotel}: la Sua chiave mobile`,
    body: (url) => `${hotel}: apra questo link sul telefono per ottenere la chiave mobile. Vale una volta. ${url}`,
  }),
  copyFailed: 'Qui non è consentito copiare. Selezioni il link e lo copi a mano.',
  expires: (when) => `Funziona fino a ${when}.`,
  once: 'Viene mostrato una volta sola: se lascia questa pagina, sparisce.',
  hide: 'Nascondi link',
  used: 'Un telefono è stato configurato. Il link ha fatto il suo lavoro.',
};

export const devices: ConsoleTexts['devices'] = {
  heading: 'Dispositivi',
  none: 'Nessun telefono ancora configurato.',
  online: 'Online',
  offline: 'Offline',
  lastSeen: (when) => `visto l’ultima volta ${when}`,
  enrolled: (when) => `configurato ${when}`,
  bluetooth: {
    unknown: 'Bluetooth non noto',
    on: 'Bluetooth attivo',
    off: 'Bluetooth disattivato',
    not_allowed: 'Bluetooth non consentito',
    unsupported: 'Niente Bluetooth',
  },
};

export const timeline: ConsoleTexts['timeline'] = {
  heading: 'Cronologia',
  none: 'Non è ancora successo nulla.',
  by: (who) => `da ${who}`,
  kind: {
    booking: 'Prenotazione',
    key: 'Chiave',
    delivery: 'Consegna',
    door: 'Porta',
    staff: 'Personale',
    device: 'Dispositivo',
  },
  showAll: (count) => `Mostra tutte le ${count} voci`,
  filter: 'Mostra',
  everything: 'Tutto',
  opened: (door) => `Aperto: ${door}`,
  refused: (door) => `Rifiutato: ${door}`,
  delivered: 'Chiave arrivata sul telefono',
  removed: 'Il telefono ha confermato di aver eliminato la chiave',
};
