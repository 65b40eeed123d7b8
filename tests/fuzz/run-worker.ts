// Runs a target in a thread of its own and stops it where it hangs or eats the memory.
import { Worker } from 'node:worker_threads';
import type { Finding, Outcome } from './fuzz-target.ts';
import type { FindingKind } from './target.ts';
import type { WorkerTask } from './worker.ts';

/** No input takes this long, however busy the machine. */
const HANG_MS = 10_000;
const HEAP_MIB = 384;
const LONGEST_INPUT = 1 << 16;

type Message = { readonly kind: 'progress' | 'done'; readonly outcome: Outcome };

/** Fuzzes a target; a hang or an exhausted heap ends it with a finding that holds the last input. Rejects when the target itself can't be made. */
export function runWorker(
  options: Omit<WorkerTask, 'shared'> & { readonly progress?: (outcome: Outcome) => void },
): Promise<Outcome> {
  const { progress, ...task } = options;
  const shared = new SharedArrayBuffer(16 + LONGEST_INPUT);
  const heads = new Int32Array(shared, 0, 4);
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: { ...task, shared } satisfies WorkerTask,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  });
  let latest: Outcome = {
    target: task.target,
    runs: 0,
    seconds: 0,
    corpus: 0,
    reached: { blocks: 0, known: 0 },
    findings: [],
  };

  const withLast = (kind: FindingKind, message: string): Outcome => {
    const input = Buffer.from(new Uint8Array(shared, 16).slice(0, heads[1] ?? 0)).toString('hex');
    const run = Atomics.load(heads, 0);
    const finding: Finding = { target: task.target, kind, message, seed: task.seed, run, input };
    return { ...latest, runs: run, findings: [...latest.findings, finding] };
  };

  return new Promise((resolve, reject) => {
    let seen = 0;
    let since = performance.now();
    const watch = setInterval(() => {
      const run = Atomics.load(heads, 0);
      if (run !== seen || run === 0) {
        seen = run;
        since = performance.now();
      } else if (performance.now() - since > HANG_MS) {
        end(withLast('hang', `no answer within ${HANG_MS} ms`));
        void worker.terminate();
      }
    }, 500);
    const end = (outcome: Outcome): void => {
      clearInterval(watch);
      resolve(outcome);
    };
    worker.on('message', ({ kind, outcome }: Message) => {
      latest = outcome;
      if (kind === 'done') end(outcome);
      else progress?.(outcome);
    });
    worker.on('error', (error: Error & { readonly code?: string }) => {
      clearInterval(watch);
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(withLast('memory', `over ${HEAP_MIB} MiB`));
      else reject(error);
    });
    worker.on('exit', () => end(latest));
  });
}
