// Settings of the console in Spanish: digital keys, rooms and locks. es-settings.ts takes them in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('es');

export const digitalKeys: ConsoleTexts['settings']['digitalKeys'] = {
  lead: 'Las llaves digitales se emiten cuando la prueba se supera y se activan.',
  system: 'Sistema de cerraduras',
  systemHint: 'Aún no se pueden elegir otros sistemas.',
  native: 'Cerraduras Nightlatch',
  noCredentials: 'Este sistema no necesita credenciales: el servidor firma con las claves del establecimiento.',
  on: 'Activado',
  off: 'Desactivado',
  test: 'Probar',
  testing: 'Probando claves de firma, puertas y cerraduras',
  testOk: 'Está todo lo que necesitan las llaves digitales.',
  testFailed: 'Falta algo todavía.',
  testOkStep: 'Ya puede activar las llaves digitales.',
  testOkOn: 'No hay nada que hacer.',
  testFailedStep: 'Haga lo que indican las líneas marcadas y pruebe otra vez.',
  testFirst: 'Pruebe primero.',
  turnOn: 'Activar',
  turnOff: 'Desactivar',
  isOn: 'Las llaves digitales están activadas',
  isOff: 'Las llaves digitales están desactivadas',
  turnOffBody:
    'Mientras estén desactivadas no se emite ni renueva ninguna. Las de los teléfonos siguen hasta agotar su tiempo sin conexión.',
  fine: 'Correcto',
  someRooms: 'Algunas habitaciones esperan',
  missing: 'Falta',
  checks: {
    lock_system_chosen: 'Hay un sistema de cerraduras elegido',
    signing_keys: 'Las claves de firma abren y firman',
    room_doors: 'Hay puertas de habitación',
    locks_commissioned: 'Cada puerta de habitación tiene cerradura',
    locks_healthy: 'Todas las cerraduras están en buen estado',
    locks_heard_from: 'Se ha tenido noticia de cada cerradura',
  },
  steps: {
    signing_keys: 'La clave maestra del servidor no es la que las selló: pregunte a quien lleva el servidor.',
    room_doors: 'Registre habitaciones y puertas en «Habitaciones y cerraduras».',
    locks_commissioned:
      'Ponga en servicio las cerraduras que faltan en «Habitaciones y cerraduras». Las demás ya funcionan.',
    locks_healthy: 'Mire en «Puertas» qué cerradura notifica un fallo.',
    locks_heard_from: 'Pase una vez por cada cerradura nueva con una pasarela o el teléfono de un huésped.',
  },
  locks: 'Cerraduras',
  locksLead: 'Cada habitación necesita una puerta con una cerradura en servicio.',
  toRooms: 'Habitaciones y cerraduras',
};

export const addRooms: ConsoleTexts['settings']['addRooms'] = {
  heading: 'Añadir habitaciones',
  lead: 'Cada habitación recibe una puerta. Las que ya existen no cambian.',
  numbers: 'Números de habitación',
  numbersHint: 'Habitaciones y rangos, por ejemplo 101-120, 201-220, Penthouse.',
  wrong: (part) => `«${part}» no es un número ni un rango de hasta 500 habitaciones.`,
  add: (count) =>
    count === 0 ? 'Añadir habitaciones' : plural(count, { one: 'Añadir # habitación', other: 'Añadir # habitaciones' }),
  fromPms: 'Tomar del PMS',
  asking: 'Pidiendo las habitaciones',
  progress: (done, all) => `${done} de ${all} habitaciones añadidas`,
  added: (count) =>
    count === 0
      ? 'No hay habitaciones nuevas que añadir'
      : plural(count, { one: '# habitación añadida', other: '# habitaciones añadidas' }),
  doorOf: (number) => `Habitación ${number}`,
};

export const rooms: ConsoleTexts['settings']['rooms'] = {
  heading: 'Habitaciones',
  count: (rooms, locks, doors) => `Habitaciones: ${rooms} · puertas con cerradura: ${locks} de ${doors}`,
  none: 'Aún no hay habitaciones',
  noneBody: 'Añádalas arriba. El número debe ser el del PMS.',
  room: (number) => `Habitación ${number}`,
  floorOf: (floor) => `Planta ${floor}`,
  byNumber: 'Se busca en el PMS por su número',
  pmsUnitOf: (id) => `En el PMS: ${id}`,
  change: 'Cambiar',
  changeRoom: (number) => `Cambiar la habitación ${number}`,
  remove: 'Quitar habitación',
  removeRoomBody: (number) => `Se quita la habitación ${number}. Solo es posible si nunca se usó.`,
  removed: 'Quitado',
  number: 'Número',
  numberHint: 'Como en el PMS.',
  numberMissing: 'Introduzca el número.',
  floor: 'Planta',
  floorWrong: 'Introduzca un número entero o nada.',
  pmsUnit: 'Id en el PMS',
  pmsUnitHint: 'Déjelo vacío para buscarla por su número.',
  addDoor: 'Añadir puerta',
  addCommon: 'Añadir puerta común',
  common: 'Puertas comunes',
  commonLead: 'Entrada, ascensor, gimnasio: los abre la llave de cada huésped.',
  doorName: 'Nombre de la puerta',
  doorNameHint: 'Lo leen el personal y los huéspedes.',
  doorNameMissing: 'Introduzca el nombre.',
  doorAdded: 'La puerta se ha añadido',
  removeDoor: 'Quitar puerta',
  removeDoorBody: (name) => `Se quita: ${name}. Solo es posible si nunca tuvo cerradura.`,
  hasLock: 'Cerradura en servicio',
  simulatedLock: 'Cerradura simulada',
  commission: 'Poner cerradura en servicio',
  retire: 'Retirar cerradura del servicio',
  retired: 'La cerradura está fuera de servicio',
  retireBody: (door) =>
    `La cerradura ya no recibe mensajes y las llaves ya no nombran esta puerta: ${door}. Después ponga otra en servicio.`,
};

export const commission: ConsoleTexts['settings']['commission'] = {
  heading: (door) => `Poner cerradura en servicio: ${door}`,
  lead: 'Ponga la cerradura nueva en modo de puesta en servicio. La herramienta muestra el punto de la cerradura.',
  point: 'Punto de la cerradura',
  pointHint: '130 caracteres, 0 a 9 y a a f, empezando por 04. Los espacios no importan.',
  pointWrong: 'No es un punto de cerradura: debe tener 130 caracteres y empezar por 04.',
  tool: 'Con una clave de API para ello, la herramienta hace todo esto sola.',
  confirm: 'Poner en servicio',
  finish: 'Terminado',
  done: 'La cerradura está en servicio',
  carry: 'Lleve este registro a la cerradura con la herramienta. La cerradura comprueba la huella.',
  record: 'Registro firmado',
  recordHint: 'Se muestra aquí una sola vez. Si vuelve a poner en servicio la misma cerradura, se crea de nuevo.',
  fingerprint: 'Huella que introducir en la cerradura:',
};
