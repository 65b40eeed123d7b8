// Branding of the Guest App, in Chinese.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('zh');

export const branding: ConsoleTexts['branding'] = {
  lead: '客人在手机上看到的酒店形象：钥匙卡、到店前的页面以及邮件按钮。名称在“门店”中修改。',
  colour: '颜色',
  ownColours: '客人应用自带的颜色',
  chosenColour: '酒店的颜色',
  colourCode: '颜色代码',
  colourHint: '# 加六位，例如 #8a1538。',
  colourWrong: '请输入 # 和六位数字或字母 a 至 f。',
  contrast: {
    fine: '浅色和深色屏幕上都清晰可读。',
    light: '在浅色屏幕上，文字和按钮会用更深的色调，让每个人都能看清。',
    dark: '在深色屏幕上，文字和按钮会用更浅的色调，让每个人都能看清。',
    both: '文字和按钮在浅色屏幕上更深、在深色屏幕上更浅，让每个人都能看清。',
  },
  look: '钥匙卡',
  looks: {
    deep: { name: '深沉', hint: '把颜色变得深沉、安静。' },
    solid: { name: '原色', hint: '完全按所选颜色。' },
    light: { name: '浅色', hint: '浅色卡片，颜色用在线条上。' },
  },
  logo: '标志',
  logoHint: 'PNG、JPEG、WebP 或 SVG。会缩小，并且只保存像素。',
  noLogo: '还没有标志',
  chooseLogo: '选择文件',
  replaceLogo: '换一个文件',
  removeLogo: '移除',
  logoRemoved: '标志已移除',
  logoSaved: '标志已保存',
  logoWrong: '无法作为图片读取。请选择 PNG、JPEG、WebP 或 SVG。',
  logoLarge: '缩小后仍然太大。请选择更简单的图片。',
  logoOnPlate: '放在白底上',
  logoOnPlateHint: '适合深色标志，否则在深色卡片上看不见。',
  contact: '给前台的消息',
  contactHint: '客人在应用中写到这里。电话拨打“门店”中的号码。',
  contactKinds: {
    none: '不接收消息',
    sms: '短信',
    email: '电子邮件',
    web: '网页聊天',
  },
  contactValues: {
    sms: '电话号码',
    email: '电子邮箱',
    web: '聊天地址',
  },
  webHint: '以 https:// 开头，例如 WhatsApp 链接。',
  contactWrong: {
    sms: '请输入电话号码。',
    email: '请输入电子邮箱。',
    web: '请输入以 https:// 开头的地址。',
  },
  preview: '预览',
  previewLead: '客人将看到的样子。',
  schemes: { light: '浅色', dark: '深色', night: '昏暗走廊' },
  card: {
    room: '房间',
    guest: '客人',
    sampleGuest: '林晓',
    until: '有效至',
    ready: '可用',
    unlock: '开门',
  },
  spread: '用于该品牌的所有门店',
  spreadHint: '品牌的其他门店将采用这里的颜色、钥匙卡和标志。名称、电话和地址仍各自保留。',
  spreadBody: '其他门店的颜色、钥匙卡和标志会被替换，无法撤销。',
  spreadConfirm: '全部采用',
  spreadDone: (count) => plural(count, { other: '另有 # 家门店已采用相同形象' }),
};

export const doorHours: ConsoleTexts['doorHours'] = {
  heading: '客人开放时间',
  always: '对客人始终开放',
  certain: '在规定时间开放',
  openNow: '现在开放',
  closedNow: '现在关闭',
  edit: '修改时间',
  zone: (zone) => `时间以酒店时钟为准（${zone}）。`,
  from: '从',
  to: '到',
  overnight: '至次日',
  wholeDay: '全天',
  add: '添加时间段',
  remove: (day) => `删除${day}的时间段`,
  copy: '每天相同',
  saved: '开放时间已保存',
  effect: '有效钥匙会按新时间更新。没有网络的手机在重新联网或离线期限结束前仍按旧时间。',
  none: '请至少输入一天的时间，或让门始终开放。',
};

export const brandAdministrators: ConsoleTexts['brandAdministrators'] = {
  heading: '品牌管理员',
  lead: '他们管理该品牌现有和今后的所有门店。',
  invite: '邀请品牌管理员',
  inviteLead: '由您交给对方一次性链接，对方即可管理该品牌的所有门店。',
  removeBody: (name) => `${name} 将失去该品牌所有门店的权限，正在进行的会话立即结束。`,
  removed: '已移除品牌管理员',
};
