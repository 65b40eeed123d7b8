// What every PMS connector must do, as named checks that any test runner can run against any vendor.
import type { BookingStatus } from '@nightlatch/domain';
import { ConnectorError } from './connector-error.ts';
import {
  type ConnectInput,
  PMS_CAPABILITIES,
  type PmsBooking,
  type PmsConnection,
  type PmsConnector,
} from './pms-connector.ts';

/** A stay to put into the vendor's system. Instants in UTC ms, whole seconds. */
export interface VendorStay {
  readonly status: BookingStatus;
  readonly unitName: string | null;
  readonly arrivalAt: number;
  readonly checkOutAt: number;
  readonly lastName: string;
}

/** What a vendor's test provides: the connector, and control over a counterpart that behaves like the vendor. */
export interface PmsHarness {
  readonly connector: PmsConnector;
  /** Settings that work with the counterpart; retries should not really wait. */
  readonly input: ConnectInput;
  /** Puts a stay into the vendor's system; resolves to its reference. */
  putStay(stay: VendorStay): Promise<string>;
  /** Says in the vendor's system whether a room is made up and free, for vendors that know. */
  putRoomState?(room: { readonly name: string; readonly ready: boolean }): Promise<void>;
  /** Every webhook body the vendor may send for a stay. */
  webhookBodies(reference: string): readonly unknown[];
  /** From now on: fine, down, refusing our credentials, or answering rubbish. */
  behave(as: 'well' | 'down' | 'refusing' | 'rubbish'): void;
}

/** One check; `run` throws when it does not hold. */
export interface ConformanceCheck {
  readonly name: string;
  run(harness: PmsHarness): Promise<void>;
}

const NOON = Date.parse('2026-06-01T12:00:00Z');
const DAY = 86_400_000;
const STAY: VendorStay = {
  status: 'confirmed',
  unitName: '101',
  arrivalAt: NOON,
  checkOutAt: NOON + 2 * DAY,
  lastName: 'Byron',
};
const STATUSES: readonly BookingStatus[] = ['confirmed', 'checked_in', 'checked_out', 'cancelled', 'no_show'];
const RUBBISH: readonly unknown[] = [
  null,
  0,
  '',
  'x',
  [],
  {},
  [{}],
  { data: null },
  { topic: 5 },
  { topic: 'a'.repeat(1e5) },
];
const HOSTILE = ['', '.', '..', '../admin', 'a/b', 'a?b=c', 'a#b', '%2e%2e', 'a b', 'ä', '\u0000', 'x'.repeat(5000)];

/** The suite. */
export const PMS_CONFORMANCE: readonly ConformanceCheck[] = [
  check('the manifest is whole', async ({ connector: { manifest } }) => {
    must(/^[a-z][a-z0-9-]*$/.test(manifest.id), 'id is not kebab-case');
    must(new Set(manifest.capabilities).size === manifest.capabilities.length, 'a capability is named twice');
    must(
      manifest.capabilities.every((one) => PMS_CAPABILITIES.includes(one)),
      'unknown capability',
    );
    must(
      manifest.config.every((field) => field.kind !== 'secret'),
      'a secret is among the settings',
    );
  }),
  check('missing and malformed settings are named', async ({ connector, input }) => {
    must(connector.checkConfig(input).ok, 'good settings are refused');
    const { config, credentials } = connector.manifest;
    const result = connector.checkConfig({ config: {}, credentials: {} });
    const needed = [...config, ...credentials].filter((field) => field.required && field.preset === undefined);
    const named = result.ok ? [] : result.problems.map((problem) => problem.field);
    must(
      needed.every((field) => named.includes(field.name)),
      'a missing setting is not named',
    );
    const odd = Object.fromEntries([...config, ...credentials].map((field) => [field.name, 7]));
    must(!connector.checkConfig({ config: odd, credentials: odd }).ok, 'numbers are taken for texts');
  }),
  check('reads back every status, room and time', async (harness) => {
    const connection = connect(harness);
    for (const status of STATUSES) {
      const reference = await harness.putStay({ ...STAY, status });
      const booking = await readOne(connection, reference);
      must(booking.status === status, `${status} came as ${booking.status}`);
      must(booking.unit?.name === '101', 'the room is another');
      must(booking.arrivalAt === STAY.arrivalAt && booking.checkOutAt === STAY.checkOutAt, 'times differ');
      must(booking.arrivalDate === '2026-06-01' && booking.departureDate === '2026-06-03', 'dates differ');
      must(booking.guests[0]?.lastName === 'Byron', 'the primary guest is another');
    }
    const roomless = await readOne(connection, await harness.putStay({ ...STAY, unitName: null }));
    must(roomless.unit === null, 'a room from nowhere');
  }),
  check('what the PMS does not know is null, whatever the reference holds', async (harness) => {
    const connection = connect(harness);
    for (const reference of ['UNKNOWN-1', ...HOSTILE]) {
      must((await connection.readReservation(reference)) === null, 'an unknown reference gave a booking');
    }
  }),
  check('a webhook gives the id to read back and nothing else', async (harness) => {
    const reference = await harness.putStay(STAY);
    const bodies = harness.webhookBodies(reference);
    must(bodies.length > 0, 'no webhook to try');
    for (const body of [...bodies, ...bodies]) {
      const result = harness.connector.parseWebhook(body, harness.input.config);
      must(result.ok && result.hints.length === 1 && result.hints[0]?.reference === reference, 'no hint for the stay');
    }
  }),
  check('rubbish webhooks are refused, never thrown at', async ({ connector, input }) => {
    for (const body of RUBBISH) {
      const result = connector.parseWebhook(body, input.config);
      must(!result.ok || result.hints.length === 0, 'rubbish gave a hint');
    }
  }),
  check('lists every stay of a time, over page ends, and no other', async (harness) => {
    const wanted = new Set<string>();
    for (let n = 0; n < 130; n += 1) wanted.add(await harness.putStay({ ...STAY, lastName: `Guest ${n}` }));
    const far = await harness.putStay({ ...STAY, arrivalAt: NOON + 60 * DAY, checkOutAt: NOON + 61 * DAY });
    const found = new Set<string>();
    const stays = connect(harness).listReservations({ stayFrom: NOON, stayTo: NOON + DAY });
    for await (const booking of stays) found.add(booking.reference);
    must(
      [...wanted].every((one) => found.has(one)),
      'a stay is missing',
    );
    must(!found.has(far), 'a stay of another time came');
  }),
  check('faults have codes, and pass when the vendor is well again', async (harness) => {
    const reference = await harness.putStay(STAY);
    const codes = {
      down: 'vendor_unavailable',
      refusing: 'vendor_unauthorised',
      rubbish: 'vendor_bad_answer',
    } as const;
    for (const as of ['down', 'refusing', 'rubbish'] as const) {
      const connection = connect(harness);
      harness.behave(as);
      const error = await connection.readReservation(reference).catch((caught: unknown) => caught);
      must(error instanceof ConnectorError && error.code === codes[as], `${as} gave no ${codes[as]}`);
      must(error instanceof Error && !holdsSecret(harness, error), 'a secret is in the message');
      const tested = await connection.test();
      must(!tested.ok && tested.code === codes[as], `the test of a ${as} vendor does not say so`);
      harness.behave('well');
      must((await connection.readReservation(reference)) !== null, `not well again after ${as}`);
      must((await connection.test()).ok, 'the test fails though all is well');
    }
  }),
  check('checks a guest in, twice is no error, and what can not be checked in is a plain no', async (harness) => {
    const connection = connect(harness);
    const able = harness.connector.manifest.capabilities.includes('check_in');
    must(able === (connection.checkIn !== undefined), 'the capability `check_in` and the method do not go together');
    if (!connection.checkIn) return;
    const reference = await harness.putStay(STAY);
    for (const time of ['first', 'second']) {
      must((await connection.checkIn(reference)).ok, `the ${time} check-in failed`);
      must((await readOne(connection, reference)).status === 'checked_in', 'the stay is not checked in');
    }
    const roomless = await connection.checkIn(await harness.putStay({ ...STAY, unitName: null }));
    must(!roomless.ok && roomless.code === 'refused', 'a stay without a room was checked in');
    for (const status of ['checked_out', 'cancelled', 'no_show'] as const) {
      must(!(await connection.checkIn(await harness.putStay({ ...STAY, status }))).ok, `${status} was checked in`);
    }
    for (const nobody of ['UNKNOWN-1', ...HOSTILE]) {
      const outcome = await connection.checkIn(nobody);
      must(!outcome.ok && outcome.code === 'unknown', 'an unknown reference was checked in');
    }
  }),
  check('says of each room whether it is ready, each time as it is now', async (harness) => {
    const { connector, input } = harness;
    const has = connector.manifest.capabilities.includes('room_states');
    const connection = connector.connect(input);
    must(
      has === (connection.listRoomStates !== undefined),
      'the capability room_states is not what the connection has',
    );
    if (!has || !connection.listRoomStates) return;
    if (!harness.putRoomState) throw new Error('conformance: the counterpart knows no room states');
    for (const ready of [true, false, true]) {
      await harness.putRoomState({ name: '101', ready });
      const states = await connection.listRoomStates();
      const [found, ...more] = states.filter((one) => one.unit.name === '101');
      must(found?.ready === ready && more.length === 0, `room 101 is not told ${ready ? 'ready' : 'not ready'}`);
    }
  }),
  check('an abort ends a call', async (harness) => {
    const reference = await harness.putStay(STAY);
    const error = await connect(harness)
      .readReservation(reference, AbortSignal.abort())
      .catch((caught: unknown) => caught);
    must(error instanceof ConnectorError && error.code === 'vendor_unavailable', 'an aborted call went on');
  }),
];

function check(name: string, run: ConformanceCheck['run']): ConformanceCheck {
  return { name, run };
}

function connect({ connector, input }: PmsHarness): PmsConnection {
  return connector.connect(input);
}

async function readOne(connection: PmsConnection, reference: string): Promise<PmsBooking> {
  const booking = await connection.readReservation(reference);
  if (!booking) throw new Error('conformance: a stay that was put in is not found');
  return booking;
}

function holdsSecret({ connector, input }: PmsHarness, error: Error): boolean {
  const secrets = connector.manifest.credentials.filter((field) => field.kind === 'secret');
  return secrets.some((field) => `${error.message} ${error.stack}`.includes(String(input.credentials[field.name])));
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(`conformance: ${otherwise}`);
}
