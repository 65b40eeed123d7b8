// Administration of the console in French.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

export const requests: Unfinished<ConsoleTexts['requests']> = {
  kinds: {},
  states: {},

  readiness: {},

  pms: {},

  retry: 'Interroger à nouveau le PMS',

  look: 'Voir les images',
};

export const audit: Unfinished<ConsoleTexts['audit']> = {
  groups: {},
  actions: {
    'key.delivered': 'Clé sur un téléphone',

    'booking.created': 'Réservation reçue',

    'device.enrolled': 'Téléphone configuré',
    'device.lost': 'Téléphone déclaré perdu',

    'booking.room_occupied': 'Check-in dans une chambre occupée',

    'room.overridden': 'Chambre donnée à une autre réservation',

    'check_in.approved': 'Check-in mobile approuvé',
    'check_in.declined': 'Check-in mobile refusé',
    'check_in.withdrawn': 'Check-in mobile retiré',
    'check_in.waits_for_room': 'Le check-in mobile attend la chambre',
  },

  why: {},
};

export const invitation: Unfinished<ConsoleTexts['invitation']> = {};
