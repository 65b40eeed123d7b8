// The console in Simplified Chinese.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

const zh: Unfinished<ConsoleTexts> = {};
export default zh;
