// Phrases françaises de la connexion au-delà du mot de passe et de « Mon compte » ; fr.ts les reprend.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('fr');

export const account: ConsoleTexts['account'] = {
  page: 'Mon compte',
  loading: 'Chargement de votre compte',
  failed: 'Votre compte ne peut pas être affiché',
  confirmHeading: 'Veuillez confirmer que c’est bien vous',
  confirm: 'Cela change votre façon de vous connecter. Reconnectez-vous ; vous reviendrez là où vous étiez.',
  passkey: {
    signIn: 'Se connecter avec une clé d’accès',
    or: 'ou',
    refused: 'Cette clé d’accès n’a pas été acceptée. Réessayez ou utilisez votre mot de passe.',
    heading: 'Clés d’accès',
    lead: 'Connectez-vous avec votre doigt, votre visage ou le code de votre appareil au lieu d’un mot de passe. Une clé d’accès ne vaut que pour ce site : personne ne peut vous la soutirer.',
    none: 'Vous n’avez pas encore de clé d’accès.',
    add: 'Ajouter une clé d’accès',
    addBody: 'Donnez-lui le nom de l’appareil. Votre navigateur demande le reste.',
    name: 'Nom',
    nameMissing: 'Saisissez un nom.',
    thisDevice: 'Cet appareil',
    added: 'La clé d’accès est ajoutée',
    cancelled: 'Rien n’a été ajouté : l’opération a été annulée ou a pris trop de temps.',
    exists: 'Cet appareil a déjà une clé d’accès à vous.',
    unsupported:
      'Ce navigateur ne peut pas utiliser de clés d’accès ici. Il faut un navigateur à jour et une adresse sécurisée (https).',
    created: (when) => `Ajoutée ${when}`,
    used: (when) => `Dernière utilisation ${when}`,
    neverUsed: 'Pas encore utilisée',
    backedUp: 'Sauvegardée',
    rename: 'Renommer',
    renameWhich: (name) => `Renommer ${name}`,
    renamed: 'La clé d’accès a son nouveau nom',
    remove: 'Supprimer',
    removeWhich: (name) => `Supprimer ${name}`,
    removeBody:
      'Elle ne vous connectera plus, et vos sessions sur d’autres appareils prennent fin aussitôt. Supprimez-la aussi sur l’appareil.',
    removed: 'La clé d’accès est supprimée',
    offerHeading: 'Plus rapide la prochaine fois',
    offerBody:
      'Avec une clé d’accès, un doigt, un visage ou un code suffit. Seulement sur un appareil que vous ne partagez pas.',
    later: 'Pas maintenant',
    count: (count) => plural(count, { one: '# clé d’accès', many: '# clés d’accès', other: '# clés d’accès' }),
    noneShort: 'Aucune clé d’accès',
  },
};
