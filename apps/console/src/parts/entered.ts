// What somebody has entered in a form since it was opened, by what its fields held when they were first entered.

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const holds = (field: Field): string | boolean =>
  field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')
    ? field.checked
    : field.value;

/** Remembers what fields held; `isEntered` says whether one that is still there holds something else now. */
export const rememberFields = () => {
  const before = new Map<Field, string | boolean>();
  return {
    /** A field is about to be edited: it got the focus. */
    note: (target: EventTarget): void => {
      const isField =
        target instanceof HTMLInputElement ||
        target instanceof HTMLTextAreaElement ||
        target instanceof HTMLSelectElement;
      if (isField && !before.has(target)) before.set(target, holds(target));
    },
    isEntered: (): boolean => [...before].some(([field, was]) => field.isConnected && holds(field) !== was),
  };
};
