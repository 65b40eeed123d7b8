// Why doesn't it work? The verdict, what it rests on, and the one step as the button.
import { Skeleton } from '@mantine/core';
import type { Booking, DigitalKey } from '@nightlatch/api';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { Facts } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './diagnosis-dialog.module.css';
import { type MendingStep, mendingStep, readEvidence } from './diagnosis-step.ts';
import { sayEvidence } from './say-evidence.ts';

type Props = { booking: Booking; digitalKey: DigitalKey; onStep: (step: MendingStep) => void; onClose: () => void };

/** The dialog; without a step that can be done here its button looks again. */
export const DiagnosisDialog = ({ booking, digitalKey, onStep, onClose }: Props) => {
  const texts = useTexts();
  const words = texts.diagnose;
  const { time, mayAct } = useCurrentLocation();
  const found = useQuery(queries.diagnosis(booking.locationId, booking.id, digitalKey.id));
  const diagnosis = found.data;
  const step = diagnosis && mayAct ? mendingStep(diagnosis.nextStep, booking, digitalKey) : undefined;
  const evidence =
    diagnosis &&
    readEvidence(diagnosis.evidence, {
      instant: time.instant,
      yes: words.yes,
      no: words.no,
      unknown: words.notKnown,
    });
  return (
    <ActionDialog
      heading={words.heading}
      confirm={step === undefined ? words.again : words.steps[step]}
      confirmTestId="diagnosis-step"
      // Looking changes nothing, so it never holds the reader in the dialog.
      pending={false}
      dismiss={texts.close}
      onConfirm={() => (step === undefined ? void found.refetch() : onStep(step))}
      onClose={onClose}
    >
      {found.error && <ProblemAlert error={found.error} />}
      {found.isPending && (
        <div role="status" aria-label={words.looking} className={classes.looking}>
          <Skeleton height={22} width="70%" />
          <Skeleton height={16} />
          <Skeleton height={16} width="85%" />
        </div>
      )}
      {diagnosis && (
        <>
          <div
            className={classes.verdict}
            aria-busy={found.isFetching}
            data-testid="diagnosis"
            data-code={diagnosis.code}
            role="status"
          >
            <strong>{texts.diagnosis[diagnosis.code] ?? diagnosis.title}</strong>
            <p>{texts.diagnosisTodo[diagnosis.code] ?? diagnosis.todo}</p>
          </div>
          {evidence !== undefined && evidence.length > 0 && (
            <div className={classes.evidence}>
              <h3>{words.evidence}</h3>
              <Facts
                items={evidence.map((one) => [
                  words.fact[one.fact] ?? one.fact,
                  one.coded ? sayEvidence(one.fact, one.value, texts) : one.value,
                ])}
              />
            </div>
          )}
          <p className={classes.soft}>{words.lookedAt(time.instant(diagnosis.at))}</p>
        </>
      )}
    </ActionDialog>
  );
};
