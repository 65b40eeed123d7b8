// Digital keys: their states and what staff do with them. In Arabic; ar.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('ar-u-nu-latn');

export const keys: ConsoleTexts['keys'] = {
  heading: 'المفاتيح الرقمية',
  none: 'لا مفتاح رقمي لهذا الحجز.',
  past: (count) =>
    plural(count, {
      zero: 'لا مفاتيح منتهية',
      one: 'مفتاح منتهٍ واحد',
      two: 'مفتاحان منتهيان',
      few: '# مفاتيح منتهية',
      many: '# مفتاحًا منتهيًا',
      other: '# مفتاح منتهٍ',
    }),
  issue: 'إصدار مفتاح رقمي',
  issueBlocked: (reasons) => `لا يمكن الإصدار بعد. بانتظار: ${reasons}`,
  issueHasKey: 'لدى الضيف مفتاح رقمي. «إعادة الإصدار» تستبدله.',
  issueWaits: 'هناك مفتاح ينتظر شروطه وسيصدر تلقائيًا.',
  issueOver: {
    checked_out: 'غادر الضيف: لا يمكن إصدار مفتاح.',
    cancelled: 'الحجز ملغى: لا يمكن إصدار مفتاح.',
    no_show: 'لم يحضر الضيف: لا يمكن إصدار مفتاح.',
  },
  issueWhenMet: 'الإصدار حالما تُستوفى الشروط',
  issueWhenMetHint: 'ينتظر المفتاح عندئذ ويصدر تلقائيًا.',
  issueDialog: {
    heading: 'إصدار مفتاح رقمي',
    lead: (guest, room) => `يحصل ${guest} على مفتاح الغرفة ${room}.`,
    leadNoRoom: (guest) => `يحصل ${guest} على مفتاح حالما تُخصص غرفة.`,
    from: 'صالح من',
    until: 'صالح حتى',
    fromNow: 'فورًا',
    follows: 'المفتاح يتبع الحجز: إذا تغيّر موعد المغادرة تغيّرت نهايته أيضًا.',
    change: 'تغيير الصلاحية',
    keep: 'اتباع الحجز',
    own: 'بصلاحية خاصة لا يتبع المفتاح تغييرات الحجز اللاحقة.',
    confirm: 'إصدار المفتاح',
    confirmWait: 'الإصدار عند استيفاء الشروط',
    devices: (names) => `يُرسل إلى: ${names}`,
    noDevices: 'ليس للضيف هاتف بعد: أنشئ رابط ضيف.',
    unmet: 'هذه الشروط غير مستوفاة بعد:',
  },
  issued: 'صدر المفتاح الرقمي',
  waits: 'المفتاح ينتظر شروطه',
  kind: { primary: 'المفتاح الأساسي', shared: 'مفتاح مُشارَك' },
  state: {
    waiting: 'قيد الانتظار',
    issued: 'صادر',
    suspended: 'موقوف مؤقتًا',
    ended: 'منتهٍ',
  },
  endReason: {
    revoked: 'مُلغى',
    checked_out: 'انتهى عند المغادرة',
    expired: 'منتهي الصلاحية',
    superseded: 'أنهته الإقامة التالية',
    replaced: 'استُبدل بمفتاح جديد',
  },
  keyFor: (guest, room) => (room === null ? guest : `${guest} · الغرفة ${room}`),
  validity: 'الصلاحية',
  validFrom: 'من',
  validUntil: 'حتى',
  requestedAt: 'طُلب',
  issuedAt: 'صدر',
  endedAt: 'انتهى',
  deliveries: 'على الأجهزة',
  noDeliveries: 'لم يُرسل إلى أي هاتف بعد.',
  delivery: {
    to_deliver: 'في الطريق إلى الهاتف',
    delivered: 'على الهاتف',
    removed: 'أُزيل من الهاتف',
  },
  stillOnPhone: 'لم يحذفه الهاتف بعد',
  since: (when) => `منذ ${when}`,
  at: (when) => `${when}`,
  leaseUntil: (when) => `يعمل دون اتصال حتى ${when}`,
  leaseEnded: (when) => `انتهت مدة العمل دون اتصال ${when}`,
  revoke: 'إلغاء المفتاح',
  reissue: 'إعادة الإصدار',
};

export const revoke: ConsoleTexts['revoke'] = {
  heading: 'إلغاء المفتاح',
  lead: (guest, room) => `يفقد ${guest} مفتاح الغرفة ${room}.`,
  whatHappens: 'ما الذي سيحدث',
  steps: {
    now: 'ينتهي المفتاح فورًا مع كل مفتاح مُشارَك منه. تبقى مفاتيح الضيف الأخرى.',
    phone: 'يحذفه الهاتف حالما يتصل.',
    locks: 'تُبلَّغ الأقفال برفضه؛ وترى هنا متى أكدت ذلك.',
  },
  couldOpen: (when) => `هاتف يبقى دون اتصال قد يفتح الباب حتى ${when} على أبعد تقدير.`,
  neverDelivered: 'المفتاح ليس على أي هاتف بعد، فلا يمكنه فتح شيء.',
  reason: 'السبب',
  chooseReason: 'اختر سببًا',
  reasons: {
    room_change: 'تغيير الغرفة',
    security_concern: 'دواعٍ أمنية',
    lost_phone: 'هاتف مفقود',
    guest_request: 'طلب الضيف',
    other: 'أخرى',
  },
  reasonMissing: 'اختر سببًا.',
  note: 'ملاحظة',
  noteHint: 'للسجل؛ لا يراها الضيف.',
  confirm: 'إلغاء المفتاح',
  done: 'أُلغي المفتاح',
};

export const revocation: ConsoleTexts['revocation'] = {
  heading: 'الإلغاء',
  state: {
    requested: 'مطلوب',
    removed_from_device: 'أُزيل من الهاتف',
    enforced: 'مُنفَّذ',
  },
  step: { requested: 'مطلوب', removed: 'أُزيل من الهاتف', enforced: 'مُنفَّذ' },
  proof: {
    deleted_on_device: 'أكد الهاتف أنه حذف المفتاح.',
    confirmed_by_locks: 'أكد كل قفل معني أنه يرفض المفتاح.',
    lease_ended: 'انتهت مدة عمل المفتاح دون اتصال.',
    never_delivered: 'لم يصل المفتاح إلى أي هاتف.',
  },
  by: (who) => `بواسطة ${who}`,
  pending: 'ليس بعد',
  couldOpen: (when) => `قد يفتح حتى ${when}`,
  couldOpenUnknown: 'قد يفتح بعد',
  couldOpenDoors: (doors) => `لم يُؤكَّد بعد: ${doors}`,
  note: 'ملاحظة',
};

export const reissue: ConsoleTexts['reissue'] = {
  heading: 'إعادة إصدار المفتاح',
  lead: (guest, room) => `يحصل ${guest} على مفتاح جديد للغرفة ${room}.`,
  body: 'يُرسل المفتاح الجديد إلى هاتف الضيف ويعمل قبل انتهاء القديم، فلا يقف أحد أمام باب مغلق.',
  confirm: 'إعادة إصدار المفتاح',
  done: 'أُعيد إصدار المفتاح',
};

export const suspend: ConsoleTexts['suspend'] = {
  open: 'إيقاف مؤقت',
  heading: 'إيقاف المفتاح مؤقتًا',
  lead: (guest, room) => `لا يستطيع ${guest} فتح الغرفة ${room} حتى تستأنف المفتاح. تتوقف المفاتيح المُشارَكة منه أيضًا.`,
  confirm: 'إيقاف المفتاح مؤقتًا',
  done: 'المفتاح موقوف مؤقتًا',
};

export const resume: ConsoleTexts['resume'] = {
  open: 'استئناف',
  heading: 'استئناف المفتاح',
  lead: (guest, room) => `يستطيع ${guest} فتح الغرفة ${room} من جديد حالما يتصل الهاتف.`,
  confirm: 'استئناف المفتاح',
  done: 'استُؤنف المفتاح',
};

export const changeValidity: ConsoleTexts['changeValidity'] = {
  open: 'تغيير الصلاحية',
  heading: 'تغيير الصلاحية',
  lead: (guest, room) => `يحتفظ ${guest} بالمفتاح نفسه للغرفة ${room}؛ ويصل الموعد الجديد إلى الهاتف عند اتصاله.`,
  follow: 'الانتهاء مع الحجز، حتى إذا تغيّر موعد المغادرة',
  confirm: 'تغيير الصلاحية',
  done: 'تغيّرت الصلاحية',
};

export const diagnose: ConsoleTexts['diagnose'] = {
  open: 'لماذا لا يعمل؟',
  heading: 'لماذا لا يعمل؟',
  looking: 'جارٍ فحص المفتاح والهاتف والباب',
  evidence: 'ما يستند إليه ذلك',
  lookedAt: (when) => `فُحص: ${when}.`,
  again: 'افحص مرة أخرى',
  yes: 'نعم',
  no: 'لا',
  notKnown: 'غير معروف',
  steps: {
    resume: 'استئناف المفتاح…',
    validity: 'تغيير الصلاحية…',
    reissue: 'إعادة إصدار المفتاح…',
    issue: 'إصدار مفتاح جديد…',
  },
  fact: {
    'booking.status': 'الحجز',
    'key.state': 'المفتاح',
    'key.endReason': 'سبب انتهاء المفتاح',
    'key.endedAt': 'انتهاء المفتاح',
    'key.waitingFor': 'المفتاح ينتظر',
    'key.validFrom': 'صالح من',
    'key.validUntil': 'صالح حتى',
    'booking.roomId': 'غرفة الحجز',
    'key.roomId': 'غرفة المفتاح',
    key: 'المفتاح',
    delivery: 'المفتاح على هاتف',
    'delivery.state': 'التسليم',
    'delivery.leaseEnd': 'يعمل دون اتصال حتى',
    'phone.seenAt': 'آخر اتصال للهاتف',
    'phone.notificationsOn': 'الإشعارات مفعّلة',
    'phone.bluetooth': 'البلوتوث',
    'phone.supported': 'الهاتف يستطيع فتح الأبواب',
    'phone.holdsKey': 'المفتاح على الهاتف',
    'door.refused': 'رد الباب',
    'door.refusedAt': 'مرفوض',
    'door.privacyOn': 'عدم الإزعاج',
    'door.inHours': 'ضمن أوقات الباب',
    'door.clockKnown': 'القفل يعرف الوقت',
    'door.batteryLow': 'البطارية ضعيفة',
    'door.reachable': 'القفل متاح',
    'door.vendorAvailable': 'نظام الأقفال يستجيب',
    'attempt.at': 'آخر محاولة',
    'attempt.outcome': 'النتيجة',
  },
};
