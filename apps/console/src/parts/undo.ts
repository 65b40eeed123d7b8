// Taking an action back: what does it, the keys that ask for it, and the moment from which it is no longer offered (decision 100).

/** Takes an action back and says what is then the case. Rejects when that is not possible any more. */
export type Undo = () => string | Promise<string>;

/** Whether a press of keys asks for it: Control or Command with Z, where no field has its own. */
export const isUndoPress = (
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'target'>,
): boolean => {
  if (event.key.toLowerCase() !== 'z' || event.ctrlKey === event.metaKey || event.shiftKey || event.altKey)
    return false;
  const target = event.target instanceof Element ? event.target : null;
  // A field takes back its own typing, and behind an open dialog nothing else is to be done.
  return (
    target?.closest('input, textarea, select, [contenteditable]') == null &&
    document.querySelector('dialog[open]') === null
  );
};

const listeners = new Set<() => void>();

/** Calls back whenever the reader has gone to another page; gives the function that stops it. */
export const onPageLeft = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Tells all listeners that the page is another one now. */
export const pageLeft = (): void => {
  for (const listener of listeners) listener();
};
