// One form of the settings: says what is not saved yet, keeps what was typed when the server refuses, asks before it is left.
import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { FormEvent, ReactNode } from 'react';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAnnounce } from '../parts/announcements.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useTexts } from '../texts/use-texts.ts';
import classes from './settings-form.module.css';

type Props = {
  heading: string;
  lead?: string;
  dirty: boolean;
  pending: boolean;
  error: unknown;
  /** A field holds what can not be saved; the field says what. */
  invalid?: boolean;
  save?: string;
  /** Where the form makes something new there is nothing to go back to. */
  onDiscard?: () => () => void;
  onSave: () => void;
  children: ReactNode;
  testId: string;
};

/** The form in its panel. */
export const SettingsForm = (props: Props) => {
  const texts = useTexts();
  const words = texts.settings.form;
  const announce = useAnnounce();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => props.dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => props.dirty,
    withResolver: true,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!props.invalid) props.onSave();
  };
  const discard = (): void => {
    const putBack = props.onDiscard?.();
    announce(words.discarded, () => {
      putBack?.();
      return words.takenBack;
    });
  };
  return (
    <Panel heading={props.heading} testId={props.testId}>
      <form onSubmit={submit} noValidate className={classes.form}>
        {props.lead && <p className={classes.lead}>{props.lead}</p>}
        <ProblemAlert error={props.error} />
        {props.children}
        <div className={classes.foot}>
          <Button
            type="submit"
            disabled={!props.dirty || props.invalid === true}
            loading={props.pending}
            data-testid={`${props.testId}-save`}
          >
            {props.save ?? words.save}
          </Button>
          {props.dirty && props.onDiscard && (
            <Button variant="default" onClick={discard} disabled={props.pending}>
              {words.discard}
            </Button>
          )}
          <p role="status" className={classes.state}>
            {props.dirty ? words.unsaved : ''}
          </p>
        </div>
      </form>
      {blocker.status === 'blocked' && (
        <ActionDialog
          heading={words.leaveHeading}
          confirm={words.leave}
          confirmTestId="leave-unsaved"
          danger
          dismiss={words.stay}
          pending={false}
          onConfirm={blocker.proceed}
          onClose={blocker.reset}
        >
          <p>{words.leaveBody}</p>
        </ActionDialog>
      )}
    </Panel>
  );
};
