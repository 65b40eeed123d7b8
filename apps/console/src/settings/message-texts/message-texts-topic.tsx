// A hotel's own words for what guests are told: message and language to choose, the words, and what a guest would get by them.
import { Button, NativeSelect } from '@mantine/core';
import type { MessageSettings, MessageText, MessageTextDetail } from '@nightlatch/api';
import { MESSAGE_PARTS, type MessagePart } from '@nightlatch/texts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { describeError } from '../../api/describe-error.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { useCurrentLocation } from '../../shell/current-location.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Loaded } from '../loaded.tsx';
import classes from '../settings-form.module.css';
import { SettingsForm } from '../settings-form.tsx';
import { settingsQueries } from '../settings-queries.ts';
import { useDraft } from '../use-draft.ts';
import { useSave } from '../use-save.ts';
import { LANGUAGES, MESSAGE_KINDS } from './message-kinds.ts';
import { MessagePreview } from './message-preview.tsx';
import { WordsField, whatIsWrong } from './words-field.tsx';

type Which = Pick<MessageText, 'kind' | 'language'>;
const KINDS = ['guest_link', ...MESSAGE_KINDS] as const;

/** The topic. */
export const MessageTextsTopic = () => {
  const texts = useTexts();
  const { location } = useCurrentLocation();
  const settings = useQuery(settingsQueries.messages(location.id));
  const own = useQuery(settingsQueries.messageTexts(location.id));
  const heading = texts.settings.topics['message-texts'].name;
  return (
    <Loaded query={settings} heading={heading}>
      {({ policy }) => (
        <Loaded query={own} heading={heading}>
          {(changed) => <ChosenText policy={policy} changed={changed} />}
        </Loaded>
      )}
    </Loaded>
  );
};

const ChosenText = ({ policy, changed }: { policy: MessageSettings['policy']; changed: readonly MessageText[] }) => {
  const heading = useTexts().settings.topics['message-texts'].name;
  const { location } = useCurrentLocation();
  const [which, choose] = useState<Which>({ kind: 'key_ready', language: policy.languages?.[0] ?? 'en' });
  const { kind: messageKind, language } = which;
  const text = useQuery(settingsQueries.messageText({ locationId: location.id, language, messageKind }));
  return (
    <Loaded query={text} heading={heading}>
      {(data) => (
        // Another message is another form; the list of what is changed stays.
        <WordsForm key={`${language} ${messageKind}`} text={data} changed={changed} onChoose={choose} />
      )}
    </Loaded>
  );
};

type FormProps = { text: MessageTextDetail; changed: readonly MessageText[]; onChoose: (which: Which) => void };

const isOwn = ({ title, text, sms }: MessageText): boolean => title !== null || text !== null || sms !== null;

const WordsForm = ({ text, changed, onChoose }: FormProps) => {
  const texts = useTexts();
  const words = texts.settings.messageTexts;
  const { location } = useCurrentLocation();
  const params = { locationId: location.id, language: text.language, messageKind: text.kind };
  const draft = useDraft({ title: text.title ?? '', text: text.text ?? '', sms: text.sms ?? '' });
  const { values, set } = draft;
  const save = useSave('putMessageText', settingsQueries.messageTexts(location.id).queryKey, draft.discard);
  const refused = save.error === undefined ? {} : describeError(save.error, texts).fields;
  const [wanted, setWanted] = useState<Which>();
  const choose = (which: Which): void => (draft.dirty ? setWanted(which) : onChoose(which));
  const wrong = (part: MessagePart): string | undefined =>
    whatIsWrong(text, part, values[part], words) ?? (part in draft.changes ? undefined : refused[part]);
  const own = {
    title: values.title.trim() || null,
    text: values.text.trim() || null,
    sms: values.sms.trim() || null,
  };
  const invalid = MESSAGE_PARTS.some((part) => whatIsWrong(text, part, values[part], words) !== undefined);
  const marked = (which: Which, name: string): string => {
    const there = changed.some((one) => one.kind === which.kind && one.language === which.language && isOwn(one));
    return there ? `${name} · ${words.mark}` : name;
  };
  const { kindNames, languageNames } = texts.settings.messages;
  const names = { ...kindNames, guest_link: texts.settings.messageTexts.guestLink };
  return (
    <>
      <SettingsForm
        heading={texts.settings.topics['message-texts'].name}
        lead={words.lead}
        dirty={draft.dirty}
        pending={save.pending}
        error={save.error}
        invalid={invalid}
        onDiscard={draft.discard}
        onSave={() => void save.run({ params, body: own, ifMatch: `"${text.version}"` })}
        testId="words-form"
      >
        <div className={classes.pair}>
          <NativeSelect
            label={words.kind}
            value={text.kind}
            data={KINDS.map((kind) => ({ value: kind, label: marked({ ...text, kind }, names[kind]) }))}
            onChange={({ currentTarget: { value } }) =>
              choose({ language: text.language, kind: KINDS.find((one) => one === value) ?? text.kind })
            }
            data-testid="words-kind"
          />
          <NativeSelect
            label={words.language}
            value={text.language}
            data={LANGUAGES.map((language) => ({
              value: language,
              label: marked({ ...text, language }, languageNames[language]),
            }))}
            onChange={({ currentTarget: { value } }) =>
              choose({ kind: text.kind, language: LANGUAGES.find((one) => one === value) ?? text.language })
            }
            data-testid="words-language"
          />
        </div>
        {MESSAGE_PARTS.map((part) => (
          <WordsField
            key={part}
            part={part}
            language={text.language}
            placeholders={text.placeholders[part]}
            house={text.house[part]}
            value={values[part]}
            error={wrong(part)}
            onChange={(value) => set({ [part]: value })}
          />
        ))}
        {Object.values(own).some((one) => one !== null) && (
          <div>
            <Button
              variant="default"
              onClick={() => set({ title: '', text: '', sms: '' })}
              disabled={save.pending}
              data-testid="words-reset"
            >
              {words.reset}
            </Button>
          </div>
        )}
      </SettingsForm>
      <MessagePreview at={params} words={own} invalid={invalid} />
      {wanted && (
        <ActionDialog
          heading={texts.draft.ask}
          confirm={texts.draft.drop}
          confirmTestId="words-drop"
          danger
          dismiss={texts.draft.keep}
          pending={false}
          onConfirm={() => onChoose(wanted)}
          onClose={() => setWanted(undefined)}
        >
          <p>{texts.settings.form.leaveBody}</p>
        </ActionDialog>
      )}
    </>
  );
};
