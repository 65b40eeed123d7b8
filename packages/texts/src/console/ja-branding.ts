// Branding of the Guest App, in Japanese.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('ja');

export const branding: ConsoleTexts['branding'] = {
  lead: 'お客様のスマートフォンでのこのホテルの見え方です。キーカード、ご到着前の画面、メールのボタンに使われます。名称は「施設」で変更します。',
  colour: '色',
  ownColours: 'ゲストアプリ標準の色',
  chosenColour: 'ホテルの色',
  colourCode: 'カラーコード',
  colourHint: '# と 6 桁。例：#8a1538',
  colourWrong: '# と 6 桁の数字または a～f を入力してください。',
  contrast: {
    fine: '明るい画面でも暗い画面でも、このまま読めます。',
    light: '明るい画面では、だれにでも読めるように文字とボタンを少し濃くします。',
    dark: '暗い画面では、だれにでも読めるように文字とボタンを少し明るくします。',
    both: 'だれにでも読めるように、文字とボタンを明るい画面では濃く、暗い画面では明るくします。',
  },
  look: 'キーカード',
  looks: {
    deep: { name: '深い色', hint: '色を深く落ち着かせます。' },
    solid: { name: 'そのまま', hint: '選んだ色をそのまま使います。' },
    light: { name: '明るい', hint: '明るいカードで、線に色を使います。' },
  },
  logo: 'ロゴ',
  logoHint: 'PNG、JPEG、WebP、SVG。縮小し、画素だけを保存します。',
  noLogo: 'ロゴはまだありません',
  chooseLogo: 'ファイルを選ぶ',
  replaceLogo: '別のファイル',
  removeLogo: '削除',
  logoRemoved: 'ロゴを削除しました',
  logoSaved: 'ロゴを保存しました',
  logoWrong: '画像として読めません。PNG、JPEG、WebP、SVG を選んでください。',
  logoLarge: '縮小しても大きすぎます。より単純な画像を選んでください。',
  logoOnPlate: '白い台の上に置く',
  logoOnPlateHint: '暗いカードでは見えなくなる濃い色のロゴ向けです。',
  contact: 'フロントへのメッセージ',
  contactHint: 'お客様はゲストアプリからここに書きます。電話は「施設」の番号につながります。',
  contactKinds: {
    none: 'メッセージなし',
    sms: 'SMS',
    email: 'メール',
    web: 'ウェブチャット',
  },
  contactValues: {
    sms: '電話番号',
    email: 'メールアドレス',
    web: 'チャットのアドレス',
  },
  webHint: 'https:// で始まるアドレス。例：WhatsApp のリンク',
  contactWrong: {
    sms: '電話番号を入力してください。',
    email: 'メールアドレスを入力してください。',
    web: 'https:// で始まるアドレスを入力してください。',
  },
  preview: 'プレビュー',
  previewLead: 'お客様にはこう見えます。',
  schemes: { light: 'ライト', dark: 'ダーク', night: '暗い廊下' },
  card: {
    room: '客室',
    guest: 'お客様',
    sampleGuest: '佐藤 花',
    until: '有効期限',
    ready: '使えます',
    unlock: '解錠',
  },
  spread: 'ブランドのすべての施設で使う',
  spreadHint: 'ブランドのほかの施設も、この色、キーカード、ロゴになります。名称、電話番号、宛先はそれぞれのままです。',
  spreadBody: 'ほかの施設の色、キーカード、ロゴが置き換わります。元に戻せません。',
  spreadConfirm: 'すべてで使う',
  spreadDone: (count) => plural(count, { other: 'ほかの # 施設も同じ見た目になりました' }),
};

export const doorHours: ConsoleTexts['doorHours'] = {
  heading: 'お客様の利用時間',
  always: 'いつでも利用できます',
  certain: '決まった時間に利用できます',
  openNow: '利用時間内',
  closedNow: '利用時間外',
  edit: '時間を変更',
  zone: (zone) => `時刻はホテルの時計（${zone}）によります。`,
  from: '開始',
  to: '終了',
  overnight: '翌日まで',
  wholeDay: '終日',
  add: '時間を追加',
  remove: (day) => `${day}の時間を削除`,
  copy: '毎日同じにする',
  saved: '利用時間を保存しました',
  effect:
    '有効なキーは新しい時間で更新されます。通信できないスマートフォンでは、次に通信するかオフライン期間が終わるまで以前の時間のままです。',
  none: '少なくとも 1 日分の時間を入力するか、いつでも利用できるようにしてください。',
};

export const brandAdministrators: ConsoleTexts['brandAdministrators'] = {
  heading: 'ブランド管理者',
  lead: '現在と今後の、ブランドのすべての施設を管理します。',
  invite: 'ブランド管理者を招待',
  inviteLead: '一度だけ使えるリンクを渡します。ブランドのすべての施設を管理できるようになります。',
  removeBody: (name) => `${name} さんはブランドのすべての施設の権限を失います。使用中のセッションはすぐに終了します。`,
  removed: 'ブランド管理者から外しました',
};
