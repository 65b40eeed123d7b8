// `npm run faults [-- part of a name]`: seeds faults into a copy of the rules and of the server's statements, one at a time, and sees the tests find each (docs/testing.md).
import './steps/require-node.mjs';
import { offerHelp } from './steps/offer-help.mjs';

offerHelp(`
npm run faults [-- part of a name] [--json]

Seeds faults into a copy of the rules of the door and of keys, and into the server's statements (names begin
with "sql:"), one at a time; the tests must find each.
Exit code 1 when one is missed.
`);

async function main() {
  const [{ RULES, SERVER, seedFaults }, { createSay }] = await Promise.all([
    import('./steps/seed-faults.mjs'),
    import('./steps/say.mjs'),
  ]);
  const asJson = process.argv.includes('--json');
  const say = createSay(asJson ? process.stderr : process.stdout);
  const only = process.argv.slice(2).find((argument) => !argument.startsWith('-'));
  const tell = (text) => say.line(text);
  const results = [...(await seedFaults(tell, only, RULES)), ...(await seedFaults(tell, only, SERVER))];
  if (asJson) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  const missed = results.filter((result) => !result.found);
  say.line(`${results.length - missed.length} of ${results.length} as expected`);
  process.exitCode = missed.length === 0 ? 0 : 1;
}

main().catch(async (error) => (await import('./steps/problem.mjs')).endWith(error));
