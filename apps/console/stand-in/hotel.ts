// The made-up hotel's data: bookings in every status, keys in every state, doors, events.
import type { AccessEvent, Booking, BookingSummary, DigitalKey, Door, Location, TimelineEntry } from '@nightlatch/api';

let counter = 0;
/** A new id; looks like a UUIDv7, rises. */
export const newId = (): string => `01890a5d-ac96-7000-8000-${(++counter).toString(16).padStart(12, '0')}`;

const HOUR = 3_600_000;
const start = Date.now();
/** An instant so many hours from the start of the process. */
export const hours = (offset: number): string => new Date(start + offset * HOUR).toISOString();
const dateAt = (offsetDays: number): string => hours(offsetDays * 24).slice(0, 10);

const policies: Location['policies'] = {
  autoIssueAtCheckIn: true,
  autoIssueAfterMobileCheckIn: false,
  autoIssueAfterIdVerification: false,
  requireIdVerification: true,
  leaseSeconds: 86_400,
  moveGraceMinutes: 15,
  maxAfterCheckOutMinutes: 120,
  companionsPerBooking: 3,
};

/** Two locations, one of which the viewer may only look at. */
export const locations: Omit<Location, 'role'>[] = [
  { id: newId(), name: 'Hotel Bellevue', timeZone: 'Europe/Zurich' },
  { id: newId(), name: 'Bellevue Lakeside', timeZone: 'Europe/Zurich' },
].map((one) => ({
  ...one,
  checkOutTime: '11:00',
  frontDeskPhone: null,
  brandId: '01890a5d-ac96-774b-bcce-b302099a8057',
  version: 1,
  digitalKeys: { configured: true, tested: true, enabled: true },
  pms: { connector: 'apaleo', lastEventAt: hours(-0.1), lastError: null },
  policies,
  demo: true,
}));

const MESSAGES: Record<Booking['conditions'][number]['code'], string> = {
  integration_not_configured: 'Digital keys are not set up. Set up, test and switch on the lock system.',
  no_compatible_lock: 'The room has no lock that takes mobile keys.',
  lock_unhealthy: 'A lock of the room has a problem. Have it looked after, or assign another room.',
  not_checked_in: 'The guest is not checked in. Check the guest in; the key follows by itself.',
  room_not_assigned: 'No room is assigned. Assign a room to the booking.',
  room_occupied: 'The room is still occupied by another booking.',
  guest_app_not_installed: 'The guest has no phone with the Guest App. Send the link, or show the QR code.',
  id_not_verified: 'The ID is not verified. Verify the ID, or override with a reason.',
  validity_over: 'The stay has no time left.',
  blocked_by_staff: 'Staff have stopped the keys of this guest.',
};

const OF_ROOM: ReadonlySet<string> = new Set(['no_compatible_lock', 'lock_unhealthy', 'room_occupied']);

/** Conditions by the codes that are unmet. */
export const conditionsOf = (booking: Booking): Booking['conditions'] => {
  const unmet = new Set<string>();
  if (booking.status !== 'checked_in') unmet.add('not_checked_in');
  if (booking.roomNumber === null) unmet.add('room_not_assigned');
  if (booking.devices.length === 0) unmet.add('guest_app_not_installed');
  if (booking.idVerification !== 'verified' && booking.idVerification !== 'manual_override')
    unmet.add('id_not_verified');
  // Object.entries forgets the literal type of the keys
  return (Object.entries(MESSAGES) as [Booking['conditions'][number]['code'], string][]).map(([code, message]) => ({
    code,
    state: unmet.has(code) ? 'unmet' : booking.roomNumber === null && OF_ROOM.has(code) ? 'not_judged' : 'met',
    message,
  }));
};

/** What a booking waits for. */
export const unmetOf = (booking: Booking): BookingSummary['waitingFor'] =>
  conditionsOf(booking)
    .filter((one) => one.state === 'unmet')
    .map(({ code, message }) => ({ code, message }));

/** A line of the timeline. */
export const line = (
  kind: TimelineEntry['kind'],
  title: string,
  extra: Partial<TimelineEntry> = {},
): TimelineEntry => ({
  id: newId(),
  at: new Date().toISOString(),
  kind,
  code: 'stand-in',
  detailCode: null,
  doorName: null,
  title,
  detail: null,
  actor: null,
  ...extra,
});

const GUESTS = [
  ['Maya', 'Lindqvist'],
  ['Jonas', 'Keller'],
  ['Amélie', 'Rousseau'],
  ['Tomás', 'Herrera'],
  ['Noor', 'van den Berg'],
  ['Haruto', 'Nakamura'],
  ['Chiara', 'Lombardi'],
  ['Oluwaseun', 'Adeyemi'],
  ['Freya', 'Sinclair-Montgomery'],
  ['Marek', 'Novák'],
  ['Zeynep', 'Yıldız'],
  ['Liam', 'O’Connor'],
] as const;
const STATUSES = [
  'checked_in',
  'confirmed',
  'checked_in',
  'checked_in',
  'confirmed',
  'checked_out',
  'cancelled',
] as const;

/** An issued key of a booking. */
export const issuedKey = (booking: Booking, at: string): DigitalKey => ({
  id: newId(),
  bookingId: booking.id,
  guestId: booking.guest.id,
  guestName: `${booking.guest.firstName} ${booking.guest.lastName}`,
  kind: 'primary',
  parentKeyId: null,
  suspendedWithParent: false,
  validitySource: 'pms',
  version: 1,
  state: 'issued',
  endReason: null,
  replacedByKeyId: null,
  roomNumber: booking.roomNumber,
  waitingFor: [],
  validFrom: at,
  validUntil: booking.checkOutAt,
  requestedAt: at,
  issuedAt: at,
  endedAt: null,
  deliveries: booking.devices.map((device) => ({
    deviceId: device.id,
    deviceName: device.name,
    state: 'to_deliver',
    deliveredAt: null,
    removedAt: null,
    leaseUntil: hours(24),
    lost: false,
  })),
  revocation: null,
});

const delivered = (key: DigitalKey): DigitalKey => ({
  ...key,
  deliveries: key.deliveries.map((one) => ({ ...one, state: 'delivered', deliveredAt: key.issuedAt })),
});

const bookingAt = (index: number, locationId: string): Booking => {
  const [firstName, lastName] = GUESTS[index % GUESTS.length] ?? GUESTS[0];
  const status = STATUSES[index % STATUSES.length] ?? 'confirmed';
  const guestId = newId();
  const past = status === 'checked_out' ? -3 : status === 'confirmed' ? 0 : -1;
  const booking: Booking = {
    id: newId(),
    locationId,
    reference: `QX${7000 + index * 37}-1`,
    source: 'apaleo',
    status,
    roomNumber: index % 9 === 4 ? null : String(101 + (index % 12) + 100 * (index % 3)),
    arrivalDate: dateAt(past),
    departureDate: dateAt(past + 2 + (index % 4)),
    checkOutAt: `${dateAt(past + 2 + (index % 4))}T10:00:00.000Z`,
    idVerification: index % 5 === 3 ? 'not_verified' : 'verified',
    mobileCheckIn: index % 3 === 0 ? 'approved' : 'not_started',
    guest: {
      id: guestId,
      firstName,
      lastName,
      email: `${firstName}.${lastName}@example.com`.toLowerCase().replaceAll(/[^a-z@.]/g, ''),
      phone: `+41 79 555 0${100 + index}`,
      language: ['de', 'fr', 'en', 'ja'][index % 4] ?? 'en',
    },
    lostDevices: [],
    othersInRoom: [],
    devices:
      index % 6 === 5
        ? []
        : [
            {
              id: newId(),
              guestId,
              name: index % 2 ? 'Chrome on Android' : 'Safari on iPhone',
              enrolledAt: hours(-5),
              lastSeenAt: hours(-0.05),
              online: index % 3 !== 1,
              bluetooth: index % 4 === 3 ? 'off' : 'on',
            },
          ],
    conditions: [],
    proposedValidity: { validFrom: hours(0), validUntil: hours(40) },
    keys: [],
    timeline: [],
    version: 1,
  };
  const history = [line('booking', 'Booking received', { at: hours(-50), detail: 'From Apaleo', actor: 'Apaleo' })];
  if (booking.devices[0])
    history.push(line('device', 'Phone set up', { at: hours(-5), detail: booking.devices[0].name }));
  if (status === 'checked_in') {
    history.push(
      line('booking', 'Checked in', { at: hours(-4), actor: 'Apaleo', detail: `Room ${booking.roomNumber}` }),
    );
    const unmet = unmetOf(booking);
    const key = { ...issuedKey(booking, hours(-4)), id: newId() };
    if (unmet.length > 0) {
      booking.keys = [
        { ...key, state: 'waiting', waitingFor: unmet, issuedAt: null, validFrom: null, validUntil: null },
      ];
      history.push(line('key', 'Digital key requested', { at: hours(-4), detail: 'It waits for its conditions' }));
    } else {
      booking.keys = [delivered(key)];
      history.push(
        line('key', 'Digital key issued', { at: hours(-3.99), detail: 'Automatically, at check-in' }),
        line('delivery', 'Key delivered', { at: hours(-3.98), detail: booking.devices[0]?.name ?? null }),
        line('door', `Room ${booking.roomNumber} opened`, { at: hours(-2.2) }),
        line('door', 'Main entrance opened', { at: hours(-0.4) }),
      );
    }
  }
  if (status === 'checked_out') {
    booking.keys = [
      {
        ...issuedKey(booking, hours(-70)),
        state: 'ended',
        endReason: 'checked_out',
        endedAt: hours(-30),
        deliveries: [],
        revocation: {
          state: 'enforced',
          reason: null,
          note: null,
          requestedAt: hours(-30),
          requestedBy: 'Apaleo',
          removedFromDeviceAt: hours(-30),
          enforcedAt: hours(-30),
          proof: 'deleted_on_device',
          couldOpenUntil: null,
          couldOpenDoors: [],
        },
      },
    ];
  }
  if (index === 2 && booking.keys[0]) {
    booking.keys = [
      {
        ...booking.keys[0],
        state: 'ended',
        endReason: 'revoked',
        endedAt: hours(-0.3),
        revocation: {
          state: 'requested',
          reason: 'lost_phone',
          note: 'Guest called from the station',
          requestedAt: hours(-0.3),
          requestedBy: 'Lena Brunner',
          removedFromDeviceAt: null,
          enforcedAt: null,
          proof: null,
          couldOpenUntil: hours(11),
          couldOpenDoors: [`Room ${booking.roomNumber}`, 'Main entrance'],
        },
      },
    ];
  }
  booking.timeline = history;
  return booking;
};

/** The bookings, 130 at the first location and 8 at the second. */
export const bookings: Booking[] = locations.flatMap((location, which) =>
  Array.from({ length: which === 0 ? 130 : 8 }, (_, index) => bookingAt(index, location.id)),
);

/** The doors of the first location. */
export const doors: Door[] = [
  ...['Main entrance', 'Gym', 'Parking'].map((name) => ({
    name,
    kind: 'common' as const,
    roomNumber: null,
    hours: null,
    floor: null,
  })),
  ...Array.from({ length: 12 }, (_, i) => ({
    name: `Room ${101 + i}`,
    kind: 'room' as const,
    roomNumber: `${101 + i}`,
    hours: null,
    floor: null,
  })),
].map((door, index) => ({
  ...door,
  id: newId(),
  sort: index,
  version: 1,
  element: `r${index}`,
  lock:
    index === 14
      ? null
      : {
          lockId: index.toString(16).padStart(16, '0'),
          readerIdentifier: index.toString(16).padStart(64, '0'),
          commissionedAt: hours(-300),
          healthy: index !== 5,
          lastContactAt: index === 13 ? null : hours(-index / 3),
          simulated: true,
          battery: index === 3 ? ('low' as const) : ('ok' as const),
          clockKnown: true,
          hardwareFault: false,
          reportedAt: hours(-0.2),
          mailWaiting: index === 5 ? 2 : 0,
          openRevocations: index === 5 ? 1 : 0,
        },
}));

/** Access events, newest first. */
export const events: AccessEvent[] = Array.from({ length: 60 }, (_, index) => {
  const door = doors[index % 7];
  const booking = bookings[(index % 4) * 7];
  const refused = index % 5 === 2;
  const other = index % 11 === 6;
  return {
    id: newId(),
    doorId: door?.id ?? '',
    doorName: door?.name ?? '',
    at: index === 4 ? null : hours(-index / 2 - 0.1),
    receivedAt: hours(-index / 2 - (index % 3 === 0 ? 0.1 : 0.05)),
    event: other ? 'mail_applied' : refused ? 'refused' : 'granted',
    reasonCode: refused ? '0102' : null,
    diagnosis: refused ? 'revoked' : null,
    confirmed: !refused && !other,
    keyId: null,
    guestId: other || !booking ? null : booking.guest.id,
    guestName: other || !booking ? null : `${booking.guest.firstName} ${booking.guest.lastName}`,
    bookingId: other ? null : (booking?.id ?? null),
  };
});
