// The menu of languages: the browser's own select, which every phone shows at full size.
import { asLanguage, LANGUAGE_NAMES, LANGUAGES } from '@nightlatch/texts';
import type { VNode } from 'preact';
import { chooseToSpeak, spoken, texts } from '../texts/use-texts.ts';
import { GlobeIcon } from './icons.tsx';

export function LanguageChoice(): VNode {
  const { language } = spoken.get();
  return (
    <label class="language">
      <GlobeIcon />
      <select
        aria-label={texts.language}
        value={language}
        onChange={(event) => {
          const chosen = asLanguage(event.currentTarget.value);
          if (chosen) void chooseToSpeak(chosen);
        }}
        data-testid="language"
      >
        {LANGUAGES.map((one) => (
          <option key={one} value={one} lang={one}>
            {LANGUAGE_NAMES[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
