// A booking's and a guest's page, but for the keys. In Japanese; ja.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('ja');

export const booking: ConsoleTexts['booking'] = {
  page: (guest, room) => (room ? `${guest}、${room} 号室` : guest),
  back: 'すべての予約',
  loading: '予約を読み込んでいます',
  failed: '予約を表示できません',
  notFoundHeading: 'この予約はここにはありません',
  notFoundBody: '別の施設の予約か、アドレスが不完全な可能性があります。',
  reference: (reference) => `予約番号 ${reference}`,
  stay: '滞在',
  room: '部屋',
  arrival: '到着',
  departure: '出発',
  checkOut: 'チェックアウト期限',
  source: '取得元',
  sources: { apaleo: 'Apaleo', api: 'API' },
  hotelTime: (zone) => `時刻はすべてホテルの現地時間（${zone}）です。`,
  guest: 'お客様',
  email: 'メール',
  phone: '電話',
  language: '言語',
  idVerification: '本人確認',
  mobileCheckIn: 'モバイルチェックイン',
  idVerifications: {
    not_verified: '未確認',
    pending: '確認待ち',
    verified: '確認済み',
    failed: '不承認',
    manual_override: 'スタッフが承認',
  },
  mobileCheckIns: {
    not_started: '未開始',
    submitted: '申請済み',
    approved: '承認済み',
    declined: '却下',
  },
};

export const arrival: ConsoleTexts['arrival'] = {
  heading: '到着',
  reasonForRecord: '記録用です。お客様には表示されません。',
  override: {
    open: '画像なしで承認…',
    heading: '画像なしで本人確認を承認',
    lead: '書類をご自身で確認した場合に行ってください。承認者と理由は記録に残ります。',
    confirm: '承認',
    done: '本人確認を承認しました',
  },
};

export const room: ConsoleTexts['room'] = {
  heading: 'この部屋の他のお客様',
  inTheWay: '部屋がまだ別のお客様のものです：',
  shares: '同室',
  other: (guest, reference) => `${guest} (${reference})`,
  share: {
    open: '同室にする…',
    heading: '2 件の予約が部屋を共有',
    lead: (guest, other) =>
      `${guest} 様と ${other} 様に同じ部屋のキーが発行されます。各予約で終了するのはそれぞれのキーだけです。`,
    confirm: '同室にする',
    done: '予約を同室にしました',
  },
  override: {
    open: 'この部屋をこのお客様に…',
    heading: 'この部屋をこのお客様に割り当て',
    lead: (guest, room) => `${guest} 様に ${room} 号室を割り当てます。`,
    warning: (other) => `${other} 様のキーは直ちに終了し、通知されます。元に戻せません。`,
    reasons: {
      guest_has_left: '別のお客様は出発済み',
      checked_in_by_mistake: '別のお客様を誤ってチェックイン',
      other: 'その他',
    },
    why: '状況',
    whyHint: '記録用です。お客様には表示されません。',
    confirm: '割り当てる',
    done: 'この部屋をこのお客様に割り当てました',
  },
};

export const lostPhone: ConsoleTexts['lostPhone'] = {
  open: '紛失を報告…',
  openFor: (phone) => `${phone} の紛失を報告`,
  heading: '端末の紛失',
  lead: (phone) => `${phone} のすべてのキーを取り消し、錠で拒否します。お客様の他の端末はそのまま使えます。`,
  noUndo: '元に戻せません。見つかった端末はゲストリンクで再設定します。',
  confirm: '紛失を報告',
  done: '端末の紛失を報告しました',
  lostAt: (when, who) => `${when} に ${who} が紛失を報告`,
  proven: 'この端末ではもうどのドアも開きません。',
  couldOpen: (when) => `オフラインのままだと、錠に通知されるまで、遅くとも ${when} までドアが開く可能性があります。`,
  newPhone: 'このコードで、お客様が代わりの端末を設定します。',
};

export const guestPage: ConsoleTexts['guestPage'] = {
  loading: 'お客様を読み込んでいます',
  failed: 'お客様を表示できません',
  notFoundHeading: 'このお客様はここにはありません',
  notFoundBody: '別の施設か、消去された可能性があります。',
  bookings: (count) => plural(count, { other: '# 件の予約' }),
  noCurrent: '今後または滞在中の予約はありません。',
  past: '過去の予約',
  stay: (room, dates) => `${room}, ${dates}`,
};

export const invitations: ConsoleTexts['invitations'] = {
  heading: '未使用の招待',
  invite: '同伴者を招待…',
  inviteHeading: '同伴者を招待',
  inviteLead: (guest) =>
    `${guest} 様に代わって招待します。同伴者はご自身の電話に専用のキーを受け取ります。お客様はアプリで確認し、取り消すことができます。`,
  name: '同伴者の名前',
  nameMissing: 'どなたのためのものか入力してください。',
  withKey: 'お客様のキーと同じ期間',
  make: 'リンクを作成',
  made: (name) => `${name} 様用のリンク`,
  scan: '同伴者の電話のカメラでこのコードを読み取ってもらうか、リンクをご本人にだけ送ってください。',
  qrLabel: '招待の QR コード',
  done: '招待を作成しました',
  expires: (when) => `未使用、${when} まで有効`,
  withdraw: '取り下げる…',
  withdrawFor: (name) => `${name} 様への招待を取り下げる`,
  withdrawHeading: '招待を取り下げる',
  lead: (name) => `${name} 様へのリンクは使えなくなります。キーはまだ作られていません。`,
  withdrawConfirm: '招待を取り下げる',
  withdrawn: '招待を取り下げました',
};

export const messages: ConsoleTexts['messages'] = {
  heading: 'メッセージ',
  none: 'お客様への連絡はまだありません。',
  loading: 'メッセージを読み込んでいます',
  failed: 'メッセージを表示できません',
  by: (channel, when) => `${channel}, ${when}`,
  channel: { push: 'プッシュ', email: 'メール', sms: 'SMS' },
  resend: '再送',
  resendFor: (message) => `再送：${message}`,
  resent: '再送します',
  status: {
    queued: 'お届け中',
    sent: '送信済み',
    delivered: '配信済み',
    opened: '開封済み',
    used: 'リンク使用済み',
    failed: '未配信',
    withdrawn: '該当しなくなり未送信',
  },
  kind: {
    key_ready: 'キーの準備完了',
    key_waiting: 'キーがお客様待ち',
    room_changed: '部屋の変更',
    stay_extended: 'キーの延長',
    stay_shortened: 'キーの短縮',
    key_revoked: 'キーの取り消し',
    room_override: '部屋を別のお客様に変更',
    invitation: '共有キーへの招待',
    check_in_approved: 'チェックイン承認',
    check_in_declined: 'チェックイン却下',
    room_ready: '部屋の準備完了',
    id_verified: '本人確認承認',
    id_failed: '本人確認不承認',
    guest_link: 'フロントから送ったお客様リンク',
    checked_out: 'チェックアウト済み',
  },
};

export const link: ConsoleTexts['link'] = {
  sendEmail: 'メールで送る',
  sendSms: 'SMS で送る',
  sentBody: 'リンクを送っています。状況は「メッセージ」に表示されます。',
  sent: 'リンクを送っています',
  noEmail: 'お客様のメールアドレスがありません。',
  noPhone: 'お客様の国際形式の携帯番号がありません。',

  heading: 'ゲストリンク',
  body: 'お客様の端末にゲストアプリを設定します。1回だけ有効です。',
  create: 'リンクを作成',
  createAnother: '新しいリンクを作成',
  replaces: '新しいリンクを作ると前のリンクは無効になります。',
  scan: 'お客様の端末のカメラでこのコードを読み取ってもらってください。',
  qrLabel: 'ゲストリンクの QR コード',
  url: 'ワンタイムリンク',
  copy: 'リンクをコピー',
  copied: 'コピーしました',
  email: 'メール…',
  sms: 'SMS…',
  message: (hotel) => ({
    subject: `${hotel}：モバイルキーのご案内`,
    body: (url) => `${hotel}：スマートフォンでこのリンクを開くと、モバイルキーを受け取れます。1回だけ有効です。 ${url}`,
  }),
  copyFailed: 'ここではコピーできません。リンクを選択して手動でコピーしてください。',
  expires: (when) => `${when} まで有効です。`,
  once: '表示は1回限りです。このページを離れると消えます。',
  hide: 'リンクを隠す',
  used: '端末が設定されました。リンクの役目は終わりました。',
};

export const devices: ConsoleTexts['devices'] = {
  heading: '端末',
  none: '設定済みの端末はまだありません。',
  online: 'オンライン',
  offline: 'オフライン',
  lastSeen: (when) => `最終接続 ${when}`,
  enrolled: (when) => `設定 ${when}`,
  bluetooth: {
    unknown: 'Bluetooth 不明',
    on: 'Bluetooth オン',
    off: 'Bluetooth オフ',
    not_allowed: 'Bluetooth 未許可',
    unsupported: 'Bluetooth なし',
  },
};

export const timeline: ConsoleTexts['timeline'] = {
  heading: '履歴',
  none: 'まだ何も起きていません。',
  by: (who) => `担当：${who}`,
  kind: {
    booking: '予約',
    key: 'キー',
    delivery: '配信',
    door: 'ドア',
    staff: 'スタッフ',
    device: '端末',
  },
  showAll: (count) => `${count} 件すべて表示`,
  filter: '表示',
  everything: 'すべて',
  opened: (door) => `${door}を解錠`,
  refused: (door) => `${door}が拒否`,
  delivered: 'キーが端末に届きました',
  removed: '端末がキーの削除を確認',
};
