// Settings of the console in Arabic, written from right to left.

import { apiKeys, pms, webhooks } from './ar-settings-connections.ts';
import { addRooms, commission, digitalKeys, rooms } from './ar-settings-locks.ts';
import { messages } from './ar-settings-messages.ts';
import { emergency, staff } from './ar-settings-people.ts';
import { arrival, retention, rules } from './ar-settings-rules.ts';
import type { ConsoleTexts } from './en.ts';

export const settings: ConsoleTexts['settings'] = {
  page: 'الإعدادات',
  topicsLabel: 'أقسام الإعدادات',
  back: 'كل الإعدادات',
  noSuchTopic: 'لا توجد هذه الصفحة في الإعدادات',
  forAdministrators: 'الإعدادات للمسؤولين',
  forAdministratorsBody: 'اطلب من أحد مسؤولي الموقع إن لزم تغيير شيء.',

  topics: {
    'set-up': { name: 'قائمة الإعداد', about: 'ما أُنجز وما يأتي بعده.' },
    location: { name: 'الموقع', about: 'الاسم والمنطقة الزمنية ووقت المغادرة والهاتف.' },
    branding: { name: 'الهوية البصرية', about: 'الألوان والشعار وبطاقة المفتاح في تطبيق الضيف.' },
    'digital-keys': { name: 'المفاتيح الرقمية', about: 'نظام الأقفال: اختباره وتفعيله.' },
    rooms: { name: 'الغرف والأقفال', about: 'الغرف والأبواب وأقفالها.' },
    pms: { name: 'الاتصال بنظام PMS', about: 'من أين تأتي الحجوزات.' },
    rules: { name: 'قواعد المفاتيح', about: 'الإصدار التلقائي والصلاحية والعمل دون اتصال والمشاركة.' },
    arrival: { name: 'تسجيل الوصول بالهاتف والهوية', about: 'ما يُطلب من الضيوف الواصلين.' },
    messages: { name: 'الرسائل', about: 'البريد والرسائل القصيرة والإشعارات للضيوف.' },
    staff: { name: 'الموظفون', about: 'من يحق له ماذا.' },
    'api-keys': { name: 'مفاتيح API', about: 'وصول للبرامج.' },
    webhooks: { name: 'خطافات الويب', about: 'إبلاغ الأنظمة الأخرى بما يحدث.' },
    retention: { name: 'الاحتفاظ', about: 'مدة حفظ البيانات الشخصية.' },
    emergency: { name: 'الطوارئ', about: 'سحب كل المفاتيح أو تغيير ما تُوقَّع به.' },
  },

  form: {
    save: 'حفظ',
    saved: 'تم الحفظ',
    discard: 'تجاهل التغييرات',
    unsaved: 'لم يُحفظ بعد',
    leaveHeading: 'المغادرة دون حفظ؟',
    leaveBody: 'ما غيّرته في هذه الصفحة لم يُحفظ بعد.',
    leave: 'المغادرة دون حفظ',
    stay: 'البقاء هنا',
    discarded: 'أُهملت التغييرات',
    takenBack: 'عادت تغييراتك، ولم تُحفظ بعد',
    failed: 'يتعذر العرض',
    loading: 'جارٍ التحميل',
    kept: 'محفوظ؛ اتركه فارغًا للإبقاء عليه',
    between: (min, max) => `أدخل عددًا صحيحًا من ${min} إلى ${max}.`,
  },

  setUp: {
    lead: 'يتحقق الخادم من كل خطوة بنفسه: ما عُلّم هنا أُنجز فعلًا.',
    done: 'تم',
    open: 'للإنجاز',
    optional: 'يمكن تأجيله',
    progress: (done, all) => `أُنجز ${done} من ${all} خطوات`,
    complete: 'هذا الموقع جاهز: يحصل الضيوف على مفاتيحهم.',
    go: 'فتح',
    again: 'افحص مرة أخرى',
    steps: {
      location: 'للموقع اسمه ومنطقته الزمنية ووقت المغادرة',
      pms: 'نظام PMS متصل ويستجيب',
      rooms: 'الغرف وأبوابها مُدخلة',
      locks: 'لكل باب غرفة قفله',
      lock_system: 'المفاتيح الرقمية مُختبرة ومفعّلة',
      rules: 'روجعت قواعد المفاتيح',
      messages: 'يمكن الوصول إلى الضيوف',
      arrival: 'تقرر أمر تسجيل الوصول بالهاتف والهوية',
      staff: 'يستطيع شخص ثانٍ تسجيل الدخول',
      first_key: 'صدر أول مفتاح رقمي',
    },
    hints: {
      location: 'تُحسب أوقات المغادرة والصلاحيات بساعة هذه المنطقة.',
      pms: 'اختر النظام وأدخل بيانات الدخول واختبر. بعدها تصل الحجوزات تلقائيًا.',
      rooms: 'خذ الغرف من نظام PMS، أو اكتب نطاقات مثل 101-120.',
      locks: 'أدخل كل قفل في الخدمة بأداة التركيب؛ الغرف بلا قفل تنتظر والأخرى تعمل بالفعل.',
      lock_system: 'شغّل الاختبار. إن نجح، فعّل المفاتيح الرقمية.',
      rules: 'قواعد الموقع الجديد حذرة. راجعها مرة واحفظ.',
      messages: 'أدخل خادم البريد وأرسل لنفسك رسالة تجريبية.',
      arrival: 'قرّر هل يسجّل الضيوف وصولهم بالهاتف وهل يبرزون هوية.',
      staff: 'ادعُ مكتب الاستقبال ومسؤولًا آخر.',
      first_key: 'سجّل وصول ضيف في نظام PMS. يصدر المفتاح تلقائيًا أو في صفحة الحجز.',
    },
    counts: {
      rooms: (rooms, without) => (without === 0 ? `الغرف: ${rooms}.` : `الغرف: ${rooms}. بلا باب: ${without}.`),
      locks: (withLock, doors) => `أبواب الغرف ذات القفل: ${withLock} من ${doors}.`,
      staff: (count) => `أشخاص لهم دور هنا: ${count}.`,
      simulated: 'بعض الأقفال هنا محاكاة: لا تفتح بابًا حقيقيًا.',
    },
  },

  newLocation: {
    page: 'موقع جديد',
    lead: 'الموقع فندق له غرفه وموظفوه وقواعده. يحصل على مفاتيح توقيع خاصة به.',
    brand: 'العلامة',
    make: 'إنشاء الموقع',
    open: 'موقع جديد…',
    made: 'أُنشئ الموقع',
    empty: 'تدير علامة ليس لها موقع بعد.',
  },

  location: {
    lead: 'ما يقرؤه الضيوف والموظفون، وبأي ساعة.',
    name: 'الاسم',
    nameHint: 'يقرؤه الضيوف في التطبيق وفي الرسائل.',
    nameMissing: 'أدخل الاسم.',
    timeZone: 'المنطقة الزمنية',
    timeZoneHint: 'مثلًا Europe/Vienna.',
    checkOutTime: 'وقت المغادرة',
    checkOutTimeHint: 'حيث لا يذكر نظام PMS وقتًا آخر.',
    phone: 'هاتف مكتب الاستقبال',
    phoneHint: 'يتصل به الضيوف من التطبيق عندما لا يفتح باب.',
  },

  digitalKeys,
  addRooms,
  rooms,
  commission,
  pms,
  apiKeys,
  webhooks,
  rules,
  arrival,
  retention,
  messages,
  staff,
  emergency,
};
