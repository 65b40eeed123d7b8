// Looks at the images of an ID and decides. Images are fetched only here, kept in no cache, and gone when the dialog closes (decision 71).
import { Button, Loader, Radio, Textarea } from '@mantine/core';
import type { ArrivalRequest } from '@nightlatch/api';
import { useEffect, useState } from 'react';
import { client, endSession, isSignedOut } from '../api/client.ts';
import { useCommand } from '../api/use-command.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useDecided } from './check-in-dialogs.tsx';
import classes from './id-review-dialog.module.css';

type Side = NonNullable<ArrivalRequest['idCheck']>['sides'][number];

/** The dialog. Opening it shows nothing yet: each look is written down, so it is asked for. */
export const IdReviewDialog = ({ request, onClose }: { request: ArrivalRequest; onClose: () => void }) => {
  const texts = useTexts();
  const words = texts.requests;
  const { location } = useCurrentLocation();
  const [looks, setLooks] = useState(false);
  const [decision, setDecision] = useState<'verified' | 'failed'>();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const decide = useCommand('decideIdCheck', useDecided(request, words.idDecided, onClose));
  const reasonMissing = decision === 'failed' && reason.trim().length < 3;
  const confirm = (): void => {
    setTried(true);
    if (decision === undefined || reasonMissing) return;
    void decide.run({
      params: { locationId: location.id, idCheckId: request.id },
      body: { decision, reason: decision === 'failed' ? reason.trim() : null },
    });
  };
  return (
    <ActionDialog
      heading={words.reviewHeading(request.guestName)}
      confirm={words.decide}
      confirmTestId="id-decide"
      pending={decide.pending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <ProblemAlert error={decide.error} />
      {!looks && (
        <>
          <p>{words.lookBody}</p>
          <div>
            <Button onClick={() => setLooks(true)} data-first-focus data-testid="id-look">
              {words.look}
            </Button>
          </div>
        </>
      )}
      {looks && (
        <>
          <div className={classes.images}>
            {request.idCheck?.sides.map((side) => (
              <IdImage key={side} idCheckId={request.id} side={side} />
            ))}
          </div>
          <Radio.Group
            label={words.decision}
            value={decision ?? ''}
            onChange={(value) => setDecision(value === 'failed' ? 'failed' : 'verified')}
            error={tried && decision === undefined ? words.decisionMissing : undefined}
          >
            <div className={classes.choices}>
              <Radio value="verified" label={words.verified} data-testid="id-verified" />
              <Radio value="failed" label={words.notAccepted} data-testid="id-failed" />
            </div>
          </Radio.Group>
          {decision === 'failed' && (
            <Textarea
              label={words.reason}
              description={words.reasonHint}
              value={reason}
              maxLength={500}
              error={tried && reasonMissing ? words.reasonMissing : undefined}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-testid="id-reason"
            />
          )}
          <p className={classes.soft}>{words.decideBody}</p>
        </>
      )}
    </ActionDialog>
  );
};

const IdImage = ({ idCheckId, side }: { idCheckId: string; side: Side }) => {
  const texts = useTexts();
  const name = texts.settings.arrival.sideNames[side];
  const { location } = useCurrentLocation();
  const [url, setUrl] = useState<string>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const stop = new AbortController();
    let made: string | undefined;
    client
      .call('getIdImage', { params: { locationId: location.id, idCheckId, side }, signal: stop.signal })
      .then((bytes) => {
        // The type is of no consequence: browsers look at the bytes of an image themselves. (A copy, because a Blob wants plain memory.)
        made = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }));
        setUrl(made);
      })
      .catch((caught: unknown) => {
        if (stop.signal.aborted) return;
        if (isSignedOut(caught)) endSession();
        setError(caught);
      });
    return () => {
      stop.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [location.id, idCheckId, side]);
  return (
    <figure className={classes.image}>
      <figcaption>{name}</figcaption>
      {error !== undefined && <ProblemAlert error={error} />}
      {url === undefined && error === undefined && <Loader size={24} aria-label={texts.requests.imageLoading(name)} />}
      {url && <img src={url} alt={texts.requests.imageOf(name)} data-testid={`id-image-${side}`} />}
    </figure>
  );
};
