// Branding of the Guest App, in Spanish.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('es');

export const branding: ConsoleTexts['branding'] = {
  lead: 'Cómo ven los huéspedes este hotel en su teléfono: en la tarjeta de la llave, antes de llegar y en el botón de los correos. El nombre está en Establecimiento.',
  colour: 'Color',
  ownColours: 'Los colores propios de la aplicación',
  chosenColour: 'Un color del hotel',
  colourCode: 'Código de color',
  colourHint: '# y seis caracteres, como en su manual de estilo: #8a1538.',
  colourWrong: 'Escriba # y seis cifras o letras de la a a la f.',
  contrast: {
    fine: 'Se lee bien tal cual, en claro y en oscuro.',
    light: 'En pantallas claras, el texto y los botones toman un tono más oscuro para que todos puedan leerlos.',
    dark: 'En pantallas oscuras, el texto y los botones toman un tono más claro para que todos puedan leerlos.',
    both: 'El texto y los botones toman un tono más oscuro en pantallas claras y más claro en pantallas oscuras, para que todos puedan leerlos.',
  },
  look: 'Tarjeta de la llave',
  looks: {
    deep: { name: 'Profunda', hint: 'El color, profundo y tranquilo.' },
    solid: { name: 'Plena', hint: 'El color exactamente como es.' },
    light: { name: 'Clara', hint: 'Una tarjeta clara, con el color en sus líneas.' },
  },
  logo: 'Logotipo',
  logoHint: 'PNG, JPEG, WebP o SVG. Se reduce y solo se guardan sus píxeles.',
  noLogo: 'Todavía sin logotipo',
  chooseLogo: 'Elegir un archivo',
  replaceLogo: 'Otro archivo',
  removeLogo: 'Quitar',
  logoRemoved: 'El logotipo se ha quitado',
  logoSaved: 'El logotipo está guardado',
  logoWrong: 'Este archivo no se puede leer como imagen. Elija PNG, JPEG, WebP o SVG.',
  logoLarge: 'Esta imagen sigue siendo demasiado grande al reducirla. Elija una más sencilla.',
  logoOnPlate: 'Sobre fondo blanco',
  logoOnPlateHint: 'Para logotipos de tinta oscura, que no se verían en una tarjeta oscura.',
  contact: 'Mensajes a recepción',
  contactHint: 'Los huéspedes escriben ahí desde la aplicación. Las llamadas van al número de Establecimiento.',
  contactKinds: {
    none: 'Sin mensajes',
    sms: 'Mensaje de texto (SMS)',
    email: 'Correo electrónico',
    web: 'Chat en la web',
  },
  contactValues: {
    sms: 'Número de teléfono',
    email: 'Dirección de correo',
    web: 'Dirección del chat',
  },
  webHint: 'Empieza por https://, por ejemplo un enlace de WhatsApp.',
  contactWrong: {
    sms: 'Escriba un número de teléfono.',
    email: 'Escriba una dirección de correo.',
    web: 'Escriba una dirección que empiece por https://.',
  },
  preview: 'Vista previa',
  previewLead: 'Así lo verán los huéspedes.',
  schemes: { light: 'Claro', dark: 'Oscuro', night: 'Pasillo a oscuras' },
  card: {
    room: 'Habitación',
    guest: 'Huésped',
    sampleGuest: 'Lucía Romero',
    until: 'Hasta',
    ready: 'Lista',
    unlock: 'Abrir',
  },
  spread: 'Usar en todos los establecimientos de la marca',
  spreadHint:
    'Los demás establecimientos de la marca toman el color, la tarjeta y el logotipo. Conservan sus nombres, números y direcciones.',
  spreadBody: 'Se sustituyen colores, tarjetas y logotipos de los demás establecimientos. No se puede deshacer.',
  spreadConfirm: 'Usar en todos',
  spreadDone: (count) =>
    plural(count, {
      one: '# establecimiento más tiene ahora el mismo aspecto',
      many: '# establecimientos más tienen ahora el mismo aspecto',
      other: '# establecimientos más tienen ahora el mismo aspecto',
    }),
};

export const doorHours: ConsoleTexts['doorHours'] = {
  heading: 'Horario para huéspedes',
  always: 'Siempre abierta a los huéspedes',
  certain: 'Abierta a ciertas horas',
  openNow: 'Abierta ahora',
  closedNow: 'Cerrada ahora',
  edit: 'Cambiar el horario',
  zone: (zone) => `Las horas son las del hotel (${zone}).`,
  from: 'De',
  to: 'A',
  overnight: 'hasta el día siguiente',
  wholeDay: 'todo el día',
  add: 'Añadir horas',
  remove: (day) => `Quitar las horas: ${day}`,
  copy: 'Igual todos los días',
  saved: 'El horario está guardado',
  effect:
    'Las llaves vigentes se renuevan con el nuevo horario. Un teléfono sin red conserva el anterior hasta volver a estar en línea o hasta que termine su plazo sin conexión.',
  none: 'Escriba horas para al menos un día, o deje la puerta siempre abierta.',
};

export const brandAdministrators: ConsoleTexts['brandAdministrators'] = {
  heading: 'Administración de la marca',
  lead: 'Administran todos los establecimientos de la marca, los de hoy y los que vengan.',
  invite: 'Invitar a alguien a administrar la marca',
  inviteLead:
    'Usted le entrega un enlace de un solo uso, con el que administra todos los establecimientos de la marca.',
  removeBody: (name) =>
    `${name} pierde todos los establecimientos de la marca. Las sesiones abiertas terminan al instante.`,
  removed: 'Se ha retirado el acceso a la marca',
};
