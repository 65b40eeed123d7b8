// A question before an action: the browser's own modal dialog, so that focus, Escape and the page behind are its business.
import { Button, CloseButton } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import classes from './action-dialog.module.css';

type Props = {
  heading: string;
  /** The word on the button that acts; a dialog that only shows something has none. */
  confirm?: string;
  confirmTestId?: string;
  /** Takes something away: the button warns. */
  danger?: boolean;
  /** The command is under way: nothing closes the dialog, the button shows it. */
  pending: boolean;
  /** The word on the button that leaves; Cancel where nothing is said. */
  dismiss?: string;
  onConfirm?: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** The dialog; stands open while it is mounted. Enter in a field confirms. */
export const ActionDialog = (props: Props) => {
  const texts = useTexts();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // The field to fill, else the button that confirms: not the cross, which the browser would choose.
    dialog.current?.querySelector<HTMLElement>('[data-first-focus], [type="submit"]')?.focus();
    return () => {
      // Unmounting a <dialog> does not give the focus back by itself.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    props.onConfirm?.();
  };
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (!props.pending) props.onClose();
      }}
      onClose={props.onClose}
    >
      <form onSubmit={submit} noValidate className={classes.form}>
        <div className={classes.head}>
          <h2 id={id}>{props.heading}</h2>
          <CloseButton aria-label={texts.close} onClick={props.onClose} disabled={props.pending} />
        </div>
        <div className={classes.body}>{props.children}</div>
        <div className={classes.foot}>
          <Button variant="default" onClick={props.onClose} disabled={props.pending}>
            {props.dismiss ?? texts.cancel}
          </Button>
          {props.confirm !== undefined && (
            <Button
              type="submit"
              {...(props.danger ? { className: classes.danger } : {})}
              loading={props.pending}
              data-testid={props.confirmTestId}
            >
              {props.confirm}
            </Button>
          )}
        </div>
      </form>
    </dialog>
  );
};
