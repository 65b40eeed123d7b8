// Administration of the console in German.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

export const requests: Unfinished<ConsoleTexts['requests']> = {
  kinds: {},
  states: {},

  readiness: {},

  pms: {},

  retry: 'PMS erneut abfragen',

  look: 'Bilder zeigen',
};

export const audit: Unfinished<ConsoleTexts['audit']> = {
  groups: {},
  actions: {
    'key.delivered': 'Schlüssel auf einem Telefon',

    'booking.created': 'Buchung eingegangen',

    'device.enrolled': 'Telefon eingerichtet',
    'device.lost': 'Telefon als verloren gemeldet',

    'booking.room_occupied': 'In ein belegtes Zimmer eingecheckt',

    'room.overridden': 'Zimmer einer anderen Buchung gegeben',

    'check_in.approved': 'Mobiler Check-in bestätigt',
    'check_in.declined': 'Mobiler Check-in abgelehnt',
    'check_in.withdrawn': 'Mobiler Check-in zurückgezogen',
    'check_in.waits_for_room': 'Mobiler Check-in wartet auf das Zimmer',
  },

  why: {},
};

export const invitation: Unfinished<ConsoleTexts['invitation']> = {};
