// The guest app in French.
import type { Unfinished } from '../fill-up.ts';
import type { GuestTexts } from './catalogue.ts';

const fr: Unfinished<GuestTexts> = {};
export default fr;
