// The guest app in Arabic; written from right to left.
import type { Unfinished } from '../fill-up.ts';
import type { GuestTexts } from './catalogue.ts';

const ar: Unfinished<GuestTexts> = {};
export default ar;
