// The guest app's pages in Arabic.
import type { Unfinished } from '../fill-up.ts';
import type { GuestPageTexts } from './catalogue.ts';

const ar: Unfinished<GuestPageTexts> = {};
export default ar;
