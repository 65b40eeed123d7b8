// The pages of the guest app in French.
import { grammarOf } from '../grammar.ts';
import type { GuestPageTexts } from './catalogue.ts';

const { plural } = grammarOf('fr');

const fr: GuestPageTexts = {
  share: {
    title: (room) => `Partager : ${room}`,
    lead: 'Votre accompagnant reçoit sa propre clé, sur son propre téléphone. Vous pouvez la reprendre à tout moment.',
    invite: 'Inviter quelqu’un',
    name: 'Son nom',
    doors: 'Portes autorisées',
    howLong: 'Combien de temps',
    withMine: 'Aussi longtemps que ma clé',
    withMineUntil: (until) => `Aussi longtemps que ma clé, jusqu’au ${until}`,
    earlier: 'Moins longtemps',
    until: 'Jusqu’au (heure de l’hôtel)',
    make: 'Créer le lien',
    making: 'Création du lien…',
    left: (count) =>
      plural(count, {
        one: 'Vous pouvez encore inviter # personne.',
        other: 'Vous pouvez encore inviter # personnes.',
      }),
    full: 'Plus personne ne peut être invité dans cette chambre. Reprenez une clé ou un lien pour inviter quelqu’un d’autre.',
    problems: {
      name: 'Indiquez pour qui elle est.',
      doors: 'Choisissez au moins une porte.',
      end: 'Choisissez une heure à venir, mais pas après la fin de votre propre clé.',
      not_shareable: 'Cette clé ne peut pas être partagée pour l’instant. La réception peut vous aider.',
      too_many: 'Plus personne ne peut être invité dans cette chambre pour l’instant.',
      beyond: 'Vous ne pouvez pas partager plus de portes ou de temps que votre propre clé.',
    },
    linkFor: (name) => `Lien pour ${name}`,
    linkOnce: (until) =>
      `Il fonctionne une fois, sur un téléphone, jusqu’au ${until}. Envoyez-le seulement à cette personne : il ne sera plus affiché.`,
    link: 'Lien',
    qr: 'QR code du lien : à scanner avec l’autre téléphone',
    send: 'Envoyer le lien',
    copied: 'Copié',
    messageTitle: 'Une clé de chambre pour vous',
    message: 'Ouvrez ce lien sur votre téléphone pour recevoir votre clé de chambre. Il fonctionne une fois.',
    people: 'Personnes ayant cette clé',
    over: 'Plus partagées',
    linkUntil: (until) => `Le lien attend jusqu’au ${until}`,
    keyUntil: (until) => `A une clé jusqu’au ${until}`,
    opens: (doors) => `Ouvre ${doors}`,
    standings: {
      has_key: 'A une clé',
      paused: 'La clé est en pause avec la vôtre',
      key_over: 'La clé a pris fin',
      withdrawn: 'Le lien a été retiré',
      expired: 'Le lien a expiré',
    },
    badges: {
      open: 'Invité',
      has_key: 'A une clé',
      paused: 'En pause',
      key_over: 'Terminée',
      withdrawn: 'Retirée',
      expired: 'Expirée',
    },
    withdraw: 'Reprendre le lien',
    takeBack: 'Reprendre la clé',
    sure: (name) => `Oui, reprendre : ${name}`,
  },
  doors: {
    heading: 'Ce que votre clé ouvre',
    always: 'Toujours',
    open: 'ouvert maintenant',
    closed: 'fermé maintenant',
  },
  help: {
    title: 'Pourquoi ça ne marche pas ?',
    looking: 'Examen de votre clé…',
    offline: 'Vous êtes hors ligne : voici ce que votre téléphone sait de lui-même.',
    byHotel: 'La réception voit la même chose.',
    byPhone: 'D’après ce téléphone.',
    fine: {
      title: 'Votre clé semble en ordre',
      step: 'Approchez votre téléphone de la serrure, appuyez sur « Ouvrir » et attendez un instant. Si la porte reste fermée, demandez à la réception.',
    },
    verdicts: {
      not_checked_in: {
        title: 'Vous n’avez pas encore fait le check-in',
        step: 'Votre clé arrive d’elle-même après le check-in.',
      },
      cancelled: { title: 'Cette réservation a été annulée', step: 'Demandez à la réception.', desk: true },
      room_not_assigned: {
        title: 'Vous n’avez pas encore de chambre',
        step: 'Votre clé arrive d’elle-même dès que l’hôtel en a choisi une.',
      },
      room_mismatch: {
        title: 'Votre chambre a changé',
        step: 'La clé de votre nouvelle chambre arrive d’elle-même. Si cela dure plus d’une minute, demandez à la réception.',
        desk: true,
      },
      lock_offline: {
        title: 'La serrure ne répond pas',
        step: 'Demandez à la réception. On vous ouvrira.',
        desk: true,
      },
      vendor_unavailable: {
        title: 'Le service de la serrure ne répond pas',
        step: 'Réessayez dans quelques minutes, ou demandez à la réception.',
        desk: true,
      },
    },
    thisPhone: 'Ce téléphone',
    checks: {
      browser: {
        good: 'Ce navigateur peut ouvrir des portes',
        bad: 'Ce navigateur ne peut pas ouvrir de portes',
        later: 'Ce navigateur peut peut-être ouvrir des portes',
        step: {
          android:
            'Ouvrez cette page dans Chrome. Votre clé est dans ce navigateur : demandez à la réception un nouveau lien pour Chrome.',
          iphone:
            'Sur iPhone, les pages web n’ont pas accès au Bluetooth. Demandez une carte-clé à la réception, ou utilisez un téléphone Android.',
          computer: 'Utilisez Chrome sur un téléphone Android, ou demandez une carte-clé à la réception.',
        },
      },
      bluetooth: {
        good: 'Le Bluetooth est activé',
        bad: 'Le Bluetooth est désactivé',
        later: 'Vérifiez que le Bluetooth est activé',
        step: {
          android: 'Balayez depuis le haut de l’écran et touchez le symbole Bluetooth.',
          iphone: 'Balayez depuis le coin supérieur droit et touchez le symbole Bluetooth.',
          computer: 'Activez le Bluetooth dans les réglages de votre ordinateur.',
        },
      },
      permission: {
        good: 'Cette page peut utiliser le Bluetooth',
        bad: 'Cette page ne peut pas utiliser le Bluetooth',
        later: 'Votre navigateur demandera le Bluetooth à la première porte',
        step: {
          android:
            'Touchez le symbole à côté de l’adresse, puis Autorisations, et autorisez le Bluetooth. Dans les réglages du téléphone, autorisez Chrome à trouver les appareils à proximité.',
          iphone: 'Dans les réglages de l’iPhone, autorisez le Bluetooth pour cette app.',
          computer: 'Cliquez sur le symbole à côté de l’adresse et autorisez le Bluetooth.',
        },
      },
      network: {
        good: 'Vous êtes en ligne',
        bad: 'Vous êtes hors ligne',
        later: 'Vous êtes peut-être hors ligne',
        step: {
          android:
            'Votre clé fonctionne un certain temps sans Internet. Connectez-vous une fois par jour pour la garder à jour.',
          iphone:
            'Votre clé fonctionne un certain temps sans Internet. Connectez-vous une fois par jour pour la garder à jour.',
          computer:
            'Votre clé fonctionne un certain temps sans Internet. Connectez-vous une fois par jour pour la garder à jour.',
        },
      },
      storage: {
        good: 'Votre clé est protégée des nettoyages',
        bad: 'Votre navigateur pourrait effacer cette clé',
        later: 'Ajoutez cette app à l’écran d’accueil pour protéger votre clé',
        step: {
          android: 'Ouvrez le menu du navigateur et touchez « Ajouter à l’écran d’accueil ».',
          iphone: 'Touchez le symbole de partage puis « Sur l’écran d’accueil ».',
          computer: 'Cliquez sur le symbole d’installation dans la barre d’adresse.',
        },
      },
      notifications: {
        good: 'Vous êtes informé quand votre clé change',
        bad: 'Les notifications sont désactivées',
        later: 'Les notifications ne sont pas configurées. Votre clé fonctionne sans elles',
        step: {
          android:
            'Touchez le symbole à côté de l’adresse, puis Autorisations, et autorisez les notifications. Votre clé fonctionne sans elles.',
          iphone:
            'Dans les réglages de l’iPhone, autorisez les notifications pour cette app. Votre clé fonctionne sans elles.',
          computer:
            'Cliquez sur le symbole à côté de l’adresse et autorisez les notifications. Votre clé fonctionne sans elles.',
        },
      },
    },
    holdTitle: 'À la porte',
    hold: 'Tenez le haut de votre téléphone à plat contre la serrure, appuyez sur « Ouvrir » et gardez-le là jusqu’à ce que vous entendiez la porte.',
    desk: 'Demander à la réception',
    deskInPerson: 'Si rien n’y fait, adressez-vous à la réception. On vous ouvrira.',
    message: (room) =>
      room === undefined
        ? 'Bonjour, j’ai besoin d’aide avec ma clé numérique.'
        : `Bonjour, j’ai besoin d’aide avec ma clé numérique de la chambre ${room}.`,
  },
  arrival: {
    title: 'Avant votre arrivée',
    checkIn: 'Faire le check-in',
    checkInLead: 'Seul l’hôtel le lit. Cela remplace la fiche de la réception.',
    declined: (reason) => `La réception n’a pas pu l’accepter : ${reason}`,
    fields: {
      dateOfBirth: 'Date de naissance',
      nationality: 'Nationalité',
      street: 'Rue et numéro',
      postalCode: 'Code postal',
      city: 'Ville',
      country: 'Pays',
      documentNumber: 'Numéro de passeport ou de carte d’identité',
      vehiclePlate: 'Immatriculation de votre voiture',
      purposeOfStay: 'Motif de votre séjour',
    },
    fieldMissing: 'À remplir.',
    checkFields: 'Vérifiez les champs signalés.',
    arrivalAt: (day) => `À quelle heure arrivez-vous le ${day} ?`,
    accept: 'J’accepte les conditions de l’hôtel.',
    readTerms: 'Lire les conditions',
    acceptFirst: 'L’hôtel a besoin que vous acceptiez ses conditions.',
    send: 'Envoyer à l’hôtel',
    sending: 'Envoi…',
    showId: 'Présenter une pièce d’identité',
    idLead: 'La réception regarde les images une fois. Elles sont supprimées dès sa décision.',
    idFailed: (reason) => `La réception n’a pas pu accepter les images : ${reason}`,
    whichDocument: 'Quel document avez-vous avec vous ?',
    documents: {
      passport: 'Passeport',
      id_card: 'Carte d’identité',
      driving_licence: 'Permis de conduire',
      residence_permit: 'Titre de séjour',
    },
    sides: {
      front: 'Le recto, avec votre photo',
      back: 'Le verso',
      face: 'Votre visage',
    },
    snap: 'Prendre la photo',
    noCamera:
      'Cette page ne peut pas utiliser l’appareil photo. Choisissez une image, ou utilisez celui de votre téléphone.',
    otherCamera: 'Utiliser une autre image',
    yourPicture: 'L’image que vous avez prise',
    readable: 'Tout est-il lisible, sans reflet ?',
    usePicture: 'Utiliser cette image',
    takeAgain: 'Reprendre la photo',
    uploading: 'Envoi de l’image…',
    badPicture: 'Cette image est inutilisable. Prenez-en une autre, plus grande et en JPEG ou PNG.',
    allPictures: 'Toutes les images sont là.',
    picturesGo: 'Elles vont maintenant à la réception, chiffrées, et à personne d’autre.',
    handIn: 'Remettre',
    tooEarly: 'Un peu trop tôt',
    atDesk: { title: 'À bientôt à la réception', step: 'Il n’y a rien à faire avant votre arrivée.', desk: true },
  },
  settings: {
    dark: 'Couloir sombre',
    darkHint: 'Un écran sombre qui n’éblouit pas la nuit.',
    sound: 'Son à la porte',
    soundHint: 'Deux notes brèves quand la porte s’ouvre, ou non.',
    push: 'Notifications',
    pushStates: {
      off: 'Soyez informé quand votre chambre, vos dates ou votre clé changent. Rien d’autre.',
      on: 'Vous êtes informé quand votre chambre, vos dates ou votre clé changent.',
      denied:
        'Les notifications sont désactivées pour cette page. Vous pouvez les autoriser dans les réglages du navigateur.',
      unsupported: 'Ce navigateur n’a pas de notifications pour cette page. Votre clé change quand même d’elle-même.',
      asking: 'Répondez à la question de votre navigateur…',
      failed: 'Cela n’a pas fonctionné. Votre clé change quand même d’elle-même ; réessayez plus tard.',
    },
  },
  phones: {
    title: 'Vos téléphones',
    lead: 'Chacun ouvre vos portes à lui seul.',
    thisPhone: 'Ce téléphone',
    since: (when) => `Configuré ${when}`,
    seen: (when) => `Vu en ligne ${when}`,
    remove: 'Retirer',
    sure: (name) => `Oui, retirer ${name}`,
    lost: 'Perdu, volé ou plus à vous ? Retirez-le : ses clés sont reprises, et c’est définitif. Ce téléphone continue de fonctionner.',
    removed: (name) =>
      `${name} est retiré. Les portes refusent ses clés dès qu’elles en sont informées. S’il peut être entre de mauvaises mains, prévenez aussi la réception.`,
    another: 'Pour un nouveau ou un second téléphone, demandez un autre lien à la réception et ouvrez-le sur celui-ci.',
  },
  shell: {
    paste: 'Ajouter une clé par son lien',
    pasteLead:
      'Les liens de votre hôtel s’ouvrent dans cette application. Si l’un d’eux s’est ouvert ailleurs, copiez-le et collez-le ici.',
    pasteLabel: 'Lien de votre hôtel',
    pasteButton: 'Continuer',
    noLink: 'Ce n’est pas le lien d’une clé. Veuillez copier le lien entier depuis le message de votre hôtel.',
    permissionLater: 'Votre téléphone demandera le Bluetooth à la première porte',
    permissionStep: 'Dans les réglages du téléphone, autorisez cette application à trouver les appareils à proximité.',
    bluetooth: 'Le Bluetooth trouve les portes de votre clé et les ouvre.',
    camera: 'L’appareil photo sert à photographier votre pièce d’identité, si votre hôtel la demande.',
  },
};
export default fr;
