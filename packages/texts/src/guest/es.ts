// The guest app in Spanish.
import type { GuestTexts } from './catalogue.ts';

const DESK = 'Diríjase a recepción. Le abrirán la puerta.';

const es: GuestTexts = {
  appName: 'Llave de habitación',
  skipToKey: 'Ir a su llave',
  close: 'Cerrar',
  back: 'Todas las llaves',
  language: 'Idioma',

  link: {
    title: 'Obtener su llave',
    lead: 'Su hotel le ha enviado una llave digital para su habitación.',
    leadOf: (hotel) => `${hotel} le ha enviado una llave digital para su habitación.`,
    leadCompanion: (hotel) => `Un huésped comparte con usted la llave de su habitación: ${hotel}.`,
    points: [
      'Se guarda en este teléfono y en ningún otro lugar.',
      'Sin cuenta, sin contraseña, sin instalar nada.',
      'Abre su puerta también sin internet.',
    ],
    button: 'Obtener su llave',
    working: 'Preparando su llave…',
    workingLead: 'Tarda unos segundos. Mantenga abierta esta página.',
    retry: 'Reintentar',
    adds: 'Ya tiene una llave en este teléfono. La nueva se añade.',
    toMyKeys: 'Ver mis llaves',
    problems: {
      link_used: {
        title: 'Este enlace ya se ha utilizado',
        step: 'Cada enlace sirve una vez, en un solo teléfono. Si se lo reenviaron, otra persona lo ha usado. Si este teléfono ha perdido su llave, pida otro enlace en recepción.',
        desk: true,
      },
      link_expired: {
        title: 'Este enlace ha caducado',
        step: 'Pida un enlace nuevo en recepción. Es solo un momento.',
        desk: true,
      },
      link_withdrawn: {
        title: 'Este enlace se ha retirado',
        step: 'A menudo un mensaje más reciente trae otro enlace: ábralo. Si no lo hay, pregunte a quien le envió el enlace.',
        desk: true,
      },
      too_many_companions: {
        title: 'No se pueden añadir más personas',
        step: 'Esta habitación tiene todas las llaves compartidas que permite el hotel. El enlace sigue siendo válido: pida a quien le invita que retire una y vuelva a intentarlo.',
      },
      own_invitation: {
        title: 'Este enlace es para su acompañante',
        step: 'Ya tiene la llave de esta habitación en este teléfono. Envíe el enlace a la persona con quien quiere compartir.',
      },
      link_unknown: {
        title: 'Este enlace no funciona',
        step: 'Abra otra vez el enlace completo del mensaje de su hotel. Si no funciona, pida uno nuevo en recepción.',
        desk: true,
      },
      offline: {
        title: 'Sin conexión con el hotel',
        step: 'Compruebe que este teléfono tiene conexión y vuelva a intentarlo. Su enlace sigue siendo válido.',
      },
      too_many_requests: {
        title: 'Un momento, por favor',
        step: 'Ha habido muchos intentos. Espere un minuto y vuelva a intentarlo.',
      },
      browser_blocks_keys: {
        title: 'Este navegador no puede guardar una llave',
        step: 'Abra el enlace en el navegador habitual de su teléfono, no en una ventana privada.',
      },
      server_trouble: {
        title: 'Algo ha fallado por nuestra parte',
        step: 'Vuelva a intentarlo dentro de un momento. Su enlace sigue siendo válido.',
      },
    },
  },
  page: {
    loading: 'Un momento…',
    offline: 'Esto necesita internet. Conéctese y vuelva a intentarlo.',
    trouble: 'Algo ha fallado por nuestra parte. Vuelva a intentarlo en un momento.',
    share: 'Compartir',
    help: 'Ayuda',
    arrival: 'Antes de llegar',
    settings: 'Ajustes',
    back: 'Atrás',
  },
  nudges: {
    push: {
      title: 'Reciba aviso cuando cambie su llave.',
      step: 'Una notificación si cambian su habitación, sus fechas o su llave. Nada más.',
      yes: 'Avisarme',
    },
    install: {
      title: 'Tenga su llave a mano.',
      step: 'Desde la pantalla de inicio se abre con un toque, también sin internet.',
      yes: 'Añadirla',
    },
    no: 'Ahora no',
  },
  arrival: {
    opensAt: (when) => `Puede hacer el check-in desde ${when}.`,
    waits: {
      under_review: {
        title: 'Recepción lo está revisando',
        step: 'Puede salir de esta página. Su llave llega sola.',
      },
      room_not_ready: {
        title: 'Su habitación aún no está lista',
        step: 'Todo lo demás está hecho. Su llave llega sola en cuanto la habitación esté lista.',
      },
      approved: { title: 'Ha hecho el check-in', step: 'Su llave llega sola en un momento.' },
    },
    offers: {
      check_in: 'Haga ahora el check-in en este teléfono y su llave llegará sola.',
      show_id: 'El hotel aún debe ver su documento. Puede mostrarlo con este teléfono.',
    },
    doCheckIn: 'Hacer el check-in ahora',
    doShowId: 'Mostrar el documento ahora',
  },
  empty: {
    title: 'Aún no hay llave',
    step: 'Abra en este teléfono el enlace que le envió su hotel y su llave aparecerá aquí. Si este teléfono ha perdido su llave, pida otro enlace en recepción.',
  },
  unusable: {
    title: 'Este navegador no puede guardar una llave',
    step: 'Abra esta página en el navegador habitual de su teléfono, no en una ventana privada, y con una dirección segura.',
  },

  waiting: {
    title: (room) =>
      room === undefined ? 'Su llave está en camino' : `Su llave de la habitación ${room} está en camino`,
    lead: 'Aparecerá aquí por sí sola. Puede salir de esta página.',
    waitingFor: 'A la espera de',
    nothing: 'El hotel está preparando su llave.',
    conditions: {
      integration_not_configured:
        'Que el hotel active las llaves digitales. En recepción tienen una tarjeta llave para usted.',
      no_compatible_lock:
        'Una puerta de habitación que admita llaves digitales. En recepción tienen una tarjeta llave para usted.',
      lock_unhealthy: 'La revisión de la cerradura de su habitación. Recepción está al tanto.',
      not_checked_in: 'Su check-in. Pase por recepción cuando llegue.',
      room_not_assigned: 'Su habitación. El hotel está eligiendo una para usted.',
      room_occupied: 'Que su habitación quede libre.',
      guest_app_not_installed: 'La configuración de este teléfono.',
      id_not_verified: 'La comprobación de su documento de identidad. Muéstrelo en recepción.',
      validity_over: 'Fechas nuevas. Las de su estancia ya han pasado: diríjase a recepción.',
      blocked_by_staff: 'Recepción. Hable con el personal.',
    },
    unknownCondition: 'Que el hotel termine de preparar su llave.',
    dates: (arrival, departure) => `Del ${arrival} al ${departure}`,
  },

  key: {
    room: 'Habitación',
    heading: (room) => `Habitación ${room}`,
    noRoom: 'Su llave',
    guest: 'Huésped',
    shared: 'Compartida con usted',
    validFrom: 'Desde',
    validUntil: 'Hasta',
    worksOffline: 'Sin internet',
    worksOfflineUntil: (until) => `Funciona hasta ${until}`,
    leaseOver: 'Conéctese una vez para renovarla',
    gettingReady: 'Llegando a este teléfono…',
    hotelTime: (place) => `Las horas son las del hotel (${place}).`,
    yourKeys: 'Sus llaves',
    pastKeys: 'Llaves anteriores',
    openKey: (room, hotel) => `${room}, ${hotel}`,
    states: {
      ready: 'Lista',
      not_yet: 'Aún no es válida',
      lease_over: 'Necesita conexión',
      getting_ready: 'En camino',
      suspended: 'En pausa',
      waiting: 'En camino',
      ended: 'Finalizada',
    },
    suspended: { title: 'Su llave está en pausa', step: 'Diríjase a recepción.', desk: true },
  },

  unlock: {
    button: 'Abrir',
    again: 'Abrir otra vez',
    done: 'Listo',
    toKey: 'Volver a mi llave',
    standingAt: 'Está delante de',
    anotherDoor: 'Ponerse ante otra puerta',
    anotherDoorHint: 'Para probar qué ocurre ante una puerta que no es la suya.',
    chooseDoor: 'Elegir una puerta',
    noDoorsHeard: 'No hay puertas cerca',
    heardDoor: (name) => `Puerta ${name}`,
    steps: {
      searching: (door) => (door === '' ? 'Buscando su puerta…' : `Buscando: ${door}…`),
      connecting: (door) => `Conectando: ${door}…`,
      proving: (door) => `Mostrando su llave: ${door}…`,
      renewing: () => 'Renovando su llave…',
    },
    attempt: (attempt) => `Intento ${attempt}`,
    opened: (door) => `Abierto: ${door}`,
    openedStep: 'Pase.',
    noDoorChosen: (door) => ({
      title: 'No se ha elegido ninguna puerta',
      step: `Acerque el teléfono a la puerta (${door}), pulse «Abrir» y elija la puerta en la lista.`,
    }),
    otherKeysDoor: (door, yourDoors) => ({
      title: `Esto es: ${door}`,
      step: `Tiene otra llave para esta puerta. Esta abre: ${yourDoors}.`,
    }),
    tookMs: (ms) => `Abierto en ${ms} s`,
    renewedStep: 'Su llave se acaba de renovar. Vuelva a intentarlo.',
    diagnoses: {
      no_key: ({ online }) => ({
        title: 'No hay llave para esta puerta',
        step: online ? DESK : 'Conéctese una vez a internet para que su llave llegue a este teléfono.',
        ...(online ? { desk: true } : {}),
      }),
      waiting: () => ({
        title: 'Aún no está abierta para usted',
        step: 'El primer huésped de su habitación abre la puerta una vez; después su llave también funciona.',
      }),
      revoked: () => ({
        title: 'Esta llave se ha retirado',
        step: 'El hotel ha anulado esta llave. Diríjase a recepción.',
        desk: true,
      }),
      suspended: () => ({ title: 'Su llave está en pausa', step: 'Diríjase a recepción.', desk: true }),
      expired: () => ({
        title: 'Esta llave ha finalizado',
        step: 'Su tiempo ha terminado. Si se queda más tiempo, diríjase a recepción.',
        desk: true,
      }),
      checked_out: () => ({
        title: 'Ha hecho el check-out',
        step: 'Su llave terminó con su estancia. Si ha olvidado algo, diríjase a recepción.',
        desk: true,
      }),
      not_yet_valid: ({ validFrom }) => ({
        title: 'Un poco pronto',
        step:
          validFrom === undefined
            ? 'Su llave aún no es válida. Vuelva a intentarlo más tarde.'
            : `Su llave funciona desde ${validFrom}.`,
      }),
      superseded: ({ online }) => ({
        title: 'Una llave más reciente abre esta habitación',
        step: online
          ? 'Su habitación tiene una llave más reciente y esta ha finalizado. Diríjase a recepción.'
          : 'Conéctese una vez a internet para que la llave nueva llegue a este teléfono.',
        ...(online ? { desk: true } : {}),
      }),
      not_downloaded: ({ online }) => ({
        title: 'Su llave no está actualizada',
        step: online ? DESK : 'Conéctese una vez a internet y vuelva a intentarlo.',
        ...(online ? { desk: true } : {}),
      }),
      lease_ended: ({ online }) => ({
        title: 'Su llave necesita renovarse',
        step: online ? DESK : 'Conéctese una vez a internet y vuelva a intentarlo.',
        ...(online ? { desk: true } : {}),
      }),
      bluetooth_off: () => ({
        title: 'El Bluetooth está desactivado',
        step: 'Active el Bluetooth y vuelva a intentarlo.',
      }),
      bluetooth_not_allowed: () => ({
        title: 'El Bluetooth no está permitido',
        step: 'Permita el Bluetooth para esta página en los ajustes del navegador y vuelva a intentarlo.',
      }),
      unsupported_phone: () => ({
        title: 'Este teléfono no puede abrir puertas aquí',
        step: 'Pida una tarjeta llave en recepción.',
        desk: true,
      }),
      wrong_phone: () => ({
        title: 'Esta llave pertenece a otro teléfono',
        step: 'Use el teléfono que recibió la llave o pida otro enlace en recepción.',
        desk: true,
      }),
      too_far: ({ door }) => ({
        title: 'La puerta no ha respondido',
        step: `Acerque el teléfono (${door ?? 'cerradura'}) y vuelva a intentarlo.`,
      }),
      wrong_door: ({ yourDoors }) => ({
        title: 'Esta no es su puerta',
        step: yourDoors === '' ? 'Su llave no abre esta puerta.' : `Su llave abre: ${yourDoors}.`,
      }),
      privacy_on: () => ({
        title: '«No molestar» está activado',
        step: 'Alguien dentro lo ha activado. Llame a la puerta o pregunte en recepción.',
        desk: true,
      }),
      outside_hours: ({ door }) => ({
        title: `Cerrado ahora: ${door ?? 'esta puerta'}`,
        step: 'Tiene su propio horario. En recepción lo conocen.',
        desk: true,
      }),
      lock_clock_unknown: ({ online }) => ({
        title: 'La cerradura ha perdido la hora',
        step: online
          ? 'Vuelva a intentarlo: su teléfono le lleva la hora.'
          : 'Conéctese a internet y vuelva a intentarlo: su teléfono le lleva la hora.',
      }),
      lock_battery_low: () => ({
        title: 'La batería de la cerradura está baja',
        step: 'Avise a recepción. Irán a abrirle.',
        desk: true,
      }),
      ask_front_desk: () => ({ title: 'La puerta no se ha abierto', step: DESK, desk: true }),
    },
  },

  ended: {
    title: {
      revoked: (room) => `Su llave se ha retirado: ${room}`,
      checked_out: (room) => `Check-out realizado: ${room}`,
      expired: (room) => `Su llave ha finalizado: ${room}`,
      superseded: (room) => `Su llave se ha sustituido por una más reciente: ${room}`,
      replaced: (room) => `Su llave se ha sustituido por una más reciente: ${room}`,
    },
    step: {
      revoked: 'Si no lo esperaba, diríjase a recepción.',
      checked_out: 'Gracias por su estancia. Buen viaje.',
      expired: 'Si se queda más tiempo, diríjase a recepción.',
      superseded: 'Su llave nueva aparece aquí por sí sola.',
      replaced: 'Su llave nueva aparece aquí por sí sola.',
    },
    deleted: 'Borrada de este teléfono. El hotel lo sabrá en cuanto tenga conexión.',
    deletedAndTold: 'Borrada de este teléfono, y el hotel lo sabe.',
    clockDoubt: 'Eso es según el reloj de este teléfono. Si puede estar mal, pruebe la puerta de todos modos.',
    forget: 'Quitar de esta lista',
  },

  notices: {
    keyRemoved: (room, hotel) => ({
      title: room === undefined ? 'Se ha retirado una llave' : `Llave de la habitación ${room} retirada`,
      step: `Llave retirada por: ${hotel ?? 'el hotel'}. Se ha borrado de este teléfono.`,
    }),
    deviceRemoved: {
      title: 'Este teléfono ya no está configurado',
      step: 'El hotel ha anulado sus llaves en este teléfono y se han borrado. Para obtener otras, pida un enlace en recepción.',
    },
    linkUsedAlreadyHere: {
      title: 'Este enlace ya se ha utilizado',
      step: 'Este teléfono está configurado. Sus llaves se muestran abajo.',
    },
  },

  offline: {
    title: 'Está sin conexión',
    keys: {
      works: 'Su llave sigue abriendo su puerta.',
      stale: 'Conéctese una vez para renovar su llave.',
      none: 'Su llave aparecerá cuando tenga conexión.',
    },
  },
  notKnown: {
    title: 'El hotel no reconoce este teléfono',
    step: 'Pida un enlace nuevo en recepción.',
  },
  callDesk: 'Llamar a recepción',
  messageDesk: 'Escribir a recepción',
  simulated: 'Radio simulada',
  simulatedHint: 'Las puertas son virtuales.',
  noRadio: {
    none_iphone: {
      title: 'Los navegadores de iPhone no pueden abrir puertas',
      step: 'Allí las páginas web no tienen Bluetooth. Pida una tarjeta llave en recepción o abra el enlace en un teléfono Android con Chrome.',
      desk: true,
    },
    none_android: {
      title: 'Este navegador no puede abrir puertas',
      step: 'Copie el enlace y ábralo en Chrome. Solo sirve una vez: hágalo antes de obtener su llave.',
    },
    none: {
      title: 'Este navegador no puede abrir puertas',
      step: 'Abra el enlace en Chrome en su teléfono o pida una tarjeta llave en recepción.',
      desk: true,
    },
  },
  copyLink: 'Copiar el enlace',
  linkCopied: 'Copiado. Ábralo en Chrome.',
};
export default es;
