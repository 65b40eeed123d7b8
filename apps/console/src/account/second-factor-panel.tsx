// One's own authenticator app: set up by QR code, recovery codes shown once, removed.
import { Button, TextInput } from '@mantine/core';
import type { RecoveryCodes, SecondFactor, SecondFactorSecret } from '@nightlatch/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { queries } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAnnounce } from '../parts/announcements.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import { Loaded } from '../settings/loaded.tsx';
import rows from '../settings/rows.module.css';
import { useSave } from '../settings/use-save.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useTime } from '../time/use-time.ts';
import classes from './account-page.module.css';
import { accountQueries } from './account-queries.ts';

const { queryKey } = queries.me();
type Asks = 'codes' | 'remove' | { readonly begun: SecondFactorSecret } | { readonly recoveryCodes: readonly string[] };

/** The panel. `onCodesShown` hears when recovery codes, which are told only once, come up and are put away. */
export const SecondFactorPanel = (props: { onCodesShown?: (shown: boolean) => void }) => {
  const words = useTexts().account.secondFactor;
  const state = useQuery(accountQueries.secondFactor());
  return (
    <Loaded query={state} heading={words.heading}>
      {(data) => <SecondFactorState state={data} onCodesShown={props.onCodesShown} />}
    </Loaded>
  );
};

type StateProps = { state: SecondFactor; onCodesShown: ((shown: boolean) => void) | undefined };

const SecondFactorState = ({ state, onCodesShown }: StateProps) => {
  const words = useTexts().account.secondFactor;
  const time = useTime(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [asks, setAsks] = useState<Asks>();
  const close = useCallback(() => setAsks(undefined), []);
  const begin = useCommand(
    'startSecondFactor',
    useCallback((begun: SecondFactorSecret) => setAsks({ begun }), []),
  );
  const cache = useQueryClient();
  const showCodes = useCallback(
    ({ recoveryCodes }: RecoveryCodes) => {
      onCodesShown?.(true);
      setAsks({ recoveryCodes });
    },
    [onCodesShown],
  );
  // Only now is it read again who is signed in: what asked for a second factor is content then, and takes this panel away.
  const putAway = useCallback(async () => {
    await cache.invalidateQueries({ queryKey });
    setAsks(undefined);
    onCodesShown?.(false);
  }, [cache, onCodesShown]);
  const { since } = state;
  return (
    <Panel heading={words.heading} flush testId="second-factor">
      <div className={`${rows.body} ${classes.body}`}>
        <p className={classes.lead}>{words.lead}</p>
        <ProblemAlert error={begin.error} />
        <p data-testid="second-factor-state" data-state={since === null ? 'off' : 'on'}>
          {since === null
            ? words.off
            : [words.on(time.instant(since)), words.left(state.recoveryCodesLeft)].join(' · ')}
        </p>
        {since === null ? (
          <Button loading={begin.pending} onClick={() => void begin.run({})} data-testid="second-factor-add">
            {words.add}
          </Button>
        ) : (
          <div className={rows.actions}>
            <Button variant="default" onClick={() => setAsks('codes')}>
              {words.newCodes}
            </Button>
            <Button variant="default" onClick={() => setAsks('remove')} data-testid="second-factor-remove">
              {words.remove}
            </Button>
          </div>
        )}
      </div>
      {asks === 'codes' && <NewCodesDialog onMade={showCodes} onClose={close} />}
      {asks === 'remove' && <RemoveDialog onClose={close} />}
      {typeof asks === 'object' && 'begun' in asks && (
        <SetUpDialog begun={asks.begun} onConfirmed={showCodes} onClose={close} />
      )}
      {typeof asks === 'object' && 'recoveryCodes' in asks && (
        <CodesDialog codes={asks.recoveryCodes} onClose={() => void putAway()} />
      )}
    </Panel>
  );
};

const SetUpDialog = (props: {
  begun: SecondFactorSecret;
  onConfirmed: (codes: RecoveryCodes) => void;
  onClose: () => void;
}) => {
  const words = useTexts().account.secondFactor;
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const announce = useAnnounce();
  const confirm = useCommand('confirmSecondFactor', (codes) => {
    props.onConfirmed(codes);
    announce(words.added);
  });
  const empty = code.trim().length < 6;
  return (
    <ActionDialog
      heading={words.addHeading}
      confirm={words.confirm}
      confirmTestId="second-factor-confirm"
      pending={confirm.pending}
      onConfirm={() => {
        setTried(true);
        if (!empty) void confirm.run({ body: { code: code.trim() } });
      }}
      onClose={props.onClose}
    >
      <ProblemAlert error={confirm.error} />
      <p>{words.scan}</p>
      <div className={classes.qr}>
        <QrCode text={props.begun.uri} label={words.scan} testId="second-factor-qr" />
      </div>
      <TextInput
        label={words.typed}
        value={props.begun.secret}
        readOnly
        classNames={{ input: classes.code }}
        data-testid="second-factor-secret"
      />
      <TextInput
        label={words.code}
        value={code}
        inputMode="numeric"
        autoComplete="one-time-code"
        data-first-focus
        error={tried && empty ? words.codeMissing : undefined}
        onChange={(event) => setCode(event.currentTarget.value)}
        data-testid="second-factor-code"
      />
    </ActionDialog>
  );
};

const CodesDialog = ({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) => {
  const words = useTexts().account.secondFactor;
  return (
    <ActionDialog heading={words.codesHeading} dismiss={words.codesSaved} pending={false} onClose={onClose}>
      <p>{words.codesBody}</p>
      <ul className={classes.codes} data-testid="recovery-codes">
        {codes.map((code) => (
          <li key={code} dir="ltr">
            {code}
          </li>
        ))}
      </ul>
    </ActionDialog>
  );
};

const NewCodesDialog = ({ onMade, onClose }: { onMade: (codes: RecoveryCodes) => void; onClose: () => void }) => {
  const words = useTexts().account.secondFactor;
  const make = useCommand('makeRecoveryCodes', onMade);
  return (
    <ActionDialog
      heading={words.newCodes}
      confirm={words.newCodes}
      pending={make.pending}
      onConfirm={() => void make.run({})}
      onClose={onClose}
    >
      <ProblemAlert error={make.error} />
      <p>{words.newCodesBody}</p>
    </ActionDialog>
  );
};

const RemoveDialog = ({ onClose }: { onClose: () => void }) => {
  const words = useTexts().account.secondFactor;
  const remove = useSave('removeSecondFactor', queryKey, onClose, words.removed);
  return (
    <ActionDialog
      heading={words.heading}
      confirm={words.remove}
      confirmTestId="second-factor-remove-confirm"
      danger
      pending={remove.pending}
      onConfirm={() => void remove.run({})}
      onClose={onClose}
    >
      <ProblemAlert error={remove.error} />
      <p>{words.removeBody}</p>
    </ActionDialog>
  );
};
