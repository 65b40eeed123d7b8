// Whatever is asked of whichever operation, and whatever jobs follow from it: no log line holds a secret or a person.
import { Writable } from 'node:stream';
import fc from 'fast-check';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { documentedOperations, idParameters } from '../fixtures/document.fixture.ts';
import { everyId, knownId } from '../fixtures/known-ids.fixture.ts';
import { type OddRequest, oddRequests } from '../fixtures/odd-requests.fixture.ts';
import { createTestSite, TEST_PASSWORD, type TestSite } from '../fixtures/site.fixture.ts';

/** Requests per operation, each as it is and once more with its words replaced; more with NIGHTLATCH_RUNS, others with NIGHTLATCH_SEED. */
const runs = Number(process.env.NIGHTLATCH_RUNS ?? 1);
const seed = Number(process.env.NIGHTLATCH_SEED ?? Date.now() % 1_000_000);
const MARK = 'Zyxwv4711';

let site: TestSite;
const lines: string[] = [];
beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  site = await createTestSite({ log: pino({ level: 'trace' }, sink) });
});
afterAll(() => site?.close());

/** Every word of the body and of the query becomes one that must not be seen again; what names a member or an operation stays. */
const marked = (request: OddRequest): OddRequest => {
  const [path = '', query] = request.url.split('?');
  const pairs = query?.split('&').map((pair) => `${pair.split('=')[0]}=${MARK}`) ?? [`search=${MARK}`];
  const headers = {
    ...request.headers,
    'x-forwarded-for': MARK,
    'user-agent': MARK,
    referer: `https://${MARK}.example`,
  };
  return { ...request, url: `${path}?${pairs.join('&')}`, headers, payload: markedBody(request.payload) };
};

const markedBody = (payload: OddRequest['payload']): OddRequest['payload'] => {
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.stringify(JSON.parse(payload), (_, value: unknown) =>
      typeof value === 'string' ? `${MARK} ${value}` : value,
    );
  } catch {
    return `${MARK} ${payload}`;
  }
};

/** What only its owner may know, and who is who. */
const unspeakable = (): string[] => {
  const callers = [...Object.values(site.staff), site.apiKey, site.device, site.other.apiKey, site.other.staff];
  const secrets = callers.flatMap((who) => Object.values(who)).map((header) => header.replace(/^.*?[ =]/, ''));
  const persons = [
    'guest@example.com',
    'hotel.example.com',
    'Test Guest',
    '"Guest"',
    'other@example.com',
    'Other person',
  ];
  return [MARK, TEST_PASSWORD, ...secrets, ...persons];
};

it(`no log line tells a secret or a person (seed ${seed})`, { timeout: 600_000 }, async () => {
  const { pool, log } = site.hotel.parts;
  log.info('the sink hears');
  expect(lines.join('')).toContain('the sink hears');
  let sent = 0;
  let looked = 0;
  /** Looks through what was logged since the last time. */
  const look = (what: string): void => {
    const fresh = lines.slice(looked);
    looked = lines.length;
    for (const word of unspeakable())
      expect(
        fresh.find((line) => line.includes(word)),
        `${what}: ${word}`,
      ).toBeUndefined();
  };
  const own = await everyId(pool, site.hotel.locationId);
  const others = await everyId(pool, site.other.locationId);
  for (const operation of documentedOperations) {
    // A stream that was let in stays open; what it logs is of its end only.
    if (operation.stream) continue;
    await site.mend();
    const right = await Promise.all(
      idParameters(operation).map(async (name) => [name, await knownId(pool, name, site.hotel.locationId)] as const),
    );
    const known = Object.fromEntries(right.filter((entry): entry is [string, string] => entry[1] !== undefined));
    const requests = fc.sample(oddRequests(operation, { right: known, own, others }), {
      numRuns: runs,
      seed,
    });
    const who = operation.callers.includes('device')
      ? site.device
      : operation.callers.includes('session')
        ? site.staff.brand_admin
        : operation.callers.length === 0
          ? {}
          : site.apiKey;
    for (const request of requests.flatMap((one) => [one, marked(one)])) {
      sent += 1;
      site.hotel.clock.advance(13_000);
      await site.ask({
        method: operation.method,
        url: request.url,
        who,
        headers: request.headers,
        ...(request.payload === undefined ? {} : { payload: request.payload }),
        remoteAddress: `10.9.${sent >> 8}.${sent & 255}`,
      });
    }
    look(operation.id);
  }
  await site.mend();
  await site.hotel.settle();
  look('jobs');
  expect(lines.length).toBeGreaterThan(sent);
});
