// One part of a message: the hotel's words, what can be filled in at the caret, and what is wrong with them.
import { Button, Textarea } from '@mantine/core';
import type { MessageTextDetail } from '@nightlatch/api';
import { type ConsoleTexts, judgeWords, type MessagePart, MOST_WORDS } from '@nightlatch/texts';
import { useId, useRef } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import classes from './words-field.module.css';

type Words = ConsoleTexts['settings']['messageTexts'];

/** What can not be saved of these words, said to whoever writes them; blank is ours and always fine. */
export const whatIsWrong = (
  { placeholders }: Pick<MessageTextDetail, 'placeholders'>,
  part: MessagePart,
  value: string,
  words: Words,
): string | undefined => {
  const problem = value.trim() === '' ? undefined : judgeWords(part, placeholders[part], value);
  if (problem?.code === 'unknown_placeholder') return words.unknown(problem.found);
  return problem && words.linkMissing;
};

const HINTS = { title: 'titleHint', text: 'textHint', sms: 'smsHint' } as const;

type Props = {
  part: MessagePart;
  /** That the words are written in. */
  language: string;
  placeholders: readonly string[];
  /** Our words, shown while there are none. */
  house: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

/** The field with its placeholders. */
export const WordsField = ({ part, language, placeholders, house, value, error, onChange }: Props) => {
  const words = useTexts().settings.messageTexts;
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const most = MOST_WORDS[part];
  const take = (text: string): void =>
    onChange((part === 'text' ? text : text.replaceAll(/\s*\n\s*/g, ' ')).slice(0, most));
  const insert = (name: string): void => {
    const { selectionStart: from, selectionEnd: to } = field.current ?? { selectionStart: 0, selectionEnd: 0 };
    const piece = `{${name}}`;
    take(`${value.slice(0, from)}${piece}${value.slice(to)}`);
    // After React has written the value: the caret goes on behind what came in.
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from + piece.length, from + piece.length);
    });
  };
  // Names of a newer server that this catalogue lacks are shown as they are written.
  const names: Readonly<Record<string, string>> = words.placeholders;
  return (
    <div className={classes.field}>
      <Textarea
        ref={field}
        id={id}
        label={words[part]}
        description={words[HINTS[part]]}
        placeholder={house}
        value={value}
        error={error}
        maxLength={most}
        autosize
        minRows={part === 'text' ? 4 : 1}
        maxRows={16}
        lang={language}
        dir="auto"
        onChange={(event) => take(event.currentTarget.value)}
        data-testid={`words-${part}`}
      />
      <fieldset className={classes.pieces} aria-label={words.insertInto(words[part])}>
        {value === '' && (
          <Button size="compact-sm" variant="default" onClick={() => take(house)} data-testid={`words-take-${part}`}>
            {words.take}
          </Button>
        )}
        {placeholders.map((name) => (
          <Button
            key={name}
            size="compact-sm"
            variant="light"
            onClick={() => insert(name)}
            data-testid={`words-${part}-${name}`}
          >
            {names[name] ?? name}
          </Button>
        ))}
      </fieldset>
    </div>
  );
};
