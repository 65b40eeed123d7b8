// The console in Spanish.
import type { Unfinished } from '../fill-up.ts';
import type { ConsoleTexts } from './en.ts';

const es: Unfinished<ConsoleTexts> = {};
export default es;
