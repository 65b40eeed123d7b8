// Frases em português do acesso para lá da palavra-passe e de «A minha conta»; pt.ts usa-as.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('pt');

export const account: ConsoleTexts['account'] = {
  page: 'A minha conta',
  loading: 'A carregar a sua conta',
  failed: 'Não é possível mostrar a sua conta',
  confirmHeading: 'Confirme que é mesmo o próprio',
  confirm: 'Isto muda a forma como inicia sessão. Inicie sessão mais uma vez; volta ao sítio onde estava.',
  passkey: {
    signIn: 'Iniciar sessão com uma chave de acesso',
    or: 'ou',
    refused: 'Esta chave de acesso não foi aceite. Tente de novo ou use a palavra-passe.',
    heading: 'Chaves de acesso',
    lead: 'Inicie sessão com o dedo, o rosto ou o PIN do seu dispositivo em vez de uma palavra-passe. Uma chave de acesso só vale neste site: ninguém a consegue obter por engano.',
    none: 'Ainda não tem nenhuma chave de acesso.',
    add: 'Adicionar uma chave de acesso',
    addBody: 'Dê-lhe o nome do dispositivo. O navegador pede o resto.',
    name: 'Nome',
    nameMissing: 'Introduza um nome.',
    thisDevice: 'Este dispositivo',
    added: 'A chave de acesso foi adicionada',
    cancelled: 'Nada foi adicionado: foi cancelado ou demorou demasiado.',
    exists: 'Este dispositivo já tem uma chave de acesso sua.',
    unsupported:
      'Este navegador não pode usar chaves de acesso aqui. É preciso um navegador atual e um endereço seguro (https).',
    created: (when) => `Adicionada ${when}`,
    used: (when) => `Última utilização ${when}`,
    neverUsed: 'Ainda não utilizada',
    backedUp: 'Com cópia de segurança',
    rename: 'Mudar o nome',
    renameWhich: (name) => `Mudar o nome de ${name}`,
    renamed: 'A chave de acesso tem o novo nome',
    remove: 'Remover',
    removeWhich: (name) => `Remover ${name}`,
    removeBody:
      'Deixa de servir para iniciar sessão, e as suas sessões noutros dispositivos terminam de imediato. Apague-a também no dispositivo.',
    removed: 'A chave de acesso foi removida',
    offerHeading: 'Da próxima vez, mais depressa',
    offerBody: 'Com uma chave de acesso bastam o dedo, o rosto ou o PIN. Só num dispositivo que não partilha.',
    later: 'Agora não',
    count: (count) =>
      plural(count, { one: '# chave de acesso', many: '# chaves de acesso', other: '# chaves de acesso' }),
    noneShort: 'Sem chave de acesso',
  },
};
