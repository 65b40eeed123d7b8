// Settings of the console in Portuguese: digital keys, rooms and locks. pt-settings.ts takes them in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('pt-PT');

export const digitalKeys: ConsoleTexts['settings']['digitalKeys'] = {
  lead: 'As chaves digitais são emitidas depois de o teste passar e serem ligadas.',
  system: 'Sistema de fechaduras',
  systemHint: 'Ainda não se podem escolher outros sistemas.',
  native: 'Fechaduras Nightlatch',
  noCredentials: 'Este sistema não precisa de credenciais: o servidor assina com as chaves da unidade.',
  on: 'Ligado',
  off: 'Desligado',
  test: 'Testar',
  testing: 'A testar chaves de assinatura, portas e fechaduras',
  testOk: 'Está tudo o que as chaves digitais precisam.',
  testFailed: 'Ainda falta algo.',
  testOkStep: 'Já pode ligar as chaves digitais.',
  testOkOn: 'Nada a fazer.',
  testFailedStep: 'Faça o que indicam as linhas assinaladas e teste de novo.',
  testFirst: 'Teste primeiro.',
  turnOn: 'Ligar',
  turnOff: 'Desligar',
  isOn: 'As chaves digitais estão ligadas',
  isOff: 'As chaves digitais estão desligadas',
  turnOffBody:
    'Enquanto estiverem desligadas, nenhuma é emitida ou renovada. As dos telefones ficam até ao fim do tempo sem ligação.',
  fine: 'Em ordem',
  someRooms: 'Alguns quartos esperam',
  missing: 'Em falta',
  checks: {
    lock_system_chosen: 'Há um sistema de fechaduras escolhido',
    signing_keys: 'As chaves de assinatura abrem e assinam',
    room_doors: 'Há portas de quarto',
    locks_commissioned: 'Cada porta de quarto tem fechadura',
    locks_healthy: 'Todas as fechaduras estão em ordem',
    locks_heard_from: 'Todas as fechaduras deram sinal',
  },
  steps: {
    signing_keys: 'A chave mestra do servidor não é a que as selou: pergunte a quem gere o servidor.',
    room_doors: 'Insira quartos e portas em «Quartos e fechaduras».',
    locks_commissioned:
      'Ponha em serviço as fechaduras em falta em «Quartos e fechaduras». Os outros quartos já funcionam.',
    locks_healthy: 'Veja em «Portas» que fechadura comunica uma avaria.',
    locks_heard_from: 'Passe uma vez por cada fechadura nova com um gateway ou o telefone de um hóspede.',
  },
  locks: 'Fechaduras',
  locksLead: 'Cada quarto precisa de uma porta com fechadura em serviço.',
  toRooms: 'Quartos e fechaduras',
};

export const addRooms: ConsoleTexts['settings']['addRooms'] = {
  heading: 'Adicionar quartos',
  lead: 'Cada quarto recebe uma porta. Os quartos existentes ficam como estão.',
  numbers: 'Números de quarto',
  numbersHint: 'Quartos e intervalos, por exemplo 101-120, 201-220, Penthouse.',
  wrong: (part) => `«${part}» não é um número nem um intervalo de até 500 quartos.`,
  add: (count) =>
    count === 0 ? 'Adicionar quartos' : plural(count, { one: 'Adicionar # quarto', other: 'Adicionar # quartos' }),
  fromPms: 'Trazer do PMS',
  asking: 'A pedir os quartos',
  progress: (done, all) => `${done} de ${all} quartos adicionados`,
  added: (count) =>
    count === 0
      ? 'Não há quartos novos para adicionar'
      : plural(count, { one: '# quarto adicionado', other: '# quartos adicionados' }),
  doorOf: (number) => `Quarto ${number}`,
};

export const rooms: ConsoleTexts['settings']['rooms'] = {
  heading: 'Quartos',
  count: (rooms, locks, doors) => `Quartos: ${rooms} · portas com fechadura: ${locks} de ${doors}`,
  none: 'Ainda sem quartos',
  noneBody: 'Adicione-os acima. O número tem de ser o do PMS.',
  room: (number) => `Quarto ${number}`,
  floorOf: (floor) => `Piso ${floor}`,
  byNumber: 'Encontrado no PMS pelo número',
  pmsUnitOf: (id) => `No PMS: ${id}`,
  change: 'Alterar',
  changeRoom: (number) => `Alterar o quarto ${number}`,
  remove: 'Remover quarto',
  removeRoomBody: (number) => `O quarto ${number} é removido. Só é possível se nunca foi usado.`,
  removed: 'Removido',
  number: 'Número',
  numberHint: 'Como no PMS.',
  numberMissing: 'Introduza o número.',
  floor: 'Piso',
  floorWrong: 'Introduza um número inteiro ou nada.',
  pmsUnit: 'Id no PMS',
  pmsUnitHint: 'Deixe vazio para a encontrar pelo número.',
  addDoor: 'Adicionar porta',
  addCommon: 'Adicionar porta comum',
  common: 'Portas comuns',
  commonLead: 'Entrada, elevador, ginásio: a chave de cada hóspede abre-os.',
  doorName: 'Nome da porta',
  doorNameHint: 'A equipa e os hóspedes leem-no.',
  doorNameMissing: 'Introduza o nome.',
  doorAdded: 'A porta foi adicionada',
  removeDoor: 'Remover porta',
  removeDoorBody: (name) => `É removida: ${name}. Só é possível se nunca teve fechadura.`,
  hasLock: 'Fechadura em serviço',
  simulatedLock: 'Fechadura simulada',
  commission: 'Pôr fechadura em serviço',
  retire: 'Retirar fechadura de serviço',
  retired: 'A fechadura está fora de serviço',
  retireBody: (door) =>
    `A fechadura deixa de receber mensagens e as chaves deixam de nomear esta porta: ${door}. Depois ponha outra em serviço.`,
};

export const commission: ConsoleTexts['settings']['commission'] = {
  heading: (door) => `Pôr fechadura em serviço: ${door}`,
  lead: 'Ponha a fechadura nova em modo de entrada em serviço. A ferramenta mostra o ponto da fechadura.',
  point: 'Ponto da fechadura',
  pointHint: '130 caracteres, 0 a 9 e a a f, a começar por 04. Os espaços não contam.',
  pointWrong: 'Não é o ponto de uma fechadura: tem de ter 130 caracteres e começar por 04.',
  tool: 'Com uma chave de API para isso, a ferramenta faz tudo sozinha.',
  confirm: 'Pôr em serviço',
  finish: 'Concluído',
  done: 'A fechadura está em serviço',
  carry: 'Leve este registo à fechadura com a ferramenta. A fechadura verifica a impressão digital.',
  record: 'Registo assinado',
  recordHint: 'Mostrado aqui uma só vez. Pôr a mesma fechadura de novo em serviço volta a criá-lo.',
  fingerprint: 'Impressão digital a introduzir na fechadura:',
};
