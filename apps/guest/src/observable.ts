// A value that screens and other parts can watch: the whole of the app's state management.
import { useEffect, useState } from 'preact/hooks';

/** A current value and those who watch it. */
export interface Observable<T> {
  get(): T;
  /** Replaces the value and tells the watchers, unless it is the same object. */
  set(value: T): void;
  /** `patch` over the current value. */
  update(patch: Partial<T>): void;
  /** Calls `watcher` at every change; the returned function ends that. */
  watch(watcher: (value: T) => void): () => void;
}

/** Makes an observable that starts as `initial`. */
export function observe<T extends object>(initial: T): Observable<T> {
  let current = initial;
  const watchers = new Set<(value: T) => void>();
  const set = (value: T): void => {
    if (value === current) return;
    current = value;
    for (const watcher of [...watchers]) watcher(value);
  };
  return {
    get: () => current,
    set,
    update: (patch) => set({ ...current, ...patch }),
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

/** The value of an observable in a component, which renders again at every change. */
export function useObservable<T extends object>(source: Observable<T>): T {
  const [value, setValue] = useState(source.get());
  useEffect(() => {
    setValue(source.get());
    return source.watch(setValue);
  }, [source]);
  return value;
}
