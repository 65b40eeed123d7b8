// The pages of the guest app in Japanese.

import type { Unfinished } from '../fill-up.ts';
import { grammarOf } from '../grammar.ts';
import type { GuestPageTexts } from './catalogue.ts';

const { plural } = grammarOf('ja');

const ja: Unfinished<GuestPageTexts> = {
  share: {
    title: (room) => `${room}を共有`,
    lead: '同伴者の方は、ご自身のスマートフォンに専用のキーを受け取ります。いつでも取り消せます。',
    invite: '招待する',
    name: 'お名前',
    doors: '開けられるドア',
    howLong: '期間',
    withMine: '自分のキーと同じ',
    withMineUntil: (until) => `自分のキーと同じ、${until} まで`,
    earlier: 'より短く',
    until: '終了（ホテル現地時間）',
    make: 'リンクを作成',
    making: 'リンクを作成しています…',
    left: (count) => plural(count, { other: 'あと # 名招待できます。' }),
    full: 'この部屋にはこれ以上招待できません。別の方を招待するには、キーまたはリンクを取り消してください。',
    problems: {
      name: 'どなた用かを入力してください。',
      doors: 'ドアを1つ以上選んでください。',
      end: '現在より後で、ご自身のキーの終了までの時刻を選んでください。',
      not_shareable: 'このキーは現在共有できません。フロントにご相談ください。',
      too_many: '現在、この部屋にはこれ以上招待できません。',
      beyond: 'ご自身のキーの範囲を超えるドアや期間は共有できません。',
    },
    linkFor: (name) => `${name} 様用のリンク`,
    linkOnce: (until) => `${until} まで、1台で1回だけ使えます。ご本人にのみ送ってください。再表示はできません。`,
    link: 'リンク',
    qr: 'リンクの QR コード：相手の端末で読み取ってください',
    send: 'リンクを送る',
    copied: 'コピーしました',
    messageTitle: 'ルームキーのご案内',
    message: 'スマートフォンでこのリンクを開くとルームキーを受け取れます。1回だけ有効です。',
    people: 'このキーを持つ方',
    over: '共有終了',
    linkUntil: (until) => `リンクは ${until} まで有効`,
    keyUntil: (until) => `${until} までキーあり`,
    opens: (doors) => `開けられるドア：${doors}`,
    standings: {
      has_key: 'キーあり',
      paused: 'お客様のキーとともに一時停止中',
      key_over: 'キーは終了',
      withdrawn: 'リンクは取り消し済み',
      expired: 'リンクは期限切れ',
    },
    badges: {
      open: '招待中',
      has_key: 'キーあり',
      paused: '一時停止',
      key_over: '終了',
      withdrawn: '取り消し',
      expired: '期限切れ',
    },
    withdraw: 'リンクを取り消す',
    takeBack: 'キーを取り消す',
    sure: (name) => `はい、${name} 様から取り消す`,
  },
  help: {
    title: 'なぜ使えないのか',
    looking: 'キーを調べています…',
    offline: 'オフラインです。端末だけで分かる内容です。',
    byHotel: 'フロントでも同じ内容が表示されます。',
    byPhone: 'この端末で分かる範囲です。',
    fine: {
      title: 'キーに問題はなさそうです',
      step: 'スマートフォンを錠に近づけて「解錠」を押し、少しお待ちください。開かない場合はフロントにお尋ねください。',
    },
    verdicts: {
      not_checked_in: { title: 'まだチェックインされていません', step: 'チェックイン後に自動で届きます。' },
      cancelled: { title: 'この予約はキャンセルされました', step: 'フロントにお尋ねください。', desk: true },
      room_not_assigned: {
        title: 'お部屋がまだ決まっていません',
        step: 'ホテルが部屋を決めると、キーが自動で届きます。',
      },
      room_mismatch: {
        title: 'お部屋が変わりました',
        step: '新しいお部屋のキーは自動で届きます。1分以上かかる場合はフロントにお尋ねください。',
        desk: true,
      },
      lock_offline: {
        title: '錠が応答しません',
        step: 'フロントにお尋ねください。係の者がお開けします。',
        desk: true,
      },
      vendor_unavailable: {
        title: '錠のサービスが応答しません',
        step: '数分後にもう一度お試しいただくか、フロントにお尋ねください。',
        desk: true,
      },
    },
    thisPhone: 'このスマートフォン',
    checks: {
      browser: {
        good: 'このブラウザーでドアを開けられます',
        bad: 'このブラウザーではドアを開けられません',
        later: 'このブラウザーで開けられる可能性があります',
        step: {
          android:
            'このページを Chrome で開いてください。キーはこのブラウザーにあるため、フロントに Chrome 用の新しいリンクをお申し付けください。',
          iphone:
            'iPhone のブラウザーではウェブページから Bluetooth を使えません。フロントでカードキーを受け取るか、Android をお使いください。',
          computer: 'Android スマートフォンの Chrome を使うか、フロントでカードキーをお受け取りください。',
        },
      },
      bluetooth: {
        good: 'Bluetooth はオンです',
        bad: 'Bluetooth がオフです',
        later: 'Bluetooth がオンかご確認ください',
        step: {
          android: '画面上端から下にスワイプし、Bluetooth のマークを押してください。',
          iphone: '右上から下にスワイプし、Bluetooth のマークを押してください。',
          computer: 'パソコンの設定で Bluetooth をオンにしてください。',
        },
      },
      permission: {
        good: 'このページは Bluetooth を使えます',
        bad: 'このページは Bluetooth を使えません',
        later: '最初のドアでブラウザーが Bluetooth の許可を求めます',
        step: {
          android:
            'アドレス横のマークから「権限」を開き、Bluetooth を許可してください。端末の設定で、Chrome に付近のデバイスの検出を許可してください。',
          iphone: 'iPhone の設定で、このアプリの Bluetooth を許可してください。',
          computer: 'アドレス横のマークを押し、Bluetooth を許可してください。',
        },
      },
      network: {
        good: 'オンラインです',
        bad: 'オフラインです',
        later: 'オフラインの可能性があります',
        step: {
          android: 'しばらくはインターネットなしで使えます。1日に1回接続すると最新に保たれます。',
          iphone: 'しばらくはインターネットなしで使えます。1日に1回接続すると最新に保たれます。',
          computer: 'しばらくはインターネットなしで使えます。1日に1回接続すると最新に保たれます。',
        },
      },
      storage: {
        good: 'キーは自動削除から保護されています',
        bad: 'ブラウザーがキーを削除する可能性があります',
        later: 'ホーム画面に追加すると、キーが保護されます',
        step: {
          android: 'ブラウザーのメニューから「ホーム画面に追加」を押してください。',
          iphone: '共有マークを押し、「ホーム画面に追加」を選んでください。',
          computer: 'アドレスバーのインストールマークを押してください。',
        },
      },
      notifications: {
        good: 'キーの変更時に通知されます',
        bad: '通知はオフです',
        later: '通知は未設定です。キーは通知なしでも使えます',
        step: {
          android: 'アドレス横のマークから「権限」を開き、通知を許可してください。キーは通知なしでも使えます。',
          iphone: 'iPhone の設定で、このアプリの通知を許可してください。キーは通知なしでも使えます。',
          computer: 'アドレス横のマークを押し、通知を許可してください。キーは通知なしでも使えます。',
        },
      },
    },
    holdTitle: 'ドア',
    hold: 'スマートフォンの上部を錠に平らに当てて「解錠」を押し、ドアの音がするまでそのままにしてください。',
    desk: 'フロントに尋ねる',
    deskInPerson: 'どうしても開かない場合はフロントまでお越しください。係の者がお開けします。',
    write: 'メッセージを書く',
    message: (room) =>
      room === undefined
        ? 'デジタルキーについてお助けください。'
        : `${room} 号室のデジタルキーについてお助けください。`,
  },
  arrival: {
    title: 'ご到着の前に',
    checkIn: 'チェックイン',
    checkInLead: 'ホテルだけが確認します。フロントでの記入に代わるものです。',
    declined: (reason) => `フロントで承認できませんでした：${reason}`,
    fields: {
      dateOfBirth: '生年月日',
      nationality: '国籍',
      street: '町名・番地',
      postalCode: '郵便番号',
      city: '市区町村',
      country: '国',
      documentNumber: 'パスポートまたは身分証明書の番号',
      vehiclePlate: 'お車のナンバー',
      purposeOfStay: '滞在の目的',
    },
    fieldMissing: '入力してください。',
    checkFields: '印の付いた項目をご確認ください。',
    arrivalAt: (day) => `${day} は何時に到着されますか？`,
    accept: 'ホテルの規約に同意します。',
    readTerms: '規約を読む',
    acceptFirst: '規約への同意が必要です。',
    send: 'ホテルに送信',
    sending: '送信しています…',
    showId: '身分証明書を提示',
    idLead: 'フロントが一度だけ画像を確認し、判定後すぐに削除されます。',
    idFailed: (reason) => `フロントで画像を承認できませんでした：${reason}`,
    whichDocument: 'お持ちの身分証明書はどれですか？',
    documents: {
      passport: 'パスポート',
      id_card: '身分証明書',
      driving_licence: '運転免許証',
      residence_permit: '在留カード',
    },
    sides: {
      front: '写真のある表面',
      back: '裏面',
      face: 'お顔',
    },
    snap: '撮影する',
    noCamera: 'このページではカメラを使えません。画像を選ぶか、端末のカメラをお使いください。',
    otherCamera: '別の画像を使う',
    yourPicture: '撮影した画像',
    readable: '反射がなく、すべて読み取れますか？',
    usePicture: 'この画像を使う',
    takeAgain: '撮り直す',
    uploading: '画像を送信しています…',
    badPicture: 'この画像は使えません。より大きな JPEG または PNG で撮り直してください。',
    allPictures: '画像がすべてそろいました。',
    picturesGo: '暗号化してフロントにのみ送信されます。',
    handIn: '提出する',
    tooEarly: 'まだお時間前です',
    atDesk: { title: 'フロントでお待ちしております', step: 'ご到着まで、お手続きは必要ありません。', desk: true },
  },
};
export default ja;
