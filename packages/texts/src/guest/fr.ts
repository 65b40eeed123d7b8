// The guest app in French.
import type { GuestTexts } from './catalogue.ts';

const DESK = 'Adressez-vous à la réception. On vous ouvrira.';

const fr: GuestTexts = {
  appName: 'Clé de chambre',
  skipToKey: 'Aller à votre clé',
  close: 'Fermer',
  back: 'Toutes les clés',
  language: 'Langue',

  link: {
    title: 'Récupérer votre clé',
    lead: 'Votre hôtel vous a envoyé une clé numérique pour votre chambre.',
    leadOf: (hotel) => `${hotel} vous a envoyé une clé numérique pour votre chambre.`,
    leadCompanion: (hotel) => `Un client partage sa clé de chambre avec vous : ${hotel}.`,
    points: [
      'Conservée sur ce téléphone, et nulle part ailleurs.',
      'Sans compte, sans mot de passe, sans installation.',
      'Ouvre votre porte même sans Internet.',
    ],
    button: 'Récupérer votre clé',
    working: 'Préparation de votre clé…',
    workingLead: 'Cela prend quelques secondes. Gardez cette page ouverte.',
    retry: 'Réessayer',
    adds: 'Vous avez déjà une clé sur ce téléphone. La nouvelle s’y ajoute.',
    toMyKeys: 'Voir mes clés',
    problems: {
      link_used: {
        title: 'Ce lien a déjà été utilisé',
        step: 'Chaque lien fonctionne une fois, sur un seul téléphone. S’il vous a été transféré, quelqu’un d’autre l’a utilisé. Si ce téléphone a perdu sa clé, demandez un nouveau lien à la réception.',
        desk: true,
      },
      link_expired: {
        title: 'Ce lien a expiré',
        step: 'Demandez un nouveau lien à la réception. C’est l’affaire d’un instant.',
        desk: true,
      },
      link_withdrawn: {
        title: 'Ce lien a été retiré',
        step: 'Souvent, un message plus récent contient un lien plus récent : ouvrez celui-là. S’il n’y en a pas, demandez à la personne qui vous a envoyé le lien.',
        desk: true,
      },
      too_many_companions: {
        title: 'Impossible d’ajouter d’autres personnes',
        step: 'Cette chambre a autant de clés partagées que l’hôtel l’autorise. Le lien reste valable : demandez à la personne qui vous invite d’en reprendre une, puis réessayez.',
      },
      own_invitation: {
        title: 'Ce lien est pour votre accompagnant',
        step: 'Vous avez déjà la clé de cette chambre sur ce téléphone. Envoyez le lien à la personne avec qui vous voulez partager.',
      },
      link_unknown: {
        title: 'Ce lien ne fonctionne pas',
        step: 'Rouvrez le lien complet du message de votre hôtel. Si cela ne suffit pas, demandez-en un nouveau à la réception.',
        desk: true,
      },
      offline: {
        title: 'Pas de connexion à l’hôtel',
        step: 'Vérifiez que ce téléphone est connecté, puis réessayez. Votre lien reste valable.',
      },
      too_many_requests: {
        title: 'Un instant, s’il vous plaît',
        step: 'Il y a eu beaucoup d’essais à l’instant. Attendez une minute, puis réessayez.',
      },
      browser_blocks_keys: {
        title: 'Ce navigateur ne peut pas conserver de clé',
        step: 'Ouvrez le lien dans le navigateur habituel de votre téléphone, pas en navigation privée.',
      },
      server_trouble: {
        title: 'Un problème est survenu de notre côté',
        step: 'Réessayez dans un instant. Votre lien reste valable.',
      },
    },
  },
  page: {
    loading: 'Un instant…',
    offline: 'Il faut Internet pour cela. Connectez-vous, puis réessayez.',
    trouble: 'Un problème est survenu de notre côté. Réessayez dans un instant.',
    share: 'Partager',
    help: 'Aide',
    arrival: 'Avant votre arrivée',
    settings: 'Réglages',
    back: 'Retour',
  },
  nudges: {
    push: {
      title: 'Soyez informé quand votre clé change.',
      step: 'Une notification quand votre chambre, vos dates ou votre clé changent. Rien d’autre.',
      yes: 'M’informer',
    },
    install: {
      title: 'Gardez votre clé à portée de main.',
      step: 'Depuis l’écran d’accueil, elle s’ouvre d’une pression, même sans Internet.',
      yes: 'L’ajouter',
    },
    no: 'Pas maintenant',
  },
  arrival: {
    opensAt: (when) => `Vous pouvez faire le check-in à partir du ${when}.`,
    waits: {
      under_review: {
        title: 'La réception l’examine',
        step: 'Vous pouvez quitter cette page. Votre clé arrive d’elle-même.',
      },
      room_not_ready: {
        title: 'Votre chambre n’est pas encore prête',
        step: 'Tout le reste est fait. Votre clé arrive d’elle-même dès que la chambre est prête.',
      },
      approved: { title: 'Votre check-in est fait', step: 'Votre clé arrive d’elle-même dans un instant.' },
    },
    offers: {
      check_in: 'Faites le check-in sur ce téléphone maintenant, et votre clé arrivera d’elle-même.',
      show_id: 'L’hôtel doit encore voir votre pièce d’identité. Vous pouvez la présenter avec ce téléphone.',
    },
    doCheckIn: 'Faire le check-in maintenant',
    doShowId: 'Présenter la pièce maintenant',
  },
  empty: {
    title: 'Pas encore de clé',
    step: 'Ouvrez sur ce téléphone le lien envoyé par votre hôtel, et votre clé apparaîtra ici. Si ce téléphone a perdu sa clé, demandez un nouveau lien à la réception.',
  },
  unusable: {
    title: 'Ce navigateur ne peut pas conserver de clé',
    step: 'Ouvrez cette page dans le navigateur habituel de votre téléphone, pas en navigation privée, à une adresse sécurisée.',
  },

  waiting: {
    title: (room) => (room === undefined ? 'Votre clé arrive' : `Votre clé de la chambre ${room} arrive`),
    lead: 'Elle apparaîtra ici d’elle-même. Vous pouvez quitter cette page.',
    waitingFor: 'En attente de',
    nothing: 'L’hôtel prépare votre clé.',
    conditions: {
      integration_not_configured:
        'L’activation des clés numériques par l’hôtel. La réception a une carte-clé pour vous.',
      no_compatible_lock:
        'Une porte de chambre compatible avec les clés numériques. La réception a une carte-clé pour vous.',
      lock_unhealthy: 'La vérification de la serrure de votre chambre. La réception est au courant.',
      not_checked_in: 'Votre check-in. Passez à la réception à votre arrivée.',
      room_not_assigned: 'Votre chambre. L’hôtel en choisit une pour vous.',
      room_occupied: 'La libération de votre chambre.',
      guest_app_not_installed: 'La configuration de ce téléphone.',
      id_not_verified: 'La vérification de votre pièce d’identité. Présentez-la à la réception.',
      validity_over: 'De nouvelles dates. Celles de votre séjour sont passées : adressez-vous à la réception.',
      blocked_by_staff: 'La réception. Adressez-vous à elle.',
    },
    unknownCondition: 'La préparation de votre clé par l’hôtel.',
    dates: (arrival, departure) => `Du ${arrival} au ${departure}`,
  },

  key: {
    room: 'Chambre',
    heading: (room) => `Chambre ${room}`,
    noRoom: 'Votre clé',
    guest: 'Client',
    shared: 'Partagée avec vous',
    validFrom: 'Du',
    validUntil: 'Au',
    worksOffline: 'Sans Internet',
    worksOfflineUntil: (until) => `Fonctionne jusqu’au ${until}`,
    leaseOver: 'Connectez-vous une fois pour l’actualiser',
    gettingReady: 'Arrive sur ce téléphone…',
    hotelTime: (place) => `Les heures sont celles de l’hôtel (${place}).`,
    yourKeys: 'Vos clés',
    pastKeys: 'Clés passées',
    openKey: (room, hotel) => `${room}, ${hotel}`,
    states: {
      ready: 'Prête',
      not_yet: 'Pas encore valable',
      lease_over: 'Connexion nécessaire',
      getting_ready: 'En route',
      suspended: 'En pause',
      waiting: 'En route',
      ended: 'Terminée',
    },
    suspended: { title: 'Votre clé est en pause', step: 'Adressez-vous à la réception.', desk: true },
  },

  unlock: {
    button: 'Ouvrir',
    again: 'Ouvrir à nouveau',
    done: 'Terminé',
    toKey: 'Retour à ma clé',
    standingAt: 'Vous êtes devant',
    anotherDoor: 'Aller devant une autre porte',
    anotherDoorHint: 'Pour essayer ce qui se passe devant une porte qui n’est pas la vôtre.',
    chooseDoor: 'Choisir une porte',
    noDoorsHeard: 'Aucune porte à portée',
    heardDoor: (name) => `Porte ${name}`,
    steps: {
      searching: (door) => (door === '' ? 'Recherche de votre porte…' : `Recherche : ${door}…`),
      connecting: (door) => `Connexion : ${door}…`,
      proving: (door) => `Présentation de votre clé : ${door}…`,
      renewing: () => 'Actualisation de votre clé…',
    },
    attempt: (attempt) => `Essai ${attempt}`,
    opened: (door) => `Ouvert : ${door}`,
    openedStep: 'Entrez.',
    noDoorChosen: (door) => ({
      title: 'Aucune porte choisie',
      step: `Approchez votre téléphone de la porte (${door}), appuyez sur « Ouvrir » et choisissez la porte dans la liste.`,
    }),
    otherKeysDoor: (door, yourDoors) => ({
      title: `Vous êtes ici : ${door}`,
      step: `Vous avez une autre clé pour elle. Celle-ci ouvre : ${yourDoors}.`,
    }),
    tookMs: (ms) => `Ouvert en ${ms} s`,
    renewedStep: 'Votre clé vient d’être actualisée. Réessayez.',
    diagnoses: {
      no_key: ({ online }) => ({
        title: 'Aucune clé pour cette porte',
        step: online ? DESK : 'Connectez-vous une fois à Internet pour que votre clé arrive sur ce téléphone.',
        ...(online ? { desk: true } : {}),
      }),
      waiting: () => ({
        title: 'Pas encore ouvert pour vous',
        step: 'Le premier client de votre chambre ouvre la porte une fois, puis votre clé fonctionnera aussi.',
      }),
      revoked: () => ({
        title: 'Cette clé a été reprise',
        step: 'L’hôtel a mis fin à cette clé. Adressez-vous à la réception.',
        desk: true,
      }),
      suspended: () => ({ title: 'Votre clé est en pause', step: 'Adressez-vous à la réception.', desk: true }),
      expired: () => ({
        title: 'Cette clé est terminée',
        step: 'Sa durée est écoulée. Si vous prolongez votre séjour, adressez-vous à la réception.',
        desk: true,
      }),
      checked_out: () => ({
        title: 'Vous avez fait votre check-out',
        step: 'Votre clé a pris fin avec votre séjour. Si vous avez oublié quelque chose, adressez-vous à la réception.',
        desk: true,
      }),
      not_yet_valid: ({ validFrom }) => ({
        title: 'Un peu trop tôt',
        step:
          validFrom === undefined
            ? 'Votre clé n’est pas encore valable. Réessayez plus tard.'
            : `Votre clé fonctionne à partir du ${validFrom}.`,
      }),
      superseded: ({ online }) => ({
        title: 'Une clé plus récente ouvre cette chambre',
        step: online
          ? 'Votre chambre a reçu une clé plus récente et celle-ci a pris fin. Adressez-vous à la réception.'
          : 'Connectez-vous une fois à Internet pour que la nouvelle clé arrive sur ce téléphone.',
        ...(online ? { desk: true } : {}),
      }),
      not_downloaded: ({ online }) => ({
        title: 'Votre clé n’est pas à jour',
        step: online ? DESK : 'Connectez-vous une fois à Internet, puis réessayez.',
        ...(online ? { desk: true } : {}),
      }),
      lease_ended: ({ online }) => ({
        title: 'Votre clé doit être actualisée',
        step: online ? DESK : 'Connectez-vous une fois à Internet, puis réessayez.',
        ...(online ? { desk: true } : {}),
      }),
      bluetooth_off: () => ({ title: 'Le Bluetooth est désactivé', step: 'Activez le Bluetooth, puis réessayez.' }),
      bluetooth_not_allowed: () => ({
        title: 'Le Bluetooth n’est pas autorisé',
        step: 'Autorisez le Bluetooth pour cette page dans les réglages de votre navigateur, puis réessayez.',
      }),
      unsupported_phone: () => ({
        title: 'Ce téléphone ne peut pas ouvrir les portes ici',
        step: 'Demandez une carte-clé à la réception.',
        desk: true,
      }),
      wrong_phone: () => ({
        title: 'Cette clé appartient à un autre téléphone',
        step: 'Utilisez le téléphone qui a reçu la clé, ou demandez un nouveau lien à la réception.',
        desk: true,
      }),
      too_far: ({ door }) => ({
        title: 'La porte n’a pas répondu',
        step: `Approchez votre téléphone (${door ?? 'serrure'}), puis réessayez.`,
      }),
      wrong_door: ({ yourDoors }) => ({
        title: 'Ce n’est pas votre porte',
        step: yourDoors === '' ? 'Votre clé n’ouvre pas cette porte.' : `Votre clé ouvre : ${yourDoors}.`,
      }),
      privacy_on: () => ({
        title: '« Ne pas déranger » est activé',
        step: 'Quelqu’un à l’intérieur l’a activé. Frappez, ou demandez à la réception.',
        desk: true,
      }),
      outside_hours: ({ door }) => ({
        title: `Fermé en ce moment : ${door ?? 'cette porte'}`,
        step: 'Elle a ses propres horaires. La réception les connaît.',
        desk: true,
      }),
      lock_clock_unknown: ({ online }) => ({
        title: 'La serrure a perdu l’heure',
        step: online
          ? 'Réessayez : votre téléphone lui apporte l’heure.'
          : 'Connectez-vous à Internet, puis réessayez : votre téléphone lui apporte l’heure.',
      }),
      lock_battery_low: () => ({
        title: 'La pile de la serrure est faible',
        step: 'Prévenez la réception. On viendra vous ouvrir.',
        desk: true,
      }),
      ask_front_desk: () => ({ title: 'La porte est restée fermée', step: DESK, desk: true }),
    },
  },

  ended: {
    title: {
      revoked: (room) => `Votre clé a été reprise : ${room}`,
      checked_out: (room) => `Check-out effectué : ${room}`,
      expired: (room) => `Votre clé a pris fin : ${room}`,
      superseded: (room) => `Votre clé a été remplacée par une plus récente : ${room}`,
      replaced: (room) => `Votre clé a été remplacée par une plus récente : ${room}`,
    },
    step: {
      revoked: 'Si vous ne vous y attendiez pas, adressez-vous à la réception.',
      checked_out: 'Merci de votre séjour. Bon voyage !',
      expired: 'Si vous prolongez votre séjour, adressez-vous à la réception.',
      superseded: 'Votre nouvelle clé apparaît ici d’elle-même.',
      replaced: 'Votre nouvelle clé apparaît ici d’elle-même.',
    },
    deleted: 'Supprimée de ce téléphone. L’hôtel sera informé dès que vous serez connecté.',
    deletedAndTold: 'Supprimée de ce téléphone, et l’hôtel le sait.',
    clockDoubt:
      'C’est d’après l’horloge de ce téléphone. Si elle peut être fausse, vous pouvez quand même essayer la porte.',
    forget: 'Retirer de cette liste',
  },

  notices: {
    keyRemoved: (room, hotel) => ({
      title: room === undefined ? 'Une clé a été retirée' : `Clé de la chambre ${room} retirée`,
      step: `Clé reprise par : ${hotel ?? 'l’hôtel'}. Elle est supprimée de ce téléphone.`,
    }),
    deviceRemoved: {
      title: 'Ce téléphone n’est plus configuré',
      step: 'L’hôtel a mis fin à ses clés sur ce téléphone et elles sont supprimées. Pour en obtenir d’autres, demandez un lien à la réception.',
    },
    linkUsedAlreadyHere: {
      title: 'Ce lien a déjà été utilisé',
      step: 'Ce téléphone est configuré. Vos clés s’affichent ci-dessous.',
    },
  },

  offline: {
    title: 'Vous êtes hors ligne',
    keys: {
      works: 'Votre clé ouvre toujours votre porte.',
      stale: 'Connectez-vous une fois pour actualiser votre clé.',
      none: 'Votre clé apparaîtra dès que vous serez connecté.',
    },
  },
  notKnown: {
    title: 'L’hôtel ne reconnaît pas ce téléphone',
    step: 'Demandez un nouveau lien à la réception.',
  },
  callDesk: 'Appeler la réception',
  messageDesk: 'Écrire à la réception',
  simulated: 'Radio simulée',
  simulatedHint: 'Les portes sont virtuelles.',
  noRadio: {
    none_iphone: {
      title: 'Les navigateurs d’iPhone ne peuvent pas ouvrir de portes',
      step: 'Les pages web n’y ont pas accès au Bluetooth. Demandez une carte-clé à la réception, ou ouvrez le lien sur un téléphone Android avec Chrome.',
      desk: true,
    },
    none_android: {
      title: 'Ce navigateur ne peut pas ouvrir de portes',
      step: 'Copiez le lien et ouvrez-le dans Chrome. Il ne fonctionne qu’une fois : faites-le avant de récupérer votre clé.',
    },
    none: {
      title: 'Ce navigateur ne peut pas ouvrir de portes',
      step: 'Ouvrez le lien dans Chrome sur votre téléphone, ou demandez une carte-clé à la réception.',
      desk: true,
    },
  },
  copyLink: 'Copier le lien',
  linkCopied: 'Copié. Ouvrez-le dans Chrome.',
};
export default fr;
