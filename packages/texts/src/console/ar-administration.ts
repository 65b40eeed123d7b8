// Administration of the console in Arabic, written from right to left.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

export const requests: Unfinished<ConsoleTexts['requests']> = {
  kinds: {},
  states: {},

  readiness: {},

  pms: {},

  retry: 'استعلام PMS مجددًا',

  look: 'عرض الصور',
};

export const audit: Unfinished<ConsoleTexts['audit']> = {
  groups: {},
  actions: {
    'key.delivered': 'المفتاح على هاتف',

    'booking.created': 'وصل الحجز',

    'device.enrolled': 'أُعدّ الهاتف',
    'device.lost': 'أُبلغ عن فقدان الهاتف',

    'booking.room_occupied': 'تسجيل وصول في غرفة مشغولة',

    'room.overridden': 'أُعطيت الغرفة لحجز آخر',

    'check_in.approved': 'قُبل تسجيل الوصول بالهاتف',
    'check_in.declined': 'رُفض تسجيل الوصول بالهاتف',
    'check_in.withdrawn': 'سُحب تسجيل الوصول بالهاتف',
    'check_in.waits_for_room': 'تسجيل الوصول بالهاتف ينتظر الغرفة',
  },

  why: {},
};

export const invitation: Unfinished<ConsoleTexts['invitation']> = {};
