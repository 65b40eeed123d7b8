// Holds the reader's language: what they chose in this browser, else what the browser prefers.
import { useDirection } from '@mantine/core';
import { asLanguage, chooseLanguage, directionOf, type Language } from '@nightlatch/texts';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { loadTexts, type Spoken, SpokenContext, type Texts } from './use-texts.ts';

const STORED = 'nightlatch-language';

/** The language to begin with. */
export const firstLanguage = (): Language => asLanguage(stored()) ?? chooseLanguage(navigator.languages);

const stored = (): string | null => {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null; // storage may be forbidden: the browser's languages are used then
  }
};

const store = (language: Language): void => {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // The choice then lasts as long as this page.
  }
};

/** Gives the texts to everything below; `first` has been loaded already. */
export const LanguageProvider = (props: { first: { language: Language; texts: Texts }; children: ReactNode }) => {
  const [now, setNow] = useState(props.first);
  const { setDirection } = useDirection();
  useEffect(() => setDirection(directionOf(now.language)), [now.language, setDirection]);
  const spoken = useMemo<Spoken>(
    () => ({
      ...now,
      speak: async (language) => {
        store(language);
        setNow(await loadTexts(language));
      },
    }),
    [now],
  );
  return <SpokenContext value={spoken}>{props.children}</SpokenContext>;
};
