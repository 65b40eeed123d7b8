// The decisions on a request: the buttons that ask for one, and the dialog that makes it. The same wherever a request is shown.
import { Button } from '@mantine/core';
import type { ArrivalRequest } from '@nightlatch/api';
import { useTexts } from '../texts/use-texts.ts';
import { ApproveDialog, DeclineDialog } from './check-in-dialogs.tsx';
import { IdReviewDialog } from './id-review-dialog.tsx';
import classes from './request-card.module.css';

/** A request, and which decision on it is asked for. */
export type AskedDecision = { readonly request: ArrivalRequest; readonly decision: 'approve' | 'decline' | 'review' };

const OPEN = new Set<ArrivalRequest['state']>(['submitted', 'waiting', 'pending', 'collecting']);

/** Whether somebody may still decide on it. */
export const isOpenRequest = (request: ArrivalRequest): boolean => OPEN.has(request.state);

/** The buttons; none once it is decided. */
export const RequestActions = (props: { request: ArrivalRequest; onDecide: (asked: AskedDecision) => void }) => {
  const { request, onDecide } = props;
  const words = useTexts().requests;
  const ask = (decision: AskedDecision['decision']) => () => onDecide({ request, decision });
  if (!isOpenRequest(request)) return null;
  return (
    <div className={classes.actions}>
      {request.kind === 'check_in' && (
        <>
          {request.state !== 'waiting' && (
            <Button onClick={ask('approve')} data-testid="request-approve">
              {words.approve}
            </Button>
          )}
          <Button variant="default" onClick={ask('decline')} data-testid="request-decline">
            {words.decline}
          </Button>
        </>
      )}
      {request.kind === 'id_check' && request.state === 'pending' && (
        <Button onClick={ask('review')} data-testid="request-review">
          {words.review}
        </Button>
      )}
    </div>
  );
};

/** The dialog of a decision. */
export const RequestDialog = ({ request, decision, onClose }: AskedDecision & { onClose: () => void }) => {
  if (decision === 'approve') return <ApproveDialog request={request} onClose={onClose} />;
  if (decision === 'decline') return <DeclineDialog request={request} onClose={onClose} />;
  return <IdReviewDialog request={request} onClose={onClose} />;
};
