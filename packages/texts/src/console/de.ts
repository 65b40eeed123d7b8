// The console in German.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

const de: Unfinished<ConsoleTexts> = {};
export default de;
