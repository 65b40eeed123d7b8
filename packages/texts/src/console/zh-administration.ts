// Administration of the console in simplified Chinese.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

export const requests: Unfinished<ConsoleTexts['requests']> = {
  kinds: {},
  states: {},

  readiness: {},

  pms: {},

  retry: '重新查询 PMS',

  look: '显示图片',
};

export const audit: Unfinished<ConsoleTexts['audit']> = {
  groups: {},
  actions: {
    'key.delivered': '手机上的钥匙',

    'booking.created': '收到预订',

    'device.enrolled': '手机已设置',
    'device.lost': '手机已报失',

    'booking.room_occupied': '入住了已占用的房间',

    'room.overridden': '房间给了其他预订',

    'check_in.approved': '手机入住已批准',
    'check_in.declined': '手机入住被拒绝',
    'check_in.withdrawn': '手机入住已撤回',
    'check_in.waits_for_room': '手机入住等待房间',
  },

  why: {},
};

export const invitation: Unfinished<ConsoleTexts['invitation']> = {};
