// The guest app's pages in French.
import type { Unfinished } from '../fill-up.ts';
import type { GuestPageTexts } from './catalogue.ts';

const fr: Unfinished<GuestPageTexts> = {};
export default fr;
