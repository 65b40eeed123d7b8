// Digital keys: their states and what staff do with them. In Spanish; es.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('es');

export const keys: ConsoleTexts['keys'] = {
  heading: 'Llaves digitales',
  none: 'Esta reserva no tiene llave digital.',
  past: (count) => plural(count, { one: '# llave finalizada', other: '# llaves finalizadas' }),
  issue: 'Emitir llave digital',
  issueBlocked: (reasons) => `Aún no se puede emitir. A la espera de: ${reasons}`,
  issueHasKey: 'El huésped ya tiene una llave digital. «Reemitir» la sustituye.',
  issueWaits: 'Una llave espera sus condiciones y se emitirá sola.',
  issueOver: {
    checked_out: 'El huésped ya ha salido: no se puede emitir ninguna llave.',
    cancelled: 'La reserva está cancelada: no se puede emitir ninguna llave.',
    no_show: 'El huésped no se presentó: no se puede emitir ninguna llave.',
  },
  issueWhenMet: 'Emitir en cuanto se cumplan las condiciones',
  issueWhenMetHint: 'La llave espera y se emite sola.',
  issueDialog: {
    heading: 'Emitir llave digital',
    lead: (guest, room) => `${guest} recibe una llave de la habitación ${room}.`,
    leadNoRoom: (guest) => `${guest} recibe una llave en cuanto se asigne una habitación.`,
    from: 'Válida desde',
    until: 'Válida hasta',
    fromNow: 'De inmediato',
    follows: 'La llave sigue a la reserva: si cambia el check-out, cambia también su fin.',
    change: 'Cambiar la validez',
    keep: 'Seguir la reserva',
    own: 'Con validez propia, la llave no sigue los cambios posteriores de la reserva.',
    confirm: 'Emitir llave',
    confirmWait: 'Emitir cuando se cumplan',
    devices: (names) => `Se envía a: ${names}`,
    noDevices: 'El huésped aún no tiene teléfono: cree un enlace.',
    unmet: 'Estas condiciones aún no se cumplen:',
  },
  issued: 'La llave digital se ha emitido',
  waits: 'La llave espera sus condiciones',
  kind: { primary: 'Llave principal', shared: 'Llave compartida' },
  state: {
    waiting: 'En espera',
    issued: 'Emitida',
    suspended: 'Suspendida',
    ended: 'Finalizada',
  },
  endReason: {
    revoked: 'Revocada',
    checked_out: 'Finalizada con el check-out',
    expired: 'Caducada',
    superseded: 'Finalizada por la estancia siguiente',
    replaced: 'Sustituida por una llave nueva',
  },
  keyFor: (guest, room) => (room === null ? guest : `${guest} · habitación ${room}`),
  validity: 'Válida',
  validFrom: 'desde',
  validUntil: 'hasta',
  requestedAt: 'Solicitada',
  issuedAt: 'Emitida',
  endedAt: 'Finalizada',
  deliveries: 'En dispositivos',
  noDeliveries: 'Aún no se ha enviado a ningún teléfono.',
  delivery: {
    to_deliver: 'De camino al teléfono',
    delivered: 'En el teléfono',
    removed: 'Retirada del teléfono',
  },
  stillOnPhone: 'El teléfono aún no la ha borrado',
  since: (when) => `desde ${when}`,
  at: (when) => `${when}`,
  leaseUntil: (when) => `funciona sin conexión hasta ${when}`,
  leaseEnded: (when) => `el tiempo sin conexión terminó ${when}`,
  revoke: 'Revocar llave',
  reissue: 'Reemitir',
};

export const revoke: ConsoleTexts['revoke'] = {
  heading: 'Revocar llave',
  lead: (guest, room) => `${guest} pierde la llave de la habitación ${room}.`,
  whatHappens: 'Qué ocurre',
  steps: {
    now: 'La llave termina al instante, con todas las compartidas de ella. Las demás llaves del huésped siguen.',
    phone: 'El teléfono la borra en cuanto tiene conexión.',
    locks: 'Se ordena a las cerraduras rechazarla; aquí verá cuándo lo han confirmado.',
  },
  couldOpen: (when) => `Un teléfono sin conexión aún podría abrir la puerta, como máximo hasta ${when}.`,
  neverDelivered: 'La llave no está aún en ningún teléfono, así que no puede abrir nada.',
  reason: 'Motivo',
  chooseReason: 'Elija un motivo',
  reasons: {
    room_change: 'Cambio de habitación',
    security_concern: 'Motivo de seguridad',
    lost_phone: 'Teléfono perdido',
    guest_request: 'A petición del huésped',
    other: 'Otro',
  },
  reasonMissing: 'Elija un motivo.',
  note: 'Nota',
  noteHint: 'Para el registro; el huésped no la ve.',
  confirm: 'Revocar llave',
  done: 'La llave se ha revocado',
};

export const revocation: ConsoleTexts['revocation'] = {
  heading: 'Revocación',
  state: {
    requested: 'Solicitada',
    removed_from_device: 'Retirada del teléfono',
    enforced: 'Aplicada',
  },
  step: { requested: 'Solicitada', removed: 'Retirada del teléfono', enforced: 'Aplicada' },
  proof: {
    deleted_on_device: 'El teléfono ha confirmado que borró la llave.',
    confirmed_by_locks: 'Todas las cerraduras afectadas han confirmado que rechazan la llave.',
    lease_ended: 'Ha terminado el tiempo sin conexión de la llave.',
    never_delivered: 'La llave nunca llegó a un teléfono.',
  },
  by: (who) => `por ${who}`,
  pending: 'todavía no',
  couldOpen: (when) => `Aún podría abrir hasta ${when}`,
  couldOpenUnknown: 'Aún podría abrir',
  couldOpenDoors: (doors) => `Aún sin confirmar: ${doors}`,
  note: 'Nota',
};

export const reissue: ConsoleTexts['reissue'] = {
  heading: 'Reemitir la llave',
  lead: (guest, room) => `${guest} recibe una llave nueva de la habitación ${room}.`,
  body: 'La llave nueva se envía al teléfono del huésped y funciona antes de que termine la anterior, así nadie se queda ante una puerta cerrada.',
  confirm: 'Reemitir llave',
  done: 'La llave se ha reemitido',
};

export const suspend: ConsoleTexts['suspend'] = {
  open: 'Suspender',
  heading: 'Suspender la llave',
  lead: (guest, room) =>
    `${guest} no podrá abrir la habitación ${room} hasta que reanude la llave. Las llaves compartidas de ella también se detienen.`,
  confirm: 'Suspender llave',
  done: 'La llave está suspendida',
};

export const resume: ConsoleTexts['resume'] = {
  open: 'Reanudar',
  heading: 'Reanudar la llave',
  lead: (guest, room) => `${guest} podrá abrir de nuevo la habitación ${room} en cuanto el teléfono tenga conexión.`,
  confirm: 'Reanudar llave',
  done: 'La llave se ha reanudado',
};

export const changeValidity: ConsoleTexts['changeValidity'] = {
  open: 'Cambiar validez',
  heading: 'Cambiar la validez',
  lead: (guest, room) =>
    `${guest} conserva la misma llave de la habitación ${room}; el teléfono recibe el nuevo fin cuando tiene conexión.`,
  follow: 'Terminar con la reserva, aunque cambie el check-out',
  confirm: 'Cambiar validez',
  done: 'La validez se ha cambiado',
};

export const diagnose: ConsoleTexts['diagnose'] = {
  open: '¿Por qué no funciona?',
  heading: '¿Por qué no funciona?',
  looking: 'Revisando llave, teléfono y puerta',
  evidence: 'En qué se basa',
  lookedAt: (when) => `Comprobado: ${when}.`,
  again: 'Comprobar otra vez',
  yes: 'Sí',
  no: 'No',
  notKnown: 'Desconocido',
  steps: {
    resume: 'Reanudar llave…',
    validity: 'Cambiar validez…',
    reissue: 'Reemitir llave…',
    issue: 'Emitir llave nueva…',
  },
  fact: {
    'booking.status': 'Reserva',
    'key.state': 'Llave',
    'key.endReason': 'La llave terminó porque',
    'key.endedAt': 'Fin de la llave',
    'key.waitingFor': 'La llave espera',
    'key.validFrom': 'Válida desde',
    'key.validUntil': 'Válida hasta',
    'booking.roomId': 'Habitación de la reserva',
    'key.roomId': 'Habitación de la llave',
    key: 'Llave',
    delivery: 'Llave en un teléfono',
    'delivery.state': 'Entrega',
    'delivery.leaseEnd': 'Funciona sin conexión hasta',
    'phone.seenAt': 'Última conexión del teléfono',
    'phone.notificationsOn': 'Notificaciones activadas',
    'phone.bluetooth': 'Bluetooth',
    'phone.supported': 'El teléfono puede abrir puertas',
    'phone.holdsKey': 'El teléfono tiene la llave',
    'door.refused': 'La puerta respondió',
    'door.refusedAt': 'Rechazado',
    'door.privacyOn': 'No molestar',
    'door.inHours': 'Dentro del horario de la puerta',
    'door.clockKnown': 'La cerradura conoce la hora',
    'door.batteryLow': 'Batería baja',
    'door.reachable': 'Cerradura accesible',
    'door.vendorAvailable': 'El sistema de cerraduras responde',
    'attempt.at': 'Último intento',
    'attempt.outcome': 'Resultado',
  },
};
