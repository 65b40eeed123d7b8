// Settings of the console in Arabic: digital keys, rooms and locks. ar-settings.ts takes them in.
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('ar-u-nu-latn');

export const digitalKeys: ConsoleTexts['settings']['digitalKeys'] = {
  lead: 'تصدر المفاتيح الرقمية بعد نجاح الاختبار وتفعيلها.',
  system: 'نظام الأقفال',
  systemHint: 'لا يمكن اختيار أنظمة أخرى بعد.',
  native: 'أقفال Nightlatch',
  noCredentials: 'لا يحتاج هذا النظام إلى بيانات دخول: يوقّع الخادم بمفاتيح الموقع.',
  on: 'مفعّل',
  off: 'موقوف',
  test: 'اختبار',
  testing: 'جارٍ اختبار مفاتيح التوقيع والأبواب والأقفال',
  testOk: 'كل ما تحتاجه المفاتيح الرقمية متوفر.',
  testFailed: 'ما زال شيء ناقصًا.',
  testOkStep: 'يمكنك تفعيل المفاتيح الرقمية الآن.',
  testOkOn: 'لا شيء مطلوب.',
  testFailedStep: 'نفّذ ما يُذكر عند الأسطر المعلّمة ثم اختبر مجددًا.',
  testFirst: 'اختبر أولًا.',
  turnOn: 'تفعيل',
  turnOff: 'إيقاف',
  isOn: 'المفاتيح الرقمية مفعّلة',
  isOff: 'المفاتيح الرقمية موقوفة',
  turnOffBody: 'ما دامت موقوفة لا يصدر مفتاح ولا يُجدَّد. تبقى مفاتيح الهواتف حتى انتهاء مدتها دون اتصال.',
  fine: 'سليم',
  someRooms: 'بعض الغرف تنتظر',
  missing: 'ناقص',
  checks: {
    lock_system_chosen: 'اختير نظام أقفال',
    signing_keys: 'مفاتيح التوقيع تُفتح وتوقّع',
    room_doors: 'توجد أبواب غرف',
    locks_commissioned: 'لكل باب غرفة قفل',
    locks_healthy: 'كل الأقفال سليمة',
    locks_heard_from: 'ورد اتصال من كل قفل',
  },
  steps: {
    signing_keys: 'مفتاح الخادم الرئيسي ليس الذي ختمها: اسأل من يدير الخادم.',
    room_doors: 'أدخل الغرف وأبوابها في «الغرف والأقفال».',
    locks_commissioned: 'أدخل الأقفال الناقصة في الخدمة من «الغرف والأقفال». الغرف الأخرى تعمل بالفعل.',
    locks_healthy: 'انظر في «الأبواب» أي قفل يُبلغ عن عطل.',
    locks_heard_from: 'مرّ مرة عند كل قفل جديد ببوابة أو بهاتف ضيف.',
  },
  locks: 'الأقفال',
  locksLead: 'كل غرفة تحتاج إلى باب بقفل في الخدمة.',
  toRooms: 'الغرف والأقفال',
};

export const addRooms: ConsoleTexts['settings']['addRooms'] = {
  heading: 'إضافة غرف',
  lead: 'تحصل كل غرفة على باب. تبقى الغرف الموجودة كما هي.',
  numbers: 'أرقام الغرف',
  numbersHint: 'غرف منفردة ونطاقات، مثلًا 101-120, 201-220, Penthouse.',
  wrong: (part) => `«${part}» ليس رقم غرفة ولا نطاقًا لا يتجاوز 500 غرفة.`,
  add: (count) =>
    count === 0
      ? 'إضافة غرف'
      : plural(count, {
          zero: 'إضافة # غرف',
          one: 'إضافة غرفة واحدة',
          two: 'إضافة غرفتين',
          few: 'إضافة # غرف',
          many: 'إضافة # غرفة',
          other: 'إضافة # غرفة',
        }),
  fromPms: 'الأخذ من نظام PMS',
  asking: 'جارٍ طلب الغرف',
  progress: (done, all) => `أُضيفت ${done} من ${all} غرف`,
  added: (count) =>
    count === 0
      ? 'لا غرف جديدة لإضافتها'
      : plural(count, {
          zero: 'لم تُضف غرف',
          one: 'أُضيفت غرفة واحدة',
          two: 'أُضيفت غرفتان',
          few: 'أُضيفت # غرف',
          many: 'أُضيفت # غرفة',
          other: 'أُضيفت # غرفة',
        }),
  doorOf: (number) => `الغرفة ${number}`,
};

export const rooms: ConsoleTexts['settings']['rooms'] = {
  heading: 'الغرف',
  count: (rooms, locks, doors) => `الغرف: ${rooms} · أبواب بقفل: ${locks} من ${doors}`,
  none: 'لا غرف بعد',
  noneBody: 'أضفها أعلاه. يجب أن يكون الرقم كما في نظام PMS.',
  room: (number) => `الغرفة ${number}`,
  floorOf: (floor) => `الطابق ${floor}`,
  byNumber: 'تُعرف في نظام PMS برقمها',
  pmsUnitOf: (id) => `في نظام PMS: ${id}`,
  change: 'تغيير',
  changeRoom: (number) => `تغيير الغرفة ${number}`,
  remove: 'إزالة الغرفة',
  removeRoomBody: (number) => `تُزال الغرفة ${number}. لا يصح ذلك إلا إن لم تُستخدم قط.`,
  removed: 'تمت الإزالة',
  number: 'الرقم',
  numberHint: 'كما يكتبه نظام PMS.',
  numberMissing: 'أدخل الرقم.',
  floor: 'الطابق',
  floorWrong: 'أدخل عددًا صحيحًا، أو لا شيء.',
  pmsUnit: 'المعرّف في نظام PMS',
  pmsUnitHint: 'اتركه فارغًا لإيجاد الغرفة برقمها.',
  addDoor: 'إضافة باب',
  addCommon: 'إضافة باب مشترك',
  common: 'الأبواب المشتركة',
  commonLead: 'المدخل والمصعد والنادي: يفتحها مفتاح كل ضيف.',
  doorName: 'اسم الباب',
  doorNameHint: 'يقرؤه الموظفون والضيوف.',
  doorNameMissing: 'أدخل الاسم.',
  doorAdded: 'أُضيف الباب',
  removeDoor: 'إزالة الباب',
  removeDoorBody: (name) => `يُزال ${name}. لا يصح ذلك إلا إن لم يكن له قفل قط.`,
  hasLock: 'القفل في الخدمة',
  simulatedLock: 'قفل محاكى',
  commission: 'إدخال قفل في الخدمة',
  retire: 'إخراج القفل من الخدمة',
  retired: 'القفل خارج الخدمة',
  retireBody: (door) =>
    `لا يتلقى قفل ${door} رسائل بعد ذلك، ولا تذكر المفاتيح هذا الباب. أدخل قفلًا آخر في الخدمة بعدها.`,
};

export const commission: ConsoleTexts['settings']['commission'] = {
  heading: (door) => `إدخال قفل في الخدمة: ${door}`,
  lead: 'ضع القفل الجديد في وضع الإدخال. تعرض أداة التركيب نقطة القفل.',
  point: 'نقطة القفل',
  pointHint: '130 حرفًا من 0 إلى 9 ومن a إلى f، تبدأ بـ 04. لا تهم المسافات.',
  pointWrong: 'هذه ليست نقطة قفل: يجب أن تكون 130 حرفًا وتبدأ بـ 04.',
  tool: 'بمفتاح API للإدخال تنجز الأداة كل ذلك بنفسها.',
  confirm: 'إدخال في الخدمة',
  finish: 'انتهى',
  done: 'القفل في الخدمة',
  carry: 'انقل هذا السجل إلى القفل بأداة التركيب. يتحقق القفل من البصمة.',
  record: 'سجل موقّع',
  recordHint: 'يُعرض هنا مرة واحدة. إدخال القفل نفسه من جديد ينشئه ثانية.',
  fingerprint: 'البصمة التي تُدخل عند القفل:',
};
