// Showing a document: which one, then a picture of each side by the phone's camera, then the desk looks at it.
import type { Arrival, ArrivingStay } from '@nightlatch/api';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Session } from '../../server/session.ts';
import { pageTexts } from '../../texts/use-page-texts.ts';
import { troubleWords } from '../page-parts.tsx';
import { troubleOf } from '../use-remote.ts';
import type { ArrivalFacts } from './arrival-steps.ts';
import { TakePicture } from './take-picture.tsx';

type IdCheckView = NonNullable<ArrivingStay['idCheck']>;
type Side = IdCheckView['sides'][number];
type DocumentKind = NonNullable<IdCheckView['documentKind']>;

export function IdCheck(props: {
  readonly facts: ArrivalFacts;
  /** Why the desk refused the last one. */
  readonly failed: string | null;
  readonly call: Session['call'];
  readonly onArrival: (arrival: Arrival) => void;
}): VNode {
  const { call } = props;
  const { policy, stay } = props.facts;
  const open = stay.idCheck?.state === 'collecting' ? stay.idCheck : undefined;
  const [check, setCheck] = useState<
    { readonly id: string; readonly kind: DocumentKind; readonly missing: readonly Side[] } | undefined
  >(open?.documentKind ? { id: open.idCheckId, kind: open.documentKind, missing: open.missing } : undefined);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    await work().catch((error: unknown) => {
      const what = troubleOf(error);
      setTrouble(
        what.kind === 'refused' && what.code === 'invalid_request' ? pageTexts.arrival.badPicture : troubleWords(what),
      );
    });
    setBusy(false);
  };
  const begin = (documentKind: DocumentKind): Promise<void> =>
    run(async () => {
      const started = await call('startIdCheck', { params: { bookingId: stay.bookingId }, body: { documentKind } });
      setCheck({ id: started.idCheckId, kind: documentKind, missing: started.sides });
    });
  const send = (side: Side, picture: Blob): Promise<void> =>
    run(async () => {
      if (!check) return;
      await call('putIdImage', { params: { idCheckId: check.id, side }, bytes: picture, type: picture.type });
      setCheck({ ...check, missing: check.missing.filter((one) => one !== side) });
    });
  const handIn = (): Promise<void> =>
    run(async () => {
      if (check) props.onArrival(await call('submitIdCheck', { params: { idCheckId: check.id } }));
    });
  const side = check?.missing[0];
  return (
    <div class="sheet" data-testid="id-check">
      <h2 class="page-part">{pageTexts.arrival.showId}</h2>
      {props.failed !== null && <p class="banner">{pageTexts.arrival.idFailed(props.failed)}</p>}
      {check === undefined ? (
        <>
          <p class="quiet">{pageTexts.arrival.idLead}</p>
          <fieldset class="field">
            <legend>{pageTexts.arrival.whichDocument}</legend>
            <div class="button-row">
              {policy.documentKinds.map((kind) => (
                <button
                  key={kind}
                  type="button"
                  class="button button-quiet"
                  aria-disabled={busy}
                  onClick={() => void begin(kind)}
                  data-testid={`document-${kind}`}
                >
                  {pageTexts.arrival.documents[kind]}
                </button>
              ))}
            </div>
          </fieldset>
        </>
      ) : side !== undefined ? (
        <TakePicture key={side} side={side} busy={busy} onPicture={(picture) => void send(side, picture)} />
      ) : (
        <>
          <p>{pageTexts.arrival.allPictures}</p>
          <p class="quiet">{pageTexts.arrival.picturesGo}</p>
          <button
            type="button"
            class="button"
            aria-disabled={busy}
            onClick={() => void handIn()}
            data-testid="id-submit"
          >
            {busy ? pageTexts.arrival.sending : pageTexts.arrival.handIn}
          </button>
          <button type="button" class="button button-quiet" onClick={() => void begin(check.kind)}>
            {pageTexts.arrival.takeAgain}
          </button>
        </>
      )}
      {busy && side !== undefined && <Progress />}
      {trouble && (
        <p class="field-problem" role="alert" data-testid="id-trouble">
          {trouble}
        </p>
      )}
    </div>
  );
}

/** Said a moment later, so that a quick upload does not flicker. */
function Progress(): VNode | null {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 100);
    return () => clearTimeout(timer);
  }, []);
  return shown ? <p role="status">{pageTexts.arrival.uploading}</p> : null;
}
