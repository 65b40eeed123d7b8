// Remembers on this computer which location was open last.
const KEY = 'nightlatch-last-location';

/** The id of the location that was open last, if the browser let us keep it. */
export const lastLocation = (): string | undefined => {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
};

/** Keeps the id for the next visit. */
export const rememberLocation = (id: string): void => {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // Storage may be forbidden: then the first location opens next time.
  }
};
