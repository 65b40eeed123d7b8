// What the pages beside the keys say, in the language of the app; loaded with the first page that is opened.
import { type GuestPageTexts, type Language, loadGuestPageTexts } from '@nightlatch/texts';

/** Texts of the pages; set by `speakOnPages`, and read anew by every component that draws. */
export let pageTexts: GuestPageTexts;
let language: Language | undefined;

/** Whether they are here in this language. */
export function isSpokenOnPages(wanted: Language): boolean {
  return language === wanted;
}

/** Loads them; where a language's file can not be loaded, in English. */
export async function speakOnPages(wanted: Language): Promise<void> {
  pageTexts = await loadGuestPageTexts(wanted).catch(() => loadGuestPageTexts('en'));
  language = wanted;
}
