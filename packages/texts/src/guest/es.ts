// The guest app in Spanish.
import type { Unfinished } from '../fill-up.ts';
import type { GuestTexts } from './catalogue.ts';

const es: Unfinished<GuestTexts> = {};
export default es;
