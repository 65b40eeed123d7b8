// Frasi italiane dell’accesso oltre la password e di «Il mio account»; it.ts le riprende.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('it');

export const account: ConsoleTexts['account'] = {
  page: 'Il mio account',
  loading: 'Caricamento del Suo account',
  failed: 'Il Suo account non può essere mostrato',
  confirmHeading: 'Confermi che è Lei',
  confirm: 'Questo cambia il Suo modo di accedere. Acceda ancora una volta; tornerà al punto in cui era.',
  passkey: {
    signIn: 'Accedi con una passkey',
    or: 'oppure',
    refused: 'Questa passkey non è stata accettata. Riprovi o usi la password.',
    heading: 'Passkey',
    lead: 'Acceda con il dito, il volto o il PIN del Suo dispositivo invece della password. Una passkey vale solo per questo sito: nessuno può sottrargliela con l’inganno.',
    none: 'Non ha ancora una passkey.',
    add: 'Aggiungi una passkey',
    addBody: 'Le dia il nome del dispositivo. Al resto pensa il browser.',
    name: 'Nome',
    nameMissing: 'Inserisca un nome.',
    thisDevice: 'Questo dispositivo',
    added: 'La passkey è stata aggiunta',
    cancelled: 'Non è stato aggiunto nulla: l’operazione è stata annullata o è durata troppo.',
    exists: 'Questo dispositivo ha già una Sua passkey.',
    unsupported:
      'Questo browser non può usare passkey qui. Servono un browser aggiornato e un indirizzo sicuro (https).',
    created: (when) => `Aggiunta ${when}`,
    used: (when) => `Ultimo uso ${when}`,
    neverUsed: 'Non ancora usata',
    backedUp: 'Con copia di sicurezza',
    rename: 'Rinomina',
    renameWhich: (name) => `Rinomina ${name}`,
    renamed: 'La passkey ha il nuovo nome',
    remove: 'Rimuovi',
    removeWhich: (name) => `Rimuovi ${name}`,
    removeBody:
      'Non servirà più per accedere, e le Sue sessioni su altri dispositivi terminano subito. La elimini anche dal dispositivo.',
    removed: 'La passkey è stata rimossa',
    offerHeading: 'La prossima volta acceda più in fretta',
    offerBody: 'Con una passkey bastano il dito, il volto o il PIN. Solo su un dispositivo che non condivide.',
    later: 'Non ora',
    count: (count) => plural(count, { one: '# passkey', many: '# passkey', other: '# passkey' }),
    noneShort: 'Nessuna passkey',
  },
};
