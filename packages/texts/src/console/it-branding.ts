// Branding of the Guest App, in Italian.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('it');

export const branding: ConsoleTexts['branding'] = {
  lead: 'Come gli ospiti vedono questo hotel sul telefono: sulla carta chiave, prima dell’arrivo e sul pulsante delle e-mail. Il nome si trova in Sede.',
  colour: 'Colore',
  ownColours: 'I colori dell’app per gli ospiti',
  chosenColour: 'Un colore dell’hotel',
  colourCode: 'Codice colore',
  colourHint: '# e sei caratteri, come nel vostro manuale di stile: #8a1538.',
  colourWrong: 'Inserisca # e sei cifre o lettere dalla a alla f.',
  contrast: {
    fine: 'Si legge bene così com’è, in chiaro e in scuro.',
    light: 'Sugli schermi chiari testo e pulsanti prendono una tonalità più scura, così tutti possono leggerli.',
    dark: 'Sugli schermi scuri testo e pulsanti prendono una tonalità più chiara, così tutti possono leggerli.',
    both: 'Testo e pulsanti prendono una tonalità più scura sugli schermi chiari e più chiara su quelli scuri, così tutti possono leggerli.',
  },
  look: 'Carta chiave',
  looks: {
    deep: { name: 'Profonda', hint: 'Il colore, reso profondo e calmo.' },
    solid: { name: 'Piena', hint: 'Il colore esattamente com’è.' },
    light: { name: 'Chiara', hint: 'Una carta chiara, il colore nelle linee.' },
  },
  logo: 'Logo',
  logoHint: 'PNG, JPEG, WebP o SVG. Viene rimpicciolito e se ne conservano solo i pixel.',
  noLogo: 'Ancora nessun logo',
  chooseLogo: 'Scegli un file',
  replaceLogo: 'Altro file',
  removeLogo: 'Rimuovi',
  logoRemoved: 'Il logo è stato rimosso',
  logoSaved: 'Il logo è salvato',
  logoWrong: 'Questo file non può essere letto come immagine. Scelga PNG, JPEG, WebP o SVG.',
  logoLarge: 'Questa immagine è troppo grande anche se rimpicciolita. Ne scelga una più semplice.',
  logoOnPlate: 'Su fondo bianco',
  logoOnPlateHint: 'Per loghi a inchiostro scuro, che su una carta scura non si vedrebbero.',
  contact: 'Messaggi alla reception',
  contactHint: 'Gli ospiti scrivono qui dall’app. Le chiamate vanno al numero indicato in Sede.',
  contactKinds: {
    none: 'Nessun messaggio',
    sms: 'SMS',
    email: 'E-mail',
    web: 'Chat sul web',
  },
  contactValues: {
    sms: 'Numero di telefono',
    email: 'Indirizzo e-mail',
    web: 'Indirizzo della chat',
  },
  webHint: 'Inizia con https://, per esempio un link WhatsApp.',
  contactWrong: {
    sms: 'Inserisca un numero di telefono.',
    email: 'Inserisca un indirizzo e-mail.',
    web: 'Inserisca un indirizzo che inizia con https://.',
  },
  preview: 'Anteprima',
  previewLead: 'Così lo vedranno gli ospiti.',
  schemes: { light: 'Chiaro', dark: 'Scuro', night: 'Corridoio buio' },
  card: {
    room: 'Camera',
    guest: 'Ospite',
    sampleGuest: 'Giulia Conti',
    until: 'Fino al',
    ready: 'Pronta',
    unlock: 'Apri',
  },
  spread: 'Usa per tutte le sedi del marchio',
  spreadHint:
    'Le altre sedi del marchio prendono colore, carta chiave e logo. Nomi, numeri e indirizzi restano i loro.',
  spreadBody: 'Colori, carte chiave e loghi delle altre sedi vengono sostituiti. Non si può annullare.',
  spreadConfirm: 'Usa ovunque',
  spreadDone: (count) =>
    plural(count, {
      one: '# altra sede ora ha lo stesso aspetto',
      many: '# altre sedi ora hanno lo stesso aspetto',
      other: '# altre sedi ora hanno lo stesso aspetto',
    }),
};

export const doorHours: ConsoleTexts['doorHours'] = {
  heading: 'Orari per gli ospiti',
  always: 'Sempre aperta agli ospiti',
  certain: 'Aperta in certi orari',
  openNow: 'Ora aperta',
  closedNow: 'Ora chiusa',
  edit: 'Modifica gli orari',
  zone: (zone) => `Gli orari seguono l’orologio dell’hotel (${zone}).`,
  from: 'Dalle',
  to: 'Alle',
  overnight: 'fino al giorno dopo',
  wholeDay: 'tutto il giorno',
  add: 'Aggiungi orario',
  remove: (day) => `Rimuovi l’orario: ${day}`,
  copy: 'Uguale ogni giorno',
  saved: 'Gli orari sono salvati',
  effect:
    'Le chiavi valide vengono rinnovate con i nuovi orari. Un telefono senza rete conserva i vecchi finché non torna online o finché non scade il suo periodo offline.',
  none: 'Inserisca gli orari di almeno un giorno, oppure lasci la porta sempre aperta.',
};

export const brandAdministrators: ConsoleTexts['brandAdministrators'] = {
  heading: 'Amministrazione del marchio',
  lead: 'Amministrano tutte le sedi del marchio, quelle di oggi e quelle future.',
  invite: 'Invita una persona ad amministrare il marchio',
  inviteLead: 'Riceve da Lei un link monouso e con esso amministra tutte le sedi del marchio.',
  removeBody: (name) => `${name} perde tutte le sedi del marchio. Le sessioni aperte terminano subito.`,
  removed: 'L’accesso al marchio è stato tolto',
};
