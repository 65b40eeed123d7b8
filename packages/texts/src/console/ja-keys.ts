// Digital keys: their states and what staff do with them. In Japanese; ja.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('ja');

export const keys: ConsoleTexts['keys'] = {
  heading: 'デジタルキー',
  none: 'この予約にデジタルキーはありません。',
  past: (count) => plural(count, { other: '終了したキー # 件' }),
  issue: 'デジタルキーを発行',
  issueBlocked: (reasons) => `まだ発行できません。待機中：${reasons}`,
  issueHasKey: 'お客様にはすでにデジタルキーがあります。「再発行」で置き換わります。',
  issueWaits: '条件待ちのキーがあり、満たされると自動で発行されます。',
  issueOver: {
    checked_out: 'チェックアウト済みのため、キーを発行できません。',
    cancelled: '予約がキャンセルされているため、キーを発行できません。',
    no_show: 'お客様が来られなかったため、キーを発行できません。',
  },
  issueWhenMet: '条件が満たされしだい発行',
  issueWhenMetHint: 'キーは待機し、自動で発行されます。',
  issueDialog: {
    heading: 'デジタルキーを発行',
    lead: (guest, room) => `${guest} 様に ${room} 号室のキーを発行します。`,
    leadNoRoom: (guest) => `部屋が割り当てられると、${guest} 様にキーを発行します。`,
    from: '有効期間の開始',
    until: '有効期間の終了',
    fromNow: 'すぐに',
    follows: 'キーは予約に連動します。チェックアウトが変わると終了時刻も変わります。',
    change: '有効期間を変更',
    keep: '予約に連動',
    own: '独自の有効期間を設定すると、以後の予約変更には連動しません。',
    confirm: 'キーを発行',
    confirmWait: '条件達成時に発行',
    devices: (names) => `送信先：${names}`,
    noDevices: 'お客様の端末がまだありません。ゲストリンクを作成してください。',
    unmet: 'まだ満たされていない条件：',
  },
  issued: 'デジタルキーを発行しました',
  waits: 'キーは条件待ちです',
  kind: { primary: 'メインキー', shared: '共有キー' },
  state: {
    waiting: '待機中',
    issued: '発行済み',
    suspended: '一時停止',
    ended: '終了',
  },
  endReason: {
    revoked: '取り消し',
    checked_out: 'チェックアウトで終了',
    expired: '期限切れ',
    superseded: '次の滞在により終了',
    replaced: '新しいキーに置換',
  },
  keyFor: (guest, room) => (room === null ? guest : `${guest} · ${room} 号室`),
  validity: '有効期間',
  validFrom: '開始',
  validUntil: '終了',
  requestedAt: '依頼',
  issuedAt: '発行',
  endedAt: '終了',
  deliveries: '端末上',
  noDeliveries: 'まだどの端末にも送られていません。',
  delivery: {
    to_deliver: '端末へ送信中',
    delivered: '端末に到着済み',
    removed: '端末から削除済み',
  },
  stillOnPhone: '端末ではまだ削除されていません',
  since: (when) => `${when} から`,
  at: (when) => `${when}`,
  leaseUntil: (when) => `オフラインで ${when} まで使用可能`,
  leaseEnded: (when) => `オフライン期限は ${when} に終了`,
  revoke: 'キーを取り消す',
  reissue: '再発行',
};

export const revoke: ConsoleTexts['revoke'] = {
  heading: 'キーを取り消す',
  lead: (guest, room) => `${guest} 様の ${room} 号室のキーを取り消します。`,
  whatHappens: '行われること',
  steps: {
    now: 'キーは直ちに終了し、そこから共有されたキーも終了します。お客様の他のキーはそのままです。',
    phone: '端末は接続しだいキーを削除します。',
    locks: '錠に拒否するよう通知されます。確認されるとここに表示されます。',
  },
  couldOpen: (when) => `オフラインのままの端末では、遅くとも ${when} まではドアが開く可能性があります。`,
  neverDelivered: 'キーはまだどの端末にもないため、何も開きません。',
  reason: '理由',
  chooseReason: '理由を選択',
  reasons: {
    room_change: '部屋の変更',
    security_concern: 'セキュリティ上の懸念',
    lost_phone: '端末の紛失',
    guest_request: 'お客様の要望',
    other: 'その他',
  },
  reasonMissing: '理由を選択してください。',
  note: 'メモ',
  noteHint: '記録用です。お客様には表示されません。',
  confirm: 'キーを取り消す',
  done: 'キーを取り消しました',
};

export const revocation: ConsoleTexts['revocation'] = {
  heading: '取り消し',
  state: {
    requested: '依頼済み',
    removed_from_device: '端末から削除済み',
    enforced: '適用済み',
  },
  step: { requested: '依頼', removed: '端末から削除済み', enforced: '適用' },
  proof: {
    deleted_on_device: '端末がキーの削除を確認しました。',
    confirmed_by_locks: '対象のすべての錠がキーの拒否を確認しました。',
    lease_ended: 'キーのオフライン期限が切れました。',
    never_delivered: 'キーはどの端末にも届きませんでした。',
  },
  by: (who) => `担当：${who}`,
  pending: '未完了',
  couldOpen: (when) => `${when} まで開く可能性があります`,
  couldOpenUnknown: 'まだ開く可能性あり',
  couldOpenDoors: (doors) => `未確認：${doors}`,
  note: 'メモ',
};

export const reissue: ConsoleTexts['reissue'] = {
  heading: 'キーを再発行',
  lead: (guest, room) => `${guest} 様に ${room} 号室の新しいキーを発行します。`,
  body: '新しいキーはお客様の端末に送られ、古いキーの終了前に使えるようになります。ドアの前で困ることはありません。',
  confirm: 'キーを再発行',
  done: 'キーを再発行しました',
};

export const suspend: ConsoleTexts['suspend'] = {
  open: '一時停止',
  heading: 'キーを一時停止',
  lead: (guest, room) => `再開するまで、${guest} 様は ${room} 号室を開けられません。共有されたキーも止まります。`,
  confirm: 'キーを一時停止',
  done: 'キーを一時停止しました',
};

export const resume: ConsoleTexts['resume'] = {
  open: '再開',
  heading: 'キーを再開',
  lead: (guest, room) => `端末が接続しだい、${guest} 様は ${room} 号室を再び開けられます。`,
  confirm: 'キーを再開',
  done: 'キーを再開しました',
};

export const changeValidity: ConsoleTexts['changeValidity'] = {
  open: '有効期間を変更',
  heading: '有効期間を変更',
  lead: (guest, room) =>
    `${guest} 様は同じ ${room} 号室のキーを使い続けます。端末が接続すると新しい終了時刻が届きます。`,
  follow: 'チェックアウトが変わっても予約と同時に終了',
  confirm: '有効期間を変更',
  done: '有効期間を変更しました',
};

export const diagnose: ConsoleTexts['diagnose'] = {
  open: 'なぜ使えないのか',
  heading: 'なぜ使えないのか',
  looking: 'キー、端末、ドアを調べています',
  evidence: '判断の根拠',
  lookedAt: (when) => `確認時刻：${when}`,
  again: 'もう一度調べる',
  yes: 'はい',
  no: 'いいえ',
  notKnown: '不明',
  steps: {
    resume: 'キーを再開…',
    validity: '有効期間を変更…',
    reissue: 'キーを再発行…',
    issue: '新しいキーを発行…',
  },
  fact: {
    'booking.status': '予約',
    'key.state': 'キー',
    'key.endReason': 'キーの終了理由',
    'key.endedAt': 'キーの終了',
    'key.waitingFor': 'キーの待機理由',
    'key.validFrom': '有効期間の開始',
    'key.validUntil': '有効期間の終了',
    'booking.roomId': '予約の部屋',
    'key.roomId': 'キーの部屋',
    key: 'キー',
    delivery: '端末上のキー',
    'delivery.state': '配信',
    'delivery.leaseEnd': 'オフライン使用期限',
    'phone.seenAt': '端末の最終接続',
    'phone.notificationsOn': '通知オン',
    'phone.bluetooth': 'Bluetooth',
    'phone.supported': '端末で解錠できる',
    'phone.holdsKey': '端末がキーを持っている',
    'door.refused': 'ドアの応答',
    'door.refusedAt': '拒否',
    'door.privacyOn': '入室ご遠慮',
    'door.inHours': 'ドアの利用時間内',
    'door.clockKnown': '錠の時刻が正しい',
    'door.batteryLow': '電池残量低下',
    'door.reachable': '錠に接続できる',
    'door.vendorAvailable': '錠システムの応答',
    'attempt.at': '最後の試行',
    'attempt.outcome': '結果',
  },
};
