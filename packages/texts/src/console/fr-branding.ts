// Branding of the Guest App, in French.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('fr');

export const branding: ConsoleTexts['branding'] = {
  lead: 'Ce que les clients voient de cet hôtel sur leur téléphone : sur la carte-clé, avant l’arrivée et sur le bouton des e-mails. Son nom se trouve sous Établissement.',
  colour: 'Couleur',
  ownColours: 'Les couleurs de l’application client',
  chosenColour: 'Une couleur de l’hôtel',
  colourCode: 'Code couleur',
  colourHint: '# et six caractères, comme dans votre charte : #8a1538.',
  colourWrong: 'Saisissez # et six chiffres ou lettres de a à f.',
  contrast: {
    fine: 'Lisible telle quelle, en clair comme en sombre.',
    light:
      'Sur les écrans clairs, le texte et les boutons prennent une teinte plus foncée, pour que chacun puisse les lire.',
    dark: 'Sur les écrans sombres, le texte et les boutons prennent une teinte plus claire, pour que chacun puisse les lire.',
    both: 'Le texte et les boutons prennent une teinte plus foncée sur les écrans clairs et plus claire sur les écrans sombres, pour que chacun puisse les lire.',
  },
  look: 'Carte-clé',
  looks: {
    deep: { name: 'Profonde', hint: 'La couleur, rendue profonde et calme.' },
    solid: { name: 'Franche', hint: 'La couleur exactement telle quelle.' },
    light: { name: 'Claire', hint: 'Une carte claire, la couleur dans ses lignes.' },
  },
  logo: 'Logo',
  logoHint: 'PNG, JPEG, WebP ou SVG. Il est réduit et seuls ses pixels sont conservés.',
  noLogo: 'Pas encore de logo',
  chooseLogo: 'Choisir un fichier',
  replaceLogo: 'Autre fichier',
  removeLogo: 'Supprimer',
  logoRemoved: 'Le logo est supprimé',
  logoSaved: 'Le logo est enregistré',
  logoWrong: 'Ce fichier ne peut pas être lu comme image. Choisissez un PNG, JPEG, WebP ou SVG.',
  logoLarge: 'Même réduite, cette image est trop lourde. Choisissez-en une plus simple.',
  logoOnPlate: 'Sur fond blanc',
  logoOnPlateHint: 'Pour les logos à l’encre foncée, invisibles sur une carte sombre.',
  contact: 'Messages à la réception',
  contactHint: 'Les clients y écrivent depuis l’application. Les appels vont au numéro indiqué sous Établissement.',
  contactKinds: {
    none: 'Pas de messages',
    sms: 'SMS',
    email: 'E-mail',
    web: 'Messagerie en ligne',
  },
  contactValues: {
    sms: 'Numéro de téléphone',
    email: 'Adresse e-mail',
    web: 'Adresse de la messagerie',
  },
  webHint: 'Commence par https://, par exemple un lien WhatsApp.',
  contactWrong: {
    sms: 'Saisissez un numéro de téléphone.',
    email: 'Saisissez une adresse e-mail.',
    web: 'Saisissez une adresse qui commence par https://.',
  },
  preview: 'Aperçu',
  previewLead: 'Tel que les clients le verront.',
  schemes: { light: 'Clair', dark: 'Sombre', night: 'Couloir sombre' },
  card: {
    room: 'Chambre',
    guest: 'Client',
    sampleGuest: 'Claire Fontaine',
    until: 'Jusqu’au',
    ready: 'Prête',
    unlock: 'Ouvrir',
  },
  spread: 'Utiliser pour tous les établissements de la marque',
  spreadHint:
    'Les autres établissements de la marque reprennent la couleur, la carte-clé et le logo. Noms, numéros et adresses restent les leurs.',
  spreadBody: 'Couleurs, cartes-clés et logos des autres établissements sont remplacés. C’est irréversible.',
  spreadConfirm: 'Utiliser partout',
  spreadDone: (count) =>
    plural(count, {
      one: '# autre établissement a désormais la même apparence',
      many: '# autres établissements ont désormais la même apparence',
      other: '# autres établissements ont désormais la même apparence',
    }),
};

export const doorHours: ConsoleTexts['doorHours'] = {
  heading: 'Horaires pour les clients',
  always: 'Toujours ouverte aux clients',
  certain: 'Ouverte à certaines heures',
  openNow: 'Ouverte maintenant',
  closedNow: 'Fermée maintenant',
  edit: 'Modifier les horaires',
  zone: (zone) => `Les heures sont celles de l’hôtel (${zone}).`,
  from: 'De',
  to: 'À',
  overnight: 'jusqu’au lendemain',
  wholeDay: 'toute la journée',
  add: 'Ajouter une plage',
  remove: (day) => `Supprimer la plage : ${day}`,
  copy: 'Idem chaque jour',
  saved: 'Les horaires sont enregistrés',
  effect:
    'Les clés en cours sont renouvelées avec les nouveaux horaires. Un téléphone hors réseau garde les anciens jusqu’à son retour en ligne ou la fin de sa durée hors ligne.',
  none: 'Saisissez des heures pour au moins un jour, ou laissez la porte toujours ouverte.',
};

export const brandAdministrators: ConsoleTexts['brandAdministrators'] = {
  heading: 'Administration de la marque',
  lead: 'Ces personnes administrent tous les établissements de la marque, actuels et à venir.',
  invite: 'Inviter une personne à administrer la marque',
  inviteLead: 'Vous lui remettez un lien à usage unique, qui lui donne tous les établissements de la marque.',
  removeBody: (name) =>
    `${name} perd tous les établissements de la marque. Les sessions ouvertes se terminent aussitôt.`,
  removed: 'L’accès à la marque est retiré',
};
