// What a small panel behind a button does in every place: Escape closes it and gives the focus back, a click or the focus elsewhere closes it.
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';

/** The state of one, and what its parts are given: `whole` is the element around button and panel, `id` the panel's. */
export type SmallPanel<Whole extends HTMLElement> = {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly id: string;
  readonly whole: RefObject<Whole | null>;
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly closeOnEscape: (event: KeyboardEvent) => void;
};

export const useSmallPanel = <Whole extends HTMLElement>(): SmallPanel<Whole> => {
  const [open, setOpen] = useState(false);
  const id = useId();
  const whole = useRef<Whole>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event): void => {
      if (event.target instanceof Node && !whole.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('focusin', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('focusin', close);
    };
  }, [open]);
  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    button.current?.focus();
  };
  return { open, setOpen, id, whole, button, closeOnEscape };
};
