// The guest app in Japanese.
import type { GuestTexts } from './catalogue.ts';

const DESK = 'フロントまでお越しください。係の者がお開けします。';

const ja: GuestTexts = {
  appName: 'ルームキー',
  skipToKey: 'キーへ移動',
  close: '閉じる',
  back: 'すべてのキー',
  language: '言語',

  link: {
    title: 'キーを受け取る',
    lead: 'ホテルからお部屋のデジタルキーが届いています。',
    leadOf: (hotel) => `${hotel}からお部屋のデジタルキーが届いています。`,
    leadCompanion: (hotel) => `${hotel}にご滞在の方が、ルームキーをあなたと共有します。`,
    points: [
      'キーはこのスマートフォンにのみ保存されます。',
      'アカウントもパスワードもインストールも不要です。',
      'インターネットがなくてもドアを開けられます。',
    ],
    button: 'キーを受け取る',
    working: 'キーを準備しています…',
    workingLead: '数秒かかります。このページを開いたままお待ちください。',
    retry: 'もう一度試す',
    adds: 'このスマートフォンにはすでにキーがあります。新しいキーは追加されます。',
    toMyKeys: '自分のキーを表示',
    problems: {
      link_used: {
        title: 'このリンクは使用済みです',
        step: 'リンクは1台のスマートフォンで1回だけ使えます。転送されたものであれば、すでに別の方が使用しています。キーが失われた場合は、フロントに新しいリンクをお申し付けください。',
        desk: true,
      },
      link_expired: {
        title: 'このリンクは有効期限が切れています',
        step: 'フロントに新しいリンクをお申し付けください。すぐにご用意します。',
        desk: true,
      },
      link_withdrawn: {
        title: 'このリンクは取り消されました',
        step: '新しいメッセージに新しいリンクがあることがあります。そちらを開いてください。ない場合は、送り主にお尋ねください。',
        desk: true,
      },
      too_many_companions: {
        title: 'これ以上追加できません',
        step: 'この部屋の共有キーはホテルの上限に達しています。リンクは引き続き有効です。招待した方に1つ取り消してもらい、もう一度お試しください。',
      },
      own_invitation: {
        title: 'このリンクは同伴者の方のものです',
        step: 'このスマートフォンにはすでにこのお部屋のキーがあります。共有したい方にリンクをお送りください。',
      },
      link_unknown: {
        title: 'このリンクは使えません',
        step: 'ホテルからのメッセージにあるリンク全体をもう一度開いてください。それでも開けない場合は、フロントに新しいリンクをお申し付けください。',
        desk: true,
      },
      offline: {
        title: 'ホテルに接続できません',
        step: 'インターネットに接続されているかご確認のうえ、もう一度お試しください。リンクは引き続き有効です。',
      },
      too_many_requests: {
        title: '少々お待ちください',
        step: '短時間に何度も試行がありました。1分ほど待ってからもう一度お試しください。',
      },
      browser_blocks_keys: {
        title: 'このブラウザーではキーを保存できません',
        step: 'プライベートウィンドウではなく、普段お使いのブラウザーでリンクを開いてください。',
      },
      server_trouble: {
        title: 'こちら側で問題が発生しました',
        step: 'しばらくしてからもう一度お試しください。リンクは引き続き有効です。',
      },
    },
  },
  page: {
    loading: '少々お待ちください…',
    offline: 'インターネットが必要です。接続してからもう一度お試しください。',
    trouble: 'こちら側で問題が発生しました。しばらくしてからもう一度お試しください。',
    share: '共有',
    help: 'ヘルプ',
    arrival: 'ご到着の前に',
    settings: '設定',
    back: '戻る',
  },
  nudges: {
    push: {
      title: 'キーの変更をお知らせします。',
      step: 'お部屋、日程、キーが変わったときだけ通知します。',
      yes: '通知を受け取る',
    },
    install: {
      title: 'キーをすぐ使えるように。',
      step: 'ホーム画面から、オフラインでもワンタップで開けます。',
      yes: '追加する',
    },
    no: '今はしない',
  },
  arrival: {
    opensAt: (when) => `${when} からチェックインできます。`,
    waits: {
      under_review: {
        title: 'フロントが確認しています',
        step: 'このページを離れてもかまいません。キーは自動で届きます。',
      },
      room_not_ready: {
        title: 'お部屋の準備がまだできていません',
        step: 'ほかはすべて完了しています。準備ができしだい、キーが自動で届きます。',
      },
      approved: { title: 'チェックイン済みです', step: 'まもなくキーが自動で届きます。' },
    },
    offers: {
      check_in: '今このスマートフォンでチェックインすると、キーが自動で届きます。',
      show_id: '身分証明書の確認が必要です。このスマートフォンで提示できます。',
    },
    doCheckIn: '今すぐチェックイン',
    doShowId: '今すぐ身分証明書を提示',
  },
  empty: {
    title: 'キーはまだありません',
    step: 'ホテルから届いたリンクをこのスマートフォンで開くと、ここにキーが表示されます。キーが失われた場合は、フロントに新しいリンクをお申し付けください。',
  },
  unusable: {
    title: 'このブラウザーではキーを保存できません',
    step: 'プライベートウィンドウではなく、普段お使いのブラウザーで、安全なアドレスからこのページを開いてください。',
  },

  waiting: {
    title: (room) => (room === undefined ? 'キーをお届けします' : `${room} 号室のキーをお届けします`),
    lead: '自動的にここに表示されます。このページを離れてもかまいません。',
    waitingFor: 'お待ちいただいていること',
    nothing: 'ホテルがキーを準備しています。',
    conditions: {
      integration_not_configured: 'ホテルでのデジタルキーの開始。フロントでカードキーをお渡しします。',
      no_compatible_lock: 'お部屋のドアのデジタルキー対応。フロントでカードキーをお渡しします。',
      lock_unhealthy: 'お部屋の錠の点検。フロントが把握しています。',
      not_checked_in: 'チェックイン。ご到着の際にフロントへお越しください。',
      room_not_assigned: 'お部屋の割り当て。ホテルが選んでいます。',
      room_occupied: 'お部屋が空くこと。',
      guest_app_not_installed: 'このスマートフォンの設定。',
      id_not_verified: '本人確認。フロントで身分証明書をご提示ください。',
      validity_over: '新しい日程。ご滞在の期間が過ぎています。フロントへお越しください。',
      blocked_by_staff: 'フロントでの確認。係の者にお声がけください。',
    },
    unknownCondition: 'ホテルによるキーの準備。',
    dates: (arrival, departure) => `${arrival}から${departure}まで`,
  },

  key: {
    room: 'お部屋',
    heading: (room) => `${room} 号室`,
    noRoom: 'お客様のキー',
    guest: 'お客様',
    shared: '共有されたキー',
    validFrom: '開始',
    validUntil: '終了',
    worksOffline: 'オフライン時',
    worksOfflineUntil: (until) => `${until} まで使えます`,
    leaseOver: '一度接続して更新してください',
    gettingReady: 'このスマートフォンに届きます…',
    hotelTime: (place) => `時刻はホテルの現地時間（${place}）です。`,
    yourKeys: 'お客様のキー',
    pastKeys: '過去のキー',
    openKey: (room, hotel) => `${room}, ${hotel}`,
    states: {
      ready: '使えます',
      not_yet: 'まだ使えません',
      lease_over: '接続が必要です',
      getting_ready: 'お届け中',
      suspended: '一時停止中',
      waiting: 'お届け中',
      ended: '終了',
    },
    suspended: { title: 'キーは一時停止中です', step: 'フロントまでお越しください。', desk: true },
  },

  unlock: {
    button: '解錠',
    again: 'もう一度解錠',
    done: '完了',
    toKey: 'キーに戻る',
    standingAt: '現在のドア',
    anotherDoor: '別のドアの前に立つ',
    anotherDoorHint: 'ご自分のものではないドアでの動作を試せます。',
    chooseDoor: 'ドアを選ぶ',
    noDoorsHeard: '近くにドアがありません',
    heardDoor: (name) => `ドア：${name}`,
    steps: {
      searching: (door) => (door === '' ? 'ドアを探しています…' : `${door}を探しています…`),
      connecting: (door) => `${door}に接続しています…`,
      proving: (door) => `${door}にキーを提示しています…`,
      renewing: () => 'キーを更新しています…',
    },
    attempt: (attempt) => `${attempt} 回目`,
    opened: (door) => `${door}が開きました`,
    openedStep: 'お入りください。',
    noDoorChosen: (door) => ({
      title: 'ドアが選ばれていません',
      step: `${door}にスマートフォンを近づけて「解錠」を押し、一覧からドアを選んでください。`,
    }),
    otherKeysDoor: (door, yourDoors) => ({
      title: `ここは${door}です`,
      step: `このドアには別のキーがあります。このキーで開くのは：${yourDoors}。`,
    }),
    tookMs: (ms) => `${ms} 秒で解錠`,
    renewedStep: 'キーを更新しました。もう一度お試しください。',
    diagnoses: {
      no_key: ({ online }) => ({
        title: 'このドアのキーがありません',
        step: online ? DESK : '一度インターネットに接続すると、キーがこのスマートフォンに届きます。',
        ...(online ? { desk: true } : {}),
      }),
      waiting: () => ({
        title: 'まだお使いになれません',
        step: 'お部屋の代表のお客様が一度ドアを開けると、お客様のキーも使えるようになります。',
      }),
      revoked: () => ({
        title: 'このキーは取り消されました',
        step: 'ホテルがこのキーを終了しました。フロントまでお越しください。',
        desk: true,
      }),
      suspended: () => ({ title: 'キーは一時停止中です', step: 'フロントまでお越しください。', desk: true }),
      expired: () => ({
        title: 'このキーは終了しました',
        step: '有効期間が終わりました。ご滞在を延長される場合はフロントまでお越しください。',
        desk: true,
      }),
      checked_out: () => ({
        title: 'チェックアウト済みです',
        step: 'キーはご滞在の終了とともに終わりました。お忘れ物の際はフロントまでお越しください。',
        desk: true,
      }),
      not_yet_valid: ({ validFrom }) => ({
        title: 'まだお時間前です',
        step:
          validFrom === undefined
            ? 'キーはまだ有効ではありません。後でもう一度お試しください。'
            : `キーは ${validFrom} から使えます。`,
      }),
      superseded: ({ online }) => ({
        title: 'この部屋には新しいキーがあります',
        step: online
          ? 'お部屋に新しいキーが発行され、このキーは終了しました。フロントまでお越しください。'
          : '一度インターネットに接続すると、新しいキーがこのスマートフォンに届きます。',
        ...(online ? { desk: true } : {}),
      }),
      not_downloaded: ({ online }) => ({
        title: 'キーが最新ではありません',
        step: online ? DESK : '一度インターネットに接続してから、もう一度お試しください。',
        ...(online ? { desk: true } : {}),
      }),
      lease_ended: ({ online }) => ({
        title: 'キーの更新が必要です',
        step: online ? DESK : '一度インターネットに接続してから、もう一度お試しください。',
        ...(online ? { desk: true } : {}),
      }),
      bluetooth_off: () => ({
        title: 'Bluetooth がオフです',
        step: 'Bluetooth をオンにして、もう一度お試しください。',
      }),
      bluetooth_not_allowed: () => ({
        title: 'Bluetooth が許可されていません',
        step: 'ブラウザーの設定でこのページの Bluetooth を許可し、もう一度お試しください。',
      }),
      unsupported_phone: () => ({
        title: 'このスマートフォンではドアを開けられません',
        step: 'フロントでカードキーをお受け取りください。',
        desk: true,
      }),
      wrong_phone: () => ({
        title: 'このキーは別のスマートフォンのものです',
        step: 'キーを受け取ったスマートフォンを使うか、フロントに新しいリンクをお申し付けください。',
        desk: true,
      }),
      too_far: ({ door }) => ({
        title: 'ドアから応答がありません',
        step: `スマートフォンを${door ?? '錠'}に近づけて、もう一度お試しください。`,
      }),
      wrong_door: ({ yourDoors }) => ({
        title: 'お客様のドアではありません',
        step: yourDoors === '' ? 'お客様のキーではこのドアは開きません。' : `お客様のキーで開くのは：${yourDoors}。`,
      }),
      privacy_on: () => ({
        title: '「入室ご遠慮ください」が設定されています',
        step: '室内の方が設定しています。ノックするか、フロントにお尋ねください。',
        desk: true,
      }),
      outside_hours: ({ door }) => ({
        title: `${door ?? 'このドア'}は現在閉まっています`,
        step: '開く時間が決まっています。フロントにお尋ねください。',
        desk: true,
      }),
      lock_clock_unknown: ({ online }) => ({
        title: '錠の時計がずれています',
        step: online
          ? 'もう一度お試しください。スマートフォンが時刻を伝えます。'
          : 'インターネットに接続してからもう一度お試しください。スマートフォンが時刻を伝えます。',
      }),
      lock_battery_low: () => ({
        title: '錠の電池が残りわずかです',
        step: 'フロントにお知らせください。係の者が開けに伺います。',
        desk: true,
      }),
      ask_front_desk: () => ({ title: 'ドアは開きませんでした', step: DESK, desk: true }),
    },
  },

  ended: {
    title: {
      revoked: (room) => `${room}のキーは取り消されました`,
      checked_out: (room) => `${room}をチェックアウトしました`,
      expired: (room) => `${room}のキーは終了しました`,
      superseded: (room) => `${room}のキーは新しいキーに置き換わりました`,
      replaced: (room) => `${room}のキーは新しいキーに置き換わりました`,
    },
    step: {
      revoked: 'お心当たりがない場合は、フロントまでお越しください。',
      checked_out: 'ご滞在ありがとうございました。お気をつけてお帰りください。',
      expired: 'ご滞在を延長される場合は、フロントまでお越しください。',
      superseded: '新しいキーは自動的にここに表示されます。',
      replaced: '新しいキーは自動的にここに表示されます。',
    },
    deleted: 'このスマートフォンから削除しました。接続するとホテルに通知されます。',
    deletedAndTold: 'このスマートフォンから削除し、ホテルにも通知しました。',
    clockDoubt: 'これはこのスマートフォンの時計によるものです。時計がずれている可能性があれば、ドアをお試しください。',
    forget: 'この一覧から削除',
  },

  notices: {
    keyRemoved: (room, hotel) => ({
      title: room === undefined ? 'キーが削除されました' : `${room} 号室のキーが削除されました`,
      step: `${hotel ?? 'ホテル'}がこのキーを取り消し、このスマートフォンから削除されました。`,
    }),
    deviceRemoved: {
      title: 'このスマートフォンの設定は解除されました',
      step: 'ホテルがこのスマートフォンのキーを終了し、削除しました。新しいキーはフロントでリンクをお申し付けください。',
    },
    linkUsedAlreadyHere: {
      title: 'このリンクは使用済みです',
      step: 'このスマートフォンは設定済みです。キーは下に表示されています。',
    },
  },

  offline: {
    title: 'オフラインです',
    keys: {
      works: 'キーは引き続き使えます。',
      stale: '一度インターネットに接続してキーを更新してください。',
      none: '接続するとキーが表示されます。',
    },
  },
  notKnown: {
    title: 'ホテルがこのスマートフォンを認識できません',
    step: 'フロントに新しいリンクをお申し付けください。',
  },
  callDesk: 'フロントに電話する',
  messageDesk: 'フロントにメッセージを送る',
  simulated: 'シミュレーション無線',
  simulatedHint: 'ドアは仮想です。',
  noRadio: {
    none_iphone: {
      title: 'iPhone のブラウザーではドアを開けられません',
      step: 'ウェブページで Bluetooth を使えないためです。フロントでカードキーを受け取るか、Android スマートフォンの Chrome でリンクを開いてください。',
      desk: true,
    },
    none_android: {
      title: 'このブラウザーではドアを開けられません',
      step: 'リンクをコピーして Chrome で開いてください。1回しか使えないため、キーを受け取る前に行ってください。',
    },
    none: {
      title: 'このブラウザーではドアを開けられません',
      step: 'スマートフォンの Chrome でリンクを開くか、フロントでカードキーをお受け取りください。',
      desk: true,
    },
  },
  copyLink: 'リンクをコピー',
  linkCopied: 'コピーしました。Chrome で開いてください。',
};
export default ja;
