// The guest app in Portuguese, as written in Portugal.
import type { Unfinished } from '../fill-up.ts';
import type { GuestTexts } from './catalogue.ts';

const pt: Unfinished<GuestTexts> = {};
export default pt;
