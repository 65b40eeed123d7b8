// The guest app's pages in Italian.
import type { Unfinished } from '../fill-up.ts';
import type { GuestPageTexts } from './catalogue.ts';

const it: Unfinished<GuestPageTexts> = {};
export default it;
