// Issue Digital Key: shows the validity that the key will get, lets staff change it, sends.

import { Button } from '@mantine/core';
import { ApiProblem, type Booking, type DigitalKey } from '@nightlatch/api';
import { useCallback, useState } from 'react';
import { describeError } from '../api/describe-error.ts';
import { useCommand } from '../api/use-command.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAnnounce } from '../parts/announcements.tsx';
import { Facts } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import { WallTimeField } from '../time/wall-time-field.tsx';
import classes from './issue-dialog.module.css';
import { proposedFields, readValidity, type ValidityResult } from './issue-validity.ts';
import { useKeepKey } from './keep-booking.ts';

type Props = { booking: Booking; waitForConditions: boolean; onClose: () => void };

/** The dialog. */
export const IssueDialog = ({ booking, waitForConditions, onClose }: Props) => {
  const texts = useTexts();
  const words = texts.keys.issueDialog;
  const { location, time } = useCurrentLocation();
  const announce = useAnnounce();
  const keep = useKeepKey(booking);
  // The proposal moves on with the clock; what the dialog shows stays until it is closed.
  const [proposed] = useState(() => proposedFields(booking.proposedValidity, location.timeZone));
  const [validity] = useState(booking.proposedValidity);
  const [fields, setFields] = useState(proposed);
  const [own, setOwn] = useState(false);
  const [fault, setFault] = useState<Exclude<ValidityResult, { ok: true }>>();
  const done = useCallback(
    (key: DigitalKey) => {
      keep(key);
      announce(key.state === 'waiting' ? texts.keys.waits : texts.keys.issued);
      onClose();
    },
    [keep, announce, onClose, texts],
  );
  const issue = useCommand('issueKey', done);
  const confirm = (): void => {
    const result: ValidityResult = own
      ? readValidity({ fields, proposed, timeZone: location.timeZone, now: Date.now() })
      : { ok: true, body: {} };
    setFault(result.ok ? undefined : result);
    if (!result.ok) return;
    void issue.run({
      params: { locationId: booking.locationId, bookingId: booking.id },
      body: { ...result.body, ...(waitForConditions ? { waitForConditions } : {}) },
    });
  };

  const refusal = issue.error === undefined ? undefined : describeError(issue.error, texts, time.instant);
  // A refused validity that names no field is about the end: a start that is over is never sent.
  const endRefused =
    issue.error instanceof ApiProblem &&
    issue.error.problem.code === 'validity_not_allowed' &&
    Object.keys(refusal?.fields ?? {}).length === 0;
  const errorOf = (name: 'validFrom' | 'validUntil'): string | boolean | undefined => {
    if (fault?.field === name) return texts.validity[fault.fault];
    return refusal?.fields[name] ?? (name === 'validUntil' && endRefused);
  };
  const zone = time.foreignZone ? ` (${time.foreignZone})` : '';
  const devices = texts.list(booking.devices.map((one) => one.name));
  const unmet = booking.conditions.filter((one) => one.state === 'unmet');

  return (
    <ActionDialog
      heading={words.heading}
      confirm={waitForConditions ? words.confirmWait : words.confirm}
      confirmTestId="issue-confirm"
      pending={issue.pending}
      onConfirm={confirm}
      onClose={onClose}
    >
      {refusal && <ProblemAlert error={issue.error} />}
      <p>
        {booking.roomNumber === null
          ? words.leadNoRoom(booking.guest.firstName)
          : words.lead(`${booking.guest.firstName} ${booking.guest.lastName}`, booking.roomNumber)}{' '}
        <span className={classes.soft}>{devices === '' ? words.noDevices : words.devices(devices)}</span>
      </p>
      {waitForConditions && unmet.length > 0 && (
        <div>
          <p>{words.unmet}</p>
          <ul className={classes.unmet}>
            {unmet.map((one) => (
              <li key={one.code}>{texts.bookings.waitingFor(texts.conditions.waiting[one.code] ?? one.message)}</li>
            ))}
          </ul>
        </div>
      )}
      {own ? (
        <div className={classes.fields}>
          <WallTimeField
            label={words.from}
            value={fields.from}
            error={errorOf('validFrom')}
            onChange={(from) => setFields({ ...fields, from })}
            testId="issue-valid-from"
          />
          <WallTimeField
            label={words.until}
            value={fields.until}
            error={errorOf('validUntil')}
            onChange={(until) => setFields({ ...fields, until })}
            testId="issue-valid-until"
          />
          <p className={classes.soft}>{words.own}</p>
        </div>
      ) : (
        <div className={classes.validity}>
          <Facts
            items={[
              [
                words.from,
                Date.parse(validity.validFrom) <= Date.now() + 60_000
                  ? words.fromNow
                  : time.instant(validity.validFrom),
              ],
              [words.until, `${time.instant(validity.validUntil)}${zone}`],
            ]}
          />
          <p className={classes.soft}>{words.follows}</p>
        </div>
      )}
      <Button
        variant="subtle"
        size="xs"
        className={classes.change}
        disabled={issue.pending}
        onClick={() => {
          setOwn(!own);
          setFault(undefined);
          setFields(proposed);
        }}
        data-testid="issue-change-validity"
      >
        {own ? words.keep : words.change}
      </Button>
    </ActionDialog>
  );
};
