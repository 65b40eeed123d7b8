// The guest app in Italian.
import type { GuestTexts } from './catalogue.ts';

const DESK = 'Si rivolga alla reception. Le apriranno la porta.';

const it: GuestTexts = {
  appName: 'Chiave della camera',
  skipToKey: 'Vai alla chiave',
  close: 'Chiudi',
  back: 'Tutte le chiavi',
  language: 'Lingua',

  link: {
    title: 'Ottenga la chiave',
    lead: 'Il Suo hotel Le ha inviato una chiave digitale per la camera.',
    leadOf: (hotel) => `${hotel} Le ha inviato una chiave digitale per la camera.`,
    leadCompanion: (hotel) => `Un ospite condivide con Lei la chiave della sua camera: ${hotel}.`,
    points: [
      'Resta su questo telefono e da nessun’altra parte.',
      'Nessun account, nessuna password, niente da installare.',
      'Apre la porta anche senza Internet.',
    ],
    button: 'Ottenga la chiave',
    working: 'Preparazione della chiave…',
    workingLead: 'Bastano pochi secondi. Tenga aperta questa pagina.',
    retry: 'Riprova',
    adds: 'Ha già una chiave su questo telefono. La nuova si aggiunge.',
    toMyKeys: 'Mostra le mie chiavi',
    problems: {
      link_used: {
        title: 'Questo link è già stato usato',
        step: 'Ogni link vale una volta, su un solo telefono. Se Le è stato inoltrato, l’ha usato qualcun altro. Se questo telefono ha perso la chiave, chieda un nuovo link alla reception.',
        desk: true,
      },
      link_expired: {
        title: 'Questo link è scaduto',
        step: 'Chieda un nuovo link alla reception. È questione di un attimo.',
        desk: true,
      },
      link_withdrawn: {
        title: 'Questo link è stato ritirato',
        step: 'Spesso un messaggio più recente contiene un link più recente: apra quello. Se non c’è, chieda a chi Le ha inviato il link.',
        desk: true,
      },
      too_many_companions: {
        title: 'Non si possono aggiungere altre persone',
        step: 'Questa camera ha tutte le chiavi condivise consentite dall’hotel. Il link resta valido: chieda a chi L’ha invitata di ritirarne una e riprovi.',
      },
      own_invitation: {
        title: 'Questo link è per il Suo accompagnatore',
        step: 'Ha già la chiave di questa camera su questo telefono. Invii il link alla persona con cui vuole condividerla.',
      },
      link_unknown: {
        title: 'Questo link non funziona',
        step: 'Riapra il link completo del messaggio dell’hotel. Se non basta, ne chieda uno nuovo alla reception.',
        desk: true,
      },
      offline: {
        title: 'Nessuna connessione con l’hotel',
        step: 'Verifichi che il telefono sia connesso e riprovi. Il link resta valido.',
      },
      too_many_requests: {
        title: 'Un momento, per favore',
        step: 'Ci sono stati molti tentativi. Attenda un minuto e riprovi.',
      },
      browser_blocks_keys: {
        title: 'Questo browser non può custodire una chiave',
        step: 'Apra il link nel browser abituale del telefono, non in una finestra privata.',
      },
      server_trouble: {
        title: 'Qualcosa è andato storto da parte nostra',
        step: 'Riprovi tra un momento. Il link resta valido.',
      },
    },
  },
  page: {
    loading: 'Un momento…',
    offline: 'Serve Internet. Si connetta e riprovi.',
    trouble: 'Qualcosa è andato storto da parte nostra. Riprovi tra un momento.',
    share: 'Condividi',
    help: 'Aiuto',
    arrival: 'Prima dell’arrivo',
    settings: 'Impostazioni',
    back: 'Indietro',
  },
  nudges: {
    push: {
      title: 'Sia avvisato quando la chiave cambia.',
      step: 'Una notifica quando cambiano camera, date o chiave. Nient’altro.',
      yes: 'Avvisami',
    },
    install: {
      title: 'Tenga la chiave a portata di mano.',
      step: 'Dalla schermata Home si apre con un tocco, anche senza Internet.',
      yes: 'Aggiungi',
    },
    no: 'Non ora',
  },
  arrival: {
    opensAt: (when) => `Può fare il check-in da ${when}.`,
    waits: {
      under_review: {
        title: 'La reception lo sta esaminando',
        step: 'Può lasciare questa pagina. La chiave arriva da sola.',
      },
      room_not_ready: {
        title: 'La camera non è ancora pronta',
        step: 'Tutto il resto è fatto. La chiave arriva da sola appena la camera è pronta.',
      },
      approved: { title: 'Il check-in è fatto', step: 'La chiave arriva da sola tra un momento.' },
    },
    offers: {
      check_in: 'Faccia ora il check-in su questo telefono e la chiave arriverà da sola.',
      show_id: 'L’hotel deve ancora vedere il documento. Può mostrarlo con questo telefono.',
    },
    doCheckIn: 'Fai il check-in ora',
    doShowId: 'Mostra il documento ora',
  },
  empty: {
    title: 'Ancora nessuna chiave',
    step: 'Apra su questo telefono il link inviato dall’hotel e la chiave apparirà qui. Se questo telefono ha perso la chiave, chieda un nuovo link alla reception.',
  },
  unusable: {
    title: 'Questo browser non può custodire una chiave',
    step: 'Apra questa pagina nel browser abituale del telefono, non in una finestra privata, a un indirizzo sicuro.',
  },

  waiting: {
    title: (room) => (room === undefined ? 'La chiave è in arrivo' : `La chiave della camera ${room} è in arrivo`),
    lead: 'Apparirà qui da sola. Può lasciare questa pagina.',
    waitingFor: 'In attesa di',
    nothing: 'L’hotel sta preparando la chiave.',
    conditions: {
      integration_not_configured:
        'L’attivazione delle chiavi digitali da parte dell’hotel. Alla reception c’è una tessera per Lei.',
      no_compatible_lock: 'Una porta della camera che accetti chiavi digitali. Alla reception c’è una tessera per Lei.',
      lock_unhealthy: 'Il controllo della serratura della camera. La reception lo sa.',
      not_checked_in: 'Il check-in. All’arrivo si rivolga alla reception.',
      room_not_assigned: 'La camera. L’hotel ne sta scegliendo una per Lei.',
      room_occupied: 'Che la camera si liberi.',
      guest_app_not_installed: 'La configurazione di questo telefono.',
      id_not_verified: 'La verifica del documento. Lo mostri alla reception.',
      validity_over: 'Nuove date. Quelle del soggiorno sono passate: si rivolga alla reception.',
      blocked_by_staff: 'La reception. Parli con il personale.',
    },
    unknownCondition: 'Che l’hotel finisca di preparare la chiave.',
    dates: (arrival, departure) => `Dal ${arrival} al ${departure}`,
  },

  key: {
    room: 'Camera',
    heading: (room) => `Camera ${room}`,
    noRoom: 'La Sua chiave',
    guest: 'Ospite',
    shared: 'Condivisa con Lei',
    validFrom: 'Dal',
    validUntil: 'Fino al',
    worksOffline: 'Senza Internet',
    worksOfflineUntil: (until) => `Funziona fino a ${until}`,
    leaseOver: 'Si connetta una volta per rinnovarla',
    gettingReady: 'In arrivo su questo telefono…',
    hotelTime: (place) => `Gli orari sono quelli dell’hotel (${place}).`,
    yourKeys: 'Le Sue chiavi',
    pastKeys: 'Chiavi passate',
    openKey: (room, hotel) => `${room}, ${hotel}`,
    states: {
      ready: 'Pronta',
      not_yet: 'Non ancora valida',
      lease_over: 'Richiede connessione',
      getting_ready: 'In arrivo',
      suspended: 'In pausa',
      waiting: 'In arrivo',
      ended: 'Terminata',
    },
    suspended: { title: 'La chiave è in pausa', step: 'Si rivolga alla reception.', desk: true },
  },

  unlock: {
    button: 'Apri',
    again: 'Apri di nuovo',
    done: 'Fatto',
    toKey: 'Torna alla mia chiave',
    standingAt: 'Si trova davanti a',
    anotherDoor: 'Vai davanti a un’altra porta',
    anotherDoorHint: 'Per provare cosa succede a una porta non Sua.',
    chooseDoor: 'Scelga una porta',
    noDoorsHeard: 'Nessuna porta nelle vicinanze',
    heardDoor: (name) => `Porta ${name}`,
    steps: {
      searching: (door) => (door === '' ? 'Ricerca della porta…' : `Ricerca: ${door}…`),
      connecting: (door) => `Connessione: ${door}…`,
      proving: (door) => `Presentazione della chiave: ${door}…`,
      renewing: () => 'Rinnovo della chiave…',
    },
    attempt: (attempt) => `Tentativo ${attempt}`,
    opened: (door) => `Aperto: ${door}`,
    openedStep: 'Entri pure.',
    noDoorChosen: (door) => ({
      title: 'Nessuna porta scelta',
      step: `Avvicini il telefono alla porta (${door}), prema «Apri» e scelga la porta nell’elenco.`,
    }),
    otherKeysDoor: (door, yourDoors) => ({
      title: `Questa porta è: ${door}`,
      step: `Per questa ha un’altra chiave. Questa apre: ${yourDoors}.`,
    }),
    tookMs: (ms) => `Aperto in ${ms} s`,
    renewedStep: 'La chiave è stata appena rinnovata. Riprovi.',
    diagnoses: {
      no_key: ({ online }) => ({
        title: 'Nessuna chiave per questa porta',
        step: online ? DESK : 'Si connetta una volta a Internet, così la chiave arriva su questo telefono.',
        ...(online ? { desk: true } : {}),
      }),
      waiting: () => ({
        title: 'Non ancora aperta per Lei',
        step: 'Il primo ospite della camera apre la porta una volta, poi funziona anche la Sua chiave.',
      }),
      revoked: () => ({
        title: 'Questa chiave è stata ritirata',
        step: 'L’hotel ha disattivato questa chiave. Si rivolga alla reception.',
        desk: true,
      }),
      suspended: () => ({ title: 'La chiave è in pausa', step: 'Si rivolga alla reception.', desk: true }),
      expired: () => ({
        title: 'Questa chiave è terminata',
        step: 'Il suo tempo è scaduto. Se si ferma ancora, si rivolga alla reception.',
        desk: true,
      }),
      checked_out: () => ({
        title: 'Ha effettuato il check-out',
        step: 'La chiave è terminata con il soggiorno. Se ha dimenticato qualcosa, si rivolga alla reception.',
        desk: true,
      }),
      not_yet_valid: ({ validFrom }) => ({
        title: 'Un po’ troppo presto',
        step:
          validFrom === undefined
            ? 'La chiave non è ancora valida. Riprovi più tardi.'
            : `La chiave funziona da ${validFrom}.`,
      }),
      superseded: ({ online }) => ({
        title: 'Una chiave più recente apre questa camera',
        step: online
          ? 'La camera ha una chiave più recente e questa è terminata. Si rivolga alla reception.'
          : 'Si connetta una volta a Internet, così la nuova chiave arriva su questo telefono.',
        ...(online ? { desk: true } : {}),
      }),
      not_downloaded: ({ online }) => ({
        title: 'La chiave non è aggiornata',
        step: online ? DESK : 'Si connetta una volta a Internet e riprovi.',
        ...(online ? { desk: true } : {}),
      }),
      lease_ended: ({ online }) => ({
        title: 'La chiave va rinnovata',
        step: online ? DESK : 'Si connetta una volta a Internet e riprovi.',
        ...(online ? { desk: true } : {}),
      }),
      bluetooth_off: () => ({ title: 'Il Bluetooth è disattivato', step: 'Attivi il Bluetooth e riprovi.' }),
      bluetooth_not_allowed: () => ({
        title: 'Il Bluetooth non è consentito',
        step: 'Consenta il Bluetooth per questa pagina nelle impostazioni del browser e riprovi.',
      }),
      unsupported_phone: () => ({
        title: 'Questo telefono non può aprire porte qui',
        step: 'Chieda una tessera alla reception.',
        desk: true,
      }),
      wrong_phone: () => ({
        title: 'Questa chiave appartiene a un altro telefono',
        step: 'Usi il telefono che ha ricevuto la chiave o chieda un nuovo link alla reception.',
        desk: true,
      }),
      too_far: ({ door }) => ({
        title: 'La porta non ha risposto',
        step: `Avvicini il telefono (${door ?? 'serratura'}) e riprovi.`,
      }),
      wrong_door: ({ yourDoors }) => ({
        title: 'Questa non è la Sua porta',
        step: yourDoors === '' ? 'La chiave non apre questa porta.' : `La chiave apre: ${yourDoors}.`,
      }),
      privacy_on: () => ({
        title: '«Non disturbare» è attivo',
        step: 'Qualcuno all’interno l’ha attivato. Bussi o chieda alla reception.',
        desk: true,
      }),
      outside_hours: ({ door }) => ({
        title: `Chiuso in questo momento: ${door ?? 'questa porta'}`,
        step: 'Ha orari propri. La reception li conosce.',
        desk: true,
      }),
      lock_clock_unknown: ({ online }) => ({
        title: 'La serratura ha perso l’ora',
        step: online
          ? 'Riprovi: il telefono le porta l’ora.'
          : 'Si connetta a Internet e riprovi: il telefono le porta l’ora.',
      }),
      lock_battery_low: () => ({
        title: 'La batteria della serratura è scarica',
        step: 'Avvisi la reception. Verranno ad aprirLe.',
        desk: true,
      }),
      ask_front_desk: () => ({ title: 'La porta è rimasta chiusa', step: DESK, desk: true }),
    },
  },

  ended: {
    title: {
      revoked: (room) => `La chiave è stata ritirata: ${room}`,
      checked_out: (room) => `Check-out effettuato: ${room}`,
      expired: (room) => `La chiave è terminata: ${room}`,
      superseded: (room) => `La chiave è stata sostituita da una più recente: ${room}`,
      replaced: (room) => `La chiave è stata sostituita da una più recente: ${room}`,
    },
    step: {
      revoked: 'Se non se lo aspettava, si rivolga alla reception.',
      checked_out: 'Grazie del soggiorno. Buon viaggio.',
      expired: 'Se si ferma ancora, si rivolga alla reception.',
      superseded: 'La nuova chiave appare qui da sola.',
      replaced: 'La nuova chiave appare qui da sola.',
    },
    deleted: 'Eliminata da questo telefono. L’hotel lo saprà appena sarà connesso.',
    deletedAndTold: 'Eliminata da questo telefono, e l’hotel lo sa.',
    clockDoubt: 'Questo secondo l’orologio del telefono. Se potrebbe essere sbagliato, provi comunque la porta.',
    forget: 'Togli da questo elenco',
  },

  notices: {
    keyRemoved: (room, hotel) => ({
      title: room === undefined ? 'Una chiave è stata rimossa' : `Chiave della camera ${room} rimossa`,
      step: `Chiave ritirata da: ${hotel ?? 'hotel'}. È stata eliminata da questo telefono.`,
    }),
    deviceRemoved: {
      title: 'Questo telefono non è più configurato',
      step: 'L’hotel ha disattivato le sue chiavi su questo telefono, che sono state eliminate. Per averne di nuove chieda un link alla reception.',
    },
    linkUsedAlreadyHere: {
      title: 'Questo link è già stato usato',
      step: 'Questo telefono è configurato. Le chiavi sono qui sotto.',
    },
  },

  offline: {
    title: 'È offline',
    keys: {
      works: 'La chiave apre comunque la porta.',
      stale: 'Si connetta una volta per rinnovare la chiave.',
      none: 'La chiave apparirà appena sarà connesso.',
    },
  },
  notKnown: {
    title: 'L’hotel non riconosce questo telefono',
    step: 'Chieda un nuovo link alla reception.',
  },
  callDesk: 'Chiama la reception',
  messageDesk: 'Scrivi alla reception',
  simulated: 'Radio simulata',
  simulatedHint: 'Le porte sono virtuali.',
  noRadio: {
    none_iphone: {
      title: 'I browser dell’iPhone non possono aprire porte',
      step: 'Lì le pagine web non hanno il Bluetooth. Chieda una tessera alla reception o apra il link su un telefono Android con Chrome.',
      desk: true,
    },
    none_android: {
      title: 'Questo browser non può aprire porte',
      step: 'Copi il link e lo apra in Chrome. Vale una sola volta: lo faccia prima di ottenere la chiave.',
    },
    none: {
      title: 'Questo browser non può aprire porte',
      step: 'Apra il link in Chrome sul telefono o chieda una tessera alla reception.',
      desk: true,
    },
  },
  copyLink: 'Copia il link',
  linkCopied: 'Copiato. Lo apra in Chrome.',
};
export default it;
