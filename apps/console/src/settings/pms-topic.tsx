// The connection to the PMS: choose, credentials, test, what it told last, read everything again, disconnect.
import { Button, NativeSelect } from '@mantine/core';
import type { PmsConnection, PmsConnector, PmsTest } from '@nightlatch/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { useCommand } from '../api/use-command.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAnnounce } from '../parts/announcements.tsx';
import { Facts, Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { SecretOnce } from '../parts/secret-once.tsx';
import { Tag } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ConnectorFields, filledFields, missingFields } from './connector-fields.tsx';
import { Loaded } from './loaded.tsx';
import { PmsEvents } from './pms-events.tsx';
import classes from './settings-form.module.css';
import { SettingsForm } from './settings-form.tsx';
import { settingsQueries } from './settings-queries.ts';
import { TestAnswer } from './test-answer.tsx';
import { useSave } from './use-save.ts';

/** The topic. */
export const PmsTopic = () => {
  const words = useTexts().settings;
  const { location } = useCurrentLocation();
  const connectors = useQuery(settingsQueries.pmsConnectors());
  const connection = useQuery(settingsQueries.pms(location.id));
  return (
    <Loaded query={connectors} heading={words.topics.pms.name}>
      {(all) => (
        <Loaded query={connection} heading={words.topics.pms.name}>
          {(one) => <Connection connectors={all} connection={one} />}
        </Loaded>
      )}
    </Loaded>
  );
};

type Props = { connectors: readonly PmsConnector[]; connection: PmsConnection | null };

const Connection = ({ connectors, connection }: Props) => {
  const texts = useTexts();
  const words = texts.settings.pms;
  const { location } = useCurrentLocation();
  const { queryKey } = settingsQueries.pms(location.id);
  // Kept by this page alone: the server tells the address once.
  const [webhookUrl, setWebhookUrl] = useState<string>();
  const [chosen, setChosen] = useState(connection?.connector ?? connectors[0]?.id ?? '');
  const [config, setConfig] = useState<Readonly<Record<string, string>>>(connection?.config ?? {});
  const [credentials, setCredentials] = useState<Readonly<Record<string, string>>>({});
  const [touched, setTouched] = useState(false);
  const connector = connectors.find((one) => one.id === chosen);
  const done = useCallback((saved: PmsConnection) => {
    setTouched(false);
    setCredentials({});
    setConfig(saved.config);
    if (saved.webhookUrl !== null) setWebhookUrl(saved.webhookUrl);
  }, []);
  const save = useSave('putPmsConnection', queryKey, done, words.saved);
  const refused = save.error === undefined ? {} : describeError(save.error, texts).fields;
  const same = connection?.connector === chosen;
  const typed = connector ? filledFields(connector.credentials, credentials) : {};
  const keep = same && Object.keys(typed).length === 0;
  const missing = connector
    ? [...missingFields(connector.config, config), ...(keep ? [] : missingFields(connector.credentials, credentials))]
    : [];
  const edit = (change: () => void) => {
    setTouched(true);
    change();
  };
  return (
    <>
      {webhookUrl !== undefined && (
        <SecretOnce
          label={words.webhook}
          hint={words.webhookHint}
          value={webhookUrl}
          onHide={() => setWebhookUrl(undefined)}
          testId="pms-webhook-url"
        />
      )}
      {connection && (
        <ConnectionState
          connection={connection}
          webhookUrl={webhookUrl}
          name={connectors.find((one) => one.id === connection.connector)?.name ?? connection.connector}
        />
      )}
      <SettingsForm
        heading={connection ? words.change : words.connect}
        lead={connection ? words.changeLead : words.connectLead}
        dirty={touched}
        pending={save.pending}
        error={save.error}
        invalid={missing.length > 0}
        save={connection ? texts.settings.form.save : words.connectNow}
        onSave={() => {
          if (!connector) return;
          void save.run({
            params: { locationId: location.id },
            body: {
              connector: chosen,
              config: filledFields(connector.config, config),
              ...(keep ? {} : { credentials: typed }),
            },
            ...(connection ? { ifMatch: `"${connection.version}"` } : {}),
          });
        }}
        testId="pms-form"
      >
        <NativeSelect
          label={words.system}
          description={words.systemHint}
          value={chosen}
          data={connectors.map((one) => ({ value: one.id, label: one.name }))}
          onChange={({ currentTarget: { value } }) => edit(() => setChosen(value))}
        />
        {connector && (
          <>
            <ConnectorFields
              fields={connector.config}
              values={config}
              errors={refused}
              onChange={(values) => edit(() => setConfig(values))}
            />
            <ConnectorFields
              fields={connector.credentials}
              values={credentials}
              errors={refused}
              kept={same}
              onChange={(values) => edit(() => setCredentials(values))}
            />
            {same && <p className={classes.lead}>{words.keptHint}</p>}
          </>
        )}
      </SettingsForm>
      {connection && <PmsEvents />}
      {connection && !location.demo && <Disconnect />}
    </>
  );
};

type StateProps = { connection: PmsConnection; name: string; webhookUrl: string | undefined };

const ConnectionState = ({ connection, name, webhookUrl }: StateProps) => {
  const texts = useTexts();
  const words = texts.settings.pms;
  const { location, time } = useCurrentLocation();
  const announce = useAnnounce();
  const cache = useQueryClient();
  const { queryKey } = settingsQueries.pms(location.id);
  const [outcome, setOutcome] = useState<PmsTest>();
  const register = useCommand(
    'registerPmsWebhook',
    useCallback(() => announce(words.registered), [announce, words]),
  );
  const { run: registerAt } = register;
  const tested = useCallback(
    async (answer: PmsTest) => {
      setOutcome(answer);
      await cache.invalidateQueries({ queryKey });
      // While the address is known: the server keeps only a hash of it.
      if (answer.ok && webhookUrl !== undefined)
        await registerAt({ params: { locationId: location.id }, body: { webhookUrl } });
    },
    [cache, queryKey, webhookUrl, registerAt, location.id],
  );
  const test = useCommand('testPmsConnection', tested);
  const resync = useCommand(
    'resyncPms',
    useCallback(() => announce(words.resyncing), [announce, words]),
  );
  const params = { locationId: location.id };
  const state = connection.lastError ? 'bad' : (connection.testedAt ?? connection.lastEventAt) ? 'good' : 'warn';
  return (
    <Panel
      heading={name}
      aside={
        <Tag tone={state} testId="pms-state" state={state}>
          {words.states[state]}
        </Tag>
      }
    >
      <div className={classes.form}>
        <Facts
          items={[
            [words.testedAt, connection.testedAt ? time.instant(connection.testedAt) : words.never],
            [words.lastEventAt, connection.lastEventAt ? time.instant(connection.lastEventAt) : words.never],
            ...(connection.lastError
              ? [[words.lastError, words.errors[connection.lastError] ?? words.errorOther] as const]
              : []),
          ]}
        />
        <ProblemAlert error={test.error ?? resync.error ?? register.error} />
        <TestAnswer
          pending={test.pending}
          progress={words.testing(name)}
          answer={
            outcome && {
              ok: outcome.ok,
              sentence: outcome.ok
                ? words.testOk(name)
                : (words.errors[outcome.code ?? ''] ?? outcome.message ?? words.errorOther),
              step: outcome.ok ? words.testOkStep : (words.steps[outcome.code ?? ''] ?? words.stepOther),
            }
          }
        />
        <div className={classes.foot}>
          <Button loading={test.pending} onClick={() => void test.run({ params })} data-testid="pms-test">
            {words.test}
          </Button>
          <Button
            variant="default"
            loading={resync.pending}
            title={words.resyncHint}
            onClick={() => void resync.run({ params })}
            data-testid="pms-resync"
          >
            {words.resync}
          </Button>
        </div>
      </div>
    </Panel>
  );
};

const Disconnect = () => {
  const words = useTexts().settings.pms;
  const { location } = useCurrentLocation();
  const [asks, setAsks] = useState(false);
  const close = useCallback(() => setAsks(false), []);
  const end = useSave('deletePmsConnection', settingsQueries.pms(location.id).queryKey, close, words.disconnected);
  return (
    <div>
      <Button variant="default" onClick={() => setAsks(true)}>
        {words.disconnect}
      </Button>
      {asks && (
        <ActionDialog
          heading={words.disconnect}
          confirm={words.disconnect}
          confirmTestId="pms-disconnect"
          danger
          pending={end.pending}
          onConfirm={() => void end.run({ params: { locationId: location.id } })}
          onClose={close}
        >
          <ProblemAlert error={end.error} />
          <p>{words.disconnectBody}</p>
        </ActionDialog>
      )}
    </div>
  );
};
