// The guest app in simplified Chinese.
import type { GuestTexts } from './catalogue.ts';

const DESK = '请联系前台，工作人员会为您开门。';

const zh: GuestTexts = {
  appName: '房间钥匙',
  skipToKey: '跳到您的钥匙',
  close: '关闭',
  back: '所有钥匙',
  language: '语言',

  link: {
    title: '领取钥匙',
    lead: '酒店已向您发送房间的数字钥匙。',
    leadOf: (hotel) => `${hotel}已向您发送房间的数字钥匙。`,
    leadCompanion: (hotel) => `${hotel}的一位客人与您共享房间钥匙。`,
    points: ['仅保存在这部手机上。', '无需账户、密码，也无需安装。', '没有网络也能开门。'],
    button: '领取钥匙',
    working: '正在准备您的钥匙…',
    workingLead: '需要几秒钟，请保持此页面打开。',
    retry: '重试',
    adds: '这部手机上已有钥匙，新钥匙会一并保留。',
    toMyKeys: '查看我的钥匙',
    problems: {
      link_used: {
        title: '此链接已被使用',
        step: '每个链接只能在一部手机上使用一次。如果是他人转发给您的，则已被他人使用。如果这部手机丢失了钥匙，请向前台索取新链接。',
        desk: true,
      },
      link_expired: {
        title: '此链接已过期',
        step: '请向前台索取新链接，很快就好。',
        desk: true,
      },
      link_withdrawn: {
        title: '此链接已被收回',
        step: '较新的消息中往往有新链接，请打开那个。如果没有，请询问发送链接的人。',
        desk: true,
      },
      too_many_companions: {
        title: '无法再添加客人',
        step: '此房间的共享钥匙已达酒店上限。链接仍然有效：请邀请人收回一把后重试。',
      },
      own_invitation: {
        title: '此链接是给您的同行人的',
        step: '您的手机上已有此房间的钥匙。请将链接发送给您想共享的人。',
      },
      link_unknown: {
        title: '此链接无效',
        step: '请重新打开酒店消息中的完整链接。如果仍然无效，请向前台索取新链接。',
        desk: true,
      },
      offline: {
        title: '无法连接到酒店',
        step: '请检查手机是否联网，然后重试。您的链接仍然有效。',
      },
      too_many_requests: {
        title: '请稍候',
        step: '刚才尝试次数过多，请等一分钟再试。',
      },
      browser_blocks_keys: {
        title: '此浏览器无法保存钥匙',
        step: '请在手机常用的浏览器中打开链接，不要使用无痕窗口。',
      },
      server_trouble: {
        title: '我们这边出了点问题',
        step: '请稍后再试。您的链接仍然有效。',
      },
    },
  },
  page: {
    loading: '请稍候…',
    offline: '此操作需要联网。请联网后重试。',
    trouble: '我们这边出了点问题，请稍后再试。',
    share: '共享',
    help: '帮助',
    arrival: '抵店之前',
    settings: '设置',
    back: '返回',
  },
  nudges: {
    push: {
      title: '钥匙变更时通知您。',
      step: '仅在房间、日期或钥匙变更时通知，别无其他。',
      yes: '通知我',
    },
    install: {
      title: '让钥匙触手可及。',
      step: '放在主屏幕上，一点即开，无网络也可用。',
      yes: '添加',
    },
    no: '暂不',
  },
  arrival: {
    opensAt: (when) => `您可从 ${when} 起办理入住。`,
    waits: {
      under_review: {
        title: '前台正在查看',
        step: '您可以离开此页面。钥匙会自动送达。',
      },
      room_not_ready: {
        title: '您的房间尚未准备好',
        step: '其余均已完成。房间准备好后钥匙会自动送达。',
      },
      approved: { title: '您已办理入住', step: '钥匙马上自动送达。' },
    },
    offers: {
      check_in: '现在用这部手机办理入住，钥匙会自动送达。',
      show_id: '酒店仍需查看您的证件。您可用这部手机出示。',
    },
    doCheckIn: '立即办理入住',
    doShowId: '立即出示证件',
  },
  empty: {
    title: '还没有钥匙',
    step: '请在这部手机上打开酒店发来的链接，您的钥匙就会显示在这里。如果这部手机丢失了钥匙，请向前台索取新链接。',
  },
  unusable: {
    title: '此浏览器无法保存钥匙',
    step: '请在手机常用的浏览器中通过安全地址打开此页面，不要使用无痕窗口。',
  },

  waiting: {
    title: (room) => (room === undefined ? '您的钥匙即将送达' : `${room} 号房的钥匙即将送达`),
    lead: '它会自动显示在这里。您可以离开此页面。',
    waitingFor: '尚待完成',
    nothing: '酒店正在准备您的钥匙。',
    conditions: {
      integration_not_configured: '酒店启用数字钥匙。前台已为您备好房卡。',
      no_compatible_lock: '房门支持数字钥匙。前台已为您备好房卡。',
      lock_unhealthy: '检查您房间的门锁。前台已知晓。',
      not_checked_in: '办理入住。请在抵达时前往前台。',
      room_not_assigned: '分配房间。酒店正在为您安排。',
      room_occupied: '您的房间腾空。',
      guest_app_not_installed: '设置这部手机。',
      id_not_verified: '核验您的证件。请在前台出示。',
      validity_over: '新的日期。您的住宿日期已过，请联系前台。',
      blocked_by_staff: '前台确认。请与前台联系。',
    },
    unknownCondition: '酒店完成钥匙的准备。',
    dates: (arrival, departure) => `${arrival} 至 ${departure}`,
  },

  key: {
    room: '房间',
    heading: (room) => `${room} 号房`,
    noRoom: '您的钥匙',
    guest: '客人',
    shared: '他人与您共享',
    validFrom: '开始',
    validUntil: '截止',
    worksOffline: '没有网络时',
    worksOfflineUntil: (until) => `可用至 ${until}`,
    leaseOver: '联网一次即可刷新',
    gettingReady: '正在送达这部手机…',
    hotelTime: (place) => `时间为酒店当地时间（${place}）。`,
    yourKeys: '您的钥匙',
    pastKeys: '过往钥匙',
    openKey: (room, hotel) => `${room}, ${hotel}`,
    states: {
      ready: '可用',
      not_yet: '尚未生效',
      lease_over: '需要联网',
      getting_ready: '送达中',
      suspended: '已暂停',
      waiting: '送达中',
      ended: '已结束',
    },
    suspended: { title: '您的钥匙已暂停', step: '请联系前台。', desk: true },
  },

  unlock: {
    button: '开门',
    again: '再次开门',
    done: '完成',
    toKey: '返回我的钥匙',
    standingAt: '您正站在',
    anotherDoor: '站到另一扇门前',
    anotherDoorHint: '试试在不属于您的门前会怎样。',
    chooseDoor: '选择一扇门',
    noDoorsHeard: '附近没有门',
    heardDoor: (name) => `门 ${name}`,
    steps: {
      searching: (door) => (door === '' ? '正在寻找您的门…' : `正在寻找${door}…`),
      connecting: (door) => `正在连接${door}…`,
      proving: (door) => `正在向${door}出示钥匙…`,
      renewing: () => '正在刷新您的钥匙…',
    },
    attempt: (attempt) => `第 ${attempt} 次尝试`,
    opened: (door) => `${door}已打开`,
    openedStep: '请进。',
    noDoorChosen: (door) => ({
      title: '未选择门',
      step: `请将手机靠近${door}，按“开门”，然后在列表中选择该门。`,
    }),
    otherKeysDoor: (door, yourDoors) => ({
      title: `这里是${door}`,
      step: `您有另一把钥匙可开此门。这把可开启：${yourDoors}。`,
    }),
    tookMs: (ms) => `${ms} 秒内打开`,
    renewedStep: '您的钥匙刚刚已刷新，请重试。',
    diagnoses: {
      no_key: ({ online }) => ({
        title: '没有此门的钥匙',
        step: online ? DESK : '请联网一次，钥匙即可送达这部手机。',
        ...(online ? { desk: true } : {}),
      }),
      waiting: () => ({
        title: '暂时还不能为您打开',
        step: '请您房间的第一位客人先开一次门，之后您的钥匙即可使用。',
      }),
      revoked: () => ({
        title: '此钥匙已被收回',
        step: '酒店已终止此钥匙，请联系前台。',
        desk: true,
      }),
      suspended: () => ({ title: '您的钥匙已暂停', step: '请联系前台。', desk: true }),
      expired: () => ({
        title: '此钥匙已失效',
        step: '有效期已过。如需续住，请联系前台。',
        desk: true,
      }),
      checked_out: () => ({
        title: '您已退房',
        step: '您的钥匙已随住宿结束而失效。如有遗落物品，请联系前台。',
        desk: true,
      }),
      not_yet_valid: ({ validFrom }) => ({
        title: '时间还早',
        step: validFrom === undefined ? '您的钥匙尚未生效，请稍后再试。' : `您的钥匙自 ${validFrom} 起可用。`,
      }),
      superseded: ({ online }) => ({
        title: '此房间已有更新的钥匙',
        step: online ? '您的房间已有更新的钥匙，此钥匙已失效。请联系前台。' : '请联网一次，新钥匙即可送达这部手机。',
        ...(online ? { desk: true } : {}),
      }),
      not_downloaded: ({ online }) => ({
        title: '您的钥匙不是最新的',
        step: online ? DESK : '请联网一次，然后重试。',
        ...(online ? { desk: true } : {}),
      }),
      lease_ended: ({ online }) => ({
        title: '您的钥匙需要刷新',
        step: online ? DESK : '请联网一次，然后重试。',
        ...(online ? { desk: true } : {}),
      }),
      bluetooth_off: () => ({ title: '蓝牙已关闭', step: '请打开蓝牙，然后重试。' }),
      bluetooth_not_allowed: () => ({
        title: '未允许使用蓝牙',
        step: '请在浏览器设置中允许此页面使用蓝牙，然后重试。',
      }),
      unsupported_phone: () => ({
        title: '这部手机无法在此开门',
        step: '请向前台索取房卡。',
        desk: true,
      }),
      wrong_phone: () => ({
        title: '此钥匙属于另一部手机',
        step: '请使用领取钥匙的手机，或向前台索取新链接。',
        desk: true,
      }),
      too_far: ({ door }) => ({
        title: '门没有响应',
        step: `请将手机靠近${door ?? '门锁'}，然后重试。`,
      }),
      wrong_door: ({ yourDoors }) => ({
        title: '这不是您的门',
        step: yourDoors === '' ? '您的钥匙打不开此门。' : `您的钥匙可开启：${yourDoors}。`,
      }),
      privacy_on: () => ({
        title: '“请勿打扰”已开启',
        step: '房内有人开启了此功能。请敲门，或询问前台。',
        desk: true,
      }),
      outside_hours: ({ door }) => ({
        title: `${door ?? '此门'}现已关闭`,
        step: '此门有固定开放时间，前台可告知。',
        desk: true,
      }),
      lock_clock_unknown: ({ online }) => ({
        title: '门锁不知道当前时间',
        step: online ? '请重试：您的手机会为它校时。' : '请联网后重试：您的手机会为它校时。',
      }),
      lock_battery_low: () => ({
        title: '门锁电量不足',
        step: '请告知前台，工作人员会来为您开门。',
        desk: true,
      }),
      ask_front_desk: () => ({ title: '门没有打开', step: DESK, desk: true }),
    },
  },

  ended: {
    title: {
      revoked: (room) => `${room}的钥匙已被收回`,
      checked_out: (room) => `您已从${room}退房`,
      expired: (room) => `${room}的钥匙已失效`,
      superseded: (room) => `${room}的钥匙已被更新的钥匙取代`,
      replaced: (room) => `${room}的钥匙已被更新的钥匙取代`,
    },
    step: {
      revoked: '如果这出乎您的意料，请联系前台。',
      checked_out: '感谢您的入住，祝您旅途愉快。',
      expired: '如需续住，请联系前台。',
      superseded: '新钥匙会自动显示在这里。',
      replaced: '新钥匙会自动显示在这里。',
    },
    deleted: '已从这部手机删除。联网后会通知酒店。',
    deletedAndTold: '已从这部手机删除，酒店已知晓。',
    clockDoubt: '以上依据这部手机的时钟。如果时钟可能不准，您仍可试着开门。',
    forget: '从此列表移除',
  },

  notices: {
    keyRemoved: (room, hotel) => ({
      title: room === undefined ? '一把钥匙已移除' : `${room} 号房的钥匙已移除`,
      step: `${hotel ?? '酒店'}已收回此钥匙，并已从这部手机删除。`,
    }),
    deviceRemoved: {
      title: '这部手机已不再启用',
      step: '酒店已终止这部手机上的钥匙并将其删除。如需新钥匙，请向前台索取链接。',
    },
    linkUsedAlreadyHere: {
      title: '此链接已被使用',
      step: '这部手机已设置完成，您的钥匙显示在下方。',
    },
  },

  offline: {
    title: '您处于离线状态',
    keys: {
      works: '您的钥匙仍可开门。',
      stale: '请联网一次以刷新钥匙。',
      none: '联网后您的钥匙就会显示。',
    },
  },
  notKnown: {
    title: '酒店无法识别这部手机',
    step: '请向前台索取新链接。',
  },
  callDesk: '致电前台',
  messageDesk: '给前台发消息',
  simulated: '模拟无线',
  simulatedHint: '门是虚拟的。',
  noRadio: {
    none_iphone: {
      title: 'iPhone 浏览器无法开门',
      step: '其网页无法使用蓝牙。请向前台索取房卡，或在安卓手机上用 Chrome 打开链接。',
      desk: true,
    },
    none_android: {
      title: '此浏览器无法开门',
      step: '请复制链接并在 Chrome 中打开。链接只能用一次，请在领取钥匙之前操作。',
    },
    none: {
      title: '此浏览器无法开门',
      step: '请在手机上用 Chrome 打开链接，或向前台索取房卡。',
      desk: true,
    },
  },
  copyLink: '复制链接',
  linkCopied: '已复制，请在 Chrome 中打开。',
};
export default zh;
