// A booking's and a guest's page, but for the keys. In Portuguese; pt.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('pt-PT');

export const booking: ConsoleTexts['booking'] = {
  page: (guest, room) => (room ? `${guest}, quarto ${room}` : guest),
  back: 'Todas as reservas',
  loading: 'A carregar a reserva',
  failed: 'Não é possível mostrar a reserva',
  notFoundHeading: 'Esta reserva não existe aqui',
  notFoundBody: 'Pode ser de outra unidade, ou o endereço não está completo.',
  reference: (reference) => `Referência ${reference}`,
  stay: 'Estadia',
  room: 'Quarto',
  arrival: 'Chegada',
  departure: 'Partida',
  checkOut: 'Check-out até',
  source: 'Vem de',
  sources: { apaleo: 'Apaleo', api: 'API' },
  hotelTime: (zone) => `Todas as horas são as do hotel (${zone}).`,
  guest: 'Hóspede',
  email: 'E-mail',
  phone: 'Telefone',
  language: 'Idioma',
  idVerification: 'Verificação de identidade',
  mobileCheckIn: 'Check-in móvel',
  idVerifications: {
    not_verified: 'Não verificada',
    pending: 'Pendente',
    verified: 'Verificada',
    failed: 'Falhada',
    manual_override: 'Dispensada pela equipa',
  },
  mobileCheckIns: {
    not_started: 'Não iniciado',
    submitted: 'Enviado',
    approved: 'Aprovado',
    declined: 'Recusado',
  },
};

export const arrival: ConsoleTexts['arrival'] = {
  heading: 'Chegada',
  reasonForRecord: 'Para registo; o hóspede não a vê.',
  override: {
    open: 'Aceitar sem imagens…',
    heading: 'Aceitar o documento sem imagens',
    lead: 'Faça-o se viu o documento pessoalmente. Quem o aceitou, e porquê, fica registado.',
    confirm: 'Aceitar',
    done: 'O documento foi aceite',
  },
};

export const room: ConsoleTexts['room'] = {
  heading: 'Outros neste quarto',
  inTheWay: 'O quarto ainda é de outro hóspede:',
  shares: 'Partilha o quarto com',
  other: (guest, reference) => `${guest} (${reference})`,
  share: {
    open: 'Partilham o quarto…',
    heading: 'Duas reservas partilham o quarto',
    lead: (guest, other) => `${guest} e ${other} recebem chaves do mesmo quarto. Cada reserva termina só as suas.`,
    confirm: 'Partilhar quarto',
    done: 'As reservas partilham o quarto',
  },
  override: {
    open: 'Dar o quarto a este hóspede…',
    heading: 'Dar o quarto a este hóspede',
    lead: (guest, room) => `${guest} fica agora com o quarto ${room}.`,
    warning: (other) => `As chaves de ${other} terminam de imediato e o hóspede é informado. Não pode ser anulado.`,
    reasons: {
      guest_has_left: 'O outro hóspede já saiu',
      checked_in_by_mistake: 'O outro hóspede foi registado por engano',
      other: 'Outro',
    },
    why: 'O que aconteceu',
    whyHint: 'Para registo; nenhum hóspede vê isto.',
    confirm: 'Dar quarto',
    done: 'O quarto é deste hóspede',
  },
};

export const lostPhone: ConsoleTexts['lostPhone'] = {
  open: 'Dar como perdido…',
  openFor: (phone) => `Dar como perdido: ${phone}`,
  heading: 'Telefone perdido',
  lead: (phone) =>
    `Todas as chaves em ${phone} são retiradas e recusadas pelas fechaduras. Os outros telefones do hóspede continuam.`,
  noUndo: 'Não pode ser anulado: um telefone encontrado é configurado de novo com um link.',
  confirm: 'Dar como perdido',
  done: 'O telefone foi dado como perdido',
  lostAt: (when, who) => `dado como perdido ${when} por ${who}`,
  proven: 'Já nada nele abre portas.',
  couldOpen: (when) =>
    `Se continuar sem ligação, ainda pode abrir portas no máximo até ${when}, a menos que as fechaduras saibam antes.`,
  newPhone: 'Com este código o hóspede configura o telefone que o substitui.',
};

export const guestPage: ConsoleTexts['guestPage'] = {
  loading: 'A carregar o hóspede',
  failed: 'Não é possível mostrar o hóspede',
  notFoundHeading: 'Este hóspede não existe aqui',
  notFoundBody: 'Pode ser de outra unidade ou ter sido apagado.',
  bookings: (count) => plural(count, { one: '# reserva', other: '# reservas' }),
  noCurrent: 'Este hóspede não tem reservas futuras nem em curso.',
  past: 'Reservas anteriores',
  stay: (room, dates) => `${room}, ${dates}`,
};

export const invitations: ConsoleTexts['invitations'] = {
  heading: 'Convites abertos',
  invite: 'Convidar um acompanhante…',
  inviteHeading: 'Convidar um acompanhante',
  inviteLead: (guest) =>
    `Em nome de ${guest}. O acompanhante recebe uma chave própria, no seu próprio telefone. O hóspede vê-a na aplicação e pode retirá-la.`,
  name: 'Nome do acompanhante',
  nameMissing: 'Indique para quem é.',
  withKey: 'Tanto tempo como a chave do hóspede',
  make: 'Criar a ligação',
  made: (name) => `Ligação para ${name}`,
  scan: 'Deixe o acompanhante ler este código com a câmara do telefone, ou envie a ligação apenas a essa pessoa.',
  qrLabel: 'Código QR do convite',
  done: 'O convite está criado',
  expires: (when) => `ainda não usado, válido até ${when}`,
  withdraw: 'Retirar…',
  withdrawFor: (name) => `Retirar o convite: ${name}`,
  withdrawHeading: 'Retirar o convite',
  lead: (name) => `O link deixa de funcionar: ${name}. Não foi criada nenhuma chave com ele.`,
  withdrawConfirm: 'Retirar convite',
  withdrawn: 'O convite foi retirado',
};

export const messages: ConsoleTexts['messages'] = {
  heading: 'Mensagens',
  none: 'Ainda nada foi dito ao hóspede.',
  loading: 'A carregar as mensagens',
  failed: 'Não é possível mostrar as mensagens',
  by: (channel, when) => `${channel}, ${when}`,
  channel: { push: 'Push', email: 'E-mail', sms: 'SMS' },
  resend: 'Enviar de novo',
  resendFor: (message) => `Enviar de novo: ${message}`,
  resent: 'É enviada de novo',
  status: {
    queued: 'A caminho',
    sent: 'Enviada',
    delivered: 'Entregue',
    opened: 'Aberta',
    used: 'Link usado',
    failed: 'Não entregue',
    withdrawn: 'Já não se aplica, não enviada',
  },
  kind: {
    key_ready: 'A chave está pronta',
    key_waiting: 'A chave espera pelo hóspede',
    room_changed: 'Outro quarto',
    stay_extended: 'A chave dura mais',
    stay_shortened: 'A chave termina mais cedo',
    key_revoked: 'A chave foi retirada',
    room_override: 'O quarto foi dado a outro hóspede',
    invitation: 'Convite para chave partilhada',
    check_in_approved: 'Check-in aprovado',
    check_in_declined: 'Check-in recusado',
    room_ready: 'O quarto está pronto',
    id_verified: 'Documento aceite',
    id_failed: 'Documento recusado',
    guest_link: 'Ligação do hóspede, enviada pela receção',
    checked_out: 'Check-out feito',
  },
};

export const link: ConsoleTexts['link'] = {
  sendEmail: 'Enviar por e-mail',
  sendSms: 'Enviar por SMS',
  sentBody: 'A ligação vai a caminho. Em Mensagens vê-se até onde chegou.',
  sent: 'A ligação vai a caminho',
  noEmail: 'O hóspede não tem endereço de e-mail.',
  noPhone: 'O hóspede não tem número de telemóvel em formato internacional.',

  heading: 'Link do hóspede',
  body: 'Configura o telefone do hóspede com a aplicação. Funciona uma vez.',
  create: 'Criar um link',
  createAnother: 'Criar um novo link',
  replaces: 'Um novo link anula o anterior.',
  scan: 'Peça ao hóspede para ler este código com a câmara do telefone.',
  qrLabel: 'Código QR do link',
  url: 'Link de uso único',
  copy: 'Copiar link',
  copied: 'Copiado',
  email: 'E-mail…',
  sms: 'SMS…',
  message: (hotel) => ({
    subject: `${hotel}: a sua chave móvel`,
    body: (url) => `${hotel}: abra este link no telefone para obter a sua chave móvel. Funciona uma vez. ${url}`,
  }),
  copyFailed: 'Aqui não é permitido copiar. Selecione o link e copie-o à mão.',
  expires: (when) => `Funciona até ${when}.`,
  once: 'É mostrado uma só vez: ao sair desta página, desaparece.',
  hide: 'Ocultar link',
  used: 'Foi configurado um telefone. O link cumpriu a sua função.',
};

export const devices: ConsoleTexts['devices'] = {
  heading: 'Dispositivos',
  none: 'Ainda não há nenhum telefone configurado.',
  online: 'Ligado',
  offline: 'Sem ligação',
  lastSeen: (when) => `visto pela última vez ${when}`,
  enrolled: (when) => `configurado ${when}`,
  bluetooth: {
    unknown: 'Bluetooth desconhecido',
    on: 'Bluetooth ligado',
    off: 'Bluetooth desligado',
    not_allowed: 'Bluetooth não autorizado',
    unsupported: 'Sem Bluetooth',
  },
};

export const timeline: ConsoleTexts['timeline'] = {
  heading: 'Cronologia',
  none: 'Ainda não aconteceu nada.',
  by: (who) => `por ${who}`,
  kind: {
    booking: 'Reserva',
    key: 'Chave',
    delivery: 'Entrega',
    door: 'Porta',
    staff: 'Equipa',
    device: 'Dispositivo',
  },
  showAll: (count) => `Mostrar as ${count} entradas`,
  filter: 'Mostrar',
  everything: 'Tudo',
  opened: (door) => `Aberto: ${door}`,
  refused: (door) => `Recusado: ${door}`,
  delivered: 'Chave entregue ao telefone',
  removed: 'O telefone confirmou que apagou a chave',
};
