// Commissions a lock from the screen: its point in, the signed record and the fingerprint out, to be carried to the lock.
import { Textarea } from '@mantine/core';
import type { CommissionedLock, Door } from '@nightlatch/api';
import { useCallback, useState } from 'react';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { SecretOnce } from '../parts/secret-once.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useSave } from './use-save.ts';

const POINT = /^04[0-9a-f]{128}$/;

/** The dialog. A lock that is asked for again with the same point gets the same identity. */
export const CommissionDialog = ({ door, onClose }: { door: Door; onClose: () => void }) => {
  const words = useTexts().settings.commission;
  const { location } = useCurrentLocation();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState<CommissionedLock>();
  const done = useCallback((lock: CommissionedLock) => setMade(lock), []);
  const commission = useSave('commissionLock', ['location', location.id, 'doors'], done, words.done);
  const lockPoint = typed.replaceAll(/[\s:]/g, '').toLowerCase();
  const confirm = (): void => {
    setTried(true);
    if (!POINT.test(lockPoint)) return;
    void commission.run({ params: { locationId: location.id }, body: { doorId: door.id, lockPoint } });
  };
  return (
    <ActionDialog
      heading={words.heading(door.name)}
      confirm={made ? words.finish : words.confirm}
      confirmTestId="commission-confirm"
      pending={commission.pending}
      onConfirm={made ? onClose : confirm}
      onClose={onClose}
    >
      <ProblemAlert error={commission.error} />
      {made ? (
        <>
          <p>{words.carry}</p>
          <SecretOnce
            label={words.record}
            hint={words.recordHint}
            value={made.record}
            onHide={onClose}
            testId="commission-record"
          />
          <p>
            {words.fingerprint} <code>{made.rootFingerprint}</code>
          </p>
        </>
      ) : (
        <>
          <p>{words.lead}</p>
          <Textarea
            label={words.point}
            description={words.pointHint}
            rows={4}
            value={typed}
            error={tried && !POINT.test(lockPoint) ? words.pointWrong : undefined}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-first-focus
            data-testid="lock-point"
          />
          <p>{words.tool}</p>
        </>
      )}
    </ActionDialog>
  );
};
