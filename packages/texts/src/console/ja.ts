// The console in Japanese.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

const ja: Unfinished<ConsoleTexts> = {};
export default ja;
