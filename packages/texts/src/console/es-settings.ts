// Settings of the console in Spanish.
import type { ConsoleTexts } from './en.ts';
import { apiKeys, pms, webhooks } from './es-settings-connections.ts';
import { addRooms, commission, digitalKeys, rooms } from './es-settings-locks.ts';
import { messages, messageTexts } from './es-settings-messages.ts';
import { emergency, staff } from './es-settings-people.ts';
import { arrival, retention, rules } from './es-settings-rules.ts';

export const settings: ConsoleTexts['settings'] = {
  page: 'Ajustes',
  topicsLabel: 'Temas de los ajustes',
  back: 'Todos los ajustes',
  noSuchTopic: 'Esta página no existe en los ajustes',
  forAdministrators: 'Los ajustes son para administradores',
  forAdministratorsBody: 'Pida a un administrador del establecimiento si hay que cambiar algo.',

  topics: {
    'set-up': { name: 'Lista de puesta en marcha', about: 'Lo hecho y lo que sigue.' },
    location: { name: 'Establecimiento', about: 'Nombre, zona horaria, hora de check-out, teléfono.' },
    branding: { name: 'Imagen de marca', about: 'Colores, logotipo y tarjeta en la aplicación del huésped.' },
    'digital-keys': { name: 'Llaves digitales', about: 'Sistema de cerraduras: probar y activar.' },
    rooms: { name: 'Habitaciones y cerraduras', about: 'Habitaciones, puertas y sus cerraduras.' },
    pms: { name: 'Conexión con el PMS', about: 'De dónde vienen las reservas.' },
    rules: { name: 'Normas de llaves', about: 'Emisión automática, validez, tiempo sin conexión, compartir.' },
    arrival: { name: 'Check-in móvil y documento', about: 'Lo que se pide a los huéspedes que llegan.' },
    messages: { name: 'Mensajes', about: 'Correo, SMS y push a los huéspedes.' },
    'message-texts': { name: 'Textos de los mensajes', about: 'Sus propias palabras para los huéspedes.' },
    staff: { name: 'Personal', about: 'Quién puede hacer qué.' },
    'api-keys': { name: 'Claves de API', about: 'Acceso para programas.' },
    webhooks: { name: 'Webhooks', about: 'Avisar a otros sistemas de lo que ocurre.' },
    retention: { name: 'Conservación', about: 'Cuánto se conservan los datos personales.' },
    emergency: { name: 'Emergencia', about: 'Retirar todas las llaves o cambiar aquello con que se firman.' },
  },

  form: {
    save: 'Guardar',
    saved: 'Guardado',
    discard: 'Descartar cambios',
    unsaved: 'Aún sin guardar',
    leaveHeading: '¿Salir sin guardar?',
    leaveBody: 'Lo que ha cambiado en esta página aún no está guardado.',
    leave: 'Salir sin guardar',
    stay: 'Quedarse aquí',
    discarded: 'Cambios descartados',
    takenBack: 'Sus cambios han vuelto, aún sin guardar',
    failed: 'No se puede mostrar',
    loading: 'Cargando',
    kept: 'Guardado; déjelo vacío para conservarlo',
    between: (min, max) => `Introduzca un número entero de ${min} a ${max}.`,
  },

  setUp: {
    lead: 'El servidor comprueba cada paso: lo marcado aquí está realmente hecho.',
    done: 'Hecho',
    open: 'Por hacer',
    optional: 'Puede esperar',
    progress: (done, all) => `${done} de ${all} pasos hechos`,
    complete: 'Este establecimiento está listo: los huéspedes reciben sus llaves.',
    go: 'Abrir',
    again: 'Comprobar otra vez',
    steps: {
      location: 'El establecimiento tiene nombre, zona horaria y hora de check-out',
      pms: 'El PMS está conectado y responde',
      rooms: 'Las habitaciones y sus puertas están registradas',
      locks: 'Cada puerta de habitación tiene su cerradura',
      lock_system: 'Las llaves digitales están probadas y activadas',
      rules: 'Las normas de llaves se han revisado',
      messages: 'Se puede contactar con los huéspedes',
      arrival: 'El check-in móvil y el documento están decididos',
      staff: 'Una segunda persona puede iniciar sesión',
      first_key: 'La primera llave digital está emitida',
    },
    hints: {
      location: 'El check-out y las validezes siguen la hora de esta zona.',
      pms: 'Elija el sistema, introduzca las credenciales y pruebe. Después las reservas llegan solas.',
      rooms: 'Tome las habitaciones del PMS o escriba rangos como 101-120.',
      locks:
        'Ponga en servicio cada cerradura con la herramienta del instalador; las habitaciones sin ella esperan, las demás ya funcionan.',
      lock_system: 'Haga la prueba. Si la supera, active las llaves digitales.',
      rules: 'Las normas de un establecimiento nuevo son prudentes. Revíselas una vez y guarde.',
      messages: 'Introduzca su servidor de correo y envíese un mensaje de prueba.',
      arrival: 'Decida si los huéspedes hacen el check-in por móvil y si muestran un documento.',
      staff: 'Invite a recepción y a otro administrador.',
      first_key: 'Haga un check-in en el PMS. La llave se emite sola o en la página de la reserva.',
    },
    counts: {
      rooms: (rooms, without) =>
        without === 0 ? `Habitaciones: ${rooms}.` : `Habitaciones: ${rooms}. Sin puerta: ${without}.`,
      locks: (withLock, doors) => `Puertas con cerradura: ${withLock} de ${doors}.`,
      staff: (count) => `Personas con un rol aquí: ${count}.`,
      simulated: 'Algunas cerraduras son simuladas: no abren ninguna puerta real.',
    },
  },

  newLocation: {
    page: 'Nuevo establecimiento',
    lead: 'Un establecimiento es un hotel con sus habitaciones, personal y normas. Recibe sus propias claves de firma.',
    brand: 'Marca',
    make: 'Crear establecimiento',
    open: 'Nuevo establecimiento…',
    made: 'El establecimiento se ha creado',
    empty: 'Administra una marca que aún no tiene establecimientos.',
  },

  location: {
    lead: 'Lo que leen huéspedes y personal, y con qué hora.',
    name: 'Nombre',
    nameHint: 'Los huéspedes lo leen en la app y en los mensajes.',
    nameMissing: 'Introduzca el nombre.',
    timeZone: 'Zona horaria',
    timeZoneHint: 'Por ejemplo, Europe/Vienna.',
    checkOutTime: 'Hora de check-out',
    checkOutTimeHint: 'Cuando el PMS no indica otra.',
    phone: 'Teléfono de recepción',
    phoneHint: 'Los huéspedes llaman desde la app si una puerta no abre.',
  },

  digitalKeys,
  addRooms,
  rooms,
  commission,
  pms,
  apiKeys,
  webhooks,
  rules,
  arrival,
  retention,
  messages,
  messageTexts,
  staff,
  emergency,
};
