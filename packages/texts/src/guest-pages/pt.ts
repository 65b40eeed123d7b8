// The guest app's pages in Portuguese.
import type { Unfinished } from '../fill-up.ts';
import type { GuestPageTexts } from './catalogue.ts';

const pt: Unfinished<GuestPageTexts> = {};
export default pt;
