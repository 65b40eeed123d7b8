// Settings of the console in Portuguese, as written in Portugal.
import type { ConsoleTexts } from './en.ts';
import { apiKeys, pms, webhooks } from './pt-settings-connections.ts';
import { addRooms, commission, digitalKeys, rooms } from './pt-settings-locks.ts';
import { messages } from './pt-settings-messages.ts';
import { emergency, staff } from './pt-settings-people.ts';
import { arrival, retention, rules } from './pt-settings-rules.ts';

export const settings: ConsoleTexts['settings'] = {
  page: 'Definições',
  topicsLabel: 'Temas das definições',
  back: 'Todas as definições',
  noSuchTopic: 'Esta página não existe nas definições',
  forAdministrators: 'As definições são para administradores',
  forAdministratorsBody: 'Peça a um administrador da unidade se for preciso alterar algo.',

  topics: {
    'set-up': { name: 'Lista de configuração', about: 'O que está feito e o que se segue.' },
    location: { name: 'Unidade', about: 'Nome, fuso horário, hora de check-out, telefone.' },
    branding: { name: 'Imagem de marca', about: 'Cores, logótipo e cartão-chave na aplicação do hóspede.' },
    'digital-keys': { name: 'Chaves digitais', about: 'Sistema de fechaduras: testar e ligar.' },
    rooms: { name: 'Quartos e fechaduras', about: 'Quartos, portas e as suas fechaduras.' },
    pms: { name: 'Ligação ao PMS', about: 'De onde vêm as reservas.' },
    rules: { name: 'Regras das chaves', about: 'Emissão automática, validade, tempo sem ligação, partilha.' },
    arrival: { name: 'Check-in móvel e documento', about: 'O que se pede aos hóspedes que chegam.' },
    messages: { name: 'Mensagens', about: 'E-mail, SMS e push aos hóspedes.' },
    staff: { name: 'Equipa', about: 'Quem pode fazer o quê.' },
    'api-keys': { name: 'Chaves de API', about: 'Acesso para programas.' },
    webhooks: { name: 'Webhooks', about: 'Dizer a outros sistemas o que acontece.' },
    retention: { name: 'Conservação', about: 'Durante quanto tempo se guardam dados pessoais.' },
    emergency: { name: 'Emergência', about: 'Retirar todas as chaves ou mudar aquilo que as assina.' },
  },

  form: {
    save: 'Guardar',
    saved: 'Guardado',
    discard: 'Rejeitar alterações',
    unsaved: 'Ainda não guardado',
    leaveHeading: 'Sair sem guardar?',
    leaveBody: 'O que alterou nesta página ainda não está guardado.',
    leave: 'Sair sem guardar',
    stay: 'Ficar aqui',
    discarded: 'Alterações descartadas',
    takenBack: 'As suas alterações voltaram, ainda não guardadas',
    failed: 'Não é possível mostrar isto',
    loading: 'A carregar',
    kept: 'Guardado; deixe vazio para manter',
    between: (min, max) => `Introduza um número inteiro de ${min} a ${max}.`,
  },

  setUp: {
    lead: 'O servidor verifica cada passo: o que está assinalado está mesmo feito.',
    done: 'Feito',
    open: 'Por fazer',
    optional: 'Pode esperar',
    progress: (done, all) => `${done} de ${all} passos feitos`,
    complete: 'Esta unidade está pronta: os hóspedes recebem as suas chaves.',
    go: 'Abrir',
    again: 'Verificar de novo',
    steps: {
      location: 'A unidade tem nome, fuso horário e hora de check-out',
      pms: 'O PMS está ligado e responde',
      rooms: 'Os quartos e as portas estão inseridos',
      locks: 'Cada porta de quarto tem a sua fechadura',
      lock_system: 'As chaves digitais estão testadas e ligadas',
      rules: 'As regras das chaves foram vistas',
      messages: 'Os hóspedes são contactáveis',
      arrival: 'Check-in móvel e documento estão decididos',
      staff: 'Uma segunda pessoa pode iniciar sessão',
      first_key: 'A primeira chave digital foi emitida',
    },
    hints: {
      location: 'O check-out e as validades seguem a hora deste fuso.',
      pms: 'Escolha o sistema, introduza as credenciais e teste. Depois as reservas chegam sozinhas.',
      rooms: 'Traga os quartos do PMS ou escreva intervalos como 101-120.',
      locks:
        'Ponha cada fechadura em serviço com a ferramenta do instalador; os quartos sem ela esperam, os outros já funcionam.',
      lock_system: 'Faça o teste. Se passar, ligue as chaves digitais.',
      rules: 'As regras de uma unidade nova são prudentes. Veja-as uma vez e guarde.',
      messages: 'Introduza o servidor de e-mail e envie-se uma mensagem de teste.',
      arrival: 'Decida se os hóspedes fazem o check-in por telefone e se mostram um documento.',
      staff: 'Convide a receção e outro administrador.',
      first_key: 'Faça um check-in no PMS. A chave é emitida sozinha ou na página da reserva.',
    },
    counts: {
      rooms: (rooms, without) => (without === 0 ? `Quartos: ${rooms}.` : `Quartos: ${rooms}. Sem porta: ${without}.`),
      locks: (withLock, doors) => `Portas com fechadura: ${withLock} de ${doors}.`,
      staff: (count) => `Pessoas com função aqui: ${count}.`,
      simulated: 'Algumas fechaduras são simuladas: não abrem portas reais.',
    },
  },

  newLocation: {
    page: 'Nova unidade',
    lead: 'Uma unidade é um hotel com os seus quartos, equipa e regras. Recebe as suas próprias chaves de assinatura.',
    brand: 'Marca',
    make: 'Criar unidade',
    open: 'Nova unidade…',
    made: 'A unidade foi criada',
    empty: 'Administra uma marca que ainda não tem unidades.',
  },

  location: {
    lead: 'O que hóspedes e equipa leem, e por que hora.',
    name: 'Nome',
    nameHint: 'Os hóspedes leem-no na aplicação e nas mensagens.',
    nameMissing: 'Introduza o nome.',
    timeZone: 'Fuso horário',
    timeZoneHint: 'Por exemplo, Europe/Vienna.',
    checkOutTime: 'Hora de check-out',
    checkOutTimeHint: 'Quando o PMS não indica outra.',
    phone: 'Telefone da receção',
    phoneHint: 'Os hóspedes ligam da aplicação quando uma porta não abre.',
  },

  digitalKeys,
  addRooms,
  rooms,
  commission,
  pms,
  apiKeys,
  webhooks,
  rules,
  arrival,
  retention,
  messages,
  staff,
  emergency,
};
