// 密码之外的登录方式与“我的账户”的中文文本；由 zh.ts 收入。
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('zh');

export const account: ConsoleTexts['account'] = {
  page: '我的账户',
  loading: '正在加载您的账户',
  failed: '无法显示您的账户',
  confirmHeading: '请确认是您本人',
  confirm: '此操作会更改您的登录方式。请再登录一次，之后会回到原来的页面。',
  passkey: {
    signIn: '使用通行密钥登录',
    or: '或',
    refused: '此通行密钥未被接受。请重试，或使用密码。',
    heading: '通行密钥',
    lead: '用指纹、面容或设备的 PIN 码登录，无需密码。通行密钥只在本站有效，别人无法骗取。',
    none: '您还没有通行密钥。',
    add: '添加通行密钥',
    addBody: '请填写设备名称，其余由浏览器引导。',
    name: '名称',
    nameMissing: '请输入名称。',
    thisDevice: '此设备',
    added: '通行密钥已添加',
    cancelled: '未添加：操作已取消或超时。',
    exists: '此设备上已有您的通行密钥。',
    unsupported: '此浏览器在这里无法使用通行密钥。需要新版浏览器和安全地址（https）。',
    created: (when) => `添加于 ${when}`,
    used: (when) => `最近使用 ${when}`,
    neverUsed: '尚未使用',
    backedUp: '已备份',
    rename: '重命名',
    renameWhich: (name) => `重命名 ${name}`,
    renamed: '通行密钥已改名',
    remove: '移除',
    removeWhich: (name) => `移除 ${name}`,
    removeBody: '之后无法再用它登录，您在其他设备上的会话会立即结束。请在设备上也将其删除。',
    removed: '通行密钥已移除',
    offerHeading: '下次登录更快捷',
    offerBody: '有了通行密钥，只需指纹、面容或 PIN 码。仅限不与他人共用的设备。',
    later: '暂不',
    count: (count) => plural(count, { other: '# 个通行密钥' }),
    noneShort: '无通行密钥',
  },
};
