// A booking's and a guest's page, but for the keys. In Spanish; es.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('es');

export const booking: ConsoleTexts['booking'] = {
  page: (guest, room) => (room ? `${guest}, habitación ${room}` : guest),
  back: 'Todas las reservas',
  loading: 'Cargando la reserva',
  failed: 'No se puede mostrar la reserva',
  notFoundHeading: 'Esta reserva no existe aquí',
  notFoundBody: 'Puede ser de otro establecimiento, o la dirección no está completa.',
  reference: (reference) => `Referencia ${reference}`,
  stay: 'Estancia',
  room: 'Habitación',
  arrival: 'Llegada',
  departure: 'Salida',
  checkOut: 'Check-out hasta',
  source: 'Procede de',
  sources: { apaleo: 'Apaleo', api: 'API' },
  hotelTime: (zone) => `Todas las horas son las del hotel (${zone}).`,
  guest: 'Huésped',
  email: 'Correo',
  phone: 'Teléfono',
  language: 'Idioma',
  idVerification: 'Verificación de identidad',
  mobileCheckIn: 'Check-in móvil',
  idVerifications: {
    not_verified: 'No verificada',
    pending: 'Pendiente',
    verified: 'Verificada',
    failed: 'Fallida',
    manual_override: 'Omitida por el personal',
  },
  mobileCheckIns: {
    not_started: 'Sin empezar',
    submitted: 'Enviado',
    approved: 'Aprobado',
    declined: 'Rechazado',
  },
};

export const arrival: ConsoleTexts['arrival'] = {
  heading: 'Llegada',
  reasonForRecord: 'Para el registro; el huésped no la ve.',
  override: {
    open: 'Aceptar sin imágenes…',
    heading: 'Aceptar el documento sin imágenes',
    lead: 'Hágalo si ha visto el documento usted mismo. Quién lo aceptó y por qué queda registrado.',
    confirm: 'Aceptar',
    done: 'El documento está aceptado',
  },
};

export const room: ConsoleTexts['room'] = {
  heading: 'Otros en esta habitación',
  inTheWay: 'La habitación aún es de otro huésped:',
  shares: 'Comparte la habitación con',
  other: (guest, reference) => `${guest} (${reference})`,
  share: {
    open: 'Comparten la habitación…',
    heading: 'Dos reservas comparten la habitación',
    lead: (guest, other) =>
      `${guest} y ${other} reciben llaves de la misma habitación. Cada reserva termina solo las suyas.`,
    confirm: 'Compartir habitación',
    done: 'Las reservas comparten la habitación',
  },
  override: {
    open: 'Dar la habitación a este huésped…',
    heading: 'Dar la habitación a este huésped',
    lead: (guest, room) => `${guest} recibe ahora la habitación ${room}.`,
    warning: (other) => `Las llaves de ${other} terminan al instante y se le informa. No se puede deshacer.`,
    reasons: {
      guest_has_left: 'El otro huésped se ha ido',
      checked_in_by_mistake: 'El otro huésped se registró por error',
      other: 'Otro',
    },
    why: 'Qué ha ocurrido',
    whyHint: 'Para el registro; ningún huésped lo ve.',
    confirm: 'Dar habitación',
    done: 'La habitación es de este huésped',
  },
};

export const lostPhone: ConsoleTexts['lostPhone'] = {
  open: 'Notificar pérdida…',
  openFor: (phone) => `Notificar pérdida: ${phone}`,
  heading: 'Teléfono perdido',
  lead: (phone) =>
    `Todas las llaves de ${phone} se retiran y las cerraduras las rechazan. Los demás teléfonos del huésped siguen.`,
  noUndo: 'No se puede deshacer: un teléfono encontrado se configura de nuevo con un enlace.',
  confirm: 'Notificar pérdida',
  done: 'El teléfono se ha notificado como perdido',
  lostAt: (when, who) => `notificado como perdido ${when} por ${who}`,
  proven: 'Ya nada en él abre ninguna puerta.',
  couldOpen: (when) =>
    `Si sigue sin conexión, aún podría abrir puertas como máximo hasta ${when}, salvo que las cerraduras lo sepan antes.`,
  newPhone: 'Con este código el huésped configura el teléfono que lo sustituye.',
};

export const guestPage: ConsoleTexts['guestPage'] = {
  loading: 'Cargando al huésped',
  failed: 'No se puede mostrar al huésped',
  notFoundHeading: 'Este huésped no existe aquí',
  notFoundBody: 'Puede ser de otro establecimiento o haberse borrado.',
  bookings: (count) => plural(count, { one: '# reserva', other: '# reservas' }),
  noCurrent: 'Este huésped no tiene reservas próximas ni en curso.',
  past: 'Reservas anteriores',
  stay: (room, dates) => `${room}, ${dates}`,
};

export const invitations: ConsoleTexts['invitations'] = {
  heading: 'Invitaciones abiertas',
  invite: 'Invitar a un acompañante…',
  inviteHeading: 'Invitar a un acompañante',
  inviteLead: (guest) =>
    `En nombre de ${guest}. El acompañante recibe su propia llave, en su propio teléfono. El huésped la ve en la aplicación y puede retirarla.`,
  name: 'Nombre del acompañante',
  nameMissing: 'Indique para quién es.',
  withKey: 'Mientras dure la llave del huésped',
  make: 'Crear el enlace',
  made: (name) => `Enlace para ${name}`,
  scan: 'Haga que el acompañante escanee este código con la cámara de su teléfono, o envíe el enlace solo a esa persona.',
  qrLabel: 'Código QR de la invitación',
  done: 'La invitación está creada',
  expires: (when) => `aún sin usar, vale hasta ${when}`,
  withdraw: 'Retirar…',
  withdrawFor: (name) => `Retirar la invitación: ${name}`,
  withdrawHeading: 'Retirar la invitación',
  lead: (name) => `El enlace deja de funcionar: ${name}. No se ha creado ninguna llave con él.`,
  withdrawConfirm: 'Retirar invitación',
  withdrawn: 'La invitación se ha retirado',
};

export const messages: ConsoleTexts['messages'] = {
  heading: 'Mensajes',
  none: 'Aún no se ha comunicado nada al huésped.',
  loading: 'Cargando mensajes',
  failed: 'No se pueden mostrar los mensajes',
  by: (channel, when) => `${channel}, ${when}`,
  channel: { push: 'Push', email: 'Correo', sms: 'SMS' },
  resend: 'Reenviar',
  resendFor: (message) => `Reenviar: ${message}`,
  resent: 'Se envía de nuevo',
  status: {
    queued: 'En camino',
    sent: 'Enviado',
    delivered: 'Entregado',
    opened: 'Abierto',
    used: 'Enlace usado',
    failed: 'No entregado',
    withdrawn: 'Ya no es cierto, no enviado',
  },
  kind: {
    key_ready: 'La llave está lista',
    key_waiting: 'La llave espera al huésped',
    room_changed: 'Otra habitación',
    stay_extended: 'La llave dura más',
    stay_shortened: 'La llave termina antes',
    key_revoked: 'La llave se ha retirado',
    room_override: 'La habitación se dio a otro huésped',
    invitation: 'Invitación a una llave compartida',
    check_in_approved: 'Check-in aprobado',
    check_in_declined: 'Check-in rechazado',
    room_ready: 'La habitación está lista',
    id_verified: 'Documento aceptado',
    id_failed: 'Documento rechazado',
    guest_link: 'Enlace del huésped, enviado por recepción',
    checked_out: 'Check-out hecho',
  },
};

export const link: ConsoleTexts['link'] = {
  sendEmail: 'Enviar por correo',
  sendSms: 'Enviar por SMS',
  sentBody: 'El enlace está en camino. En Mensajes se ve hasta dónde ha llegado.',
  sent: 'El enlace está en camino',
  noEmail: 'El huésped no tiene correo electrónico.',
  noPhone: 'El huésped no tiene número móvil en formato internacional.',

  heading: 'Enlace del huésped',
  body: 'Configura el teléfono del huésped con la app. Sirve una vez.',
  create: 'Crear un enlace',
  createAnother: 'Crear un enlace nuevo',
  replaces: 'Un enlace nuevo anula el anterior.',
  scan: 'Pida al huésped que escanee este código con la cámara del teléfono.',
  qrLabel: 'Código QR del enlace',
  url: 'Enlace de un solo uso',
  copy: 'Copiar enlace',
  copied: 'Copiado',
  email: 'Correo…',
  sms: 'SMS…',
  message: (hotel) => ({
    subject: `${hotel}: su llave móvil`,
    body: (url) => `${hotel}: abra este enlace en su teléfono para obtener su llave móvil. Sirve una vez. ${url}`,
  }),
  copyFailed: 'Aquí no se permite copiar. Seleccione el enlace y cópielo a mano.',
  expires: (when) => `Funciona hasta ${when}.`,
  once: 'Se muestra solo una vez: al salir de esta página, desaparece.',
  hide: 'Ocultar enlace',
  used: 'Se ha configurado un teléfono. El enlace ha cumplido su función.',
};

export const devices: ConsoleTexts['devices'] = {
  heading: 'Dispositivos',
  none: 'Aún no hay ningún teléfono configurado.',
  online: 'En línea',
  offline: 'Sin conexión',
  lastSeen: (when) => `visto por última vez ${when}`,
  enrolled: (when) => `configurado ${when}`,
  bluetooth: {
    unknown: 'Bluetooth desconocido',
    on: 'Bluetooth activado',
    off: 'Bluetooth desactivado',
    not_allowed: 'Bluetooth no permitido',
    unsupported: 'Sin Bluetooth',
  },
};

export const timeline: ConsoleTexts['timeline'] = {
  heading: 'Cronología',
  none: 'Aún no ha ocurrido nada.',
  by: (who) => `por ${who}`,
  kind: {
    booking: 'Reserva',
    key: 'Llave',
    delivery: 'Entrega',
    door: 'Puerta',
    staff: 'Personal',
    device: 'Dispositivo',
  },
  showAll: (count) => `Mostrar las ${count} entradas`,
  filter: 'Mostrar',
  everything: 'Todo',
  opened: (door) => `Abierto: ${door}`,
  refused: (door) => `Rechazado: ${door}`,
  delivered: 'Llave entregada al teléfono',
  removed: 'El teléfono confirmó que borró la llave',
};
