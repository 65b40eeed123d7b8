// A decision with its reason: says what will happen, takes the reason where one is asked for, sends.
import { Textarea } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { ActionDialog } from './action-dialog.tsx';
import { ProblemAlert } from './problem-alert.tsx';

type Props = {
  heading: string;
  lead: string;
  confirm: string;
  testId: string;
  danger?: boolean;
  /** The label of the reason or note; `required` asks for three letters at least, as the server does. */
  text?: { label: string; hint?: string; required?: boolean };
  pending: boolean;
  error: unknown;
  /** Gets the text without blanks around it. */
  onConfirm: (text: string) => void;
  onClose: () => void;
  children?: ReactNode;
};

/** The least that the server takes for a reason. */
const SHORTEST = 3;

/** The dialog. */
export const DecisionDialog = (props: Props) => {
  const texts = useTexts();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const confirm = (): void => {
    const trimmed = text.trim();
    if (props.text?.required && trimmed.length < SHORTEST) {
      setMissing(true);
      field.current?.focus();
      return;
    }
    props.onConfirm(trimmed);
  };
  return (
    <ActionDialog
      heading={props.heading}
      confirm={props.confirm}
      confirmTestId={`${props.testId}-confirm`}
      {...(props.danger ? { danger: true } : {})}
      pending={props.pending}
      onConfirm={confirm}
      onClose={props.onClose}
    >
      {props.error !== undefined && <ProblemAlert error={props.error} />}
      <p>{props.lead}</p>
      {props.children}
      {props.text && (
        <Textarea
          ref={field}
          label={props.text.label}
          description={props.text.hint}
          required={props.text.required ?? false}
          rows={2}
          maxLength={500}
          value={text}
          error={missing ? texts.reasonTooShort : undefined}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setMissing(false);
          }}
          {...(props.text.required ? { 'data-first-focus': true } : {})}
          data-testid={`${props.testId}-text`}
        />
      )}
    </ActionDialog>
  );
};
