// Settings of the console in French.
import type { ConsoleTexts } from './en.ts';
import { apiKeys, pms, webhooks } from './fr-settings-connections.ts';
import { addRooms, commission, digitalKeys, rooms } from './fr-settings-locks.ts';
import { messages, messageTexts } from './fr-settings-messages.ts';
import { emergency, staff } from './fr-settings-people.ts';
import { arrival, retention, rules } from './fr-settings-rules.ts';

export const settings: ConsoleTexts['settings'] = {
  page: 'Réglages',
  topicsLabel: 'Rubriques des réglages',
  back: 'Tous les réglages',
  noSuchTopic: 'Cette page n’existe pas dans les réglages',
  forAdministrators: 'Les réglages sont réservés aux administrateurs',
  forAdministratorsBody: 'Adressez-vous à un administrateur de l’établissement s’il faut changer quelque chose.',

  topics: {
    'set-up': { name: 'Liste de mise en place', about: 'Ce qui est fait et ce qui vient ensuite.' },
    location: { name: 'Établissement', about: 'Nom, fuseau horaire, heure de check-out, téléphone.' },
    branding: { name: 'Identité visuelle', about: 'Couleurs, logo et carte-clé dans l’application client.' },
    'digital-keys': { name: 'Clés numériques', about: 'Système de serrures : tester, activer.' },
    rooms: { name: 'Chambres et serrures', about: 'Chambres, portes et leurs serrures.' },
    pms: { name: 'Connexion au PMS', about: 'D’où viennent les réservations.' },
    rules: { name: 'Règles des clés', about: 'Émission automatique, validité, durée hors ligne, partage.' },
    arrival: { name: 'Check-in mobile et pièce d’identité', about: 'Ce qui est demandé aux clients qui arrivent.' },
    messages: { name: 'Messages', about: 'E-mail, SMS et push aux clients.' },
    'message-texts': { name: 'Textes des messages', about: 'Vos propres mots pour informer les clients.' },
    staff: { name: 'Personnel', about: 'Qui peut faire quoi.' },
    'api-keys': { name: 'Clés d’API', about: 'Accès pour les programmes.' },
    webhooks: { name: 'Webhooks', about: 'Dire aux autres systèmes ce qui se passe.' },
    retention: { name: 'Conservation', about: 'Combien de temps les données personnelles sont gardées.' },
    emergency: { name: 'Urgence', about: 'Reprendre toutes les clés, ou changer ce qui les signe.' },
  },

  form: {
    save: 'Enregistrer',
    saved: 'Enregistré',
    discard: 'Abandonner les changements',
    unsaved: 'Pas encore enregistré',
    leaveHeading: 'Quitter sans enregistrer ?',
    leaveBody: 'Ce que vous avez changé sur cette page n’est pas encore enregistré.',
    leave: 'Quitter sans enregistrer',
    stay: 'Rester ici',
    discarded: 'Modifications abandonnées',
    takenBack: 'Vos modifications sont revenues, pas encore enregistrées',
    failed: 'Impossible d’afficher ceci',
    loading: 'Chargement',
    kept: 'Enregistré ; laissez vide pour le garder',
    between: (min, max) => `Saisissez un nombre entier de ${min} à ${max}.`,
  },

  setUp: {
    lead: 'Le serveur vérifie chaque étape lui-même : ce qui est coché ici est vraiment fait.',
    done: 'Fait',
    open: 'À faire',
    optional: 'Peut attendre',
    progress: (done, all) => `${done} étapes sur ${all} faites`,
    complete: 'Cet établissement est prêt : les clients reçoivent leurs clés.',
    go: 'Ouvrir',
    again: 'Vérifier à nouveau',
    steps: {
      location: 'L’établissement a son nom, son fuseau et son heure de check-out',
      pms: 'Le PMS est connecté et répond',
      rooms: 'Les chambres et leurs portes sont saisies',
      locks: 'Chaque porte de chambre a sa serrure',
      lock_system: 'Les clés numériques sont testées et activées',
      rules: 'Les règles des clés ont été vues',
      messages: 'Les clients sont joignables',
      arrival: 'Check-in mobile et pièce d’identité sont décidés',
      staff: 'Une deuxième personne peut se connecter',
      first_key: 'La première clé numérique est émise',
    },
    hints: {
      location: 'Check-out et validités suivent l’heure de ce fuseau.',
      pms: 'Choisissez le système, saisissez ses identifiants, testez. Les réservations arrivent ensuite d’elles-mêmes.',
      rooms: 'Reprenez les chambres du PMS, ou saisissez des plages comme 101-120.',
      locks:
        'Mettez chaque serrure en service avec l’outil d’installation ; les chambres sans serrure attendent, les autres fonctionnent déjà.',
      lock_system: 'Lancez le test. S’il réussit, activez les clés numériques.',
      rules: 'Les règles d’un nouvel établissement sont prudentes. Regardez-les une fois et enregistrez.',
      messages: 'Saisissez votre serveur de messagerie et envoyez-vous un message de test.',
      arrival: 'Décidez si les clients font leur check-in par téléphone et s’ils présentent une pièce d’identité.',
      staff: 'Invitez la réception et un autre administrateur.',
      first_key: 'Faites un check-in dans le PMS. La clé est émise d’elle-même, ou sur la page de la réservation.',
    },
    counts: {
      rooms: (rooms, without) =>
        without === 0 ? `Chambres : ${rooms}.` : `Chambres : ${rooms}. Sans porte : ${without}.`,
      locks: (withLock, doors) => `Portes de chambre avec serrure : ${withLock} sur ${doors}.`,
      staff: (count) => `Personnes ayant un rôle ici : ${count}.`,
      simulated: 'Certaines serrures sont simulées : elles n’ouvrent aucune vraie porte.',
    },
  },

  newLocation: {
    page: 'Nouvel établissement',
    lead: 'Un établissement est un hôtel avec ses chambres, son personnel et ses règles. Il reçoit ses propres clés de signature.',
    brand: 'Marque',
    make: 'Créer l’établissement',
    open: 'Nouvel établissement…',
    made: 'L’établissement est créé',
    empty: 'Vous administrez une marque sans établissement.',
  },

  location: {
    lead: 'Ce que lisent clients et personnel, et à quelle heure.',
    name: 'Nom',
    nameHint: 'Les clients le lisent dans l’application et dans les messages.',
    nameMissing: 'Saisissez le nom.',
    timeZone: 'Fuseau horaire',
    timeZoneHint: 'Par exemple Europe/Vienna.',
    checkOutTime: 'Heure de check-out',
    checkOutTimeHint: 'Quand le PMS n’en indique pas d’autre.',
    phone: 'Téléphone de la réception',
    phoneHint: 'Les clients l’appellent depuis l’application quand une porte ne s’ouvre pas.',
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
  messageTexts,
  staff,
  emergency,
};
