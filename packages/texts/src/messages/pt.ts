// Messages in Portuguese.
import type { MessageTexts } from './message-texts.ts';

export const pt: MessageTexts = {
  greeting: 'Olá, {name},',
  openApp: 'Abrir a aplicação do hóspede',
  setUpPhone: 'Configurar o seu telefone',
  linkNote:
    'Este link funciona uma só vez, até {linkUntil}. Não o reencaminhe: quem o abrir primeiro recebe a sua chave.',
  questions: 'Perguntas? Ligue para a receção: {phone}',
  footer: 'Recebe esta mensagem de {hotel} por causa da sua reserva.',
  password: {
    title: 'Escolher uma nova palavra-passe para o Nightlatch',
    text: 'Alguém, provavelmente você, pediu uma nova palavra-passe para a consola. Esta ligação permite escolhê-la; serve uma vez, até {until}.',
    button: 'Escolher uma nova palavra-passe',
    note: 'Se não foi você, não faça nada: a sua palavra-passe fica como está. Nenhum de nós lha pedirá alguma vez.',
  },
  kinds: {
    key_ready: {
      title: 'A sua chave digital está pronta',
      text: 'A sua chave digital do quarto {room} está pronta. Funciona até {until}.',
    },
    key_waiting: {
      title: 'Falta um passo para a sua chave digital',
      text: 'A sua chave digital está à sua espera. Siga os passos na aplicação do hóspede e ela chega por si.',
    },
    room_changed: {
      title: 'O seu quarto mudou',
      text: 'O seu novo quarto é o {room}. A sua chave digital está pronta e funciona até {until}.',
    },
    stay_extended: {
      title: 'A sua chave digital funciona mais tempo',
      text: 'A sua estadia foi prolongada. A sua chave digital funciona agora até {until}.',
    },
    stay_shortened: {
      title: 'A sua chave digital termina mais cedo',
      text: 'A sua saída mudou. A sua chave digital funciona agora até {until}.',
    },
    key_revoked: {
      title: 'A sua chave digital foi desativada',
      text: 'O hotel desativou a sua chave digital. Se ainda precisar dela, contacte a receção.',
    },
    room_override: {
      title: 'Sobre o seu quarto',
      text: 'A receção deu a outro hóspede uma chave do seu quarto {room} e registou o motivo. Se não esperava isto, contacte a receção.',
    },
    invitation: {
      title: 'Convite para uma chave digital',
      text: 'Alguém que está hospedado em {hotel} partilha consigo uma chave digital. Abra o link no seu próprio telefone.',
    },
    check_in_approved: {
      title: 'O seu check-in por telefone está confirmado',
      text: 'O seu check-in móvel foi aprovado. Esperamos por si com prazer.',
    },
    check_in_declined: {
      title: 'O seu check-in móvel precisa de uma alteração',
      text: 'O seu check-in móvel não pôde ser aprovado. Abra a aplicação do hóspede para ver o motivo e enviá-lo de novo, ou venha à receção.',
    },
    room_ready: {
      title: 'O seu quarto está pronto',
      text: 'O seu quarto está pronto. O número do seu quarto é {room}.',
    },
    id_verified: {
      title: 'O seu documento foi aceite',
      text: 'O seu documento foi aceite. As imagens enviadas foram apagadas.',
    },
    id_failed: {
      title: 'O seu documento não pôde ser aceite',
      text: 'O seu documento não pôde ser aceite. Abra a aplicação do hóspede para ver o motivo e tentar de novo, ou mostre-o na receção. As imagens enviadas foram apagadas.',
    },
    guest_link: {
      title: 'A sua chave móvel',
      text: 'Abra esta ligação no telemóvel e a sua chave digital chega até ele assim que o check-in estiver feito.',
    },
    checked_out: {
      title: 'A sua saída está registada',
      text: 'A sua saída está registada e a sua chave digital terminou. Obrigado pela sua estadia.',
    },
  },
};
