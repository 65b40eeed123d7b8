// The pages of the guest app in Portuguese, as written in Portugal.

import type { Unfinished } from '../fill-up.ts';
import { grammarOf } from '../grammar.ts';
import type { GuestPageTexts } from './catalogue.ts';

const { plural } = grammarOf('pt-PT');

const pt: Unfinished<GuestPageTexts> = {
  share: {
    title: (room) => `Partilhar: ${room}`,
    lead: 'O seu acompanhante recebe uma chave própria, no próprio telefone. Pode retirá-la a qualquer momento.',
    invite: 'Convidar alguém',
    name: 'O nome da pessoa',
    doors: 'Portas que pode abrir',
    howLong: 'Quanto tempo',
    withMine: 'Tanto como a minha chave',
    withMineUntil: (until) => `Tanto como a minha chave, até ${until}`,
    earlier: 'Menos tempo',
    until: 'Até (hora do hotel)',
    make: 'Criar link',
    making: 'A criar o link…',
    left: (count) => plural(count, { one: 'Pode convidar mais # pessoa.', other: 'Pode convidar mais # pessoas.' }),
    full: 'Mais ninguém pode ser convidado para este quarto. Retire uma chave ou um link para convidar outra pessoa.',
    problems: {
      name: 'Escreva para quem é.',
      doors: 'Escolha pelo menos uma porta.',
      end: 'Escolha uma hora futura, não depois do fim da sua chave.',
      not_shareable: 'Esta chave não pode ser partilhada agora. A receção pode ajudar.',
      too_many: 'Agora mais ninguém pode ser convidado para este quarto.',
      beyond: 'Não pode partilhar mais portas nem mais tempo do que a sua chave tem.',
    },
    linkFor: (name) => `Link para ${name}`,
    linkOnce: (until) =>
      `Funciona uma vez, num telefone, até ${until}. Envie-o só a essa pessoa: não volta a ser mostrado.`,
    link: 'Link',
    qr: 'Código QR do link: leia-o com o outro telefone',
    send: 'Enviar o link',
    copied: 'Copiado',
    messageTitle: 'Uma chave de quarto para si',
    message: 'Abra este link no telefone para obter a chave do quarto. Funciona uma vez.',
    people: 'Pessoas com esta chave',
    over: 'Já não partilhadas',
    linkUntil: (until) => `O link espera até ${until}`,
    keyUntil: (until) => `Tem chave até ${until}`,
    opens: (doors) => `Abre ${doors}`,
    standings: {
      has_key: 'Tem chave',
      paused: 'A chave está em pausa juntamente com a sua',
      key_over: 'A chave terminou',
      withdrawn: 'O link foi retirado',
      expired: 'O link expirou',
    },
    badges: {
      open: 'Convite enviado',
      has_key: 'Tem chave',
      paused: 'Em pausa',
      key_over: 'Terminada',
      withdrawn: 'Retirada',
      expired: 'Expirada',
    },
    withdraw: 'Retirar o link',
    takeBack: 'Retirar a chave',
    sure: (name) => `Sim, retirar: ${name}`,
  },
  help: {
    title: 'Porque não funciona?',
    looking: 'A verificar a sua chave…',
    offline: 'Está sem ligação: isto é o que o telefone sabe.',
    byHotel: 'A receção vê o mesmo.',
    byPhone: 'Segundo este telefone.',
    fine: {
      title: 'A sua chave parece em ordem',
      step: 'Aproxime o telefone da fechadura, prima «Abrir» e espere um momento. Se a porta não abrir, pergunte na receção.',
    },
    verdicts: {
      not_checked_in: { title: 'Ainda não fez o check-in', step: 'A sua chave chega sozinha depois do check-in.' },
      cancelled: { title: 'Esta reserva foi cancelada', step: 'Pergunte na receção.', desk: true },
      room_not_assigned: {
        title: 'Ainda não tem quarto',
        step: 'A sua chave chega sozinha assim que o hotel escolher um.',
      },
      room_mismatch: {
        title: 'O seu quarto mudou',
        step: 'A chave do novo quarto chega sozinha. Se demorar mais de um minuto, pergunte na receção.',
        desk: true,
      },
      lock_offline: {
        title: 'A fechadura não responde',
        step: 'Pergunte na receção. Abrem-lhe a porta.',
        desk: true,
      },
      vendor_unavailable: {
        title: 'O serviço da fechadura não responde',
        step: 'Tente dentro de minutos ou pergunte na receção.',
        desk: true,
      },
    },
    thisPhone: 'Este telefone',
    checks: {
      browser: {
        good: 'Este navegador abre portas',
        bad: 'Este navegador não abre portas',
        later: 'Este navegador talvez abra portas',
        step: {
          android:
            'Abra esta página no Chrome. A sua chave está neste navegador: peça na receção um novo link para o Chrome.',
          iphone: 'No iPhone as páginas não têm Bluetooth. Peça um cartão-chave na receção ou use um telefone Android.',
          computer: 'Use o Chrome num telefone Android ou peça um cartão-chave na receção.',
        },
      },
      bluetooth: {
        good: 'O Bluetooth está ligado',
        bad: 'O Bluetooth está desligado',
        later: 'Verifique se o Bluetooth está ligado',
        step: {
          android: 'Deslize do topo do ecrã e prima o símbolo Bluetooth.',
          iphone: 'Deslize do canto superior direito e prima o símbolo Bluetooth.',
          computer: 'Ligue o Bluetooth nas definições do computador.',
        },
      },
      permission: {
        good: 'Esta página pode usar o Bluetooth',
        bad: 'Esta página não pode usar o Bluetooth',
        later: 'O navegador pede o Bluetooth na primeira porta',
        step: {
          android:
            'Prima o símbolo ao lado do endereço, depois Autorizações, e autorize o Bluetooth. Nas definições do telefone, autorize o Chrome a encontrar dispositivos próximos.',
          iphone: 'Nas definições do iPhone, autorize o Bluetooth para esta aplicação.',
          computer: 'Prima o símbolo ao lado do endereço e autorize o Bluetooth.',
        },
      },
      network: {
        good: 'Tem ligação',
        bad: 'Está sem ligação',
        later: 'Talvez esteja sem ligação',
        step: {
          android: 'A sua chave funciona algum tempo sem Internet. Ligue-se uma vez por dia para a manter atualizada.',
          iphone: 'A sua chave funciona algum tempo sem Internet. Ligue-se uma vez por dia para a manter atualizada.',
          computer: 'A sua chave funciona algum tempo sem Internet. Ligue-se uma vez por dia para a manter atualizada.',
        },
      },
      storage: {
        good: 'A sua chave está protegida de limpezas',
        bad: 'O navegador pode apagar esta chave',
        later: 'Ponha esta aplicação no ecrã principal para proteger a chave',
        step: {
          android: 'Abra o menu do navegador e prima «Adicionar ao ecrã principal».',
          iphone: 'Prima o símbolo de partilha e depois «Adicionar ao ecrã principal».',
          computer: 'Prima o símbolo de instalação na barra de endereço.',
        },
      },
      notifications: {
        good: 'É avisado quando a sua chave muda',
        bad: 'As notificações estão desligadas',
        later: 'As notificações não estão configuradas. A sua chave funciona sem elas',
        step: {
          android:
            'Prima o símbolo ao lado do endereço, depois Autorizações, e autorize as notificações. A sua chave funciona sem elas.',
          iphone:
            'Nas definições do iPhone, autorize as notificações para esta aplicação. A sua chave funciona sem elas.',
          computer: 'Prima o símbolo ao lado do endereço e autorize as notificações. A sua chave funciona sem elas.',
        },
      },
    },
    holdTitle: 'Na porta',
    hold: 'Encoste a parte de cima do telefone à fechadura, prima «Abrir» e mantenha-o aí até ouvir a porta.',
    desk: 'Perguntar na receção',
    deskInPerson: 'Se nada ajudar, dirija-se à receção. Abrem-lhe a porta.',
    write: 'Escrever uma mensagem',
    message: (room) =>
      room === undefined
        ? 'Olá, preciso de ajuda com a minha chave digital.'
        : `Olá, preciso de ajuda com a minha chave digital do quarto ${room}.`,
  },
  arrival: {
    title: 'Antes de chegar',
    checkIn: 'Fazer o check-in',
    checkInLead: 'Só o hotel lê isto. Substitui a ficha da receção.',
    declined: (reason) => `A receção não pôde aceitar: ${reason}`,
    fields: {
      dateOfBirth: 'Data de nascimento',
      nationality: 'Nacionalidade',
      street: 'Rua e número',
      postalCode: 'Código postal',
      city: 'Localidade',
      country: 'País',
      documentNumber: 'Número do passaporte ou documento',
      vehiclePlate: 'Matrícula do seu carro',
      purposeOfStay: 'Motivo da estadia',
    },
    fieldMissing: 'Preencha este campo.',
    checkFields: 'Verifique os campos assinalados.',
    arrivalAt: (day) => `A que horas chega em ${day}?`,
    accept: 'Aceito as condições do hotel.',
    readTerms: 'Ler as condições',
    acceptFirst: 'O hotel precisa que aceite as condições.',
    send: 'Enviar ao hotel',
    sending: 'A enviar…',
    showId: 'Mostrar o documento',
    idLead: 'A receção vê as imagens uma vez. São apagadas assim que decidir.',
    idFailed: (reason) => `A receção não pôde aceitar as imagens: ${reason}`,
    whichDocument: 'Que documento tem consigo?',
    documents: {
      passport: 'Passaporte',
      id_card: 'Cartão de identidade',
      driving_licence: 'Carta de condução',
      residence_permit: 'Autorização de residência',
    },
    sides: {
      front: 'A frente, com a sua foto',
      back: 'O verso',
      face: 'O seu rosto',
    },
    snap: 'Tirar a fotografia',
    noCamera: 'Esta página não consegue usar a câmara. Escolha uma imagem ou use a câmara do telefone.',
    otherCamera: 'Usar outra imagem',
    yourPicture: 'A fotografia que tirou',
    readable: 'Lê-se tudo, sem reflexos?',
    usePicture: 'Usar esta imagem',
    takeAgain: 'Tirar de novo',
    uploading: 'A enviar a imagem…',
    badPicture: 'Esta imagem não pode ser usada. Tire outra, maior e em JPEG ou PNG.',
    allPictures: 'Estão todas as imagens.',
    picturesGo: 'Vão agora para a receção, encriptadas, e para mais ninguém.',
    handIn: 'Entregar',
    tooEarly: 'Um pouco cedo demais',
    atDesk: { title: 'Até já, na receção', step: 'Não há nada a fazer antes de chegar.', desk: true },
  },
};
export default pt;
