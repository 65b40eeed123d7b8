// Digital keys: their states and what staff do with them. In Portuguese; pt.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('pt-PT');

export const keys: ConsoleTexts['keys'] = {
  heading: 'Chaves digitais',
  none: 'Esta reserva não tem chave digital.',
  past: (count) => plural(count, { one: '# chave terminada', other: '# chaves terminadas' }),
  issue: 'Emitir chave digital',
  issueBlocked: (reasons) => `Ainda não pode ser emitida. À espera de: ${reasons}`,
  issueHasKey: 'O hóspede já tem uma chave digital. «Reemitir» substitui-a.',
  issueWaits: 'Uma chave espera pelas suas condições e é emitida sozinha.',
  issueOver: {
    checked_out: 'O hóspede já saiu: não pode ser emitida nenhuma chave.',
    cancelled: 'A reserva está cancelada: não pode ser emitida nenhuma chave.',
    no_show: 'O hóspede não compareceu: não pode ser emitida nenhuma chave.',
  },
  issueWhenMet: 'Emitir assim que as condições se cumpram',
  issueWhenMetHint: 'A chave fica à espera e é emitida sozinha.',
  issueDialog: {
    heading: 'Emitir chave digital',
    lead: (guest, room) => `${guest} recebe uma chave do quarto ${room}.`,
    leadNoRoom: (guest) => `${guest} recebe uma chave assim que houver um quarto atribuído.`,
    from: 'Válida de',
    until: 'Válida até',
    fromNow: 'Imediatamente',
    follows: 'A chave segue a reserva: se o check-out mudar, o fim dela também muda.',
    change: 'Alterar a validade',
    keep: 'Seguir a reserva',
    own: 'Com validade própria, a chave não segue as alterações posteriores da reserva.',
    confirm: 'Emitir chave',
    confirmWait: 'Emitir quando cumpridas',
    devices: (names) => `É enviada para: ${names}`,
    noDevices: 'O hóspede ainda não tem telefone: crie um link.',
    unmet: 'Estas condições ainda não estão cumpridas:',
  },
  issued: 'A chave digital foi emitida',
  waits: 'A chave espera pelas suas condições',
  kind: { primary: 'Chave principal', shared: 'Chave partilhada' },
  state: {
    waiting: 'Em espera',
    issued: 'Emitida',
    suspended: 'Suspensa',
    ended: 'Terminada',
  },
  endReason: {
    revoked: 'Revogada',
    checked_out: 'Terminada no check-out',
    expired: 'Expirada',
    superseded: 'Terminada pela estadia seguinte',
    replaced: 'Substituída por uma chave nova',
  },
  keyFor: (guest, room) => (room === null ? guest : `${guest} · quarto ${room}`),
  validity: 'Válida',
  validFrom: 'de',
  validUntil: 'até',
  requestedAt: 'Pedida',
  issuedAt: 'Emitida',
  endedAt: 'Terminada',
  deliveries: 'Em dispositivos',
  noDeliveries: 'Ainda não enviada a nenhum telefone.',
  delivery: {
    to_deliver: 'A caminho do telefone',
    delivered: 'No telefone',
    removed: 'Removida do telefone',
  },
  stillOnPhone: 'Ainda não apagada pelo telefone',
  since: (when) => `desde ${when}`,
  at: (when) => `${when}`,
  leaseUntil: (when) => `funciona sem ligação até ${when}`,
  leaseEnded: (when) => `o tempo sem ligação terminou ${when}`,
  revoke: 'Revogar chave',
  reissue: 'Reemitir',
};

export const revoke: ConsoleTexts['revoke'] = {
  heading: 'Revogar chave',
  lead: (guest, room) => `${guest} perde a chave do quarto ${room}.`,
  whatHappens: 'O que acontece',
  steps: {
    now: 'A chave termina de imediato, com todas as partilhadas a partir dela. As outras chaves do hóspede mantêm-se.',
    phone: 'O telefone apaga-a assim que tiver ligação.',
    locks: 'As fechaduras são instruídas a recusá-la; aqui vê quando confirmaram.',
  },
  couldOpen: (when) => `Um telefone sem ligação ainda poderia abrir a porta, no máximo até ${when}.`,
  neverDelivered: 'A chave ainda não está em nenhum telefone, por isso não abre nada.',
  reason: 'Motivo',
  chooseReason: 'Escolha um motivo',
  reasons: {
    room_change: 'Mudança de quarto',
    security_concern: 'Motivo de segurança',
    lost_phone: 'Telefone perdido',
    guest_request: 'Pedido do hóspede',
    other: 'Outro',
  },
  reasonMissing: 'Escolha um motivo.',
  note: 'Nota',
  noteHint: 'Para registo; o hóspede não a vê.',
  confirm: 'Revogar chave',
  done: 'A chave foi revogada',
};

export const revocation: ConsoleTexts['revocation'] = {
  heading: 'Revogação',
  state: {
    requested: 'Pedida',
    removed_from_device: 'Removida do telefone',
    enforced: 'Aplicada',
  },
  step: { requested: 'Pedida', removed: 'Removida do telefone', enforced: 'Aplicada' },
  proof: {
    deleted_on_device: 'O telefone confirmou que apagou a chave.',
    confirmed_by_locks: 'Todas as fechaduras em causa confirmaram que recusam a chave.',
    lease_ended: 'O tempo sem ligação da chave terminou.',
    never_delivered: 'A chave nunca chegou a um telefone.',
  },
  by: (who) => `por ${who}`,
  pending: 'ainda não',
  couldOpen: (when) => `Ainda pode abrir até ${when}`,
  couldOpenUnknown: 'Ainda pode abrir',
  couldOpenDoors: (doors) => `Ainda por confirmar: ${doors}`,
  note: 'Nota',
};

export const reissue: ConsoleTexts['reissue'] = {
  heading: 'Reemitir a chave',
  lead: (guest, room) => `${guest} recebe uma chave nova do quarto ${room}.`,
  body: 'A chave nova é enviada para o telefone do hóspede e funciona antes de a antiga terminar, para que ninguém fique diante de uma porta fechada.',
  confirm: 'Reemitir chave',
  done: 'A chave foi reemitida',
};

export const suspend: ConsoleTexts['suspend'] = {
  open: 'Suspender',
  heading: 'Suspender a chave',
  lead: (guest, room) =>
    `${guest} não pode abrir o quarto ${room} até retomar a chave. As chaves partilhadas também param.`,
  confirm: 'Suspender chave',
  done: 'A chave está suspensa',
};

export const resume: ConsoleTexts['resume'] = {
  open: 'Retomar',
  heading: 'Retomar a chave',
  lead: (guest, room) => `${guest} pode voltar a abrir o quarto ${room} assim que o telefone tiver ligação.`,
  confirm: 'Retomar chave',
  done: 'A chave foi retomada',
};

export const changeValidity: ConsoleTexts['changeValidity'] = {
  open: 'Alterar validade',
  heading: 'Alterar a validade',
  lead: (guest, room) =>
    `${guest} mantém a mesma chave do quarto ${room}; o telefone recebe o novo fim quando tiver ligação.`,
  follow: 'Terminar com a reserva, mesmo que o check-out mude',
  confirm: 'Alterar validade',
  done: 'A validade foi alterada',
};

export const diagnose: ConsoleTexts['diagnose'] = {
  open: 'Porque não funciona?',
  heading: 'Porque não funciona?',
  looking: 'A verificar chave, telefone e porta',
  evidence: 'Em que se baseia',
  lookedAt: (when) => `Verificado: ${when}.`,
  again: 'Verificar de novo',
  yes: 'Sim',
  no: 'Não',
  notKnown: 'Desconhecido',
  steps: {
    resume: 'Retomar chave…',
    validity: 'Alterar validade…',
    reissue: 'Reemitir chave…',
    issue: 'Emitir chave nova…',
  },
  fact: {
    'booking.status': 'Reserva',
    'key.state': 'Chave',
    'key.endReason': 'A chave terminou porque',
    'key.endedAt': 'Fim da chave',
    'key.waitingFor': 'A chave espera por',
    'key.validFrom': 'Válida de',
    'key.validUntil': 'Válida até',
    'booking.roomId': 'Quarto da reserva',
    'key.roomId': 'Quarto da chave',
    key: 'Chave',
    delivery: 'Chave num telefone',
    'delivery.state': 'Entrega',
    'delivery.leaseEnd': 'Funciona sem ligação até',
    'phone.seenAt': 'Última ligação do telefone',
    'phone.notificationsOn': 'Notificações ligadas',
    'phone.bluetooth': 'Bluetooth',
    'phone.supported': 'O telefone pode abrir portas',
    'phone.holdsKey': 'O telefone tem a chave',
    'door.refused': 'A porta respondeu',
    'door.refusedAt': 'Recusado',
    'door.privacyOn': 'Não incomodar',
    'door.inHours': 'Dentro do horário da porta',
    'door.clockKnown': 'A fechadura sabe as horas',
    'door.batteryLow': 'Bateria fraca',
    'door.reachable': 'Fechadura acessível',
    'door.vendorAvailable': 'O sistema de fechaduras responde',
    'attempt.at': 'Última tentativa',
    'attempt.outcome': 'Resultado',
  },
};
