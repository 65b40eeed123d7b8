// What a guest would get by the words as they stand in the form: filled in by the server, as it does when it sends.
import { Skeleton } from '@mantine/core';
import type { MessageText, MessageWords } from '@nightlatch/api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Panel } from '../../parts/panel.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import formClasses from '../settings-form.module.css';
import { settingsQueries } from '../settings-queries.ts';
import classes from './message-preview.module.css';

/** As long as somebody goes on typing nothing is asked. */
const PAUSE_MS = 400;

type Props = {
  at: { locationId: string; language: MessageText['language']; messageKind: MessageText['kind'] };
  words: MessageWords;
  /** Something can not be filled in: the last example that could stays. */
  invalid: boolean;
};

/** The panel. */
export const MessagePreview = ({ at, words, invalid }: Props) => {
  const texts = useTexts();
  const own = texts.settings.messageTexts;
  const [asked, ask] = useState(words);
  const typed = JSON.stringify(words);
  useEffect(() => {
    if (invalid) return;
    // What was just typed, told apart by value: the object is a new one with every drawing.
    const timer = setTimeout(() => ask(JSON.parse(typed) as MessageWords), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, invalid]);
  const preview = useQuery({ ...settingsQueries.messagePreview(at, asked), placeholderData: keepPreviousData });
  const { data, error, refetch } = preview;
  return (
    <Panel heading={own.preview} testId="words-preview">
      <p className={formClasses.lead}>{invalid ? own.previewWaits : own.previewLead}</p>
      {error && data === undefined ? (
        <ProblemAlert error={error} heading={own.previewFailed} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <div role="status" aria-label={own.previewLoading} className={formClasses.group}>
          <Skeleton height={22} width="70%" />
          <Skeleton height={160} />
          <Skeleton height={22} />
        </div>
      ) : (
        <dl className={classes.parts}>
          <Said name={own.lock} text={`${data.push.title}\n${data.push.body}`} language={at.language} />
          <Said name={own.subject} text={data.subject} language={at.language} />
          <Said name={own.text} text={data.text} language={at.language} />
          <Said
            name={own.sms}
            text={data.sms}
            language={at.language}
            note={data.smsParts === 1 ? own.smsOne : own.smsMany(data.smsParts)}
          />
        </dl>
      )}
    </Panel>
  );
};

type SaidProps = { name: string; text: string; language: string; note?: string };

const Said = ({ name, text, language, note }: SaidProps) => (
  <div>
    <dt>{name}</dt>
    <dd className={classes.said} lang={language} dir="auto">
      {text}
    </dd>
    {note && <dd className={classes.note}>{note}</dd>}
  </div>
);
