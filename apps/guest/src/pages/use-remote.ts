// What a page reads from the server: loaded when it opens, again when it is looked at, and told as a value when it fails.
import { ApiProblem, ApiUnreachable } from '@nightlatch/api';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

/** Why the server gave no answer. `refused`: it gave one, with this code. */
export type RemoteTrouble =
  | { readonly kind: 'offline' | 'trouble' }
  | { readonly kind: 'refused'; readonly code: string };

/** What was thrown, as a value. */
export function troubleOf(error: unknown): RemoteTrouble {
  if (error instanceof ApiUnreachable) return { kind: 'offline' };
  if (error instanceof ApiProblem && error.problem.status < 500) return { kind: 'refused', code: error.problem.code };
  return { kind: 'trouble' };
}

/** A value and how it stands. */
export interface Remote<T> {
  readonly value: T | undefined;
  readonly trouble: RemoteTrouble | undefined;
  readonly set: (value: T) => void;
  /** Resolves when the answer is here, or why there is none. */
  readonly reload: () => Promise<void>;
}

/** Loads anew when `of` changes, when the page comes back into view, and every `everyMs`. */
export function useRemote<T>(load: () => Promise<T>, of: string, everyMs: number): Remote<T> {
  const [value, set] = useState<T | undefined>(undefined);
  const [trouble, setTrouble] = useState<RemoteTrouble | undefined>(undefined);
  const latest = useRef(load);
  latest.current = load;
  const reload = useCallback(async () => {
    await latest.current().then(
      (loaded) => {
        set(loaded);
        setTrouble(undefined);
      },
      (error: unknown) => setTrouble(troubleOf(error)),
    );
  }, []);
  useEffect(() => {
    set(undefined);
    void reload();
    const seen = (): void => {
      if (document.visibilityState === 'visible') void reload();
    };
    const timer = setInterval(seen, everyMs);
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [of, everyMs, reload]);
  return { value, trouble, set, reload };
}
