// Which parts of the compiled modules have run: V8's block coverage through node:inspector, in this thread.
import { Session } from 'node:inspector';

type Range = { readonly startOffset: number; readonly endOffset: number; readonly count: number };
type ScriptResult = {
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly Range[] }[];
};

type Script = { covered: Uint8Array; readonly edges: Set<number> };

/** What has run so far, in blocks: stretches of source between two places where V8 says a count may change. */
export type Reached = { readonly blocks: number; readonly known: number };

/** Block coverage of the modules whose URL contains `covers`. */
export type Coverage = {
  /** Takes the counts since the last call. Answers how many source bytes ran for the first time. */
  take(): number;
  /** The same without remembering them. */
  peek(): number;
  /** Throws away the counts since the last call (set-up, replays). */
  skip(): void;
  reached(): Reached;
  stop(): void;
};

/** Paints the counts of one script's functions; inner ranges and inner functions come later and override. */
function paint(script: Script, functions: ScriptResult['functions'], keep: boolean): number {
  let size = script.covered.length;
  for (const { ranges } of functions) size = Math.max(size, ranges[0]?.endOffset ?? 0);
  if (size > script.covered.length) {
    const grown = new Uint8Array(size);
    grown.set(script.covered);
    script.covered = grown;
  }
  const layer = new Uint8Array(size);
  for (const { ranges } of functions) {
    for (const { startOffset, endOffset, count } of ranges) {
      layer.fill(count > 0 ? 1 : 0, startOffset, endOffset);
      script.edges.add(startOffset).add(endOffset);
    }
  }
  let fresh = 0;
  for (let i = 0; i < size; i += 1) {
    if (layer[i] === 1 && script.covered[i] === 0) {
      if (keep) script.covered[i] = 1;
      fresh += 1;
    }
  }
  return fresh;
}

function blocksOf(script: Script): Reached {
  const edges = [...script.edges].sort((a, b) => a - b);
  const starts = edges.slice(0, -1);
  return { blocks: starts.filter((at) => script.covered[at] === 1).length, known: starts.length };
}

/** Starts precise coverage. Counts from then on; modules loaded before are counted as well. */
export function startCoverage(covers: string): Coverage {
  const session = new Session();
  session.connect();
  const scripts = new Map<string, Script>();
  // The session of this thread answers synchronously.
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

  function collect(): readonly ScriptResult[] {
    let result: readonly ScriptResult[] | null = null;
    session.post('Profiler.takePreciseCoverage', (error, params) => {
      if (error === null) result = params.result;
    });
    if (result === null) throw new Error('no coverage from this runtime');
    return result;
  }

  function paintAll(keep: boolean): number {
    let fresh = 0;
    for (const { url, functions } of collect()) {
      if (!url.includes(covers) || url.includes('node_modules')) continue;
      const script = scripts.get(url) ?? { covered: new Uint8Array(0), edges: new Set<number>() };
      scripts.set(url, script);
      fresh += paint(script, functions, keep);
    }
    return fresh;
  }

  return {
    take: () => paintAll(true),
    peek: () => paintAll(false),
    skip: () => void collect(),
    reached() {
      const all = [...scripts.values()].map(blocksOf);
      return { blocks: all.reduce((n, s) => n + s.blocks, 0), known: all.reduce((n, s) => n + s.known, 0) };
    },
    stop() {
      session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}
