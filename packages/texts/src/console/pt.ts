// The console in Portuguese, as written in Portugal.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

const pt: Unfinished<ConsoleTexts> = {};
export default pt;
