// The guest app in Portuguese, as written in Portugal.
import type { GuestTexts } from './catalogue.ts';

const DESK = 'Dirija-se à receção. Abrem-lhe a porta.';

const pt: GuestTexts = {
  appName: 'Chave do quarto',
  skipToKey: 'Ir para a sua chave',
  close: 'Fechar',
  back: 'Todas as chaves',
  language: 'Idioma',

  link: {
    title: 'Obter a sua chave',
    lead: 'O seu hotel enviou-lhe uma chave digital para o seu quarto.',
    leadOf: (hotel) => `${hotel} enviou-lhe uma chave digital para o seu quarto.`,
    leadCompanion: (hotel) => `Um hóspede partilha consigo a chave do quarto: ${hotel}.`,
    points: [
      'Fica neste telefone e em mais lado nenhum.',
      'Sem conta, sem palavra-passe, sem instalações.',
      'Abre a sua porta mesmo sem Internet.',
    ],
    button: 'Obter a sua chave',
    working: 'A preparar a sua chave…',
    workingLead: 'Demora alguns segundos. Mantenha esta página aberta.',
    retry: 'Tentar de novo',
    adds: 'Já tem uma chave neste telefone. A nova é acrescentada.',
    toMyKeys: 'Ver as minhas chaves',
    problems: {
      link_used: {
        title: 'Este link já foi usado',
        step: 'Cada link funciona uma vez, num só telefone. Se lhe foi reencaminhado, outra pessoa já o usou. Se este telefone perdeu a chave, peça um novo link na receção.',
        desk: true,
      },
      link_expired: {
        title: 'Este link expirou',
        step: 'Peça um novo link na receção. É só um momento.',
        desk: true,
      },
      link_withdrawn: {
        title: 'Este link foi retirado',
        step: 'Muitas vezes uma mensagem mais recente traz um link novo: abra esse. Se não houver, pergunte a quem lhe enviou o link.',
        desk: true,
      },
      too_many_companions: {
        title: 'Não é possível adicionar mais pessoas',
        step: 'Este quarto tem todas as chaves partilhadas que o hotel permite. O link continua válido: peça a quem o convidou para retirar uma e tente de novo.',
      },
      own_invitation: {
        title: 'Este link é para o seu acompanhante',
        step: 'Já tem a chave deste quarto neste telefone. Envie o link à pessoa com quem quer partilhar.',
      },
      link_unknown: {
        title: 'Este link não funciona',
        step: 'Abra de novo o link completo da mensagem do hotel. Se não resultar, peça um novo na receção.',
        desk: true,
      },
      offline: {
        title: 'Sem ligação ao hotel',
        step: 'Verifique se o telefone está ligado à Internet e tente de novo. O link continua válido.',
      },
      too_many_requests: {
        title: 'Um momento, por favor',
        step: 'Houve muitas tentativas. Espere um minuto e tente de novo.',
      },
      browser_blocks_keys: {
        title: 'Este navegador não consegue guardar uma chave',
        step: 'Abra o link no navegador habitual do telefone, não numa janela privada.',
      },
      server_trouble: {
        title: 'Algo correu mal do nosso lado',
        step: 'Tente de novo dentro de momentos. O link continua válido.',
      },
    },
  },
  page: {
    loading: 'Um momento…',
    offline: 'Isto precisa de Internet. Ligue-se e tente de novo.',
    trouble: 'Algo correu mal do nosso lado. Tente de novo dentro de momentos.',
    share: 'Partilhar',
    help: 'Ajuda',
    arrival: 'Antes de chegar',
    settings: 'Definições',
    back: 'Voltar',
  },
  nudges: {
    push: {
      title: 'Seja avisado quando a sua chave mudar.',
      step: 'Uma notificação quando o quarto, as datas ou a chave mudarem. Mais nada.',
      yes: 'Avisar-me',
    },
    install: {
      title: 'Tenha a sua chave à mão.',
      step: 'No ecrã principal abre com um toque, mesmo sem Internet.',
      yes: 'Adicionar',
    },
    no: 'Agora não',
  },
  arrival: {
    opensAt: (when) => `Pode fazer o check-in a partir de ${when}.`,
    waits: {
      under_review: {
        title: 'A receção está a verificar',
        step: 'Pode sair desta página. A sua chave chega sozinha.',
      },
      room_not_ready: {
        title: 'O seu quarto ainda não está pronto',
        step: 'Tudo o resto está feito. A sua chave chega sozinha assim que o quarto estiver pronto.',
      },
      approved: { title: 'O seu check-in está feito', step: 'A sua chave chega sozinha dentro de momentos.' },
    },
    offers: {
      check_in: 'Faça agora o check-in neste telefone e a sua chave chega sozinha.',
      show_id: 'O hotel ainda precisa de ver o seu documento. Pode mostrá-lo com este telefone.',
    },
    doCheckIn: 'Fazer o check-in agora',
    doShowId: 'Mostrar o documento agora',
  },
  empty: {
    title: 'Ainda sem chave',
    step: 'Abra neste telefone o link que o hotel lhe enviou e a sua chave aparece aqui. Se este telefone perdeu a chave, peça um novo link na receção.',
  },
  unusable: {
    title: 'Este navegador não consegue guardar uma chave',
    step: 'Abra esta página no navegador habitual do telefone, não numa janela privada, num endereço seguro.',
  },

  waiting: {
    title: (room) => (room === undefined ? 'A sua chave vem a caminho' : `A sua chave do quarto ${room} vem a caminho`),
    lead: 'Aparece aqui por si. Pode sair desta página.',
    waitingFor: 'À espera de',
    nothing: 'O hotel está a preparar a sua chave.',
    conditions: {
      integration_not_configured: 'A ativação das chaves digitais pelo hotel. Na receção há um cartão-chave para si.',
      no_compatible_lock: 'Uma porta de quarto que aceite chaves digitais. Na receção há um cartão-chave para si.',
      lock_unhealthy: 'A verificação da fechadura do seu quarto. A receção já sabe.',
      not_checked_in: 'O seu check-in. Passe pela receção quando chegar.',
      room_not_assigned: 'O seu quarto. O hotel está a escolher um para si.',
      room_occupied: 'Que o seu quarto fique livre.',
      guest_app_not_installed: 'A configuração deste telefone.',
      id_not_verified: 'A verificação do seu documento. Mostre-o na receção.',
      validity_over: 'Novas datas. As da sua estadia já passaram: dirija-se à receção.',
      blocked_by_staff: 'A receção. Fale com a equipa.',
    },
    unknownCondition: 'Que o hotel acabe de preparar a sua chave.',
    dates: (arrival, departure) => `De ${arrival} a ${departure}`,
  },

  key: {
    room: 'Quarto',
    heading: (room) => `Quarto ${room}`,
    noRoom: 'A sua chave',
    guest: 'Hóspede',
    shared: 'Partilhada consigo',
    validFrom: 'De',
    validUntil: 'Até',
    worksOffline: 'Sem Internet',
    worksOfflineUntil: (until) => `Funciona até ${until}`,
    leaseOver: 'Ligue-se uma vez para a renovar',
    gettingReady: 'A chegar a este telefone…',
    hotelTime: (place) => `As horas são as do hotel (${place}).`,
    yourKeys: 'As suas chaves',
    pastKeys: 'Chaves anteriores',
    openKey: (room, hotel) => `${room}, ${hotel}`,
    states: {
      ready: 'Pronta',
      not_yet: 'Ainda não válida',
      lease_over: 'Precisa de ligação',
      getting_ready: 'A caminho',
      suspended: 'Em pausa',
      waiting: 'A caminho',
      ended: 'Terminada',
    },
    suspended: { title: 'A sua chave está em pausa', step: 'Dirija-se à receção.', desk: true },
  },

  unlock: {
    button: 'Abrir',
    again: 'Abrir de novo',
    done: 'Concluído',
    toKey: 'Voltar à minha chave',
    standingAt: 'Está em frente de',
    anotherDoor: 'Ir para outra porta',
    anotherDoorHint: 'Para experimentar o que acontece numa porta que não é a sua.',
    chooseDoor: 'Escolher uma porta',
    noDoorsHeard: 'Nenhuma porta ao alcance',
    heardDoor: (name) => `Porta ${name}`,
    steps: {
      searching: (door) => (door === '' ? 'À procura da sua porta…' : `À procura: ${door}…`),
      connecting: (door) => `A ligar: ${door}…`,
      proving: (door) => `A mostrar a sua chave: ${door}…`,
      renewing: () => 'A renovar a sua chave…',
    },
    attempt: (attempt) => `Tentativa ${attempt}`,
    opened: (door) => `Aberto: ${door}`,
    openedStep: 'Pode entrar.',
    noDoorChosen: (door) => ({
      title: 'Nenhuma porta escolhida',
      step: `Aproxime o telefone da porta (${door}), prima «Abrir» e escolha a porta na lista.`,
    }),
    otherKeysDoor: (door, yourDoors) => ({
      title: `Esta porta é: ${door}`,
      step: `Tem outra chave para esta porta. Esta abre: ${yourDoors}.`,
    }),
    tookMs: (ms) => `Aberto em ${ms} s`,
    renewedStep: 'A sua chave acabou de ser renovada. Tente de novo.',
    diagnoses: {
      no_key: ({ online }) => ({
        title: 'Sem chave para esta porta',
        step: online ? DESK : 'Ligue-se uma vez à Internet para que a chave chegue a este telefone.',
        ...(online ? { desk: true } : {}),
      }),
      waiting: () => ({
        title: 'Ainda não está aberta para si',
        step: 'O primeiro hóspede do quarto abre a porta uma vez; depois a sua chave também funciona.',
      }),
      revoked: () => ({
        title: 'Esta chave foi retirada',
        step: 'O hotel terminou esta chave. Dirija-se à receção.',
        desk: true,
      }),
      suspended: () => ({ title: 'A sua chave está em pausa', step: 'Dirija-se à receção.', desk: true }),
      expired: () => ({
        title: 'Esta chave terminou',
        step: 'O tempo dela acabou. Se vai ficar mais tempo, dirija-se à receção.',
        desk: true,
      }),
      checked_out: () => ({
        title: 'Já fez o check-out',
        step: 'A sua chave terminou com a estadia. Se se esqueceu de algo, dirija-se à receção.',
        desk: true,
      }),
      not_yet_valid: ({ validFrom }) => ({
        title: 'Um pouco cedo demais',
        step:
          validFrom === undefined
            ? 'A sua chave ainda não é válida. Tente mais tarde.'
            : `A sua chave funciona a partir de ${validFrom}.`,
      }),
      superseded: ({ online }) => ({
        title: 'Uma chave mais recente abre este quarto',
        step: online
          ? 'O quarto recebeu uma chave mais recente e esta terminou. Dirija-se à receção.'
          : 'Ligue-se uma vez à Internet para que a nova chave chegue a este telefone.',
        ...(online ? { desk: true } : {}),
      }),
      not_downloaded: ({ online }) => ({
        title: 'A sua chave não está atualizada',
        step: online ? DESK : 'Ligue-se uma vez à Internet e tente de novo.',
        ...(online ? { desk: true } : {}),
      }),
      lease_ended: ({ online }) => ({
        title: 'A sua chave precisa de ser renovada',
        step: online ? DESK : 'Ligue-se uma vez à Internet e tente de novo.',
        ...(online ? { desk: true } : {}),
      }),
      bluetooth_off: () => ({ title: 'O Bluetooth está desligado', step: 'Ligue o Bluetooth e tente de novo.' }),
      bluetooth_not_allowed: () => ({
        title: 'O Bluetooth não está autorizado',
        step: 'Autorize o Bluetooth para esta página nas definições do navegador e tente de novo.',
      }),
      unsupported_phone: () => ({
        title: 'Este telefone não consegue abrir portas aqui',
        step: 'Peça um cartão-chave na receção.',
        desk: true,
      }),
      wrong_phone: () => ({
        title: 'Esta chave pertence a outro telefone',
        step: 'Use o telefone que recebeu a chave ou peça um novo link na receção.',
        desk: true,
      }),
      too_far: ({ door }) => ({
        title: 'A porta não respondeu',
        step: `Aproxime o telefone (${door ?? 'fechadura'}) e tente de novo.`,
      }),
      wrong_door: ({ yourDoors }) => ({
        title: 'Esta não é a sua porta',
        step: yourDoors === '' ? 'A sua chave não abre esta porta.' : `A sua chave abre: ${yourDoors}.`,
      }),
      privacy_on: () => ({
        title: '«Não incomodar» está ativo',
        step: 'Alguém lá dentro ativou-o. Bata à porta ou pergunte na receção.',
        desk: true,
      }),
      outside_hours: ({ door }) => ({
        title: `Fechado neste momento: ${door ?? 'esta porta'}`,
        step: 'Tem um horário próprio. A receção conhece-o.',
        desk: true,
      }),
      lock_clock_unknown: ({ online }) => ({
        title: 'A fechadura perdeu a hora',
        step: online
          ? 'Tente de novo: o seu telefone leva-lhe a hora.'
          : 'Ligue-se à Internet e tente de novo: o seu telefone leva-lhe a hora.',
      }),
      lock_battery_low: () => ({
        title: 'A bateria da fechadura está fraca',
        step: 'Avise a receção. Alguém irá abrir-lhe a porta.',
        desk: true,
      }),
      ask_front_desk: () => ({ title: 'A porta continuou fechada', step: DESK, desk: true }),
    },
  },

  ended: {
    title: {
      revoked: (room) => `A sua chave foi retirada: ${room}`,
      checked_out: (room) => `Check-out feito: ${room}`,
      expired: (room) => `A sua chave terminou: ${room}`,
      superseded: (room) => `A sua chave foi substituída por uma mais recente: ${room}`,
      replaced: (room) => `A sua chave foi substituída por uma mais recente: ${room}`,
    },
    step: {
      revoked: 'Se não esperava isto, dirija-se à receção.',
      checked_out: 'Obrigado pela sua estadia. Boa viagem.',
      expired: 'Se vai ficar mais tempo, dirija-se à receção.',
      superseded: 'A sua nova chave aparece aqui por si.',
      replaced: 'A sua nova chave aparece aqui por si.',
    },
    deleted: 'Apagada deste telefone. O hotel será informado assim que tiver ligação.',
    deletedAndTold: 'Apagada deste telefone, e o hotel já sabe.',
    clockDoubt: 'Isto é segundo o relógio deste telefone. Se puder estar errado, experimente a porta na mesma.',
    forget: 'Remover desta lista',
  },

  notices: {
    keyRemoved: (room, hotel) => ({
      title: room === undefined ? 'Uma chave foi removida' : `Chave do quarto ${room} removida`,
      step: `Chave retirada por: ${hotel ?? 'hotel'}. Foi apagada deste telefone.`,
    }),
    deviceRemoved: {
      title: 'Este telefone já não está configurado',
      step: 'O hotel terminou as suas chaves neste telefone e foram apagadas. Para obter novas, peça um link na receção.',
    },
    linkUsedAlreadyHere: {
      title: 'Este link já foi usado',
      step: 'Este telefone está configurado. As suas chaves aparecem abaixo.',
    },
  },

  offline: {
    title: 'Está sem ligação',
    keys: {
      works: 'A sua chave continua a abrir a porta.',
      stale: 'Ligue-se uma vez para renovar a sua chave.',
      none: 'A sua chave aparece assim que tiver ligação.',
    },
  },
  notKnown: {
    title: 'O hotel não reconhece este telefone',
    step: 'Peça um novo link na receção.',
  },
  callDesk: 'Ligar para a receção',
  messageDesk: 'Escrever à receção',
  simulated: 'Rádio simulado',
  simulatedHint: 'As portas são virtuais.',
  noRadio: {
    none_iphone: {
      title: 'Os navegadores do iPhone não abrem portas',
      step: 'Neles as páginas não têm Bluetooth. Peça um cartão-chave na receção ou abra o link num telefone Android com Chrome.',
      desk: true,
    },
    none_android: {
      title: 'Este navegador não abre portas',
      step: 'Copie o link e abra-o no Chrome. Só funciona uma vez: faça-o antes de obter a chave.',
    },
    none: {
      title: 'Este navegador não abre portas',
      step: 'Abra o link no Chrome do seu telefone ou peça um cartão-chave na receção.',
      desk: true,
    },
  },
  copyLink: 'Copiar o link',
  linkCopied: 'Copiado. Abra-o no Chrome.',
};
export default pt;
