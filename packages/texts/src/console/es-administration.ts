// Administration of the console in Spanish.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

export const requests: Unfinished<ConsoleTexts['requests']> = {
  kinds: {},
  states: {},

  readiness: {},

  pms: {},

  retry: 'Consultar de nuevo el PMS',

  look: 'Mostrar imágenes',
};

export const audit: Unfinished<ConsoleTexts['audit']> = {
  groups: {},
  actions: {
    'key.delivered': 'Llave en un teléfono',

    'booking.created': 'Reserva recibida',

    'device.enrolled': 'Teléfono configurado',
    'device.lost': 'Teléfono notificado como perdido',

    'booking.room_occupied': 'Check-in en habitación ocupada',

    'room.overridden': 'Habitación dada a otra reserva',

    'check_in.approved': 'Check-in móvil aprobado',
    'check_in.declined': 'Check-in móvil rechazado',
    'check_in.withdrawn': 'Check-in móvil retirado',
    'check_in.waits_for_room': 'El check-in móvil espera la habitación',
  },

  why: {},
};

export const invitation: Unfinished<ConsoleTexts['invitation']> = {};
