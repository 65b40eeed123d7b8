// What this run has started or made on disk, ended in reverse order, also after Ctrl-C.
type Ending = () => Promise<unknown>;

const endings = new Set<Ending>();

/** Registers an ending; the returned function runs it now, and only once. */
export const atEnd = (ending: Ending): (() => Promise<void>) => {
  endings.add(ending);
  return async () => {
    if (endings.delete(ending)) await ending();
  };
};

/** Runs what has not ended by itself, the newest first; one failure does not keep the others from their turn. */
export const stopEverything = async (): Promise<void> => {
  for (const ending of [...endings].reverse()) {
    endings.delete(ending);
    await ending().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  }
};
