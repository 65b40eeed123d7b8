// How guests are told: which messages, by which channels, and how e-mail and SMS leave.
import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import type { MessageSettings, MessageSettingsInput, PmsConnector, TestMessageOutcome } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { useCommand } from '../api/use-command.ts';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ConnectorFields, filledFields, missingFields } from './connector-fields.tsx';
import { DurationSelect, Ticks } from './fields.tsx';
import { Loaded } from './loaded.tsx';
import { LANGUAGES, MESSAGE_KINDS } from './message-texts/message-kinds.ts';
import classes from './settings-form.module.css';
import { SettingsForm } from './settings-form.tsx';
import { settingsQueries } from './settings-queries.ts';
import { TestAnswer } from './test-answer.tsx';
import { useDraft } from './use-draft.ts';
import { useSave } from './use-save.ts';

type Policy = MessageSettings['policy'];
type Channel = Policy['channels'][number];

const CHANNELS = ['push', 'email', 'sms'] as const satisfies readonly Channel[];
const FALLBACKS = [60, 300, 900, 1800, 3600, 14_400, 86_400];
const PORTS = { tls: 465, starttls: 587, none: 25 } as const;
const SECURITIES = ['tls', 'starttls', 'none'] as const;

/** The topic. */
export const MessagesTopic = () => {
  const words = useTexts().settings;
  const { location } = useCurrentLocation();
  const settings = useQuery(settingsQueries.messages(location.id));
  const connectors = useQuery(settingsQueries.smsConnectors());
  return (
    <Loaded query={connectors} heading={words.topics.messages.name}>
      {(sms) => (
        <Loaded query={settings} heading={words.topics.messages.name}>
          {(data) => (
            <>
              <MessagesForm settings={data} connectors={sms} />
              <TestForm settings={data} />
            </>
          )}
        </Loaded>
      )}
    </Loaded>
  );
};

type Smtp = { host: string; port: number; security: 'tls' | 'starttls' | 'none'; user: string | null };
const NO_SMTP: Smtp = { host: '', port: 587, security: 'starttls', user: null };

const MessagesForm = ({ settings, connectors }: { settings: MessageSettings; connectors: readonly PmsConnector[] }) => {
  const texts = useTexts();
  const words = texts.settings.messages;
  const { location } = useCurrentLocation();
  const stored = settings.email.smtp;
  const draft = useDraft({
    kinds: settings.policy.kinds,
    channels: settings.policy.channels,
    fallbackSeconds: settings.policy.fallbackSeconds,
    languages: settings.policy.languages ?? [...LANGUAGES],
    mode: settings.email.mode,
    from: settings.email.from ?? '',
    smtp: stored ? { host: stored.host, port: stored.port, security: stored.security, user: stored.user } : NO_SMTP,
    sms: settings.sms?.connector ?? '',
    smsConfig: settings.sms?.config ?? {},
    // Never told by the server: empty keeps what is stored.
    password: '',
    smsCredentials: {} as Readonly<Record<string, string>>, // no field is filled at first
  });
  const { values, set } = draft;
  const save = useSave('putMessageSettings', settingsQueries.messages(location.id).queryKey, draft.discard);
  const refused = save.error === undefined ? {} : describeError(save.error, texts).fields;
  const provider = connectors.find((one) => one.id === values.sms);
  const sameProvider = settings.sms?.connector === values.sms && settings.sms.credentialsSet;
  const typed = provider ? filledFields(provider.credentials, values.smsCredentials) : {};
  const keepsSms = sameProvider && Object.keys(typed).length === 0;
  const smsMissing =
    provider !== undefined &&
    (missingFields(provider.config, values.smsConfig).length > 0 ||
      (!keepsSms && missingFields(provider.credentials, values.smsCredentials).length > 0));
  const smtpMissing = values.mode === 'smtp' && (values.smtp.host.trim() === '' || values.from.trim() === '');
  const body = (): MessageSettingsInput => ({
    policy: {
      kinds: values.kinds,
      channels: values.channels,
      fallbackSeconds: values.fallbackSeconds,
      languages: values.languages,
    },
    email: {
      mode: values.mode,
      from: values.from.trim() || null,
      smtp:
        values.mode === 'smtp'
          ? {
              ...values.smtp,
              host: values.smtp.host.trim(),
              ...(values.password === '' ? {} : { password: values.password }),
            }
          : null,
    },
    sms: provider
      ? {
          connector: provider.id,
          config: filledFields(provider.config, values.smsConfig),
          ...(keepsSms ? {} : { credentials: typed }),
        }
      : null,
  });
  const smtp = (change: Partial<Smtp>) => set({ smtp: { ...values.smtp, ...change } });
  return (
    <SettingsForm
      heading={texts.settings.topics.messages.name}
      lead={words.lead}
      dirty={draft.dirty}
      pending={save.pending}
      error={save.error}
      invalid={smtpMissing || smsMissing || values.languages.length === 0}
      onDiscard={draft.discard}
      onSave={() =>
        void save.run({
          params: { locationId: location.id },
          body: body(),
          ...(settings.version > 0 ? { ifMatch: `"${settings.version}"` } : {}),
        })
      }
      testId="messages-form"
    >
      <Ticks
        legend={words.channels}
        description={words.channelsHint}
        all={CHANNELS}
        chosen={values.channels}
        labels={words.channelNames}
        hints={words.channelHints}
        onChange={(channels) => set({ channels })}
      />
      {CHANNELS.filter((one) => values.channels.includes(one)).map((channel) => (
        <DurationSelect
          key={channel}
          label={words.fallback(words.channelNames[channel])}
          value={values.fallbackSeconds[channel]}
          choices={FALLBACKS}
          onChange={(seconds) => set({ fallbackSeconds: { ...values.fallbackSeconds, [channel]: seconds } })}
        />
      ))}
      <fieldset className={classes.group}>
        <legend>{words.email}</legend>
        <NativeSelect
          label={words.mode}
          value={values.mode}
          data={(['off', 'smtp', 'captured'] as const).map((mode) => ({ value: mode, label: words.modes[mode] }))}
          onChange={({ currentTarget: { value } }) =>
            set({ mode: value === 'smtp' || value === 'captured' ? value : 'off' })
          }
          data-testid="email-mode"
        />
        {values.mode === 'captured' && <p className={classes.fixed}>{words.captured}</p>}
        {values.mode !== 'off' && (
          <TextInput
            type="email"
            label={words.from}
            description={words.fromHint}
            value={values.from}
            error={refused.from}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
        )}
        {values.mode === 'smtp' && (
          <>
            <div className={classes.pair}>
              <TextInput
                label={words.host}
                value={values.smtp.host}
                error={refused.host}
                onChange={(event) => smtp({ host: event.currentTarget.value })}
              />
              <TextInput
                type="number"
                label={words.port}
                value={values.smtp.port}
                min={1}
                max={65_535}
                error={refused.port}
                onChange={(event) => smtp({ port: Number(event.currentTarget.value) })}
              />
            </div>
            <NativeSelect
              label={words.security}
              value={values.smtp.security}
              data={SECURITIES.map((one) => ({ value: one, label: words.securities[one] }))}
              onChange={({ currentTarget: { value } }) => {
                const security = SECURITIES.find((one) => one === value) ?? 'starttls';
                smtp({ security, port: PORTS[security] });
              }}
            />
            <div className={classes.pair}>
              <TextInput
                label={words.user}
                value={values.smtp.user ?? ''}
                autoComplete="off"
                error={refused.user}
                onChange={(event) => smtp({ user: event.currentTarget.value || null })}
              />
              <PasswordInput
                label={words.password}
                placeholder={stored?.passwordSet ? texts.settings.form.kept : undefined}
                value={values.password}
                autoComplete="off"
                error={refused.password}
                onChange={(event) => set({ password: event.currentTarget.value })}
              />
            </div>
          </>
        )}
      </fieldset>
      <fieldset className={classes.group}>
        <legend>{words.sms}</legend>
        <NativeSelect
          label={words.provider}
          value={values.sms}
          data={[{ value: '', label: words.noSms }, ...connectors.map((one) => ({ value: one.id, label: one.name }))]}
          onChange={(event) => set({ sms: event.currentTarget.value })}
        />
        {provider && (
          <>
            <ConnectorFields
              fields={provider.config}
              values={values.smsConfig}
              errors={refused}
              onChange={(smsConfig) => set({ smsConfig: { ...smsConfig } })}
            />
            <ConnectorFields
              fields={provider.credentials}
              values={values.smsCredentials}
              errors={refused}
              kept={sameProvider}
              onChange={(smsCredentials) => set({ smsCredentials })}
            />
          </>
        )}
      </fieldset>
      <details>
        <summary>{words.kindsChosen(values.kinds.length, MESSAGE_KINDS.length)}</summary>
        <Ticks
          legend={words.kinds}
          all={MESSAGE_KINDS}
          chosen={values.kinds}
          labels={words.kindNames}
          onChange={(kinds) => set({ kinds })}
        />
      </details>
      <details>
        <summary>{words.languagesChosen(values.languages.length, LANGUAGES.length)}</summary>
        <Ticks
          legend={words.languages}
          description={words.languagesHint}
          all={LANGUAGES}
          chosen={values.languages}
          labels={words.languageNames}
          onChange={(languages) => set({ languages })}
        />
      </details>
    </SettingsForm>
  );
};

const TestForm = ({ settings }: { settings: MessageSettings }) => {
  const words = useTexts().settings.messages;
  const { location } = useCurrentLocation();
  const channels = [
    ...(settings.email.mode === 'off' ? [] : (['email'] as const)),
    ...(settings.sms ? (['sms'] as const) : []),
  ];
  const [channel, setChannel] = useState<'email' | 'sms'>('email');
  const [to, setTo] = useState('');
  const [outcome, setOutcome] = useState<TestMessageOutcome>();
  const test = useCommand(
    'testMessageSettings',
    useCallback((answer: TestMessageOutcome) => setOutcome(answer), []),
  );
  const by = channels.includes(channel) ? channel : channels[0];
  return (
    <Panel heading={words.test}>
      {by === undefined ? (
        <p className={classes.lead}>{words.testNothing}</p>
      ) : (
        <form
          className={classes.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (to.trim().length < 3) return;
            setOutcome(undefined);
            void test.run({ params: { locationId: location.id }, body: { channel: by, to: to.trim() } });
          }}
        >
          <p className={classes.lead}>{words.testLead}</p>
          <div className={classes.pair}>
            <NativeSelect
              label={words.testChannel}
              value={by}
              data={channels.map((one) => ({ value: one, label: words.channelNames[one] }))}
              onChange={(event) => setChannel(event.currentTarget.value === 'sms' ? 'sms' : 'email')}
            />
            <TextInput
              label={by === 'sms' ? words.testPhone : words.testEmail}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
              data-testid="test-message-to"
            />
          </div>
          <ProblemAlert error={test.error} />
          <TestAnswer
            pending={test.pending}
            progress={words.testing}
            answer={
              outcome && {
                ok: outcome.ok,
                sentence: outcome.captured ? words.testCaptured : outcome.ok ? words.testOk : words.testFailed,
                step: outcome.ok ? words.testOkStep : (words.testSteps[outcome.code ?? ''] ?? outcome.message),
              }
            }
          />
          <div className={classes.foot}>
            <Button type="submit" disabled={to.trim().length < 3} loading={test.pending} data-testid="test-message">
              {words.testSend}
            </Button>
          </div>
        </form>
      )}
    </Panel>
  );
};
