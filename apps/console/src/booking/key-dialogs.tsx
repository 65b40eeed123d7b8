// The dialogs of one key, wherever its buttons stand: on its card, in today's list, on the guest's page.
import type { Booking, DigitalKey } from '@nightlatch/api';
import { DiagnosisDialog } from './diagnosis-dialog.tsx';
import type { MendingStep } from './diagnosis-step.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { IssueDialog } from './issue-dialog.tsx';
import { ReissueDialog } from './reissue-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { SuspendDialog } from './suspend-dialog.tsx';
import { ValidityDialog } from './validity-dialog.tsx';

/** What can be asked or done about a key. */
export type KeyDialog = 'why' | 'revoke' | 'suspend' | 'invite' | MendingStep;

type Props = {
  dialog: KeyDialog;
  booking: Booking;
  digitalKey: DigitalKey;
  /** A diagnosis leads on to what mends. */
  onStep: (step: MendingStep) => void;
  onClose: () => void;
};

/** The dialog asked for. */
export const KeyDialogs = ({ dialog, booking, digitalKey, onStep, onClose }: Props) => {
  const about = { booking, digitalKey, onClose };
  switch (dialog) {
    case 'why':
      return <DiagnosisDialog {...about} onStep={onStep} />;
    case 'suspend':
    case 'resume':
      return <SuspendDialog {...about} action={dialog} />;
    case 'invite':
      return <InviteDialog {...about} />;
    case 'validity':
      return <ValidityDialog {...about} />;
    case 'issue':
      return <IssueDialog booking={booking} waitForConditions={false} onClose={onClose} />;
    case 'revoke':
      return <RevokeDialog {...about} />;
    case 'reissue':
      return <ReissueDialog {...about} />;
  }
};
