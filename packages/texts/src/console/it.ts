// The console in Italian.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

const it: Unfinished<ConsoleTexts> = {};
export default it;
