// Messages in Chinese (simplified).
import type { MessageTexts } from './message-texts.ts';

export const zh: MessageTexts = {
  greeting: '{name}，您好：',
  openApp: '打开住客应用',
  setUpPhone: '设置您的手机',
  linkNote: '此链接只能使用一次，有效期至 {linkUntil}。请勿转发：最先打开它的人会得到您的钥匙。',
  questions: '如有疑问，请致电前台：{phone}',
  footer: '此消息由 {hotel} 因您的预订而发送。',
  password: {
    title: '为 Nightlatch 设置新密码',
    text: '有人（应该是您）请求为控制台设置新密码。请用此链接设置；仅可使用一次，有效期至 {until}。',
    button: '设置新密码',
    note: '如果不是您本人请求，请不必理会：您的密码保持不变。我们绝不会向您索要密码。',
  },
  kinds: {
    key_ready: {
      title: '您的数字钥匙已就绪',
      text: '您 {room} 房间的数字钥匙已就绪，有效期至 {until}。',
    },
    key_waiting: {
      title: '距离您的数字钥匙只差一步',
      text: '您的数字钥匙正在等您。按照住客应用中的步骤操作，钥匙会自动送达。',
    },
    room_changed: {
      title: '您的房间已更换',
      text: '您的新房间是 {room}。该房间的数字钥匙已就绪，有效期至 {until}。',
    },
    stay_extended: {
      title: '您的数字钥匙已延长',
      text: '您的住宿已延长。您的数字钥匙现在有效期至 {until}。',
    },
    stay_shortened: {
      title: '您的数字钥匙将提前结束',
      text: '您的退房时间已更改。您的数字钥匙现在有效期至 {until}。',
    },
    key_revoked: {
      title: '您的数字钥匙已停用',
      text: '酒店已停用您的数字钥匙。如仍需要，请联系前台。',
    },
    room_override: {
      title: '关于您的房间',
      text: '前台已将您 {room} 房间的一把钥匙交给另一位住客，并记录了原因。如果您并不知情，请联系前台。',
    },
    invitation: {
      title: '邀请您使用数字钥匙',
      text: '一位入住 {hotel} 的住客与您共享数字钥匙。请在您自己的手机上打开链接。',
    },
    check_in_approved: {
      title: '您的手机入住已确认',
      text: '您的手机入住已获批准。期待您的光临。',
    },
    check_in_declined: {
      title: '您的手机入住需要修改',
      text: '您的手机入住未能获批。请打开住客应用查看原因并重新提交，或前往前台办理。',
    },
    room_ready: { title: '您的房间已准备好', text: '您的房间已准备好。您的房间号是 {room}。' },
    id_verified: { title: '您的证件已通过', text: '您的证件已通过。您发送的图片已删除。' },
    id_failed: {
      title: '您的证件未能通过',
      text: '您的证件未能通过。请打开住客应用查看原因并重试，或在前台出示证件。您发送的图片已删除。',
    },
    guest_link: { title: '您的手机钥匙', text: '请在手机上打开此链接。办理入住后，数字钥匙会自动送达。' },
    checked_out: {
      title: '您已退房',
      text: '您已退房，数字钥匙已失效。感谢您的入住。',
    },
  },
};
