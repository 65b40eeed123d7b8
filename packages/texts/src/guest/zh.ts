// The guest app in Simplified Chinese.
import type { Unfinished } from '../fill-up.ts';
import type { GuestTexts } from './catalogue.ts';

const zh: Unfinished<GuestTexts> = {};
export default zh;
