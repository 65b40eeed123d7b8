// The guest app's pages in Japanese.
import type { Unfinished } from '../fill-up.ts';
import type { GuestPageTexts } from './catalogue.ts';

const ja: Unfinished<GuestPageTexts> = {};
export default ja;
