// `npm run bench`: measures the chosen figures, each beside its limit, and leaves nothing running.

import { FAMILIES } from './families.ts';
import type { Bench, Family, Figure } from './figure.ts';
import { jsonLine, table } from './print-figures.ts';
import { type BenchArguments, isWanted, readArguments } from './read-arguments.ts';
import { type Hotel, startHotel } from './server/hotel.ts';
import { stopEverything } from './stop-everything.ts';

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stopEverything().finally(() => process.exit(130)));
}

try {
  const args = readArguments(process.argv.slice(2));
  if (args.list) list(args);
  else await run(args);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await stopEverything();
}

function list({ prefixes }: BenchArguments): void {
  for (const { group, names, limit } of FAMILIES) {
    const wanted = names.filter((name) => isWanted(name, group, prefixes));
    if (wanted.length > 0) process.stdout.write(`${wanted.join('\n')}\n    limit: ${limit}\n`);
  }
}

async function run(args: BenchArguments): Promise<void> {
  const chosen = FAMILIES.filter(({ names, group }) => names.some((name) => isWanted(name, group, args.prefixes)));
  if (chosen.length === 0) throw new Error(`No figure begins with ${args.prefixes.join(' or ')}; see --list.`);
  let hotel: Promise<Hotel> | undefined;
  const say = (text: string): void => void process.stderr.write(`  ${text}\n`);
  let failed = 0;
  for (const family of chosen) {
    const wants = (name: string): boolean => isWanted(name, family.group, args.prefixes);
    const bench: Bench = {
      runs: (standard) => args.runs ?? standard,
      keys: args.keys,
      say,
      wants,
      hotel: () => {
        hotel ??= startHotel(say);
        return hotel;
      },
    };
    // One family that can't be measured must not lose the others.
    const found = await measure(family, bench, args.json).catch((error: unknown) => {
      process.stderr.write(`${family.names.join(', ')}: ${error instanceof Error ? error.stack : String(error)}\n`);
      failed += 1;
      return [];
    });
    if (!args.json && found.length > 0) process.stdout.write(`${table(found, family.limit)}\n`);
  }
  if (failed > 0) process.exitCode = 1;
}

/** JSON lines go out as they come: a long run that is cut short has told what it knew. */
async function measure(family: Family, bench: Bench, json: boolean): Promise<Figure[]> {
  const found: Figure[] = [];
  for await (const figure of family.measure(bench)) {
    if (!bench.wants(figure.name)) continue;
    found.push(figure);
    if (json) process.stdout.write(`${jsonLine(figure)}\n`);
  }
  return found;
}
