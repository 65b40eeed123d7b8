// Digital keys: their states and what staff do with them. In French; fr.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('fr');

export const keys: ConsoleTexts['keys'] = {
  heading: 'Clés numériques',
  none: 'Cette réservation n’a pas de clé numérique.',
  past: (count) => plural(count, { one: '# clé terminée', other: '# clés terminées' }),
  issue: 'Émettre une clé numérique',
  issueBlocked: (reasons) => `Émission impossible pour l’instant. En attente de : ${reasons}`,
  issueHasKey: 'Le client a déjà une clé numérique. « Réémettre » la remplace.',
  issueWaits: 'Une clé attend ses conditions et sera émise d’elle-même.',
  issueOver: {
    checked_out: 'Le client est parti : aucune clé ne peut être émise.',
    cancelled: 'La réservation est annulée : aucune clé ne peut être émise.',
    no_show: 'Le client n’est pas venu : aucune clé ne peut être émise.',
  },
  issueWhenMet: 'Émettre dès que les conditions sont remplies',
  issueWhenMetHint: 'La clé attend alors et sera émise d’elle-même.',
  issueDialog: {
    heading: 'Émettre une clé numérique',
    lead: (guest, room) => `${guest} reçoit une clé de la chambre ${room}.`,
    leadNoRoom: (guest) => `${guest} reçoit une clé dès qu’une chambre est attribuée.`,
    from: 'Valable du',
    until: 'Valable jusqu’au',
    fromNow: 'Immédiatement',
    follows: 'La clé suit la réservation : si le check-out change, sa fin change aussi.',
    change: 'Modifier la validité',
    keep: 'Suivre la réservation',
    own: 'Avec sa propre validité, la clé ne suit pas les changements ultérieurs de la réservation.',
    confirm: 'Émettre la clé',
    confirmWait: 'Émettre quand les conditions sont remplies',
    devices: (names) => `Envoyée à : ${names}`,
    noDevices: 'Le client n’a pas encore de téléphone : créez un lien client.',
    unmet: 'Ces conditions ne sont pas encore remplies :',
  },
  issued: 'La clé numérique est émise',
  waits: 'La clé attend ses conditions',
  kind: { primary: 'Clé principale', shared: 'Clé partagée' },
  state: {
    waiting: 'En attente',
    issued: 'Émise',
    suspended: 'Suspendue',
    ended: 'Terminée',
  },
  endReason: {
    revoked: 'Révoquée',
    checked_out: 'Terminée au check-out',
    expired: 'Expirée',
    superseded: 'Terminée par le séjour suivant',
    replaced: 'Remplacée par une nouvelle clé',
  },
  keyFor: (guest, room) => (room === null ? guest : `${guest} · chambre ${room}`),
  validity: 'Valable',
  validFrom: 'du',
  validUntil: 'au',
  requestedAt: 'Demandée',
  issuedAt: 'Émise',
  endedAt: 'Terminée',
  deliveries: 'Sur les appareils',
  noDeliveries: 'Pas encore envoyée à un téléphone.',
  delivery: {
    to_deliver: 'En route vers le téléphone',
    delivered: 'Sur le téléphone',
    removed: 'Retirée du téléphone',
  },
  stillOnPhone: 'Pas encore supprimée par le téléphone',
  since: (when) => `depuis ${when}`,
  at: (when) => `${when}`,
  leaseUntil: (when) => `fonctionne hors ligne jusqu’à ${when}`,
  leaseEnded: (when) => `durée hors ligne terminée ${when}`,
  revoke: 'Révoquer la clé',
  reissue: 'Réémettre',
};

export const revoke: ConsoleTexts['revoke'] = {
  heading: 'Révoquer la clé',
  lead: (guest, room) => `${guest} perd la clé de la chambre ${room}.`,
  whatHappens: 'Ce qui se passe',
  steps: {
    now: 'La clé prend fin aussitôt, avec toutes celles qui en sont partagées. Les autres clés du client restent.',
    phone: 'Le téléphone la supprime dès qu’il est en ligne.',
    locks: 'Les serrures reçoivent l’ordre de la refuser ; vous voyez ici quand elles l’ont confirmé.',
  },
  couldOpen: (when) =>
    `Un téléphone qui reste hors ligne pourrait encore ouvrir la porte jusqu’à ${when} au plus tard.`,
  neverDelivered: 'La clé n’est encore sur aucun téléphone, elle ne peut rien ouvrir.',
  reason: 'Motif',
  chooseReason: 'Choisir un motif',
  reasons: {
    room_change: 'Changement de chambre',
    security_concern: 'Raison de sécurité',
    lost_phone: 'Téléphone perdu',
    guest_request: 'Demande du client',
    other: 'Autre',
  },
  reasonMissing: 'Choisissez un motif.',
  note: 'Note',
  noteHint: 'Pour mémoire ; le client ne la voit pas.',
  confirm: 'Révoquer la clé',
  done: 'La clé est révoquée',
};

export const revocation: ConsoleTexts['revocation'] = {
  heading: 'Révocation',
  state: {
    requested: 'Demandée',
    removed_from_device: 'Retirée du téléphone',
    enforced: 'Appliquée',
  },
  step: { requested: 'Demandée', removed: 'Retirée du téléphone', enforced: 'Appliquée' },
  proof: {
    deleted_on_device: 'Le téléphone a confirmé avoir supprimé la clé.',
    confirmed_by_locks: 'Chaque serrure concernée a confirmé qu’elle refuse la clé.',
    lease_ended: 'La durée hors ligne de la clé est écoulée.',
    never_delivered: 'La clé n’est jamais arrivée sur un téléphone.',
  },
  by: (who) => `par ${who}`,
  pending: 'pas encore',
  couldOpen: (when) => `Peut encore ouvrir jusqu’à ${when}`,
  couldOpenUnknown: 'Peut encore ouvrir',
  couldOpenDoors: (doors) => `Pas encore confirmé : ${doors}`,
  note: 'Note',
};

export const reissue: ConsoleTexts['reissue'] = {
  heading: 'Réémettre la clé',
  lead: (guest, room) => `${guest} reçoit une nouvelle clé de la chambre ${room}.`,
  body: 'La nouvelle clé est envoyée au téléphone du client et fonctionne avant la fin de l’ancienne : personne ne reste devant une porte fermée.',
  confirm: 'Réémettre la clé',
  done: 'La clé est réémise',
};

export const suspend: ConsoleTexts['suspend'] = {
  open: 'Suspendre',
  heading: 'Suspendre la clé',
  lead: (guest, room) =>
    `${guest} ne peut plus ouvrir la chambre ${room} tant que vous n’avez pas rétabli la clé. Les clés partagées s’arrêtent aussi.`,
  confirm: 'Suspendre la clé',
  done: 'La clé est suspendue',
};

export const resume: ConsoleTexts['resume'] = {
  open: 'Rétablir',
  heading: 'Rétablir la clé',
  lead: (guest, room) => `${guest} peut rouvrir la chambre ${room} dès que le téléphone est en ligne.`,
  confirm: 'Rétablir la clé',
  done: 'La clé est rétablie',
};

export const changeValidity: ConsoleTexts['changeValidity'] = {
  open: 'Modifier la validité',
  heading: 'Modifier la validité',
  lead: (guest, room) =>
    `${guest} garde la même clé de la chambre ${room} ; le téléphone reçoit la nouvelle fin quand il est en ligne.`,
  follow: 'Finir avec la réservation, même si le check-out change',
  confirm: 'Modifier la validité',
  done: 'La validité est modifiée',
};

export const diagnose: ConsoleTexts['diagnose'] = {
  open: 'Pourquoi ça ne marche pas ?',
  heading: 'Pourquoi ça ne marche pas ?',
  looking: 'Examen de la clé, du téléphone et de la porte',
  evidence: 'Sur quoi cela repose',
  lookedAt: (when) => `Vérifié : ${when}.`,
  again: 'Vérifier à nouveau',
  yes: 'Oui',
  no: 'Non',
  notKnown: 'Inconnu',
  steps: {
    resume: 'Rétablir la clé…',
    validity: 'Modifier la validité…',
    reissue: 'Réémettre la clé…',
    issue: 'Émettre une nouvelle clé…',
  },
  fact: {
    'booking.status': 'Réservation',
    'key.state': 'Clé',
    'key.endReason': 'Fin de la clé, motif',
    'key.endedAt': 'Fin de la clé',
    'key.waitingFor': 'La clé attend',
    'key.validFrom': 'Valable du',
    'key.validUntil': 'Valable jusqu’au',
    'booking.roomId': 'Chambre de la réservation',
    'key.roomId': 'Chambre de la clé',
    key: 'Clé',
    delivery: 'Clé sur un téléphone',
    'delivery.state': 'Remise',
    'delivery.leaseEnd': 'Fonctionne hors ligne jusqu’à',
    'phone.seenAt': 'Téléphone en ligne pour la dernière fois',
    'phone.notificationsOn': 'Notifications activées',
    'phone.bluetooth': 'Bluetooth',
    'phone.supported': 'Le téléphone peut ouvrir des portes',
    'phone.holdsKey': 'Le téléphone a la clé',
    'door.refused': 'La porte a répondu',
    'door.refusedAt': 'Refusé',
    'door.privacyOn': 'Ne pas déranger',
    'door.inHours': 'Pendant les horaires de la porte',
    'door.clockKnown': 'La serrure connaît l’heure',
    'door.batteryLow': 'Pile faible',
    'door.reachable': 'Serrure joignable',
    'door.vendorAvailable': 'Le système de serrures répond',
    'attempt.at': 'Dernier essai',
    'attempt.outcome': 'Résultat',
  },
};
