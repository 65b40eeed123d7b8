// Lays the sign-in form over the whole page, above any dialog that stands open there, and keeps what was typed below.
import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import classes from './sign-in-cover.module.css';

/** A modal dialog that covers everything and that nothing but a sign-in closes, or, where `onLeave` is given, the wish to leave it. */
export const SignInCover = ({ children, onLeave }: { children: ReactNode; onLeave?: () => void }) => {
  const texts = useTexts();
  const cover = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    cover.current?.showModal();
    cover.current?.querySelector<HTMLElement>('input[type="password"]')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={cover}
      className={classes.cover}
      aria-label={onLeave ? texts.account.confirmHeading : texts.signIn.expiredHeading}
      onCancel={(event) => {
        event.preventDefault();
        onLeave?.();
      }}
      onClose={() => cover.current?.showModal()}
    >
      {children}
    </dialog>
  );
};
