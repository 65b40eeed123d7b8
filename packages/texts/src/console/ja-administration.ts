// Administration of the console in Japanese.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

export const requests: Unfinished<ConsoleTexts['requests']> = {
  kinds: {},
  states: {},

  readiness: {},

  pms: {},

  retry: 'PMS に再照会',

  look: '画像を表示',
};

export const audit: Unfinished<ConsoleTexts['audit']> = {
  groups: {},
  actions: {
    'key.delivered': '端末上のキー',

    'booking.created': '予約を受信',

    'device.enrolled': '端末の設定',
    'device.lost': '端末の紛失を報告',

    'booking.room_occupied': '使用中の部屋へのチェックイン',

    'room.overridden': '部屋を別の予約に変更',

    'check_in.approved': 'モバイルチェックインを承認',
    'check_in.declined': 'モバイルチェックインを却下',
    'check_in.withdrawn': 'モバイルチェックインを取り下げ',
    'check_in.waits_for_room': 'モバイルチェックインが部屋待ち',
  },

  why: {},
};

export const invitation: Unfinished<ConsoleTexts['invitation']> = {};
