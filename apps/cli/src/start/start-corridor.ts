// The corridor of virtual doors and the stand-in PMS, run inside this process on the port above the server's.

export type RunningCorridor = { readonly stop: () => Promise<void> };

export type CorridorStart = {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly serverUrl: string;
};

/** Undefined while packages/simulator has no corridor yet. */
export function startCorridor(_options: CorridorStart): Promise<RunningCorridor | undefined> {
  return Promise.resolve(undefined);
}
