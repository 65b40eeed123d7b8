// The pages of the guest app in Spanish.

import type { Unfinished } from '../fill-up.ts';
import { grammarOf } from '../grammar.ts';
import type { GuestPageTexts } from './catalogue.ts';

const { plural } = grammarOf('es');

const es: Unfinished<GuestPageTexts> = {
  share: {
    title: (room) => `Compartir: ${room}`,
    lead: 'Su acompañante recibe su propia llave en su propio teléfono. Puede retirarla en cualquier momento.',
    invite: 'Invitar a alguien',
    name: 'Su nombre',
    doors: 'Puertas que podrá abrir',
    howLong: 'Cuánto tiempo',
    withMine: 'Lo mismo que mi llave',
    withMineUntil: (until) => `Lo mismo que mi llave, hasta ${until}`,
    earlier: 'Menos tiempo',
    until: 'Hasta (hora del hotel)',
    make: 'Crear enlace',
    making: 'Creando el enlace…',
    left: (count) => plural(count, { one: 'Puede invitar a # persona más.', other: 'Puede invitar a # personas más.' }),
    full: 'No se puede invitar a nadie más a esta habitación. Retire una llave o un enlace para invitar a otra persona.',
    problems: {
      name: 'Escriba para quién es.',
      doors: 'Elija al menos una puerta.',
      end: 'Elija una hora futura, no posterior al fin de su propia llave.',
      not_shareable: 'Esta llave no se puede compartir ahora. Recepción puede ayudarle.',
      too_many: 'Ahora no se puede invitar a nadie más a esta habitación.',
      beyond: 'No puede compartir más puertas ni más tiempo que su propia llave.',
    },
    linkFor: (name) => `Enlace para ${name}`,
    linkOnce: (until) =>
      `Sirve una vez, en un teléfono, hasta ${until}. Envíelo solo a esa persona: no se volverá a mostrar.`,
    link: 'Enlace',
    qr: 'Código QR del enlace: escanéelo con el otro teléfono',
    send: 'Enviar el enlace',
    copied: 'Copiado',
    messageTitle: 'Una llave de habitación para usted',
    message: 'Abra este enlace en su teléfono para obtener la llave de la habitación. Sirve una vez.',
    people: 'Personas con esta llave',
    over: 'Ya no se comparten',
    linkUntil: (until) => `El enlace espera hasta ${until}`,
    keyUntil: (until) => `Tiene llave hasta ${until}`,
    opens: (doors) => `Abre ${doors}`,
    standings: {
      has_key: 'Tiene llave',
      paused: 'La llave está en pausa junto con la suya',
      key_over: 'La llave ha finalizado',
      withdrawn: 'El enlace se ha retirado',
      expired: 'El enlace ha caducado',
    },
    badges: {
      open: 'Invitación enviada',
      has_key: 'Tiene llave',
      paused: 'En pausa',
      key_over: 'Finalizada',
      withdrawn: 'Retirada',
      expired: 'Caducada',
    },
    withdraw: 'Retirar el enlace',
    takeBack: 'Retirar la llave',
    sure: (name) => `Sí, retirar: ${name}`,
  },
  help: {
    title: '¿Por qué no funciona?',
    looking: 'Revisando su llave…',
    offline: 'Está sin conexión: esto es lo que sabe su teléfono.',
    byHotel: 'Recepción ve lo mismo.',
    byPhone: 'Según este teléfono.',
    fine: {
      title: 'Su llave parece correcta',
      step: 'Acerque el teléfono a la cerradura, pulse «Abrir» y espere un momento. Si no se abre, pregunte en recepción.',
    },
    verdicts: {
      not_checked_in: { title: 'Aún no ha hecho el check-in', step: 'Su llave llega sola tras el check-in.' },
      cancelled: { title: 'Esta reserva se ha cancelado', step: 'Pregunte en recepción.', desk: true },
      room_not_assigned: {
        title: 'Aún no tiene habitación',
        step: 'Su llave llega sola en cuanto el hotel elija una.',
      },
      room_mismatch: {
        title: 'Su habitación ha cambiado',
        step: 'La llave de su nueva habitación llega sola. Si tarda más de un minuto, pregunte en recepción.',
        desk: true,
      },
      lock_offline: {
        title: 'La cerradura no responde',
        step: 'Pregunte en recepción. Le abrirán.',
        desk: true,
      },
      vendor_unavailable: {
        title: 'El servicio de la cerradura no responde',
        step: 'Vuelva a intentarlo en unos minutos o pregunte en recepción.',
        desk: true,
      },
    },
    thisPhone: 'Este teléfono',
    checks: {
      browser: {
        good: 'Este navegador puede abrir puertas',
        bad: 'Este navegador no puede abrir puertas',
        later: 'Este navegador quizá pueda abrir puertas',
        step: {
          android:
            'Abra esta página en Chrome. Su llave está en este navegador: pida en recepción otro enlace para Chrome.',
          iphone:
            'En el iPhone las páginas web no tienen Bluetooth. Pida una tarjeta llave en recepción o use un teléfono Android.',
          computer: 'Use Chrome en un teléfono Android o pida una tarjeta llave en recepción.',
        },
      },
      bluetooth: {
        good: 'El Bluetooth está activado',
        bad: 'El Bluetooth está desactivado',
        later: 'Compruebe que el Bluetooth está activado',
        step: {
          android: 'Deslice desde la parte superior y pulse el símbolo de Bluetooth.',
          iphone: 'Deslice desde la esquina superior derecha y pulse el símbolo de Bluetooth.',
          computer: 'Active el Bluetooth en los ajustes de su ordenador.',
        },
      },
      permission: {
        good: 'Esta página puede usar el Bluetooth',
        bad: 'Esta página no puede usar el Bluetooth',
        later: 'Su navegador pedirá el Bluetooth en la primera puerta',
        step: {
          android:
            'Pulse el símbolo junto a la dirección, luego Permisos, y permita el Bluetooth. En los ajustes del teléfono, permita a Chrome encontrar dispositivos cercanos.',
          iphone: 'En los ajustes del iPhone, permita el Bluetooth para esta app.',
          computer: 'Pulse el símbolo junto a la dirección y permita el Bluetooth.',
        },
      },
      network: {
        good: 'Tiene conexión',
        bad: 'Está sin conexión',
        later: 'Quizá esté sin conexión',
        step: {
          android: 'Su llave funciona un tiempo sin internet. Conéctese una vez al día para mantenerla al día.',
          iphone: 'Su llave funciona un tiempo sin internet. Conéctese una vez al día para mantenerla al día.',
          computer: 'Su llave funciona un tiempo sin internet. Conéctese una vez al día para mantenerla al día.',
        },
      },
      storage: {
        good: 'Su llave está a salvo de limpiezas',
        bad: 'Su navegador podría borrar esta llave',
        later: 'Ponga esta app en la pantalla de inicio para proteger su llave',
        step: {
          android: 'Abra el menú del navegador y pulse «Añadir a pantalla de inicio».',
          iphone: 'Pulse el símbolo de compartir y luego «Añadir a pantalla de inicio».',
          computer: 'Pulse el símbolo de instalación en la barra de direcciones.',
        },
      },
      notifications: {
        good: 'Se le avisa cuando cambia su llave',
        bad: 'Las notificaciones están desactivadas',
        later: 'Las notificaciones no están configuradas. Su llave funciona sin ellas',
        step: {
          android:
            'Pulse el símbolo junto a la dirección, luego Permisos, y permita las notificaciones. Su llave funciona sin ellas.',
          iphone: 'En los ajustes del iPhone, permita las notificaciones para esta app. Su llave funciona sin ellas.',
          computer: 'Pulse el símbolo junto a la dirección y permita las notificaciones. Su llave funciona sin ellas.',
        },
      },
    },
    holdTitle: 'En la puerta',
    hold: 'Ponga la parte superior del teléfono plana contra la cerradura, pulse «Abrir» y manténgalo ahí hasta oír la puerta.',
    desk: 'Preguntar en recepción',
    deskInPerson: 'Si nada ayuda, diríjase a recepción. Le abrirán.',
    write: 'Escribir un mensaje',
    message: (room) =>
      room === undefined
        ? 'Hola, necesito ayuda con mi llave digital.'
        : `Hola, necesito ayuda con mi llave digital de la habitación ${room}.`,
  },
  arrival: {
    title: 'Antes de llegar',
    checkIn: 'Hacer el check-in',
    checkInLead: 'Solo lo lee el hotel. Sustituye la hoja de recepción.',
    declined: (reason) => `Recepción no pudo aceptarlo: ${reason}`,
    fields: {
      dateOfBirth: 'Fecha de nacimiento',
      nationality: 'Nacionalidad',
      street: 'Calle y número',
      postalCode: 'Código postal',
      city: 'Ciudad',
      country: 'País',
      documentNumber: 'Número de pasaporte o documento',
      vehiclePlate: 'Matrícula de su coche',
      purposeOfStay: 'Motivo de su estancia',
    },
    fieldMissing: 'Rellene este campo.',
    checkFields: 'Revise los campos marcados.',
    arrivalAt: (day) => `¿A qué hora llega el ${day}?`,
    accept: 'Acepto las condiciones del hotel.',
    readTerms: 'Leer las condiciones',
    acceptFirst: 'El hotel necesita que acepte sus condiciones.',
    send: 'Enviar al hotel',
    sending: 'Enviando…',
    showId: 'Mostrar su documento',
    idLead: 'Recepción mira las imágenes una vez. Se borran en cuanto decide.',
    idFailed: (reason) => `Recepción no pudo aceptar las imágenes: ${reason}`,
    whichDocument: '¿Qué documento lleva?',
    documents: {
      passport: 'Pasaporte',
      id_card: 'Documento de identidad',
      driving_licence: 'Permiso de conducir',
      residence_permit: 'Permiso de residencia',
    },
    sides: {
      front: 'El anverso, con su foto',
      back: 'El reverso',
      face: 'Su rostro',
    },
    snap: 'Hacer la foto',
    noCamera: 'Esta página no puede usar la cámara. Elija una imagen o use la cámara del teléfono.',
    otherCamera: 'Usar otra imagen',
    yourPicture: 'La imagen que ha hecho',
    readable: '¿Se lee todo, sin reflejos?',
    usePicture: 'Usar esta imagen',
    takeAgain: 'Repetir la foto',
    uploading: 'Enviando la imagen…',
    badPicture: 'Esta imagen no se puede usar. Haga otra, más grande y en JPEG o PNG.',
    allPictures: 'Están todas las imágenes.',
    picturesGo: 'Ahora van cifradas a recepción, y a nadie más.',
    handIn: 'Entregar',
    tooEarly: 'Un poco pronto',
    atDesk: { title: 'Nos vemos en recepción', step: 'No hay nada que hacer antes de llegar.', desk: true },
  },
};
export default es;
