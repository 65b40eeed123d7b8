// Keys for programs: what each may do, shown once, revoked at once.
import { Button, TextInput } from '@mantine/core';
import type { ApiKey, NewApiKey } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
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

const SCOPES = [
  'bookings:read',
  'bookings:write',
  'keys:read',
  'keys:write',
  'doors:read',
  'locks',
  'gateway',
] as const satisfies ApiKey['scopes'];

/** The topic. */
export const ApiKeysTopic = () => {
  const words = useTexts().settings;
  const { location } = useCurrentLocation();
  const keys = useQuery(settingsQueries.apiKeys(location.id));
  return (
    <>
      <MakeForm />
      <Loaded query={keys} heading={words.topics['api-keys'].name}>
        {(all) => (
          <Panel heading={words.apiKeys.heading} flush>
            {all.length === 0 && <p className={classes.none}>{words.apiKeys.none}</p>}
            <ul>
              {all.map((one) => (
                <KeyRow key={one.id} apiKey={one} />
              ))}
            </ul>
          </Panel>
        )}
      </Loaded>
    </>
  );
};

const MakeForm = () => {
  const words = useTexts().settings.apiKeys;
  const { location } = useCurrentLocation();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ApiKey['scopes']>([]);
  const [made, setMade] = useState<{ secret: string; name: string }>();
  const done = useCallback(
    ({ secret }: NewApiKey) => {
      setMade({ secret, name });
      setName('');
      setScopes([]);
    },
    [name],
  );
  const make = useSave('createApiKey', settingsQueries.apiKeys(location.id).queryKey, done, words.made);
  return (
    <>
      {made && (
        <SecretOnce
          label={words.secretOf(made.name)}
          hint={words.secretHint}
          value={made.secret}
          onHide={() => setMade(undefined)}
          testId="api-key-secret"
        />
      )}
      <SettingsForm
        heading={words.make}
        lead={words.lead}
        dirty={name !== '' || scopes.length > 0}
        pending={make.pending}
        error={make.error}
        invalid={name.trim() === '' || scopes.length === 0}
        save={words.make}
        onSave={() => void make.run({ params: { locationId: location.id }, body: { name: name.trim(), scopes } })}
        testId="api-key-form"
      >
        <TextInput
          label={words.name}
          description={words.nameHint}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Ticks
          legend={words.scopes}
          description={words.scopesHint}
          all={SCOPES}
          chosen={scopes}
          labels={words.scopeNames}
          onChange={setScopes}
        />
      </SettingsForm>
    </>
  );
};

const KeyRow = ({ apiKey }: { apiKey: ApiKey }) => {
  const words = useTexts().settings.apiKeys;
  const { location, time } = useCurrentLocation();
  const [asks, setAsks] = useState(false);
  const close = useCallback(() => setAsks(false), []);
  const revoke = useSave('revokeApiKey', settingsQueries.apiKeys(location.id).queryKey, close, words.revokedNow);
  return (
    <li className={classes.row} data-testid="api-key-row">
      <div className={classes.grow}>
        <strong>{apiKey.name}</strong>
        <p className={classes.soft}>{apiKey.scopes.map((scope) => words.scopeNames[scope]).join(' · ')}</p>
        <p className={classes.soft}>{words.madeAt(time.instant(apiKey.createdAt))}</p>
      </div>
      {apiKey.revokedAt === null ? (
        <Button variant="default" onClick={() => setAsks(true)} aria-label={words.revokeWhich(apiKey.name)}>
          {words.revoke}
        </Button>
      ) : (
        <Tag tone="neutral">{words.revokedAt(time.instant(apiKey.revokedAt))}</Tag>
      )}
      {asks && (
        <ActionDialog
          heading={words.revokeWhich(apiKey.name)}
          confirm={words.revoke}
          confirmTestId="api-key-revoke"
          danger
          pending={revoke.pending}
          onConfirm={() => void revoke.run({ params: { locationId: location.id, apiKeyId: apiKey.id } })}
          onClose={close}
        >
          <ProblemAlert error={revoke.error} />
          <p>{words.revokeBody}</p>
        </ActionDialog>
      )}
    </li>
  );
};
