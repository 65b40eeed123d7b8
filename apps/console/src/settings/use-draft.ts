// A form's edits, laid over what is stored: what others save meanwhile shows through, what was typed is never lost.
import { useCallback, useMemo, useState } from 'react';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The fields of `edits` that differ from what is stored. */
export const changedFields = <T extends object>(saved: T, edits: Partial<T>): Partial<T> =>
  // Object.entries forgets which fields these were; they are those of `edits`.
  Object.fromEntries(
    Object.entries(edits).filter(([name, value]) => !same(value, saved[name as keyof T])),
  ) as Partial<T>;

export type Draft<T extends object> = {
  /** Stored fields, with the edits over them. */
  readonly values: T;
  /** What differs from the stored fields; empty when there is nothing to save. */
  readonly changes: Partial<T>;
  readonly dirty: boolean;
  set(changes: Partial<T>): void;
  /** Drops the edits; what it gives puts them back. */
  discard(): () => void;
};

/** The draft of one form. */
export const useDraft = <T extends object>(saved: T): Draft<T> => {
  const [edits, setEdits] = useState<Partial<T>>({});
  const set = useCallback((more: Partial<T>) => setEdits((all) => ({ ...all, ...more })), []);
  const discard = useCallback(() => {
    setEdits({});
    return () => setEdits(edits);
  }, [edits]);
  return useMemo(() => {
    const changes = changedFields(saved, edits);
    return { values: { ...saved, ...edits }, changes, dirty: Object.keys(changes).length > 0, set, discard };
  }, [saved, edits, set, discard]);
};
