// What both apps and the messages to guests say, in nine languages. An app loads one catalogue; the server holds all messages.
export type { ConsoleTexts } from './console/en.ts';
export { loadConsoleTexts } from './console/load-console-texts.ts';
export type {
  Advice,
  ConditionCode,
  DoorFacts,
  EndReason,
  GuestTexts,
  LinkProblem,
  RadioSupport,
  UnlockStep,
} from './guest/catalogue.ts';
export { loadGuestTexts } from './guest/load-guest-texts.ts';
export type { GuestPageTexts } from './guest-pages/catalogue.ts';
export { loadGuestPageTexts } from './guest-pages/load-guest-page-texts.ts';
export {
  asLanguage,
  chooseLanguage,
  directionOf,
  LANGUAGE_NAMES,
  LANGUAGES,
  type Language,
  localeOf,
  tagOf,
} from './languages.ts';
export { MESSAGE_TEXTS, type MessageTexts } from './messages/message-texts.ts';
export {
  fillWords,
  houseWords,
  judgeWords,
  MESSAGE_PARTS,
  MESSAGE_PLACEHOLDERS,
  type MessagePart,
  type MessagePatterns,
  type MessagePlaceholder,
  MOST_WORDS,
  placeholdersOf,
  smsParts,
  type WordsProblem,
} from './messages/own-words.ts';
export { dayName, type HoursLine, type HoursRule, hoursLines, isOpenAt } from './opening-hours.ts';
