// One thread that fuzzes one target; it says before every input what it is about to run.
import { parentPort, workerData } from 'node:worker_threads';
import { fuzzTarget } from './fuzz-target.ts';
import { findTarget } from './targets/index.ts';

/** What a worker is told. */
export type WorkerTask = {
  readonly target: string;
  readonly seconds: number;
  readonly seed: number;
  readonly regressions: readonly Uint8Array[];
  readonly stopAtFinding: boolean;
  /** Four i32: inputs so far, length of the input, two unused; then the input itself. */
  readonly shared: SharedArrayBuffer;
};

// `as`: the one place that starts this file passes exactly this.
const task = workerData as WorkerTask;
const heads = new Int32Array(task.shared, 0, 4);
const space = new Uint8Array(task.shared, 16);

const outcome = await fuzzTarget(findTarget(task.target), {
  ...task,
  beat: (input, run) => {
    const shown = input.subarray(0, space.length);
    space.set(shown);
    heads[1] = shown.length;
    Atomics.store(heads, 0, run + 1);
  },
  progress: (now) => parentPort?.postMessage({ kind: 'progress', outcome: now }),
});
parentPort?.postMessage({ kind: 'done', outcome });
