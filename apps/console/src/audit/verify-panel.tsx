// Walks the audit's hash chain from its start and says whether every entry is as it was written.
import { Button, Loader } from '@mantine/core';
import type { AuditVerification } from '@nightlatch/api';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useState } from 'react';
import { client, endSession, isSignedOut } from '../api/client.ts';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './audit-page.module.css';

/** Entries in one answer: a second or two of the server's time, so that a chain of years ends no request. */
const PIECE = 20_000;

/** Walks from the start to the end, each piece behind the head of the one before; what is found adds up. */
const walkChain = async (locationId: string, onPiece: (entries: number) => void): Promise<AuditVerification> => {
  const params = { locationId };
  let found = await client.call('verifyAudit', { params, query: { most: PIECE } });
  while (!found.complete && found.head !== null) {
    onPiece(found.entries);
    const query = { afterSeq: found.head.seq, afterHash: found.head.hash, most: PIECE };
    const next: AuditVerification = await client.call('verifyAudit', { params, query });
    found = {
      ...next,
      entries: found.entries + next.entries,
      personalPartsErased: found.personalPartsErased + next.personalPartsErased,
    };
  }
  return found;
};

/** The panel. It asks only when told to: the walk reads everything. */
export const VerifyPanel = () => {
  const words = useTexts().audit;
  const { location } = useCurrentLocation();
  const [pending, setPending] = useState(false);
  const [found, setFound] = useState<AuditVerification>();
  const [walked, setWalked] = useState(0);
  const [error, setError] = useState<unknown>();
  const verify = async (): Promise<void> => {
    setPending(true);
    setWalked(0);
    setError(undefined);
    try {
      setFound(await walkChain(location.id, setWalked));
    } catch (caught) {
      if (isSignedOut(caught)) endSession();
      setError(caught);
    }
    setPending(false);
  };
  return (
    <div className={classes.verify}>
      <Panel heading={words.chain}>
        <div className={classes.row}>
          <div role="status">
            {pending && (
              <p>
                <Loader size={16} aria-hidden="true" /> {walked === 0 ? words.verifying : words.walked(walked)}
              </p>
            )}
            {!pending && found === undefined && <p className={classes.soft}>{words.chainLead}</p>}
            {!pending && found && <Verdict found={found} />}
            <ProblemAlert error={error} />
          </div>
          <Button variant="default" loading={pending} onClick={() => void verify()} data-testid="audit-verify">
            {words.verify}
          </Button>
        </div>
      </Panel>
    </div>
  );
};

const Verdict = ({ found }: { found: AuditVerification }) => {
  const words = useTexts().audit;
  const { broken, head } = found;
  const Icon = broken ? IconShieldX : IconShieldCheck;
  return (
    <div data-testid="audit-verdict" data-ok={broken === null}>
      <p>
        <Icon size={20} aria-hidden="true" style={{ verticalAlign: '-4px' }} />{' '}
        <strong>{broken ? words.broken(broken.seq, words.why[broken.why]) : words.whole(found.entries)}</strong>
      </p>
      <p className={classes.soft}>
        {[
          found.unsealed > 0 ? words.unsealed(found.unsealed) : null,
          found.personalPartsErased > 0 ? words.erased(found.personalPartsErased) : null,
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
      {head && (
        <p className={classes.soft} style={{ overflowWrap: 'anywhere' }}>
          {words.head(head.seq, head.hash)}
        </p>
      )}
    </div>
  );
};
