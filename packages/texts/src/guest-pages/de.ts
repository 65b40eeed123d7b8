// The guest app's pages in German.
import type { Unfinished } from '../fill-up.ts';
import type { GuestPageTexts } from './catalogue.ts';

const de: Unfinished<GuestPageTexts> = {};
export default de;
