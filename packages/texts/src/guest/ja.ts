// The guest app in Japanese.
import type { Unfinished } from '../fill-up.ts';
import type { GuestTexts } from './catalogue.ts';

const ja: Unfinished<GuestTexts> = {};
export default ja;
