// A booking's and a guest's page, but for the keys. In Arabic; ar.ts takes it in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('ar-u-nu-latn');

export const booking: ConsoleTexts['booking'] = {
  page: (guest, room) => (room ? `${guest}، الغرفة ${room}` : guest),
  back: 'كل الحجوزات',
  loading: 'جارٍ تحميل الحجز',
  failed: 'يتعذر عرض الحجز',
  notFoundHeading: 'لا يوجد هذا الحجز هنا',
  notFoundBody: 'قد يكون لموقع آخر، أو أن العنوان غير مكتمل.',
  reference: (reference) => `المرجع ${reference}`,
  stay: 'الإقامة',
  room: 'الغرفة',
  arrival: 'الوصول',
  departure: 'المغادرة',
  checkOut: 'المغادرة قبل',
  source: 'المصدر',
  sources: { apaleo: 'Apaleo', api: 'API' },
  hotelTime: (zone) => `كل الأوقات بتوقيت الفندق (${zone}).`,
  guest: 'الضيف',
  email: 'البريد الإلكتروني',
  phone: 'الهاتف',
  language: 'اللغة',
  idVerification: 'التحقق من الهوية',
  mobileCheckIn: 'تسجيل الوصول بالهاتف',
  idVerifications: {
    not_verified: 'لم يُتحقق',
    pending: 'قيد المراجعة',
    verified: 'تم التحقق',
    failed: 'مرفوض',
    manual_override: 'تجاوزها الموظفون',
  },
  mobileCheckIns: {
    not_started: 'لم يبدأ',
    submitted: 'مُرسَل',
    approved: 'مقبول',
    declined: 'مرفوض',
  },
};

export const arrival: ConsoleTexts['arrival'] = {
  heading: 'الوصول',
  reasonForRecord: 'للسجل؛ لا يراها الضيف.',
  override: {
    open: 'قبول الهوية دون صور…',
    heading: 'قبول الهوية دون صور',
    lead: 'افعل ذلك إن رأيت المستند بنفسك. يبقى من قبله والسبب في السجل.',
    confirm: 'قبول الهوية',
    done: 'قُبلت الهوية',
  },
};

export const room: ConsoleTexts['room'] = {
  heading: 'آخرون في هذه الغرفة',
  inTheWay: 'الغرفة ما زالت لضيف آخر:',
  shares: 'يشارك الغرفة مع',
  other: (guest, reference) => `${guest} (${reference})`,
  share: {
    open: 'يتشاركون الغرفة…',
    heading: 'حجزان يتشاركان الغرفة',
    lead: (guest, other) => `يحصل ${guest} و${other} على مفاتيح للغرفة نفسها. كل حجز ينهي مفاتيحه وحده.`,
    confirm: 'مشاركة الغرفة',
    done: 'الحجزان يتشاركان الغرفة',
  },
  override: {
    open: 'إعطاء الغرفة لهذا الضيف…',
    heading: 'إعطاء الغرفة لهذا الضيف',
    lead: (guest, room) => `يحصل ${guest} على الغرفة ${room} الآن.`,
    warning: (other) => `تنتهي مفاتيح ${other} فورًا ويُبلَّغ بذلك. لا يمكن التراجع.`,
    reasons: {
      guest_has_left: 'غادر الضيف الآخر',
      checked_in_by_mistake: 'سُجّل وصول الضيف الآخر بالخطأ',
      other: 'أخرى',
    },
    why: 'ما الذي حدث',
    whyHint: 'للسجل؛ لا يراه أي ضيف.',
    confirm: 'إعطاء الغرفة',
    done: 'الغرفة لهذا الضيف',
  },
};

export const lostPhone: ConsoleTexts['lostPhone'] = {
  open: 'الإبلاغ عن فقدانه…',
  openFor: (phone) => `الإبلاغ عن فقدان ${phone}`,
  heading: 'هاتف مفقود',
  lead: (phone) => `يُسحب كل مفتاح على ${phone} وترفضه الأقفال. تستمر هواتف الضيف الأخرى.`,
  noUndo: 'لا يمكن التراجع: الهاتف الذي يُعثر عليه يُعدّ من جديد برابط ضيف.',
  confirm: 'الإبلاغ عن فقدانه',
  done: 'أُبلغ عن فقدان الهاتف',
  lostAt: (when, who) => `أبلغ ${who} عن فقدانه ${when}`,
  proven: 'لم يعد شيء عليه يفتح بابًا.',
  couldOpen: (when) => `إن بقي دون اتصال فقد يفتح أبوابًا حتى ${when} على أبعد تقدير، ما لم تعلم الأقفال قبل ذلك.`,
  newPhone: 'بهذا الرمز يُعدّ الضيف الهاتف البديل.',
};

export const guestPage: ConsoleTexts['guestPage'] = {
  loading: 'جارٍ تحميل الضيف',
  failed: 'يتعذر عرض الضيف',
  notFoundHeading: 'لا يوجد هذا الضيف هنا',
  notFoundBody: 'قد يكون لموقع آخر، أو مُحيت بياناته.',
  bookings: (count) =>
    plural(count, {
      zero: 'لا حجوزات',
      one: 'حجز واحد',
      two: 'حجزان',
      few: '# حجوزات',
      many: '# حجزًا',
      other: '# حجز',
    }),
  noCurrent: 'لا حجز قادم أو جارٍ لهذا الضيف.',
  past: 'حجوزات سابقة',
  stay: (room, dates) => `${room}, ${dates}`,
};

export const invitations: ConsoleTexts['invitations'] = {
  heading: 'دعوات مفتوحة',
  invite: 'دعوة مرافق…',
  inviteHeading: 'دعوة مرافق',
  inviteLead: (guest) =>
    `نيابةً عن ${guest}. يحصل المرافق على مفتاح خاص به على هاتفه. يراه الضيف في التطبيق ويمكنه استعادته.`,
  name: 'اسم المرافق',
  nameMissing: 'اذكر لمن هو.',
  withKey: 'بقدر مدة مفتاح الضيف',
  make: 'إنشاء الرابط',
  made: (name) => `رابط من أجل ${name}`,
  scan: 'دع المرافق يمسح هذا الرمز بكاميرا هاتفه، أو أرسل الرابط إليه وحده.',
  qrLabel: 'رمز QR للدعوة',
  done: 'أُنشئت الدعوة',
  expires: (when) => `لم تُستخدم بعد، صالحة حتى ${when}`,
  withdraw: 'سحب…',
  withdrawFor: (name) => `سحب دعوة ${name}`,
  withdrawHeading: 'سحب الدعوة',
  lead: (name) => `يتوقف الرابط الذي تلقاه ${name} عن العمل. لم يُنشأ منه مفتاح.`,
  withdrawConfirm: 'سحب الدعوة',
  withdrawn: 'سُحبت الدعوة',
};

export const messages: ConsoleTexts['messages'] = {
  heading: 'الرسائل',
  none: 'لم يُبلَّغ الضيف بشيء بعد.',
  loading: 'جارٍ تحميل الرسائل',
  failed: 'يتعذر عرض الرسائل',
  by: (channel, when) => `${channel}, ${when}`,
  channel: { push: 'إشعار', email: 'بريد إلكتروني', sms: 'SMS' },
  resend: 'إعادة الإرسال',
  resendFor: (message) => `إعادة الإرسال: ${message}`,
  resent: 'يُعاد الإرسال',
  status: {
    queued: 'في الطريق',
    sent: 'أُرسلت',
    delivered: 'سُلّمت',
    opened: 'فُتحت',
    used: 'استُخدم الرابط',
    failed: 'لم تُسلّم',
    withdrawn: 'لم تعد صحيحة، لم تُرسل',
  },
  kind: {
    key_ready: 'المفتاح جاهز',
    key_waiting: 'المفتاح ينتظر الضيف',
    room_changed: 'غرفة أخرى',
    stay_extended: 'المفتاح يدوم أطول',
    stay_shortened: 'المفتاح ينتهي أبكر',
    key_revoked: 'سُحب المفتاح',
    room_override: 'أُعطيت الغرفة لضيف آخر',
    invitation: 'دعوة إلى مفتاح مُشارَك',
    check_in_approved: 'قُبل تسجيل الوصول',
    check_in_declined: 'رُفض تسجيل الوصول',
    room_ready: 'الغرفة جاهزة',
    id_verified: 'قُبلت الهوية',
    id_failed: 'رُفضت الهوية',
    guest_link: 'رابط الضيف، أرسله مكتب الاستقبال',
    checked_out: 'تمت المغادرة',
  },
};

export const link: ConsoleTexts['link'] = {
  sendEmail: 'إرسال بالبريد الإلكتروني',
  sendSms: 'إرسال برسالة نصية',
  sentBody: 'الرابط في الطريق، ومدى وصوله يظهر ضمن الرسائل.',
  sent: 'الرابط في الطريق',
  noEmail: 'ليس للضيف بريد إلكتروني.',
  noPhone: 'ليس للضيف رقم جوال بالصيغة الدولية.',

  heading: 'رابط الضيف',
  body: 'يُعدّ هاتف الضيف بتطبيق الضيف. يعمل مرة واحدة.',
  create: 'إنشاء رابط',
  createAnother: 'إنشاء رابط جديد',
  replaces: 'الرابط الجديد ينهي السابق.',
  scan: 'دع الضيف يمسح هذا الرمز بكاميرا هاتفه.',
  qrLabel: 'رمز QR لرابط الضيف',
  url: 'رابط لمرة واحدة',
  copy: 'نسخ الرابط',
  copied: 'تم النسخ',
  email: 'بريد إلكتروني…',
  sms: 'رسالة قصيرة…',
  message: (hotel) => ({
    subject: `${hotel}: مفتاحك على الهاتف`,
    body: (url) => `${hotel}: افتح هذا الرابط على هاتفك للحصول على مفتاحك. يعمل مرة واحدة. ${url}`,
  }),
  copyFailed: 'النسخ غير مسموح هنا. حدّد الرابط وانسخه يدويًا.',
  expires: (when) => `يعمل حتى ${when}.`,
  once: 'يُعرض مرة واحدة فقط: إذا غادرت هذه الصفحة اختفى.',
  hide: 'إخفاء الرابط',
  used: 'تم إعداد هاتف. أدى الرابط مهمته.',
};

export const devices: ConsoleTexts['devices'] = {
  heading: 'الأجهزة',
  none: 'لا هاتف مُعدّ بعد.',
  online: 'متصل',
  offline: 'غير متصل',
  lastSeen: (when) => `آخر ظهور ${when}`,
  enrolled: (when) => `أُعدّ ${when}`,
  bluetooth: {
    unknown: 'البلوتوث غير معروف',
    on: 'البلوتوث مفعّل',
    off: 'البلوتوث متوقف',
    not_allowed: 'البلوتوث غير مسموح',
    unsupported: 'لا بلوتوث',
  },
};

export const timeline: ConsoleTexts['timeline'] = {
  heading: 'السجل الزمني',
  none: 'لم يحدث شيء بعد.',
  by: (who) => `بواسطة ${who}`,
  kind: {
    booking: 'الحجز',
    key: 'المفتاح',
    delivery: 'التسليم',
    door: 'الباب',
    staff: 'الموظفون',
    device: 'الجهاز',
  },
  showAll: (count) => `عرض كل الإدخالات (${count})`,
  filter: 'عرض',
  everything: 'الكل',
  opened: (door) => `فُتح: ${door}`,
  refused: (door) => `رُفض: ${door}`,
  delivered: 'وصل المفتاح إلى الهاتف',
  removed: 'أكد الهاتف حذف المفتاح',
};
