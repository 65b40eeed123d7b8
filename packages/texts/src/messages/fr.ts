// Messages in French.
import type { MessageTexts } from './message-texts.ts';

export const fr: MessageTexts = {
  greeting: 'Bonjour {name},',
  openApp: 'Ouvrir l’application client',
  setUpPhone: 'Configurer votre téléphone',
  linkNote:
    'Ce lien fonctionne une seule fois, jusqu’au {linkUntil}. Ne le transférez pas : la première personne qui l’ouvre reçoit votre clé.',
  questions: 'Des questions ? Appelez la réception : {phone}',
  footer: 'Vous recevez ce message de {hotel} en raison de votre réservation.',
  password: {
    title: 'Choisir un nouveau mot de passe pour Nightlatch',
    text: 'Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour la console. Ce lien permet de le choisir ; il sert une fois, jusqu’au {until}.',
    button: 'Choisir un nouveau mot de passe',
    note: 'Si vous ne l’avez pas demandé, ne faites rien : votre mot de passe reste le même. Personne chez nous ne vous le demandera jamais.',
  },
  kinds: {
    key_ready: {
      title: 'Votre clé numérique est prête',
      text: 'Votre clé numérique pour la chambre {room} est prête. Elle fonctionne jusqu’au {until}.',
    },
    key_waiting: {
      title: 'Encore une étape avant votre clé numérique',
      text: 'Votre clé numérique vous attend. Suivez les étapes dans l’application client et elle arrivera d’elle-même.',
    },
    room_changed: {
      title: 'Votre chambre a changé',
      text: 'Votre nouvelle chambre est la {room}. Votre clé numérique est prête et fonctionne jusqu’au {until}.',
    },
    stay_extended: {
      title: 'Votre clé numérique fonctionne plus longtemps',
      text: 'Votre séjour a été prolongé. Votre clé numérique fonctionne maintenant jusqu’au {until}.',
    },
    stay_shortened: {
      title: 'Votre clé numérique se termine plus tôt',
      text: 'Votre départ a changé. Votre clé numérique fonctionne maintenant jusqu’au {until}.',
    },
    key_revoked: {
      title: 'Votre clé numérique a été désactivée',
      text: 'L’hôtel a désactivé votre clé numérique. Si vous en avez encore besoin, adressez-vous à la réception.',
    },
    room_override: {
      title: 'Au sujet de votre chambre',
      text: 'La réception a remis à un autre client une clé de votre chambre {room} et en a noté la raison. Si vous ne vous y attendiez pas, adressez-vous à la réception.',
    },
    invitation: {
      title: 'Invitation à une clé numérique',
      text: 'Une personne qui séjourne à {hotel} partage une clé numérique avec vous. Ouvrez le lien sur votre propre téléphone.',
    },
    check_in_approved: {
      title: 'Votre enregistrement par téléphone est confirmé',
      text: 'Votre enregistrement mobile a été approuvé. Nous nous réjouissons de vous accueillir.',
    },
    check_in_declined: {
      title: 'Votre enregistrement mobile est à modifier',
      text: 'Votre enregistrement mobile n’a pas pu être approuvé. Ouvrez l’application client pour en voir la raison et le renvoyer, ou venez à la réception.',
    },
    room_ready: {
      title: 'Votre chambre est prête',
      text: 'Votre chambre est prête. Votre numéro de chambre est le {room}.',
    },
    id_verified: {
      title: 'Votre pièce d’identité a été acceptée',
      text: 'Votre pièce d’identité a été acceptée. Les images envoyées sont supprimées.',
    },
    id_failed: {
      title: 'Votre pièce d’identité n’a pas pu être acceptée',
      text: 'Votre pièce d’identité n’a pas pu être acceptée. Ouvrez l’application client pour en voir la raison et réessayer, ou présentez-la à la réception. Les images envoyées sont supprimées.',
    },
    guest_link: {
      title: 'Votre clé mobile',
      text: 'Ouvrez ce lien sur votre téléphone : votre clé numérique y arrive dès que votre check-in est fait.',
    },
    checked_out: {
      title: 'Votre départ est enregistré',
      text: 'Votre départ est enregistré et votre clé numérique a pris fin. Merci de votre séjour.',
    },
  },
};
