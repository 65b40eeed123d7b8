// The guest app's pages in Chinese.
import type { Unfinished } from '../fill-up.ts';
import type { GuestPageTexts } from './catalogue.ts';

const zh: Unfinished<GuestPageTexts> = {};
export default zh;
