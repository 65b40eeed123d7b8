// The menu of languages, each in its own words.
import { NativeSelect } from '@mantine/core';
import { asLanguage, LANGUAGE_NAMES, LANGUAGES } from '@nightlatch/texts';
import { useSpoken } from './use-texts.ts';

/** Changes the language at once; the choice stays with this browser. */
export const LanguageChoice = ({ size = 'xs' }: { size?: 'xs' | 'sm' }) => {
  const { language, texts, speak } = useSpoken();
  return (
    <NativeSelect
      size={size}
      aria-label={texts.shell.language}
      value={language}
      onChange={(event) => {
        const chosen = asLanguage(event.currentTarget.value);
        if (chosen) void speak(chosen);
      }}
      data-testid="language"
    >
      {LANGUAGES.map((one) => (
        <option key={one} value={one} lang={one}>
          {LANGUAGE_NAMES[one]}
        </option>
      ))}
    </NativeSelect>
  );
};
