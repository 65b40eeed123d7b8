// A question before an action: the browser's own modal dialog, so that focus, Escape and the page behind are its business.
// What somebody entered in it is never lost by a key or a click: leaving asks first.
import { Button, CloseButton } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import classes from './action-dialog.module.css';
import { rememberFields } from './entered.ts';
import { focusPage } from './focus-page.ts';

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
  const { pending, onClose } = props;
  const texts = useTexts();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [fields] = useState(rememberFields);
  const [asking, setAsking] = useState(false);
  // Where the focus was when leaving was asked about: there the reader goes on.
  const goOn = useRef<Element>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // The field to fill, else the button that confirms: not the cross, which the browser would choose.
    dialog.current?.querySelector<HTMLElement>('[data-first-focus], [type="submit"]')?.focus();
    return () => {
      // Unmounting a <dialog> does not give the focus back by itself.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      focusPage();
    };
  }, []);
  // Back in the browser, or another page: what was entered would go with this one.
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => !pending && current.pathname !== next.pathname && fields.isEntered(),
    enableBeforeUnload: () => fields.isEntered(),
    withResolver: true,
  });
  const asks = asking || blocker.status === 'blocked';

  const leave = (): void => {
    if (pending) return;
    if (fields.isEntered()) {
      goOn.current = document.activeElement;
      setAsking(true);
    } else onClose();
  };
  const keep = (): void => {
    setAsking(false);
    blocker.reset?.();
    const field = goOn.current?.isConnected ? goOn.current : dialog.current?.querySelector('input, textarea, select');
    if (field instanceof HTMLElement) field.focus();
  };
  const throwAway = (): void => {
    onClose();
    blocker.proceed?.();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!asks) props.onConfirm?.();
  };
  // Before the browser closes the dialog: it can be kept from that only once.
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    if (asks) keep();
    else leave();
  };
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-labelledby={id}
      onKeyDown={onKey}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      onClose={() => {
        // A phone's way back closes it unasked: what is under way or was entered stands open again.
        if (pending || fields.isEntered()) dialog.current?.showModal();
        leave();
      }}
    >
      <form onSubmit={submit} onFocus={(event) => fields.note(event.target)} noValidate className={classes.form}>
        <div className={classes.head}>
          <h2 id={id}>{props.heading}</h2>
          <CloseButton aria-label={texts.close} onClick={leave} disabled={pending} />
        </div>
        <div className={classes.body}>{props.children}</div>
        {asks ? (
          <div className={classes.ask} role="alertdialog" aria-label={texts.draft.ask} data-testid="draft-ask">
            <p>{texts.draft.ask}</p>
            <Button variant="default" autoFocus onClick={keep} data-testid="draft-keep">
              {texts.draft.keep}
            </Button>
            <Button className={classes.danger} onClick={throwAway} data-testid="draft-drop">
              {texts.draft.drop}
            </Button>
          </div>
        ) : (
          <div className={classes.foot}>
            <Button variant="default" onClick={leave} disabled={pending}>
              {props.dismiss ?? texts.cancel}
            </Button>
            {props.confirm !== undefined && (
              <Button
                type="submit"
                {...(props.danger ? { className: classes.danger } : {})}
                loading={pending}
                data-testid={props.confirmTestId}
              >
                {props.confirm}
              </Button>
            )}
          </div>
        )}
      </form>
    </dialog>
  );
};
