// The console in Arabic; written from right to left.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

const ar: Unfinished<ConsoleTexts> = {};
export default ar;
