// What must hold after every step of the model, and what must be there at its end, read from the tables and from what phones really hold.
import { sql } from 'kysely';
import { verifyAudit } from '../audit/verify-audit.ts';
import type { ModelPhone } from './model-phone.fixture.ts';
import { expectedKeys, type OracleBooking, type OracleKey } from './oracle.fixture.ts';
import { REFERENCES, type World } from './world.fixture.ts';

type KeyRow = {
  readonly id: string;
  readonly booking_id: string;
  readonly guest_id: string;
  readonly kind: string;
  readonly parent_key_id: string | null;
  readonly state: string;
  readonly waiting_for: readonly string[];
  readonly end_reason: string | null;
  readonly room_id: string | null;
  readonly occupancy_id: string | null;
  readonly replaced_by: string | null;
  readonly valid_from: number | null;
  readonly valid_until: number | null;
  readonly issued_at: number | null;
  readonly ended_at: number | null;
};
type OccupancyRow = {
  readonly booking_id: string;
  readonly room_id: string;
  readonly door_occupancy_id: string;
  readonly generation: number;
  readonly opened_at: number;
  readonly closed_at: number | null;
  readonly closed_because: string | null;
};
type CredentialRow = {
  readonly id: string;
  readonly key_id: string;
  readonly device_id: string;
  readonly wanted: boolean;
  readonly signed_at: number | null;
  readonly lease_until: number | null;
  readonly key_hash: string;
  readonly door_ids: readonly string[];
};
type RevocationRow = {
  readonly key_id: string;
  readonly requested_at: number;
  readonly listed_in_version: number | null;
  readonly enforced_at: number | null;
  readonly proof: string | null;
};
type BookingRow = {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly room: string | null;
  readonly room_id: string | null;
  readonly check_out_at: number | null;
  readonly id_verification: string;
  readonly mobile_check_in: string;
  readonly guest_id: string;
};
type State = {
  readonly bookings: readonly BookingRow[];
  readonly keys: readonly KeyRow[];
  readonly occupancies: readonly OccupancyRow[];
  readonly credentials: readonly CredentialRow[];
  readonly revocations: readonly RevocationRow[];
  /** Keys whose documents a job is still to bring up to date. */
  readonly unsettled: readonly string[];
  readonly refusals: readonly { readonly key_id: string; readonly key_hash: string; readonly until: number }[];
};

const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`);

/** Everything of the location in one statement, instants in ms. */
const readState = async ({ hotel, location }: World): Promise<State> => {
  const at = location.id;
  const { rows } = await sql<{ state: State }>`select json_build_object(
    'bookings', (select coalesce(json_agg(t), '[]') from (select b.id, reference, status, r.number as room, room_id,
      ${ms('pms_check_out_at')} as check_out_at, id_verification, mobile_check_in, guest_id
      from booking b left join room r on r.location_id = b.location_id and r.id = b.room_id where b.location_id = ${at}) t),
    'keys', (select coalesce(json_agg(t), '[]') from (select id, booking_id, guest_id, kind, parent_key_id, state, waiting_for, end_reason, room_id, occupancy_id, replaced_by,
      ${ms('valid_from')} as valid_from, ${ms('valid_until')} as valid_until, ${ms('issued_at')} as issued_at, ${ms('ended_at')} as ended_at
      from digital_key where location_id = ${at} order by requested_at, id) t),
    'occupancies', (select coalesce(json_agg(t), '[]') from (select booking_id, room_id, door_occupancy_id, generation,
      ${ms('opened_at')} as opened_at, ${ms('closed_at')} as closed_at, closed_because
      from occupancy where location_id = ${at} order by opened_at, id) t),
    'credentials', (select coalesce(json_agg(t), '[]') from (select c.id, key_id, c.device_id, wanted, ${ms('signed_at')} as signed_at,
      ${ms('lease_until')} as lease_until, encode(d.key_hash, 'hex') as key_hash, door_ids
      from credential c join door_key d on d.location_id = c.location_id and d.id = c.door_key_id where c.location_id = ${at}) t),
    'revocations', (select coalesce(json_agg(t), '[]') from (select key_id, ${ms('requested_at')} as requested_at, listed_in_version,
      ${ms('enforced_at')} as enforced_at, proof from revocation where location_id = ${at}) t),
    'unsettled', (select coalesce(json_agg(payload->>'keyId'), '[]') from graphile_worker._private_jobs where payload->>'keyId' is not null),
    'refusals', (select coalesce(json_agg(t), '[]') from (select key_id, encode(key_hash, 'hex') as key_hash, ${ms('until')} as until
      from lock_refusal where location_id = ${at}) t)
    ) as state`.execute(hotel.parts.db);
  const [row] = rows;
  if (!row) throw new Error('one row was asked for');
  return row.state;
};

const must = (holds: boolean, what: string, about?: unknown): void => {
  if (!holds) throw new Error(about === undefined ? what : `${what}: ${JSON.stringify(about)}`);
};

/** The door protocol counts in whole seconds. */
const SECOND = 1000;
const CLOCK_ALLOWANCE = 30 * 60_000;

/** After every step, whatever is still under way. */
export const checkStep = async (world: World): Promise<void> => {
  const state = await readState(world);
  const grace = world.policies.moveGraceMinutes * 60_000;
  for (const key of state.keys) {
    const before = world.ended.get(key.id);
    if (before !== undefined)
      must(key.state === 'ended' && key.end_reason === before, 'invariant 16: an ended key came back', key);
    if (key.state === 'ended' && key.end_reason !== null) world.ended.set(key.id, key.end_reason);
  }
  for (const [keyId] of world.ended)
    must(
      state.keys.some((key) => key.id === keyId),
      'invariant 13: a key is gone',
      keyId,
    );
  const open = state.occupancies.filter((one) => one.closed_at === null);
  for (const room of new Set(open.map((one) => one.room_id))) {
    const holders = new Set(open.filter((one) => one.room_id === room).map((one) => one.door_occupancy_id));
    must(holders.size === 1, 'invariant 3: two occupancies have one room', open);
  }
  const generations = new Map<string, string>();
  for (const one of state.occupancies) {
    const number = `${one.room_id}:${one.generation}`;
    const known = generations.get(number);
    must(
      known === undefined || known === one.door_occupancy_id,
      'invariant 4: two occupancies have one generation',
      one,
    );
    generations.set(number, one.door_occupancy_id);
  }
  for (const credential of state.credentials) {
    const key = state.keys.find((one) => one.id === credential.key_id);
    const stays = state.occupancies.filter((one) => one.door_occupancy_id === key?.occupancy_id);
    const signedAt = credential.signed_at ?? 0;
    const covered = stays.some((stay) => {
      const until =
        stay.closed_at === null
          ? Number.POSITIVE_INFINITY
          : stay.closed_at + (stay.closed_because === 'moved' ? grace : 0);
      return stay.opened_at <= signedAt + SECOND && signedAt <= until;
    });
    must(covered, 'invariant 2: a credential was signed while the booking did not have the room', {
      credential,
      stays,
    });
    must(key?.ended_at == null || signedAt <= key.ended_at, 'a credential was signed for an ended key', {
      credential,
      key,
    });
    must(
      (credential.lease_until ?? 0) <= (key?.valid_until ?? 0) ||
        !credential.wanted ||
        key?.state === 'ended' ||
        state.unsettled.includes(credential.key_id),
      'a lease outlasts its key',
      {
        credential,
        key,
      },
    );
  }
  checkShared(state);
  checkRevocations(world, state);
};

/** Invariant 7: a shared key lies within its primary key, and neither lives nor opens without it. */
const checkShared = (state: State): void => {
  for (const key of state.keys) {
    if (key.kind !== 'shared' || key.state === 'ended') continue;
    const parent = state.keys.find((one) => one.id === key.parent_key_id);
    must(parent?.kind === 'primary' && parent.state !== 'ended', 'invariant 7: a shared key outlived its primary key', {
      key,
      parent,
    });
    must(
      (key.valid_from ?? 0) >= (parent?.valid_from ?? 0) && (key.valid_until ?? 0) <= (parent?.valid_until ?? 0),
      'invariant 7: a shared key is longer than its primary key',
      { key, parent },
    );
    must(parent?.state !== 'suspended' || key.state === 'suspended', 'invariant 7: a shared key opens alone', {
      key,
      parent,
    });
  }
};

/** Invariant 17: "enforced" only when no phone could open any more, by what the phones really hold and the locks really listed. */
const checkRevocations = (world: World, state: State): void => {
  for (const revocation of state.revocations) {
    const { enforced_at: enforcedAt, key_id: keyId } = revocation;
    if (enforcedAt === null) continue;
    for (const { phone } of world.phones) {
      for (const held of phone.held.values()) {
        if (held.keyId !== keyId || held.leaseUntil + CLOCK_ALLOWANCE <= enforcedAt) continue;
        // The key goes on there: what was taken away was on another phone, or an earlier document.
        if (state.credentials.some((one) => one.id === held.credentialId && one.wanted)) continue;
        const refusedEverywhere = held.doorIds.every((doorId) =>
          world.confirmations.some(
            (one) => one.doorId === doorId && one.at >= revocation.requested_at && one.list.includes(held.keyHash),
          ),
        );
        must(refusedEverywhere, 'invariant 17: "enforced" while a phone could still open', { revocation, held });
      }
    }
  }
};

/** At the end: the PMS is read once more, everything settles, phones come online; then keys equal the oracle's. */
export const checkEnd = async (world: World): Promise<void> => {
  const { hotel, location } = world;
  hotel.now += 2 * SECOND;
  await hotel.settle();
  await checkHinted(world);
  await world.ask({ operation: 'resyncPms' }, [202]);
  await hotel.settle();
  // Once to hear and to bring spare door keys, once for what those were made into.
  for (let round = 0; round < 2; round += 1) {
    for (const { phone, lost } of world.phones) if (!lost) await world.sync(phone);
    await hotel.settle();
  }
  await checkStep(world);
  const state = await readState(world);
  for (const reference of REFERENCES) checkBooking(world, state, reference);
  checkPhones(world, state);
  checkWithdrawals(world, state);
  const audit = await verifyAudit(hotel.parts.db, { locationId: location.id });
  must(audit.broken === null, 'invariant 19: the audit chain is broken', audit);
  await checkCommands(world);
};

/** Whoever was hinted at since the PMS last changed is known as the PMS has it, in whatever order its answers came. */
const checkHinted = async (world: World): Promise<void> => {
  const { bookings } = await readState(world);
  for (const [reference, stay] of world.hinted) {
    const booking = bookings.find((one) => one.reference === reference);
    must(
      booking?.status === stay.status && booking.room === stay.room && booking.check_out_at === stay.departureAt,
      'a late answer of the PMS undid a later word',
      { booking, stay },
    );
  }
};

const checkBooking = (world: World, state: State, reference: string): void => {
  const { now } = world.hotel;
  const stay = world.location.pms.now(reference);
  const booking = state.bookings.find((one) => one.reference === reference);
  if (!stay || !booking) throw new Error(`the resync brought no ${reference}`);
  must(
    booking.status === stay.status && booking.room === stay.room && booking.check_out_at === stay.departureAt,
    'a resync left something else than the PMS says',
    { booking, stay },
  );
  const own = state.occupancies.filter((one) => one.booking_id === booking.id && one.closed_at === null);
  const others = state.occupancies.filter((one) => one.booking_id !== booking.id && one.closed_at === null);
  const related = new Set(world.shares.find((group) => group.has(reference)));
  const referenceOf = (id: string): string => state.bookings.find((one) => one.id === id)?.reference ?? '';
  const roomTaken = others.some((one) => one.room_id === booking.room_id && !related.has(referenceOf(one.booking_id)));
  const inRoom = stay.status === 'checked_in' && stay.room !== null && !roomTaken;
  must(own.length === (inRoom ? 1 : 0) && own.every((one) => one.room_id === booking.room_id), 'the wrong occupancy', {
    booking,
    own,
    others,
  });
  const keys = state.keys.filter((key) => key.booking_id === booking.id && key.kind === 'primary');
  const oracle: OracleBooking = {
    status: stay.status,
    room: booking.room_id,
    checkOutAt: stay.departureAt,
    idVerification: booking.id_verification,
    mobileCheckIn: booking.mobile_check_in,
    roomTaken,
    phones: world.phones.filter((one) => one.reference === reference && one.guestId === null && !one.lost).length,
    wasEverGone: world.location.pms.wasEverGone(reference),
    keys: keys.map((key) => oracleKey(world, state, key)),
  };
  const moving = keys.filter(
    (key) =>
      (key.state === 'issued' || key.state === 'suspended') &&
      !own.some((one) => one.door_occupancy_id === key.occupancy_id),
  );
  for (const key of moving) checkGrace(world, state, key);
  // The phones came online and confirmed: no key is still being replaced.
  const replaced = keys.filter((key) => key.state !== 'ended' && key.replaced_by !== null);
  must(replaced.length === 0, 'a replaced key outlived its replacement’s delivery', replaced);
  const present = keys.filter((key) => key.state !== 'ended' && !moving.includes(key));
  must(present.length <= 1, 'a booking has two keys', present);
  const [key] = present;
  const expected = expectedKeys(oracle, world.policies, now);
  const fits = expected.some((one) => {
    if (one.key === 'none') return key === undefined;
    if (one.key === 'suspended') return key?.state === 'suspended';
    if (one.key === 'issued') return key?.state === 'issued' && key.valid_until === one.until;
    return key?.state === 'waiting' && key.waiting_for.join() === one.for.join();
  });
  must(fits, 'the oracle expects other keys', { expected, found: present, oracle, now });
};

const oracleKey = (world: World, state: State, key: KeyRow): OracleKey => {
  const ends = world.words.findLast((one) => (one.word === 'asked' || one.word === 'validity') && one.keyId === key.id);
  const stopped = world.words.findLast(
    (one) => (one.word === 'suspended' || one.word === 'resumed') && one.keyId === key.id,
  );
  const overridden = isOverridden(state, key);
  const asked = world.words.findLast((one) => one.word === 'asked' && one.keyId === key.id);
  const revoked = world.words.findLast((one) => one.word === 'revoked' && one.keyId === key.id);
  return {
    room: key.room_id,
    everIssued: key.issued_at !== null,
    ended: key.state === 'ended',
    asked: asked !== undefined,
    chosen: ends?.word === 'asked' || ends?.word === 'validity' ? { end: ends.end } : undefined,
    suspended: stopped?.word === 'suspended',
    revoked: revoked?.word === 'revoked' ? revoked.reason : overridden ? 'room_change' : undefined,
  };
};

/** Staff gave the room to somebody else: their word about this room. */
const isOverridden = (state: State, key: KeyRow): boolean =>
  key.end_reason === 'revoked' &&
  state.occupancies.some(
    (one) =>
      one.booking_id === key.booking_id &&
      one.door_occupancy_id === key.occupancy_id &&
      one.closed_because === 'overridden' &&
      one.closed_at === key.ended_at,
  );

/** A key of a room that was left is there only within the grace of a move. */
const checkGrace = (world: World, state: State, key: KeyRow): void => {
  const left = state.occupancies.findLast((one) => one.door_occupancy_id === key.occupancy_id);
  const until = (left?.closed_at ?? 0) + world.policies.moveGraceMinutes * 60_000;
  must(
    left?.closed_because === 'moved' && (key.valid_until ?? 0) <= until && (key.valid_until ?? 0) > world.hotel.now,
    'a key outlived its room',
    { key, left },
  );
};

/** Every phone of the guest holds exactly one document of each issued key, and nothing else. */
const checkPhones = (world: World, state: State): void => {
  const { now } = world.hotel;
  for (const { phone, reference, guestId: companionId, lost } of world.phones) {
    const guestId = companionId ?? state.bookings.find((one) => one.reference === reference)?.guest_id;
    if (lost) {
      checkLost(world, state, phone);
      continue;
    }
    const issued = state.keys.filter((key) => key.state === 'issued' && key.guest_id === guestId);
    for (const key of issued) {
      const held = [...phone.held.values()].filter((one) => one.keyId === key.id);
      // Less than a second: nothing is left to sign.
      if ((key.valid_until ?? 0) - now > 2 * SECOND) must(held.length === 1, 'a phone lacks a key', { key, held });
    }
    for (const held of phone.held.values()) {
      must(
        issued.some((key) => key.id === held.keyId),
        'a phone holds a key that is not in force',
        held,
      );
    }
  }
  for (const credential of state.credentials) {
    const key = state.keys.find((one) => one.id === credential.key_id);
    must(!credential.wanted || key?.state === 'issued', 'a credential is wanted of a key that is not in force', {
      credential,
      key,
    });
  }
};

/** A lost phone should hold nothing, and what it still holds is refused at the doors until its lease is over. */
const checkLost = (world: World, state: State, phone: ModelPhone): void => {
  must(
    !state.credentials.some((one) => one.device_id === phone.deviceId && one.wanted),
    'a lost phone should hold a key',
    phone.deviceId,
  );
  for (const held of phone.held.values()) {
    if (held.leaseUntil <= world.hotel.now) continue;
    const listed = state.refusals.some((one) => one.key_hash === held.keyHash.toString('hex'));
    must(listed, 'invariant 5: what a lost phone holds is not refused', held);
  }
};

/** Each ended key that left the server is refused where it could still open, until its last lease is over. */
const checkWithdrawals = (world: World, state: State): void => {
  const { now } = world.hotel;
  for (const key of state.keys) {
    const withdrawn = state.revocations.find((one) => one.key_id === key.id);
    const left = state.credentials.filter((one) => one.key_id === key.id && !one.wanted);
    if (key.state !== 'ended') continue;
    for (const credential of left) {
      if ((credential.lease_until ?? 0) <= now) continue;
      const phone = world.phones.find((one) => one.phone.deviceId === credential.device_id)?.phone;
      const gone = !phone?.held.has(credential.id);
      const listed = state.refusals.some((one) => one.key_hash === credential.key_hash);
      must(gone || (withdrawn !== undefined && listed), 'a withdrawn key is not refused', {
        key,
        credential,
        withdrawn,
      });
    }
    if (withdrawn && withdrawn.listed_in_version === null) {
      const live = state.refusals.some((one) => one.key_id === key.id && one.until > now);
      must(!live, 'a revocation is in no list', withdrawn);
    }
  }
};

/** Invariant 13: every acknowledged command was done, and once. */
const checkCommands = async (world: World): Promise<void> => {
  const { db } = world.hotel.parts;
  type Found = {
    links: number;
    revoked: { id: string; kind: string; replaced_by: string | null; overridden: boolean }[];
    overrides: number;
    unsealed: number;
    jobs: number;
  };
  const { rows } = await sql<Found>`select
    (select count(*)::int from audit_entry where location_id = ${world.location.id} and action = 'link.created') as links,
    (select coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'replaced_by', replaced_by, 'overridden', exists (select from occupancy o
        where o.location_id = k.location_id and o.booking_id = k.booking_id and o.closed_because = 'overridden' and o.closed_at = k.ended_at))), '[]')
      from digital_key k where location_id = ${world.location.id} and revoke_reason is not null) as revoked,
    (select count(*)::int from audit_entry where location_id = ${world.location.id} and action = 'room.overridden') as overrides,
    (select count(*)::int from audit_entry where location_id = ${world.location.id} and seq is null) as unsealed,
    (select count(*)::int from graphile_worker._private_jobs where locked_at is not null) as jobs`.execute(db);
  const [found] = rows;
  const links = world.told.filter(
    ({ ask, answer }) => ['createEnrolmentLink', 'reportDeviceLost'].includes(ask.operation) && answer.status < 300,
  );
  const revoked = new Set(world.words.flatMap((one) => (one.word === 'revoked' ? [one.keyId] : [])));
  must(found?.links === links.length, 'invariant 13: not each link was made once', { found, told: links.length });
  // A revoked key takes along the one that it was replacing.
  const done = new Set(found?.revoked.map(({ id }) => id));
  const unasked = found?.revoked.filter(
    ({ id, kind, replaced_by, overridden }) =>
      kind === 'primary' && !overridden && !revoked.has(id) && !revoked.has(replaced_by ?? ''),
  );
  must(found?.overrides === world.overrides, 'invariant 13: not each override was done once', found);
  must(
    [...revoked].every((id) => done.has(id)) && unasked?.length === 0,
    'invariant 13: not each revocation was done once',
    {
      found,
      told: [...revoked],
    },
  );
  must(found?.unsealed === 0, 'invariant 19: audit entries without a place in the chain', found);
  must(found?.jobs === 0, 'a job was left taken', found);
};
