// Messages in Spanish.
import type { MessageTexts } from './message-texts.ts';

export const es: MessageTexts = {
  greeting: 'Hola, {name}:',
  openApp: 'Abrir la aplicación de huéspedes',
  setUpPhone: 'Configurar su teléfono',
  linkNote:
    'Este enlace funciona una sola vez, hasta el {linkUntil}. No lo reenvíe: quien lo abra primero recibe su llave.',
  questions: '¿Preguntas? Llame a recepción: {phone}',
  footer: 'Recibe este mensaje de {hotel} por su reserva.',
  password: {
    title: 'Elegir una nueva contraseña para Nightlatch',
    text: 'Alguien, probablemente usted, pidió una nueva contraseña para la consola. Con este enlace la elige; sirve una vez, hasta {until}.',
    button: 'Elegir una nueva contraseña',
    note: 'Si no lo pidió usted, no haga nada: su contraseña sigue igual. Nadie de los nuestros se la pedirá nunca.',
  },
  kinds: {
    key_ready: {
      title: 'Su llave digital está lista',
      text: 'Su llave digital de la habitación {room} está lista. Funciona hasta el {until}.',
    },
    key_waiting: {
      title: 'Falta un paso para su llave digital',
      text: 'Su llave digital le espera. Siga los pasos en la aplicación de huéspedes y llegará por sí sola.',
    },
    room_changed: {
      title: 'Su habitación ha cambiado',
      text: 'Su nueva habitación es la {room}. Su llave digital está lista y funciona hasta el {until}.',
    },
    stay_extended: {
      title: 'Su llave digital funciona más tiempo',
      text: 'Su estancia se ha ampliado. Su llave digital funciona ahora hasta el {until}.',
    },
    stay_shortened: {
      title: 'Su llave digital termina antes',
      text: 'Su salida ha cambiado. Su llave digital funciona ahora hasta el {until}.',
    },
    key_revoked: {
      title: 'Su llave digital se ha desactivado',
      text: 'El hotel ha desactivado su llave digital. Si aún la necesita, diríjase a recepción.',
    },
    room_override: {
      title: 'Sobre su habitación',
      text: 'Recepción ha dado a otro huésped una llave de su habitación {room} y ha anotado el motivo. Si no lo esperaba, diríjase a recepción.',
    },
    invitation: {
      title: 'Invitación a una llave digital',
      text: 'Alguien que se aloja en {hotel} comparte con usted una llave digital. Abra el enlace en su propio teléfono.',
    },
    check_in_approved: {
      title: 'Su registro por teléfono está confirmado',
      text: 'Su registro móvil ha sido aprobado. Le esperamos con mucho gusto.',
    },
    check_in_declined: {
      title: 'Su registro móvil necesita un cambio',
      text: 'No se ha podido aprobar su registro móvil. Abra la aplicación de huéspedes para ver el motivo y enviarlo de nuevo, o venga a recepción.',
    },
    room_ready: {
      title: 'Su habitación está lista',
      text: 'Su habitación está lista. Su número de habitación es {room}.',
    },
    id_verified: {
      title: 'Su documento ha sido aceptado',
      text: 'Su documento ha sido aceptado. Las imágenes enviadas se han borrado.',
    },
    id_failed: {
      title: 'Su documento no ha podido aceptarse',
      text: 'Su documento no ha podido aceptarse. Abra la aplicación de huéspedes para ver el motivo e intentarlo de nuevo, o muéstrelo en recepción. Las imágenes enviadas se han borrado.',
    },
    guest_link: {
      title: 'Su llave móvil',
      text: 'Abra este enlace en su teléfono y su llave digital llegará a él en cuanto haya hecho el check-in.',
    },
    checked_out: {
      title: 'Su salida está registrada',
      text: 'Su salida está registrada y su llave digital ha terminado. Gracias por su estancia.',
    },
  },
};
