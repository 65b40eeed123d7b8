// What the stand-in answers to each operation.
import type {
  Booking,
  BookingSummary,
  DigitalKey,
  LiveChange,
  Location,
  OperationId,
  ProblemCode,
} from '@nightlatch/api';
import { bookings, conditionsOf, doors, events, hours, issuedKey, line, locations, newId, unmetOf } from './hotel.ts';

/** One call as the plugin read it. */
export type Call = {
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  email: string | undefined;
  origin: string;
  setSession(email: string | undefined): void;
};

/** A refusal with one of the API's codes. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly extra: object;
  constructor(code: ProblemCode, extra: object = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

const STAFF: Record<string, { id: string; name: string; role: NonNullable<Location['role']> }> = {
  'lena@bellevue.example': { id: newId(), name: 'Lena Brunner', role: 'front_desk' },
  'marc@bellevue.example': { id: newId(), name: 'Marc Favre', role: 'location_admin' },
  'vera@bellevue.example': { id: newId(), name: 'Vera Egli', role: 'viewer' },
};

const listeners = new Set<(change: LiveChange) => void>();
/** Hears every change; gives the function that stops it. */
export const subscribe = (listener: (change: LiveChange) => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const tell = (booking: Booking): void => {
  const at = new Date().toISOString();
  for (const one of listeners) one({ kind: 'key', id: booking.id, bookingId: booking.id, at });
};

const who = (call: Call): { id: string; name: string; role: NonNullable<Location['role']>; email: string } => {
  const found = call.email === undefined ? undefined : STAFF[call.email];
  if (!found || call.email === undefined) throw new Refusal('not_signed_in');
  return { ...found, email: call.email };
};
const me = (email: string): object => {
  const { id, name, role } = who({ email } as Call); // only the e-mail is read
  const roles = locations.map((one) => ({ locationId: one.id, locationName: one.name, role }));
  return { id, name, email, roles: role === 'front_desk' ? roles.slice(0, 1) : roles };
};
const actor = (call: Call): string => {
  const { name, role } = who(call);
  if (role === 'viewer') throw new Refusal('forbidden');
  return name;
};
const bookingOf = (call: Call): Booking => {
  const found = bookings.find((one) => one.id === call.params.bookingId);
  if (!found) throw new Refusal('not_found');
  return found;
};
const keyOf = (call: Call): { booking: Booking; key: DigitalKey } => {
  for (const booking of bookings) {
    const key = booking.keys.find((one) => one.id === call.params.keyId);
    if (key) return { booking, key };
  }
  throw new Refusal('not_found');
};

const summarise = (booking: Booking): BookingSummary => {
  const keys = booking.keys;
  const any = (test: (key: DigitalKey) => boolean): boolean => keys.some(test);
  return {
    id: booking.id,
    reference: booking.reference,
    status: booking.status,
    guestName: `${booking.guest.firstName} ${booking.guest.lastName}`,
    roomNumber: booking.roomNumber,
    arrivalDate: booking.arrivalDate,
    departureDate: booking.departureDate,
    keys: any((key) => key.revocation !== null && key.revocation.state !== 'enforced')
      ? 'could_still_open'
      : any((key) => key.state === 'waiting')
        ? 'waiting'
        : any((key) => key.state === 'issued')
          ? any((key) => key.state === 'issued' && key.deliveries.some((one) => one.state === 'delivered'))
            ? 'delivered'
            : 'to_deliver'
          : keys.length > 0
            ? 'ended'
            : 'none',
    waitingFor: any((key) => key.state === 'waiting') ? unmetOf(booking) : [],
  };
};

const page = <T>(call: Call, items: readonly T[]): { items: T[]; nextCursor: string | null } => {
  const from = Number(call.query.get('cursor') ?? 0);
  const limit = Number(call.query.get('limit') ?? 25);
  return {
    items: items.slice(from, from + limit),
    nextCursor: from + limit < items.length ? String(from + limit) : null,
  };
};

const later = (booking: Booking, milliseconds: number, change: () => void): void => {
  setTimeout(() => {
    change();
    tell(booking);
  }, milliseconds);
};

const deliver = (booking: Booking, key: DigitalKey): void => {
  if (booking.devices.length === 0) return;
  later(booking, 1500, () => {
    const at = new Date().toISOString();
    key.deliveries = key.deliveries.map((one) => ({ ...one, state: 'delivered', deliveredAt: at }));
    booking.timeline.push(line('delivery', 'Key delivered', { detail: booking.devices[0]?.name ?? null }));
  });
};

const revoke = (booking: Booking, key: DigitalKey, by: string, body: { reason: never; note?: string }): void => {
  const at = new Date().toISOString();
  key.state = 'ended';
  key.endReason = 'revoked';
  key.endedAt = at;
  key.revocation = {
    state: 'requested',
    reason: body.reason,
    note: body.note ?? null,
    requestedAt: at,
    requestedBy: by,
    removedFromDeviceAt: null,
    enforcedAt: null,
    proof: null,
    couldOpenUntil: hours(24),
    couldOpenDoors: [`Room ${booking.roomNumber}`, 'Main entrance'],
  };
  booking.timeline.push(line('staff', 'Key revoked', { actor: by, detail: body.note ?? null }));
  later(booking, 4000, () => {
    const done = new Date().toISOString();
    key.deliveries = key.deliveries.map((one) => ({ ...one, state: 'removed', removedAt: done }));
    if (key.revocation) {
      key.revocation = {
        ...key.revocation,
        state: 'enforced',
        removedFromDeviceAt: done,
        enforcedAt: done,
        proof: 'deleted_on_device',
        couldOpenUntil: null,
        couldOpenDoors: [],
      };
    }
    booking.timeline.push(line('key', 'Revocation enforced', { detail: 'The phone has deleted the key' }));
  });
};

const whole = (call: Call, booking: Booking): Booking => ({
  ...booking,
  conditions: conditionsOf(booking),
  guest:
    who(call).role === 'viewer' ? { ...booking.guest, email: 'm•••@e•••', phone: '+41 •• ••• •• 00' } : booking.guest,
});

type Answer = (call: Call) => [number, unknown];

/** The operations that the console calls. */
export const answers: Partial<Record<OperationId, Answer>> = {
  getDemo: () => [
    200,
    {
      locationId: locations[0]?.id,
      locationName: locations[0]?.name,
      corridorUrl: 'http://127.0.0.1:4081/',
      pmsUrl: 'http://127.0.0.1:4081/pms/',
      signIns: Object.entries(STAFF).map(([email, one]) => ({
        name: one.name,
        email,
        password: 'demo',
        role: one.role,
      })),
    },
  ],
  signIn: (call) => {
    const { email, password } = call.body as { email: string; password: string }; // the console's own form
    if (!STAFF[email] || password !== 'demo') throw new Refusal('not_signed_in');
    call.setSession(email);
    return [200, me(email)];
  },
  getToday: (call) => {
    who(call);
    const today = new Date().toISOString().slice(0, 10);
    const count = (test: (one: Booking) => boolean): number => bookings.filter(test).length;
    return [
      200,
      {
        at: new Date().toISOString(),
        date: today,
        arrivals: {
          expected: count((one) => one.arrivalDate === today && one.status === 'confirmed'),
          arrived: count((one) => one.arrivalDate === today && one.status === 'checked_in'),
        },
        inHouse: count((one) => one.status === 'checked_in'),
        departures: {
          due: count((one) => one.departureDate === today && one.status === 'checked_in'),
          left: count((one) => one.departureDate === today && one.status === 'checked_out'),
        },
        problems: bookings.flatMap((booking) =>
          booking.keys
            .filter((key) => key.state === 'waiting' && booking.status === 'checked_in')
            .map((key) => ({
              id: `key_waiting:${key.id}`,
              kind: 'key_waiting',
              urgency: 'now',
              codes: unmetOf(booking).map((one) => one.code),
              since: key.requestedAt,
              until: null,
              bookingId: booking.id,
              keyId: key.id,
              doorId: null,
              subjectId: null,
              guestName: key.guestName,
              roomNumber: booking.roomNumber,
              doors: [],
              tries: null,
            })),
        ),
        more: false,
      },
    ];
  },
  signOut: (call) => {
    call.setSession(undefined);
    return [204, undefined];
  },
  getMe: (call) => [200, me(who(call).email)],
  listLocations: (call) => {
    const { role } = who(call);
    const all = locations.map((one) => ({ ...one, role }));
    return [200, { items: role === 'front_desk' ? all.slice(0, 1) : all, nextCursor: null }];
  },
  listBookings: (call) => {
    who(call);
    const wanted = (name: string): string => call.query.get(name) ?? '';
    const search = wanted('search').toLowerCase();
    const items = bookings
      .filter((one) => one.locationId === call.params.locationId)
      .filter((one) =>
        [
          `${one.guest.firstName} ${one.guest.lastName}`,
          one.roomNumber,
          one.reference,
          one.guest.email,
          one.guest.phone,
        ]
          .join('\n')
          .toLowerCase()
          .includes(search),
      )
      .filter((one) => wanted('day') === '' || (wanted('day') === 'arriving') === (one.status === 'confirmed'))
      .map(summarise)
      .filter((one) => wanted('status') === '' || one.status === wanted('status'))
      .filter((one) => wanted('keys') === '' || one.keys === wanted('keys'));
    return [200, page(call, items)];
  },
  getBooking: (call) => [200, whole(call, bookingOf(call))],
  issueKey: (call) => {
    const by = actor(call);
    const booking = bookingOf(call);
    const body = call.body as { validUntil?: string; waitForConditions?: boolean }; // the console's own dialog
    const unmet = unmetOf(booking);
    if (unmet.length > 0 && !body.waitForConditions) throw new Refusal('conditions_unmet', { unmet });
    if (body.validUntil && Date.parse(body.validUntil) > Date.parse(hours(24 * 20))) {
      const fields = [{ path: '/body/validUntil', message: 'The key may end at most 2 hours after check-out.' }];
      throw new Refusal('validity_not_allowed', { detail: 'The key may end at most 2 hours after check-out.', fields });
    }
    const key = issuedKey(booking, new Date().toISOString());
    if (body.validUntil) key.validUntil = body.validUntil;
    if (unmet.length > 0) Object.assign(key, { state: 'waiting', waitingFor: unmet, issuedAt: null, validFrom: null });
    else deliver(booking, key);
    booking.keys.push(key);
    booking.timeline.push(
      line('key', unmet.length > 0 ? 'Digital key requested' : 'Digital key issued', { actor: by }),
    );
    tell(booking);
    return [201, key];
  },
  revokeKey: (call) => {
    const by = actor(call);
    const { booking, key } = keyOf(call);
    if (key.state === 'ended') throw new Refusal('key_ended');
    revoke(booking, key, by, call.body as { reason: never; note?: string }); // the console's own dialog
    tell(booking);
    return [200, key];
  },
  suspendKey: (call) => {
    const by = actor(call);
    const { booking, key } = keyOf(call);
    if (key.state !== 'issued') throw new Refusal('key_suspended');
    key.state = 'suspended';
    booking.timeline.push(line('staff', 'Key suspended', { actor: by }));
    tell(booking);
    return [200, key];
  },
  resumeKey: (call) => {
    const by = actor(call);
    const { booking, key } = keyOf(call);
    if (key.state !== 'suspended') throw new Refusal('key_not_suspended');
    key.state = 'issued';
    booking.timeline.push(line('staff', 'Key resumed', { actor: by }));
    tell(booking);
    return [200, key];
  },
  changeKeyValidity: (call) => {
    const by = actor(call);
    const { booking, key } = keyOf(call);
    const body = call.body as { validUntil: string | null }; // the console's own dialog
    key.validUntil = body.validUntil ?? booking.proposedValidity.validUntil;
    booking.timeline.push(line('staff', 'Validity changed', { actor: by }));
    tell(booking);
    return [200, key];
  },
  diagnoseKey: (call) => {
    who(call);
    const booking = bookingOf(call);
    const key = booking.keys.find((one) => one.id === call.query.get('keyId'));
    if (!key) throw new Refusal('not_found');
    const suspended = key.state === 'suspended';
    return [
      200,
      {
        at: new Date().toISOString(),
        bookingId: booking.id,
        keyId: key.id,
        deviceId: booking.devices[0]?.id ?? null,
        code: suspended ? 'suspended' : 'lease_ended',
        nextStep: suspended ? 'resume_key' : 'go_online_once',
        title: suspended ? 'The key is suspended.' : 'The phone has not been online since its offline time ended.',
        todo: suspended ? 'Resume the key.' : 'Ask the guest to open the Guest App once with the phone online.',
        evidence: suspended
          ? [{ fact: 'key.state', value: 'suspended' }]
          : [
              { fact: 'delivery.leaseEnd', value: Date.now() - 3_600_000 },
              { fact: 'phone.seenAt', value: Date.now() - 90_000_000 },
            ],
      },
    ];
  },
  reissueKey: (call) => {
    const by = actor(call);
    const { booking, key } = keyOf(call);
    const next = issuedKey(booking, new Date().toISOString());
    revoke(booking, key, by, { reason: null as never });
    key.endReason = 'replaced';
    booking.keys.push(next);
    deliver(booking, next);
    tell(booking);
    return [201, next];
  },
  createEnrolmentLink: (call) => {
    actor(call);
    const secret = `${newId()}${newId()}`.replaceAll('-', '').slice(0, 43);
    return [201, { id: newId(), url: `${call.origin}/guest/#enrol=${secret}`, expiresAt: hours(24) }];
  },
  listDoors: (call) => {
    who(call);
    return [200, page(call, call.params.locationId === locations[0]?.id ? doors : [])];
  },
  listAccessEvents: (call) => {
    who(call);
    const door = call.query.get('doorId');
    const here = call.params.locationId === locations[0]?.id ? events : [];
    return [
      200,
      page(
        call,
        here.filter((one) => door === null || one.doorId === door),
      ),
    ];
  },
};
