// The loop: mutate, run, keep what reaches new blocks, blame and minimise what fails.
import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Reached, startCoverage } from './coverage.ts';
import { minimise } from './minimise.ts';
import { INTERESTING, mutate } from './mutate.ts';
import { createRandom } from './random.ts';
import { type FindingKind, type NamedTarget, type Target, Violation } from './target.ts';

/** One input that must not behave as it does. `input` is hex, minimised. */
export type Finding = {
  readonly target: string;
  readonly kind: FindingKind;
  readonly message: string;
  readonly seed: number;
  readonly run: number;
  readonly input: string;
};

/** How fuzzing a target went. */
export type Outcome = {
  readonly target: string;
  readonly runs: number;
  readonly seconds: number;
  readonly corpus: number;
  readonly reached: Reached;
  readonly findings: readonly Finding[];
};

type Blame = { readonly kind: FindingKind; readonly message: string; readonly place: string };

/** Inputs between two looks at the counts: a look costs as much as dozens of parses. */
const BATCH = 64;
const GROWTH_LIMIT_BYTES = 48 * 2 ** 20;
const MOST_FINDINGS = 20;
const MOST_CORPUS = 4000;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function heapBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function blameOf(error: unknown): Blame {
  if (error instanceof Violation) return { kind: error.kind, message: error.message, place: error.message };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const place = error instanceof Error ? (error.stack?.split('\n').find((line) => line.includes(' at ')) ?? '') : '';
  return { kind: 'throw', message, place: `${message.slice(0, 40)}${place}` };
}

async function timed(target: Target, input: Uint8Array): Promise<number> {
  const start = performance.now();
  await target.run(input);
  return performance.now() - start;
}

/** Runs one input; a slow one three times more, since the machine may have been busy elsewhere. */
async function judge(target: Target, input: Uint8Array): Promise<Blame | null> {
  try {
    if ((await timed(target, input)) <= target.limitMs) return null;
    for (let i = 0; i < 3; i += 1) if ((await timed(target, input)) <= target.limitMs) return null;
    return { kind: 'hang', message: `over ${target.limitMs} ms, four times`, place: 'hang' };
  } catch (error) {
    return blameOf(error);
  }
}

/** Fuzzes one target in this thread. `beat` is told every input before it runs, so that another thread can stop a hang. */
export async function fuzzTarget(
  named: NamedTarget,
  options: {
    readonly seconds: number;
    readonly seed: number;
    /** Inputs of earlier findings. */
    readonly regressions: readonly Uint8Array[];
    readonly beat?: (input: Uint8Array, run: number) => void;
    readonly progress?: (outcome: Outcome) => void;
    /** Ends at the first finding. */
    readonly stopAtFinding?: boolean;
  },
): Promise<Outcome> {
  const { seed, beat } = options;
  const coverage = startCoverage(named.covers);
  const target = await named.make();
  const name = Number.parseInt(createHash('sha256').update(named.name).digest('hex').slice(0, 8), 16);
  const random = createRandom((seed ^ name) >>> 0);
  const words = [...INTERESTING, ...(target.dictionary ?? [])];
  const corpus: Uint8Array[] = [];
  const findings: Finding[] = [];
  const blamed = new Set<string>();
  const start = performance.now();
  let runs = 0;
  let nextProgress = 2;
  let heapBefore: number | null = null;
  coverage.skip();

  const outcome = (): Outcome => ({
    target: named.name,
    runs,
    seconds: (performance.now() - start) / 1000,
    corpus: corpus.length,
    reached: coverage.reached(),
    findings,
  });

  async function runOne(input: Uint8Array): Promise<Blame | null> {
    beat?.(input, runs);
    runs += 1;
    return judge(target, input);
  }

  async function report(input: Uint8Array, blame: Blame): Promise<void> {
    if (blamed.has(blame.place) || findings.length >= MOST_FINDINGS) return;
    blamed.add(blame.place);
    const run = runs;
    const small =
      blame.kind === 'hang' ? input : await minimise(input, async (c) => (await runOne(c))?.place === blame.place);
    const { kind, message } = blame;
    findings.push({ target: named.name, kind, message, seed, run, input: Buffer.from(small).toString('hex') });
  }

  /** Which of these inputs reach new blocks: one by one, with the counts of each alone. */
  async function keepFresh(inputs: readonly Uint8Array[]): Promise<void> {
    coverage.skip();
    for (const input of inputs) {
      await runOne(input);
      if (coverage.take() > 0 && corpus.length < MOST_CORPUS) corpus.push(input);
    }
  }

  async function runBatch(inputs: readonly Uint8Array[]): Promise<void> {
    for (const input of inputs) {
      const blame = await runOne(input);
      if (blame !== null) await report(input, blame);
    }
  }

  const first = [...options.regressions, ...target.seeds, new Uint8Array(0)];
  await runBatch(first);
  corpus.push(...first.filter((input) => input.length > 0));
  coverage.take();
  const isOver = (): boolean => options.stopAtFinding === true && findings.length > 0;
  for (let elapsed = 0; elapsed < options.seconds && !isOver(); elapsed = (performance.now() - start) / 1000) {
    const context = { random, others: corpus, words, limitBytes: target.limitBytes };
    const batch = Array.from({ length: target.batch ?? BATCH }, () => mutate(random.pick(corpus), context));
    await runBatch(batch);
    // Coverage of a batch is not merged yet when something new shows: the replay below attributes it.
    if (coverage.peek() > 0) await keepFresh(batch);
    if (heapBefore === null && elapsed > options.seconds / 4) heapBefore = heapBytes();
    if (elapsed > nextProgress) {
      nextProgress = elapsed + 2;
      options.progress?.(outcome());
    }
  }
  const grown = heapBefore === null ? 0 : heapBytes() - heapBefore;
  if (grown > GROWTH_LIMIT_BYTES) {
    const message = `${Math.round(grown / 2 ** 20)} MiB more after the run than after its first quarter`;
    findings.push({ target: named.name, kind: 'memory', message, seed, run: runs, input: '' });
  }
  coverage.stop();
  return outcome();
}
