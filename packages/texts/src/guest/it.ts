// The guest app in Italian.
import type { Unfinished } from '../fill-up.ts';
import type { GuestTexts } from './catalogue.ts';

const it: Unfinished<GuestTexts> = {};
export default it;
