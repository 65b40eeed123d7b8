// What takes every key of the location away or changes what they are signed by: asked for by one administrator, confirmed by another.
import { Button, Textarea } from '@mantine/core';
import type { Emergency } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Tag } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Loaded } from './loaded.tsx';
import classes from './rows.module.css';
import form from './settings-form.module.css';
import { settingsQueries } from './settings-queries.ts';
import { SigningKeysPanel } from './signing-keys-panel.tsx';
import { useSave } from './use-save.ts';

const TONES = { waiting: 'warn', confirmed: 'info', done: 'good', withdrawn: 'neutral', expired: 'neutral' } as const;

const KINDS = ['revoke_all', 'rotate_signing_keys'] as const;
type Kind = (typeof KINDS)[number];

/** The topic. */
export const EmergencyTopic = () => {
  const words = useTexts().settings;
  const { location } = useCurrentLocation();
  const all = useQuery(settingsQueries.emergencies(location.id));
  return (
    <Loaded query={all} heading={words.topics.emergency.name}>
      {(items) => <Emergencies items={items} />}
    </Loaded>
  );
};

const Emergencies = ({ items }: { items: readonly Emergency[] }) => {
  const words = useTexts().settings.emergency;
  return (
    <>
      {KINDS.map((kind) => (
        <Act key={kind} kind={kind} waits={items.some((one) => one.kind === kind && one.state === 'waiting')} />
      ))}
      {items.length > 0 && (
        <Panel heading={words.past} flush>
          <ul>
            {items.map((one) => (
              <EmergencyRow key={one.id} emergency={one} />
            ))}
          </ul>
        </Panel>
      )}
      <SigningKeysPanel />
    </>
  );
};

const Act = ({ kind, waits }: { kind: Kind; waits: boolean }) => {
  const words = useTexts().settings.emergency;
  const act = words.acts[kind];
  const [asks, setAsks] = useState(false);
  const close = useCallback(() => setAsks(false), []);
  return (
    <Panel heading={act.heading}>
      <div className={form.form}>
        <p>{act.lead}</p>
        <p className={form.lead}>{words.two}</p>
        <div className={form.foot}>
          <Button
            variant="default"
            disabled={waits}
            onClick={() => setAsks(true)}
            data-testid="emergency-ask"
            data-kind={kind}
          >
            {act.ask}
          </Button>
        </div>
      </div>
      {asks && <AskDialog kind={kind} onClose={close} />}
    </Panel>
  );
};

const AskDialog = ({ kind, onClose }: { kind: Kind; onClose: () => void }) => {
  const words = useTexts().settings.emergency;
  const act = words.acts[kind];
  const { location } = useCurrentLocation();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const request = useSave(
    'requestEmergency',
    settingsQueries.emergencies(location.id).queryKey,
    onClose,
    words.requested,
  );
  const confirm = (): void => {
    setTried(true);
    if (reason.trim().length < 3) return;
    void request.run({ params: { locationId: location.id }, body: { kind, reason: reason.trim() } });
  };
  return (
    <ActionDialog
      heading={act.ask}
      confirm={words.askConfirm}
      confirmTestId="emergency-ask-confirm"
      danger
      pending={request.pending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <ProblemAlert error={request.error} />
      <p>{act.askBody}</p>
      <Textarea
        label={words.reason}
        value={reason}
        maxLength={500}
        error={tried && reason.trim().length < 3 ? words.reasonMissing : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-first-focus
        data-testid="emergency-reason"
      />
    </ActionDialog>
  );
};

const EmergencyRow = ({ emergency }: { emergency: Emergency }) => {
  const words = useTexts().settings.emergency;
  const { location, time } = useCurrentLocation();
  const [asks, setAsks] = useState<'confirm' | 'withdraw'>();
  const close = useCallback(() => setAsks(undefined), []);
  const { queryKey } = settingsQueries.emergencies(location.id);
  const confirm = useSave('confirmEmergency', queryKey, close, words.confirmed);
  const withdraw = useSave('withdrawEmergency', queryKey, close, words.withdrawn);
  const params = { locationId: location.id, emergencyId: emergency.id };
  const command = asks === 'confirm' ? confirm : withdraw;
  return (
    <li className={classes.row} data-testid="emergency-row" data-state={emergency.state}>
      <div className={classes.grow}>
        <strong>{words.kinds[emergency.kind]}</strong>
        <p className={classes.soft}>{words.by(emergency.requestedBy, time.instant(emergency.requestedAt))}</p>
        <p>{emergency.reason}</p>
        {emergency.revokedKeys !== null && <p className={classes.soft}>{words.revoked(emergency.revokedKeys)}</p>}
      </div>
      <Tag tone={TONES[emergency.state]}>{words.states[emergency.state]}</Tag>
      {emergency.state === 'waiting' && (
        <div className={classes.actions}>
          {!emergency.byYou && (
            <Button size="xs" onClick={() => setAsks('confirm')} data-testid="emergency-row-confirm">
              {words.confirm}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => setAsks('withdraw')}>
            {words.withdraw}
          </Button>
        </div>
      )}
      {asks && (
        <ActionDialog
          heading={asks === 'confirm' ? words.confirm : words.withdraw}
          confirm={asks === 'confirm' ? words.confirm : words.withdraw}
          confirmTestId={`emergency-${asks}`}
          danger={asks === 'confirm'}
          pending={command.pending}
          onConfirm={() => void command.run({ params })}
          onClose={close}
        >
          <ProblemAlert error={command.error} />
          <p>{asks === 'confirm' ? words.acts[emergency.kind].confirmBody : words.withdrawBody}</p>
        </ActionDialog>
      )}
    </li>
  );
};
