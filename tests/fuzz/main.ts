// `npm run fuzz -- [target…] [--seconds 600] [--seed N] [--json] [--list] [--no-files]`: all targets share the time; findings become files.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Finding, Outcome } from './fuzz-target.ts';
import { runWorker } from './run-worker.ts';
import { TARGETS } from './targets/index.ts';

const FOLDER = fileURLToPath(new URL('../findings/', import.meta.url));

function regressionsOf(target: string): Uint8Array[] {
  if (!existsSync(FOLDER)) return [];
  const names = readdirSync(FOLDER).filter((name) => name.startsWith(`${target}.`) && name.endsWith('.json'));
  return names.map((name) => {
    // `as`: the folder holds what `write` wrote.
    const finding = JSON.parse(readFileSync(`${FOLDER}${name}`, 'utf8')) as Finding;
    return Uint8Array.from(Buffer.from(finding.input, 'hex'));
  });
}

function write(finding: Finding): string {
  mkdirSync(FOLDER, { recursive: true });
  const hash = createHash('sha256').update(finding.input).digest('hex').slice(0, 8);
  const file = `${FOLDER}${finding.target}.${finding.kind}-${hash}.json`;
  writeFileSync(file, `${JSON.stringify(finding, null, 2)}\n`);
  return file;
}

function line(outcome: Outcome): string {
  const { target, runs, seconds, corpus, reached, findings } = outcome;
  const rate = Math.round(runs / Math.max(seconds, 0.001));
  return `${target.padEnd(20)} ${String(runs).padStart(9)} runs ${String(rate).padStart(7)}/s  blocks ${reached.blocks}/${reached.known}  corpus ${corpus}  findings ${findings.length}`;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '600' },
      seed: { type: 'string' },
      json: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      'no-files': { type: 'boolean', default: false },
    },
  });
  const listed = TARGETS.filter((target) => !target.name.startsWith('planted'));
  if (values.list) return void process.stdout.write(`${listed.map((target) => target.name).join('\n')}\n`);
  const chosen = positionals.length === 0 ? listed : TARGETS.filter((target) => positionals.includes(target.name));
  const seconds = Number(values.seconds);
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
  if (chosen.length === 0 || !(seconds > 0) || !Number.isInteger(seed)) {
    process.stderr.write('usage: npm run fuzz -- [target…] [--seconds 600] [--seed N] [--json] [--list]\n');
    process.exitCode = 2;
    return;
  }
  process.stderr.write(`seed ${seed}, ${seconds} s over ${chosen.length} targets\n`);
  const outcomes: Outcome[] = [];
  for (const { name } of chosen) {
    const outcome = await runWorker({
      target: name,
      seconds: seconds / chosen.length,
      seed,
      regressions: regressionsOf(name),
      stopAtFinding: name.startsWith('planted'),
      progress: (now) => process.stderr.write(`${line(now)}\r`),
    });
    outcomes.push(outcome);
    process.stderr.write(`${line(outcome)}\n`);
    for (const finding of outcome.findings) {
      const where = values['no-files'] ? finding.input : write(finding);
      process.stderr.write(`  ${finding.kind}: ${finding.message}\n  ${where}\n`);
    }
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ seed, seconds, outcomes }, null, 2)}\n`);
  process.exitCode = outcomes.some((outcome) => outcome.findings.length > 0) ? 1 : 0;
}

await main();
