// The guest app's pages in Spanish.
import type { Unfinished } from '../fill-up.ts';
import type { GuestPageTexts } from './catalogue.ts';

const es: Unfinished<GuestPageTexts> = {};
export default es;
