// Writes packages/domain/src/wall-clock.changes.json from the system's tz database with `zdump`, a program that shares nothing with ICU:
// node packages/domain/test/write-zone-changes.mjs
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [first, last] = [2026, 2035];
const source = readFileSync('/usr/share/zoneinfo/tzdata.zi', 'utf8').split('\n');
const version = /^# version (\S+)/.exec(source[0] ?? '')?.[1] ?? 'unknown';
const zones = source.flatMap((line) => (line.startsWith('Z ') ? [line.split(' ')[1]] : []));
const links = source.flatMap((line) => (line.startsWith('L ') ? [line.split(' ')[2]] : []));

/** [instant in seconds, offset before, offset after in minutes], in order. */
function changesOf(zone) {
  const changes = [];
  let before = null;
  for (const line of execFileSync('zdump', ['-v', '-c', `${first},${last + 1}`, zone], { encoding: 'utf8' }).split(
    '\n',
  )) {
    const found = /^\S+\s+\w{3} (\w{3} +\d+ [\d:]{8} \d{4}) UT = .* gmtoff=(-?\d+)$/.exec(line);
    if (!found) continue;
    const seconds = Date.parse(`${found[1]} UTC`) / 1000;
    const offset = Number(found[2]) / 60;
    // Two lines for each change: the last second before it, and the first after.
    if (seconds % 60 === 59) before = offset;
    else if (before !== null && before !== offset) changes.push([seconds, before, offset]);
  }
  return changes;
}

const groups = new Map();
for (const zone of [...zones, ...links].sort()) {
  const changes = changesOf(zone);
  if (changes.length === 0) continue;
  const key = JSON.stringify(changes);
  groups.set(key, [...(groups.get(key) ?? []), zone]);
}
const lines = [...groups].map(([changes, names]) => `    { "zones": ${JSON.stringify(names)}, "changes": ${changes} }`);
writeFileSync(
  new URL('../src/wall-clock.changes.json', import.meta.url),
  `{\n  "version": "${version}",\n  "first": ${first},\n  "last": ${last},\n  "groups": [\n${lines.join(',\n')}\n  ]\n}\n`,
);
const canonical = [...groups.values()].flat().filter((name) => zones.includes(name)).length;
console.log(`tz ${version}: ${canonical} zones with changes, ${[...groups.values()].flat().length} names`);
