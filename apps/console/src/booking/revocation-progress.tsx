// How far a key is taken away: requested, removed from the phone, enforced with its proof; until then, what could still open.
import type { DigitalKey, Revocation } from '@nightlatch/api';
import { IconAlertTriangle, IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import { Tag, type Tone } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './revocation-progress.module.css';

const TONE: Readonly<Record<Revocation['state'], Tone>> = {
  requested: 'bad',
  removed_from_device: 'warn',
  enforced: 'good',
};

/** The progress. "Enforced" appears only when the server says so with a proof (docs/domain.md invariant 17). */
export const RevocationProgress = (props: { revocation: Revocation; endReason: DigitalKey['endReason'] }) => {
  const { revocation, endReason } = props;
  const texts = useTexts();
  const words = texts.revocation;
  const { time } = useCurrentLocation();
  const enforced = revocation.state === 'enforced' && revocation.proof !== null;
  // No reason of staff: the key's own end says why it was taken away.
  const why =
    revocation.reason !== null
      ? texts.revoke.reasons[revocation.reason]
      : endReason === null
        ? undefined
        : texts.keys.endReason[endReason];
  const steps = [
    {
      name: words.step.requested,
      at: revocation.requestedAt,
      more: [why, words.by(revocation.requestedBy)].filter((part) => part !== undefined).join(', '),
    },
    { name: words.step.removed, at: revocation.removedFromDeviceAt, more: '' },
    {
      name: words.step.enforced,
      at: enforced ? revocation.enforcedAt : null,
      more: enforced && revocation.proof ? words.proof[revocation.proof] : '',
    },
    // With the proof in hand, a phone that has not answered is no longer waited for.
  ].filter((step) => !(enforced && step.at === null));
  return (
    <section className={classes.revocation} aria-label={words.heading}>
      <div className={classes.head}>
        <h4>{words.heading}</h4>
        <Tag tone={TONE[revocation.state]} state={revocation.state} testId="revocation-state">
          {words.state[revocation.state]}
        </Tag>
      </div>
      {!enforced && (
        <div className={classes.warning} data-testid="could-still-open">
          <IconAlertTriangle size={20} aria-hidden="true" />
          <div>
            <p>
              <strong>
                {revocation.couldOpenUntil === null
                  ? words.couldOpenUnknown
                  : words.couldOpen(time.instant(revocation.couldOpenUntil))}
              </strong>
            </p>
            {revocation.couldOpenDoors.length > 0 && (
              <p>{words.couldOpenDoors(texts.list(revocation.couldOpenDoors))}</p>
            )}
          </div>
        </div>
      )}
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step.name} data-done={step.at !== null}>
            {step.at === null ? (
              <IconCircle size={18} aria-hidden="true" />
            ) : (
              <IconCircleCheckFilled size={18} aria-hidden="true" />
            )}
            <div>
              <p>
                <strong>{step.name}</strong> <span>{step.at === null ? words.pending : time.instant(step.at)}</span>
              </p>
              {step.more && <p className={classes.more}>{step.more}</p>}
            </div>
          </li>
        ))}
      </ol>
      {revocation.note && (
        <p className={classes.more}>
          {words.note}: {revocation.note}
        </p>
      )}
    </section>
  );
};
