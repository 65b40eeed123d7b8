// The guest app in German.
import type { Unfinished } from '../fill-up.ts';
import type { GuestTexts } from './catalogue.ts';

const de: Unfinished<GuestTexts> = {};
export default de;
