// A booking's and a guest's page, but for the keys. In French; fr.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('fr');

export const booking: ConsoleTexts['booking'] = {
  page: (guest, room) => (room ? `${guest}, chambre ${room}` : guest),
  back: 'Toutes les réservations',
  loading: 'Chargement de la réservation',
  failed: 'Impossible d’afficher la réservation',
  notFoundHeading: 'Cette réservation n’existe pas ici',
  notFoundBody: 'Elle appartient peut-être à un autre établissement, ou l’adresse est incomplète.',
  reference: (reference) => `Référence ${reference}`,
  stay: 'Séjour',
  room: 'Chambre',
  arrival: 'Arrivée',
  departure: 'Départ',
  checkOut: 'Check-out avant',
  source: 'Provient de',
  sources: { apaleo: 'Apaleo', api: 'API' },
  hotelTime: (zone) => `Toutes les heures sont celles de l’hôtel (${zone}).`,
  guest: 'Client',
  email: 'E-mail',
  phone: 'Téléphone',
  language: 'Langue',
  idVerification: 'Vérification d’identité',
  mobileCheckIn: 'Check-in mobile',
  idVerifications: {
    not_verified: 'Non vérifiée',
    pending: 'En cours',
    verified: 'Vérifiée',
    failed: 'Refusée',
    manual_override: 'Levée par le personnel',
  },
  mobileCheckIns: {
    not_started: 'Non commencé',
    submitted: 'Envoyé',
    approved: 'Approuvé',
    declined: 'Refusé',
  },
};

export const arrival: ConsoleTexts['arrival'] = {
  heading: 'Arrivée',
  reasonForRecord: 'Pour mémoire ; le client ne la voit pas.',
  override: {
    open: 'Accepter sans images…',
    heading: 'Accepter la pièce d’identité sans images',
    lead: 'Faites-le si vous avez vu la pièce vous-même. Qui l’a acceptée, et pourquoi, reste enregistré.',
    confirm: 'Accepter',
    done: 'La pièce d’identité est acceptée',
  },
};

export const room: ConsoleTexts['room'] = {
  heading: 'Autres dans cette chambre',
  inTheWay: 'La chambre est encore à un autre client :',
  shares: 'Partage la chambre avec',
  other: (guest, reference) => `${guest} (${reference})`,
  share: {
    open: 'Ils partagent la chambre…',
    heading: 'Deux réservations partagent la chambre',
    lead: (guest, other) =>
      `${guest} et ${other} reçoivent des clés de la même chambre. Chaque réservation ne met fin qu’aux siennes.`,
    confirm: 'Partager la chambre',
    done: 'Les réservations partagent la chambre',
  },
  override: {
    open: 'Donner la chambre à ce client…',
    heading: 'Donner la chambre à ce client',
    lead: (guest, room) => `${guest} obtient maintenant la chambre ${room}.`,
    warning: (other) => `Les clés de ${other} prennent fin aussitôt, et ce client en est informé. C’est irréversible.`,
    reasons: {
      guest_has_left: 'L’autre client est parti',
      checked_in_by_mistake: 'L’autre client a été enregistré par erreur',
      other: 'Autre',
    },
    why: 'Ce qui s’est passé',
    whyHint: 'Pour mémoire ; aucun client ne le voit.',
    confirm: 'Donner la chambre',
    done: 'La chambre est à ce client',
  },
};

export const lostPhone: ConsoleTexts['lostPhone'] = {
  open: 'Déclarer perdu…',
  openFor: (phone) => `Déclarer perdu : ${phone}`,
  heading: 'Téléphone perdu',
  lead: (phone) =>
    `Chaque clé sur ${phone} est reprise et refusée par les serrures. Les autres téléphones du client continuent.`,
  noUndo: 'C’est irréversible : un téléphone retrouvé se configure à nouveau avec un lien client.',
  confirm: 'Déclarer perdu',
  done: 'Le téléphone est déclaré perdu',
  lostAt: (when, who) => `déclaré perdu ${when} par ${who}`,
  proven: 'Plus rien dessus n’ouvre de porte.',
  couldOpen: (when) =>
    `S’il reste hors ligne, il peut encore ouvrir des portes jusqu’à ${when} au plus tard, sauf si les serrures l’apprennent avant.`,
  newPhone: 'Avec ce code, le client configure le téléphone qui le remplace.',
};

export const guestPage: ConsoleTexts['guestPage'] = {
  loading: 'Chargement du client',
  failed: 'Impossible d’afficher le client',
  notFoundHeading: 'Ce client n’existe pas ici',
  notFoundBody: 'Il appartient peut-être à un autre établissement, ou a été effacé.',
  bookings: (count) => plural(count, { one: '# réservation', other: '# réservations' }),
  noCurrent: 'Aucune réservation à venir ou en cours pour ce client.',
  past: 'Réservations passées',
  stay: (room, dates) => `${room}, ${dates}`,
};

export const invitations: ConsoleTexts['invitations'] = {
  heading: 'Invitations ouvertes',
  invite: 'Inviter un accompagnant…',
  inviteHeading: 'Inviter un accompagnant',
  inviteLead: (guest) =>
    `Au nom de ${guest}. L’accompagnant reçoit sa propre clé, sur son propre téléphone. Le client la voit dans l’application et peut la reprendre.`,
  name: 'Nom de l’accompagnant',
  nameMissing: 'Indiquez pour qui elle est.',
  withKey: 'Aussi longtemps que la clé du client',
  make: 'Créer le lien',
  made: (name) => `Lien pour ${name}`,
  scan: 'Faites scanner ce code par l’accompagnant avec l’appareil photo de son téléphone, ou n’envoyez le lien qu’à lui.',
  qrLabel: 'Code QR de l’invitation',
  done: 'L’invitation est créée',
  expires: (when) => `pas encore utilisée, valable jusqu’à ${when}`,
  withdraw: 'Retirer…',
  withdrawFor: (name) => `Retirer l’invitation : ${name}`,
  withdrawHeading: 'Retirer l’invitation',
  lead: (name) => `Le lien cesse de fonctionner : ${name}. Aucune clé n’en est issue.`,
  withdrawConfirm: 'Retirer l’invitation',
  withdrawn: 'L’invitation est retirée',
};

export const messages: ConsoleTexts['messages'] = {
  heading: 'Messages',
  none: 'Rien n’a encore été dit au client.',
  loading: 'Chargement des messages',
  failed: 'Impossible d’afficher les messages',
  by: (channel, when) => `${channel}, ${when}`,
  channel: { push: 'Push', email: 'E-mail', sms: 'SMS' },
  resend: 'Renvoyer',
  resendFor: (message) => `Renvoyer : ${message}`,
  resent: 'Renvoi en cours',
  status: {
    queued: 'En route',
    sent: 'Envoyé',
    delivered: 'Remis',
    opened: 'Ouvert',
    used: 'Lien utilisé',
    failed: 'Non remis',
    withdrawn: 'N’est plus vrai, non envoyé',
  },
  kind: {
    key_ready: 'La clé est prête',
    key_waiting: 'La clé attend le client',
    room_changed: 'Autre chambre',
    stay_extended: 'La clé dure plus longtemps',
    stay_shortened: 'La clé finit plus tôt',
    key_revoked: 'La clé a été reprise',
    room_override: 'La chambre a été donnée à un autre client',
    invitation: 'Invitation à une clé partagée',
    check_in_approved: 'Check-in approuvé',
    check_in_declined: 'Check-in refusé',
    room_ready: 'La chambre est prête',
    id_verified: 'Pièce d’identité acceptée',
    id_failed: 'Pièce d’identité refusée',
    guest_link: 'Lien client, envoyé par la réception',
    checked_out: 'Check-out effectué',
  },
};

export const link: ConsoleTexts['link'] = {
  sendEmail: 'Envoyer par e-mail',
  sendSms: 'Envoyer par SMS',
  sentBody: 'Le lien est en route. Son avancement figure sous Messages.',
  sent: 'Le lien est en route',
  noEmail: 'Le client n’a pas d’adresse e-mail.',
  noPhone: 'Le client n’a pas de numéro de mobile au format international.',

  heading: 'Lien client',
  body: 'Configure le téléphone du client avec l’application client. Valable une fois.',
  create: 'Créer un lien',
  createAnother: 'Créer un nouveau lien',
  replaces: 'Un nouveau lien met fin au précédent.',
  scan: 'Faites scanner ce code au client avec l’appareil photo de son téléphone.',
  qrLabel: 'QR code du lien client',
  url: 'Lien à usage unique',
  copy: 'Copier le lien',
  copied: 'Copié',
  email: 'E-mail…',
  sms: 'SMS…',
  message: (hotel) => ({
    subject: `${hotel} : votre clé mobile`,
    body: (url) =>
      `${hotel} : ouvrez ce lien sur votre téléphone pour recevoir votre clé mobile. Il fonctionne une fois. ${url}`,
  }),
  copyFailed: 'La copie n’est pas autorisée ici. Sélectionnez le lien et copiez-le à la main.',
  expires: (when) => `Fonctionne jusqu’à ${when}.`,
  once: 'Il n’est affiché qu’une fois : si vous quittez cette page, il disparaît.',
  hide: 'Masquer le lien',
  used: 'Un téléphone a été configuré. Le lien a fait son travail.',
};

export const devices: ConsoleTexts['devices'] = {
  heading: 'Appareils',
  none: 'Aucun téléphone n’est encore configuré.',
  online: 'En ligne',
  offline: 'Hors ligne',
  lastSeen: (when) => `vu pour la dernière fois ${when}`,
  enrolled: (when) => `configuré ${when}`,
  bluetooth: {
    unknown: 'Bluetooth inconnu',
    on: 'Bluetooth activé',
    off: 'Bluetooth désactivé',
    not_allowed: 'Bluetooth non autorisé',
    unsupported: 'Pas de Bluetooth',
  },
};

export const timeline: ConsoleTexts['timeline'] = {
  heading: 'Historique',
  none: 'Il ne s’est encore rien passé.',
  by: (who) => `par ${who}`,
  kind: {
    booking: 'Réservation',
    key: 'Clé',
    delivery: 'Remise',
    door: 'Porte',
    staff: 'Personnel',
    device: 'Appareil',
  },
  showAll: (count) => `Afficher les ${count} entrées`,
  filter: 'Afficher',
  everything: 'Tout',
  opened: (door) => `Ouvert : ${door}`,
  refused: (door) => `Refusé : ${door}`,
  delivered: 'Clé arrivée sur le téléphone',
  removed: 'Le téléphone a confirmé avoir supprimé la clé',
};
