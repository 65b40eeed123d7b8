// The lock system behind digital keys: which one, whether it was tried, whether keys are issued.
import { Button, NativeSelect } from '@mantine/core';
import type { LockSystemReport } from '@nightlatch/api';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useCommand } from '../api/use-command.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { Tag } from '../parts/tag.tsx';
import { useCurrentLocation } from '../shell/current-location.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './rows.module.css';
import form from './settings-form.module.css';
import { TestAnswer } from './test-answer.tsx';
import { LOCATIONS, useSave } from './use-save.ts';

/** Checks that hold up single rooms only, not the whole location (apps/server, testLockSystem). */
const SINGLE_ROOMS = new Set(['locks_commissioned', 'locks_healthy', 'locks_heard_from']);

/** The topic. */
export const DigitalKeysTopic = () => {
  const texts = useTexts();
  const words = texts.settings.digitalKeys;
  const { location } = useCurrentLocation();
  const params = { locationId: location.id };
  const { tested, enabled } = location.digitalKeys;
  const [report, setReport] = useState<LockSystemReport>();
  const [asks, setAsks] = useState(false);
  const close = useCallback(() => setAsks(false), []);
  const test = useCommand('testLockSystem', setReport);
  const set = useSave('setLockSystem', LOCATIONS, close, enabled ? words.isOff : words.isOn);
  return (
    <>
      <Panel
        heading={texts.settings.topics['digital-keys'].name}
        aside={
          <Tag tone={enabled ? 'good' : 'warn'} testId="lock-system-state" state={enabled ? 'on' : 'off'}>
            {enabled ? words.on : words.off}
          </Tag>
        }
      >
        <div className={form.form}>
          <p className={form.lead}>{words.lead}</p>
          <NativeSelect
            label={words.system}
            description={words.systemHint}
            defaultValue="native"
            data={[{ value: 'native', label: words.native }]}
          />
          <p className={form.fixed}>{words.noCredentials}</p>
          <ProblemAlert error={test.error ?? (asks ? undefined : set.error)} />
          <TestAnswer
            pending={test.pending}
            progress={words.testing}
            answer={
              report && {
                ok: report.ok,
                sentence: report.ok ? words.testOk : words.testFailed,
                step: report.ok ? (enabled ? words.testOkOn : words.testOkStep) : words.testFailedStep,
              }
            }
          />
          {report && (
            <ul>
              {report.checks.map((check) => (
                <li key={check.code} className={classes.row} data-testid="lock-system-check" data-ok={check.ok}>
                  <div className={classes.grow}>
                    <strong>{words.checks[check.code] ?? check.code}</strong>
                    {!check.ok && words.steps[check.code] && <p className={classes.soft}>{words.steps[check.code]}</p>}
                  </div>
                  <Tag tone={check.ok ? 'good' : SINGLE_ROOMS.has(check.code) ? 'warn' : 'bad'}>
                    {check.ok ? words.fine : SINGLE_ROOMS.has(check.code) ? words.someRooms : words.missing}
                  </Tag>
                </li>
              ))}
            </ul>
          )}
          <div className={form.foot}>
            <Button
              variant={enabled || !tested ? 'filled' : 'default'}
              loading={test.pending}
              onClick={() => void test.run({ params })}
              data-testid="lock-system-test"
            >
              {words.test}
            </Button>
            {enabled ? (
              <Button variant="default" onClick={() => setAsks(true)} data-testid="lock-system-off">
                {words.turnOff}
              </Button>
            ) : (
              <Button
                disabled={!tested}
                loading={set.pending}
                onClick={() => void set.run({ params, body: { enabled: true } })}
                data-testid="lock-system-on"
              >
                {words.turnOn}
              </Button>
            )}
            {!tested && <p className={form.lead}>{words.testFirst}</p>}
          </div>
        </div>
      </Panel>
      <Panel heading={words.locks}>
        <p>
          {words.locksLead}{' '}
          <Link to="/l/$locationId/settings/$topic" params={{ ...params, topic: 'rooms' }}>
            {words.toRooms}
          </Link>
        </p>
      </Panel>
      {asks && (
        <ActionDialog
          heading={words.turnOff}
          confirm={words.turnOff}
          confirmTestId="lock-system-off-confirm"
          danger
          pending={set.pending}
          onConfirm={() => void set.run({ params, body: { enabled: false } })}
          onClose={close}
        >
          <ProblemAlert error={set.error} />
          <p>{words.turnOffBody}</p>
        </ActionDialog>
      )}
    </>
  );
};
