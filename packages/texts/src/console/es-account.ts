// Frases en español del acceso más allá de la contraseña y de «Mi cuenta»; es.ts las recoge.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('es');

export const account: ConsoleTexts['account'] = {
  page: 'Mi cuenta',
  loading: 'Cargando su cuenta',
  failed: 'No se puede mostrar su cuenta',
  confirmHeading: 'Confirme que es usted',
  confirm: 'Esto cambia su forma de iniciar sesión. Inicie sesión una vez más; volverá a donde estaba.',
  passkey: {
    signIn: 'Iniciar sesión con una clave de acceso',
    or: 'o',
    refused: 'No se ha aceptado esta clave de acceso. Inténtelo de nuevo o use su contraseña.',
    heading: 'Claves de acceso',
    lead: 'Inicie sesión con su dedo, su cara o el PIN de su dispositivo en lugar de una contraseña. Una clave de acceso solo vale en este sitio: nadie puede sonsacársela.',
    none: 'Todavía no tiene ninguna clave de acceso.',
    add: 'Añadir una clave de acceso',
    addBody: 'Póngale el nombre del dispositivo. Su navegador le pide lo demás.',
    name: 'Nombre',
    nameMissing: 'Introduzca un nombre.',
    thisDevice: 'Este dispositivo',
    added: 'La clave de acceso se ha añadido',
    cancelled: 'No se ha añadido nada: se canceló o tardó demasiado.',
    exists: 'Este dispositivo ya tiene una clave de acceso suya.',
    unsupported:
      'Este navegador no puede usar claves de acceso aquí. Hace falta un navegador actual y una dirección segura (https).',
    created: (when) => `Añadida ${when}`,
    used: (when) => `Último uso ${when}`,
    neverUsed: 'Aún sin usar',
    backedUp: 'Con copia de seguridad',
    rename: 'Cambiar nombre',
    renameWhich: (name) => `Cambiar el nombre de ${name}`,
    renamed: 'La clave de acceso tiene su nuevo nombre',
    remove: 'Quitar',
    removeWhich: (name) => `Quitar ${name}`,
    removeBody:
      'Ya no podrá iniciar sesión con ella, y sus sesiones en otros dispositivos terminan al momento. Bórrela también en el dispositivo.',
    removed: 'La clave de acceso se ha quitado',
    offerHeading: 'Inicie sesión más rápido la próxima vez',
    offerBody: 'Con una clave de acceso basta su dedo, su cara o su PIN. Solo en un dispositivo que no comparta.',
    later: 'Ahora no',
    count: (count) =>
      plural(count, { one: '# clave de acceso', many: '# claves de acceso', other: '# claves de acceso' }),
    noneShort: 'Sin clave de acceso',
  },
};
