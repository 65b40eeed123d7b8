// The console in French.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

const fr: Unfinished<ConsoleTexts> = {};
export default fr;
