// Administration of the console in Italian.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

export const requests: Unfinished<ConsoleTexts['requests']> = {
  kinds: {},
  states: {},

  readiness: {},

  pms: {},

  retry: 'Interroga di nuovo il PMS',

  look: 'Mostra le immagini',
};

export const audit: Unfinished<ConsoleTexts['audit']> = {
  groups: {},
  actions: {
    'key.delivered': 'Chiave su un telefono',

    'booking.created': 'Prenotazione ricevuta',

    'device.enrolled': 'Telefono configurato',
    'device.lost': 'Telefono segnalato come smarrito',

    'booking.room_occupied': 'Check-in in camera occupata',

    'room.overridden': 'Camera data a un’altra prenotazione',

    'check_in.approved': 'Check-in mobile approvato',
    'check_in.declined': 'Check-in mobile rifiutato',
    'check_in.withdrawn': 'Check-in mobile ritirato',
    'check_in.waits_for_room': 'Il check-in mobile attende la camera',
  },

  why: {},
};

export const invitation: Unfinished<ConsoleTexts['invitation']> = {};
