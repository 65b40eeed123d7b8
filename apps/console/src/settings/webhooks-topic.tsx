// Where other systems are told what happens: addresses, secrets shown once, how deliveries went, sending again.
import { Button, TextInput } from '@mantine/core';
import type { WebhookEndpoint, WebhookEventType, WebhookSecret } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { SecretOnce } from '../parts/secret-once.tsx';
import { Tag } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Ticks } from './fields.tsx';
import { Loaded } from './loaded.tsx';
import classes from './rows.module.css';
import { SettingsForm } from './settings-form.tsx';
import { settingsQueries } from './settings-queries.ts';
import { useSave } from './use-save.ts';
import { WebhookDeliveries } from './webhook-deliveries.tsx';

/** Every event; the list in packages/api is kept out of the page with the schemas around it. */
const EVENTS = [
  'booking.created',
  'booking.changed',
  'booking.room_occupied',
  'room.overridden',
  'key.waiting',
  'key.issued',
  'key.delivered',
  'key.redated',
  'key.suspended',
  'key.resumed',
  'key.ended',
  'revocation.enforced',
  'device.enrolled',
  'device.lost',
  'lock.commissioned',
  'access.granted',
  'access.refused',
] as const satisfies readonly WebhookEventType[];

/** The topic. */
export const WebhooksTopic = () => {
  const words = useTexts().settings;
  const { location } = useCurrentLocation();
  const endpoints = useQuery(settingsQueries.webhooks(location.id));
  return (
    <>
      <AddForm />
      <Loaded query={endpoints} heading={words.topics.webhooks.name}>
        {(all) => (
          <>
            {all.map((one) => (
              <Endpoint key={one.id} endpoint={one} />
            ))}
          </>
        )}
      </Loaded>
    </>
  );
};

const AddForm = () => {
  const texts = useTexts();
  const words = texts.settings.webhooks;
  const { location } = useCurrentLocation();
  const [url, setUrl] = useState('');
  const [description, setDescription] = useState('');
  const [eventTypes, setEventTypes] = useState<WebhookEventType[]>([...EVENTS]);
  const [secret, setSecret] = useState<string>();
  const done = useCallback((made: WebhookSecret) => {
    setSecret(made.secret);
    setUrl('');
    setDescription('');
  }, []);
  const add = useSave('createWebhook', settingsQueries.webhooks(location.id).queryKey, done, words.added);
  const refused = add.error === undefined ? {} : describeError(add.error, texts).fields;
  return (
    <>
      {secret !== undefined && (
        <SecretOnce
          label={words.secret}
          hint={words.secretHint}
          value={secret}
          onHide={() => setSecret(undefined)}
          testId="webhook-secret"
        />
      )}
      <SettingsForm
        heading={words.add}
        lead={words.lead}
        dirty={url !== '' || description !== ''}
        pending={add.pending}
        error={add.error}
        invalid={url.trim() === '' || eventTypes.length === 0}
        save={words.add}
        onSave={() =>
          void add.run({
            params: { locationId: location.id },
            body: { url: url.trim(), description: description.trim(), eventTypes },
          })
        }
        testId="webhook-form"
      >
        <TextInput
          type="url"
          label={words.url}
          description={words.urlHint}
          placeholder="https://"
          value={url}
          error={refused.url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <TextInput
          label={words.description}
          value={description}
          maxLength={200}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <details>
          <summary>{words.eventsChosen(eventTypes.length, EVENTS.length)}</summary>
          <Ticks
            legend={words.events}
            all={EVENTS}
            chosen={eventTypes}
            labels={words.eventNames}
            onChange={setEventTypes}
          />
        </details>
      </SettingsForm>
    </>
  );
};

const nothing = (): void => undefined;

const Endpoint = ({ endpoint }: { endpoint: WebhookEndpoint }) => {
  const words = useTexts().settings.webhooks;
  const { location, time } = useCurrentLocation();
  const { queryKey } = settingsQueries.webhooks(location.id);
  const [secret, setSecret] = useState<string>();
  const [asks, setAsks] = useState<'delete' | 'rotate' | 'replay'>();
  const [since, setSince] = useState(24);
  const close = useCallback(() => setAsks(undefined), []);
  const update = useSave('updateWebhook', queryKey, nothing);
  const remove = useSave('deleteWebhook', queryKey, close, words.deleted);
  const rotate = useSave(
    'rotateWebhookSecret',
    queryKey,
    useCallback((made: WebhookSecret) => {
      setSecret(made.secret);
      setAsks(undefined);
    }, []),
    words.rotated,
  );
  const replay = useSave('replayWebhook', queryKey, close, words.replaying);
  const params = { locationId: location.id, webhookId: endpoint.id };
  const command = { delete: remove, rotate, replay }[asks ?? 'delete'];
  const confirm = (): void => {
    if (asks === 'delete') void remove.run({ params });
    if (asks === 'rotate') void rotate.run({ params });
    if (asks === 'replay') {
      void replay.run({ params, body: { since: new Date(Date.now() - since * 3_600_000).toISOString() } });
    }
  };
  const state = endpoint.enabled ? (endpoint.failingSince ? 'warn' : 'good') : 'bad';
  return (
    <Panel
      heading={endpoint.description || new URL(endpoint.url).hostname}
      flush
      aside={
        <Tag tone={state}>
          {endpoint.enabled
            ? endpoint.failingSince
              ? words.failing(time.instant(endpoint.failingSince))
              : words.on
            : words.off[endpoint.disabledBecause ?? 'by_staff']}
        </Tag>
      }
      testId="webhook"
    >
      <div className={classes.row}>
        <div className={classes.grow}>
          <code>{endpoint.url}</code>
          <p className={classes.soft}>{words.eventsChosen(endpoint.eventTypes.length, EVENTS.length)}</p>
          {endpoint.oldSecretUntil && (
            <p className={classes.soft}>{words.oldSecret(time.instant(endpoint.oldSecretUntil))}</p>
          )}
          <ProblemAlert error={update.error} />
        </div>
        <div className={classes.actions}>
          <Button
            size="xs"
            variant="default"
            loading={update.pending}
            onClick={() => void update.run({ params, body: { enabled: !endpoint.enabled } })}
          >
            {endpoint.enabled ? words.turnOff : words.turnOn}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsks('replay')}>
            {words.replay}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsks('rotate')}>
            {words.rotate}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsks('delete')}>
            {words.remove}
          </Button>
        </div>
      </div>
      {secret !== undefined && (
        <div className={classes.body}>
          <SecretOnce
            label={words.secret}
            hint={words.secretHint}
            value={secret}
            onHide={() => setSecret(undefined)}
            testId="webhook-secret"
          />
        </div>
      )}
      <WebhookDeliveries webhookId={endpoint.id} />
      {asks && (
        <ActionDialog
          heading={words.ask[asks].heading}
          confirm={words.ask[asks].confirm}
          confirmTestId={`webhook-${asks}`}
          danger={asks === 'delete'}
          pending={command.pending}
          onConfirm={confirm}
          onClose={close}
        >
          <ProblemAlert error={command.error} />
          <p>{words.ask[asks].body}</p>
          {asks === 'replay' && (
            <TextInput
              type="number"
              label={words.since}
              value={since}
              min={1}
              max={720}
              onChange={(event) => setSince(Math.min(720, Math.max(1, Number(event.currentTarget.value) || 1)))}
              data-first-focus
            />
          )}
        </ActionDialog>
      )}
    </Panel>
  );
};
