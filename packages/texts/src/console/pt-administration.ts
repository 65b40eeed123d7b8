// Administration of the console in Portuguese, as written in Portugal.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

export const requests: Unfinished<ConsoleTexts['requests']> = {
  kinds: {},
  states: {},

  readiness: {},

  pms: {},

  retry: 'Consultar de novo o PMS',

  look: 'Mostrar as imagens',
};

export const audit: Unfinished<ConsoleTexts['audit']> = {
  groups: {},
  actions: {
    'key.delivered': 'Chave num telefone',

    'booking.created': 'Reserva recebida',

    'device.enrolled': 'Telefone configurado',
    'device.lost': 'Telefone dado como perdido',

    'booking.room_occupied': 'Check-in em quarto ocupado',

    'room.overridden': 'Quarto dado a outra reserva',

    'check_in.approved': 'Check-in móvel aprovado',
    'check_in.declined': 'Check-in móvel recusado',
    'check_in.withdrawn': 'Check-in móvel retirado',
    'check_in.waits_for_room': 'O check-in móvel espera pelo quarto',
  },

  why: {},
};

export const invitation: Unfinished<ConsoleTexts['invitation']> = {};
