// A booking's and a guest's page, but for the keys. In Chinese; zh.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('zh-Hans');

export const booking: ConsoleTexts['booking'] = {
  page: (guest, room) => (room ? `${guest}，${room} 号房` : guest),
  back: '所有预订',
  loading: '正在加载预订',
  failed: '无法显示该预订',
  notFoundHeading: '此处没有该预订',
  notFoundBody: '它可能属于其他门店，或地址不完整。',
  reference: (reference) => `预订号 ${reference}`,
  stay: '住宿',
  room: '房间',
  arrival: '抵店',
  departure: '离店',
  checkOut: '退房截止',
  source: '来源',
  sources: { apaleo: 'Apaleo', api: 'API' },
  hotelTime: (zone) => `所有时间均为酒店当地时间（${zone}）。`,
  guest: '客人',
  email: '邮箱',
  phone: '电话',
  language: '语言',
  idVerification: '证件核验',
  mobileCheckIn: '手机入住',
  idVerifications: {
    not_verified: '未核验',
    pending: '待处理',
    verified: '已核验',
    failed: '未通过',
    manual_override: '员工放行',
  },
  mobileCheckIns: {
    not_started: '未开始',
    submitted: '已提交',
    approved: '已批准',
    declined: '已拒绝',
  },
};

export const arrival: ConsoleTexts['arrival'] = {
  heading: '抵店',
  reasonForRecord: '仅供记录，客人看不到。',
  override: {
    open: '无图片通过证件…',
    heading: '无图片通过证件',
    lead: '仅在您亲自查看证件后操作。操作人和原因会保留在记录中。',
    confirm: '通过证件',
    done: '证件已通过',
  },
};

export const room: ConsoleTexts['room'] = {
  heading: '此房间的其他客人',
  inTheWay: '房间仍属于另一位客人：',
  shares: '同住',
  other: (guest, reference) => `${guest} (${reference})`,
  share: {
    open: '共用房间…',
    heading: '两个预订共用房间',
    lead: (guest, other) => `${guest} 和 ${other} 将获得同一房间的钥匙。每个预订只结束各自的钥匙。`,
    confirm: '共用房间',
    done: '两个预订共用房间',
  },
  override: {
    open: '将房间给该客人…',
    heading: '将房间给该客人',
    lead: (guest, room) => `${guest} 现在获得 ${room} 号房。`,
    warning: (other) => `${other} 的钥匙立即结束，并会通知其本人。此操作无法撤销。`,
    reasons: {
      guest_has_left: '另一位客人已离开',
      checked_in_by_mistake: '另一位客人被误办入住',
      other: '其他',
    },
    why: '发生了什么',
    whyHint: '仅供记录，客人看不到。',
    confirm: '给予房间',
    done: '房间已归该客人',
  },
};

export const lostPhone: ConsoleTexts['lostPhone'] = {
  open: '报失…',
  openFor: (phone) => `报失：${phone}`,
  heading: '手机丢失',
  lead: (phone) => `${phone} 上的所有钥匙都将收回并被门锁拒绝。客人的其他手机不受影响。`,
  noUndo: '此操作无法撤销：找回的手机需用客人链接重新设置。',
  confirm: '报失',
  done: '手机已报失',
  lostAt: (when, who) => `${who} 于 ${when} 报失`,
  proven: '其上的任何钥匙都不能再开门。',
  couldOpen: (when) => `若一直离线，最晚至 ${when} 仍可能开门，除非门锁提前获知。`,
  newPhone: '客人用此码设置替换的手机。',
};

export const guestPage: ConsoleTexts['guestPage'] = {
  loading: '正在加载客人',
  failed: '无法显示客人',
  notFoundHeading: '此处没有该客人',
  notFoundBody: '可能属于其他门店，或已被清除。',
  bookings: (count) => plural(count, { other: '# 个预订' }),
  noCurrent: '该客人没有即将或正在进行的预订。',
  past: '过往预订',
  stay: (room, dates) => `${room}, ${dates}`,
};

export const invitations: ConsoleTexts['invitations'] = {
  heading: '未使用的邀请',
  invite: '邀请同行人…',
  inviteHeading: '邀请同行人',
  inviteLead: (guest) => `代 ${guest} 邀请。同行人会在自己的手机上得到自己的钥匙。客人可在应用中看到并收回。`,
  name: '同行人姓名',
  nameMissing: '请填写是给谁的。',
  withKey: '与客人的钥匙一样长',
  make: '生成链接',
  made: (name) => `给 ${name} 的链接`,
  scan: '请同行人用手机相机扫描此码，或只把链接发给本人。',
  qrLabel: '邀请二维码',
  done: '邀请已生成',
  expires: (when) => `尚未使用，有效至 ${when}`,
  withdraw: '撤回…',
  withdrawFor: (name) => `撤回对 ${name} 的邀请`,
  withdrawHeading: '撤回邀请',
  lead: (name) => `${name} 收到的链接将失效。尚未由其生成钥匙。`,
  withdrawConfirm: '撤回邀请',
  withdrawn: '邀请已撤回',
};

export const messages: ConsoleTexts['messages'] = {
  heading: '消息',
  none: '尚未通知客人任何内容。',
  loading: '正在加载消息',
  failed: '无法显示消息',
  by: (channel, when) => `${channel}, ${when}`,
  channel: { push: '推送', email: '邮件', sms: 'SMS' },
  resend: '重新发送',
  resendFor: (message) => `重新发送：${message}`,
  resent: '正在重新发送',
  status: {
    queued: '送达中',
    sent: '已发送',
    delivered: '已送达',
    opened: '已打开',
    used: '链接已使用',
    failed: '未送达',
    withdrawn: '不再适用，未发送',
  },
  kind: {
    key_ready: '钥匙已就绪',
    key_waiting: '钥匙等待客人',
    room_changed: '换房',
    stay_extended: '钥匙延长',
    stay_shortened: '钥匙提前结束',
    key_revoked: '钥匙已收回',
    room_override: '房间已给其他客人',
    invitation: '共享钥匙邀请',
    check_in_approved: '入住已批准',
    check_in_declined: '入住被拒绝',
    room_ready: '房间已就绪',
    id_verified: '证件已通过',
    id_failed: '证件未通过',
    guest_link: '前台发送的客人链接',
    checked_out: '已退房',
  },
};

export const link: ConsoleTexts['link'] = {
  sendEmail: '用电子邮件发送',
  sendSms: '用短信发送',
  sentBody: '链接正在发送。进度见“消息”。',
  sent: '链接正在发送',
  noEmail: '客人没有电子邮箱。',
  noPhone: '客人没有国际格式的手机号。',

  heading: '客人链接',
  body: '为客人的手机设置客人应用，只能使用一次。',
  create: '创建链接',
  createAnother: '创建新链接',
  replaces: '新链接会使之前的链接失效。',
  scan: '请客人用手机摄像头扫描此码。',
  qrLabel: '客人链接二维码',
  url: '一次性链接',
  copy: '复制链接',
  copied: '已复制',
  email: '邮件…',
  sms: '短信…',
  message: (hotel) => ({
    subject: `${hotel}：您的手机钥匙`,
    body: (url) => `${hotel}：请在手机上打开此链接领取手机钥匙，只能使用一次。 ${url}`,
  }),
  copyFailed: '此处不允许复制。请选中链接并手动复制。',
  expires: (when) => `有效至 ${when}。`,
  once: '仅显示一次：离开此页面后即消失。',
  hide: '隐藏链接',
  used: '已设置一部手机，链接已完成使命。',
};

export const devices: ConsoleTexts['devices'] = {
  heading: '设备',
  none: '尚未设置手机。',
  online: '在线',
  offline: '离线',
  lastSeen: (when) => `上次在线 ${when}`,
  enrolled: (when) => `设置于 ${when}`,
  bluetooth: {
    unknown: '蓝牙状态未知',
    on: '蓝牙已开启',
    off: '蓝牙已关闭',
    not_allowed: '蓝牙未允许',
    unsupported: '无蓝牙',
  },
};

export const timeline: ConsoleTexts['timeline'] = {
  heading: '时间线',
  none: '还没有任何记录。',
  by: (who) => `操作人：${who}`,
  kind: {
    booking: '预订',
    key: '钥匙',
    delivery: '送达',
    door: '门',
    staff: '员工',
    device: '设备',
  },
  showAll: (count) => `显示全部 ${count} 条`,
  filter: '显示',
  everything: '全部',
  opened: (door) => `已打开${door}`,
  refused: (door) => `被拒绝：${door}`,
  delivered: '钥匙已送达手机',
  removed: '手机已确认删除钥匙',
};
