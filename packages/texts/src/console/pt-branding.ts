// Branding of the Guest App, in Portuguese.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('pt');

export const branding: ConsoleTexts['branding'] = {
  lead: 'Como os hóspedes veem este hotel no telemóvel: no cartão-chave, antes da chegada e no botão dos e-mails. O nome está em Unidade.',
  colour: 'Cor',
  ownColours: 'As cores da própria aplicação',
  chosenColour: 'Uma cor do hotel',
  colourCode: 'Código da cor',
  colourHint: '# e seis caracteres, como no seu manual de estilo: #8a1538.',
  colourWrong: 'Introduza # e seis algarismos ou letras de a a f.',
  contrast: {
    fine: 'Lê-se bem tal como está, em claro e em escuro.',
    light: 'Em ecrãs claros, o texto e os botões ficam num tom mais escuro, para que todos os possam ler.',
    dark: 'Em ecrãs escuros, o texto e os botões ficam num tom mais claro, para que todos os possam ler.',
    both: 'O texto e os botões ficam mais escuros em ecrãs claros e mais claros em ecrãs escuros, para que todos os possam ler.',
  },
  look: 'Cartão-chave',
  looks: {
    deep: { name: 'Profundo', hint: 'A cor, tornada profunda e calma.' },
    solid: { name: 'Cheio', hint: 'A cor exatamente como é.' },
    light: { name: 'Claro', hint: 'Um cartão claro, com a cor nas linhas.' },
  },
  logo: 'Logótipo',
  logoHint: 'PNG, JPEG, WebP ou SVG. É reduzido e só os seus píxeis são guardados.',
  noLogo: 'Ainda sem logótipo',
  chooseLogo: 'Escolher um ficheiro',
  replaceLogo: 'Outro ficheiro',
  removeLogo: 'Remover',
  logoRemoved: 'O logótipo foi removido',
  logoSaved: 'O logótipo está guardado',
  logoWrong: 'Este ficheiro não pode ser lido como imagem. Escolha PNG, JPEG, WebP ou SVG.',
  logoLarge: 'Esta imagem é demasiado grande mesmo reduzida. Escolha uma mais simples.',
  logoOnPlate: 'Sobre fundo branco',
  logoOnPlateHint: 'Para logótipos a tinta escura, que não se veriam num cartão escuro.',
  contact: 'Mensagens para a receção',
  contactHint: 'Os hóspedes escrevem para aqui a partir da aplicação. As chamadas vão para o número em Unidade.',
  contactKinds: {
    none: 'Sem mensagens',
    sms: 'Mensagem de texto (SMS)',
    email: 'E-mail',
    web: 'Chat na web',
  },
  contactValues: {
    sms: 'Número de telefone',
    email: 'Endereço de e-mail',
    web: 'Endereço do chat',
  },
  webHint: 'Começa por https://, por exemplo um link do WhatsApp.',
  contactWrong: {
    sms: 'Introduza um número de telefone.',
    email: 'Introduza um endereço de e-mail.',
    web: 'Introduza um endereço que comece por https://.',
  },
  preview: 'Pré-visualização',
  previewLead: 'Como os hóspedes verão.',
  schemes: { light: 'Claro', dark: 'Escuro', night: 'Corredor escuro' },
  card: {
    room: 'Quarto',
    guest: 'Hóspede',
    sampleGuest: 'Inês Duarte',
    until: 'Até',
    ready: 'Pronta',
    unlock: 'Abrir',
  },
  spread: 'Usar em todas as unidades da marca',
  spreadHint:
    'As outras unidades da marca adotam a cor, o cartão-chave e o logótipo. Nomes, números e endereços continuam a ser os delas.',
  spreadBody: 'As cores, os cartões-chave e os logótipos das outras unidades são substituídos. Não se pode anular.',
  spreadConfirm: 'Usar em todas',
  spreadDone: (count) =>
    plural(count, {
      one: '# outra unidade tem agora o mesmo aspeto',
      many: '# outras unidades têm agora o mesmo aspeto',
      other: '# outras unidades têm agora o mesmo aspeto',
    }),
};

export const doorHours: ConsoleTexts['doorHours'] = {
  heading: 'Horário para hóspedes',
  always: 'Sempre aberta aos hóspedes',
  certain: 'Aberta a certas horas',
  openNow: 'Aberta agora',
  closedNow: 'Fechada agora',
  edit: 'Alterar o horário',
  zone: (zone) => `As horas são as do hotel (${zone}).`,
  from: 'Das',
  to: 'Às',
  overnight: 'até ao dia seguinte',
  wholeDay: 'todo o dia',
  add: 'Acrescentar horas',
  remove: (day) => `Remover as horas: ${day}`,
  copy: 'Igual todos os dias',
  saved: 'O horário está guardado',
  effect:
    'As chaves em vigor são renovadas com o novo horário. Um telemóvel sem rede mantém o antigo até voltar a estar online ou até terminar o seu prazo offline.',
  none: 'Introduza horas para pelo menos um dia, ou deixe a porta sempre aberta.',
};

export const brandAdministrators: ConsoleTexts['brandAdministrators'] = {
  heading: 'Administração da marca',
  lead: 'Administram todas as unidades da marca, as de hoje e as futuras.',
  invite: 'Convidar alguém para administrar a marca',
  inviteLead: 'Recebe de si uma ligação de uso único, com a qual administra todas as unidades da marca.',
  removeBody: (name) => `${name} perde todas as unidades da marca. As sessões abertas terminam de imediato.`,
  removed: 'O acesso à marca foi retirado',
};
