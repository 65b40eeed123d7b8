// Every screen of the app as a state, with invented guests: for design work and for accessibility checks. Never built into the app.
import { type CompanionInvitation, DEFAULT_ARRIVAL_POLICY, hotelColours, type LinkView } from '@nightlatch/api';
import type { DoorDiagnosis, KeyView, LocationRecord, StayRecord, WalletDoor } from '@nightlatch/phone';
import type { ArrivalFacts } from '../src/pages/arrival/arrival-steps.ts';
import type { Session } from '../src/server/session.ts';
import { type AppState, initialState } from '../src/state.ts';

const NOW = Date.parse('2026-11-24T17:20:00Z');
const READER = '00'.repeat(32);

const door = (doorId: string, name: string, kind: string, hours: WalletDoor['hours'] = null): WalletDoor => ({
  doorId,
  name,
  kind,
  element: `c:${doorId}`,
  readerIdentifier: READER,
  hours,
});

const HOTEL: LocationRecord = {
  id: 'hotel',
  locationId: 'hotel',
  name: 'Hotel Sonnenhof',
  timeZone: 'Europe/Vienna',
  phone: '+43 1 555 0100',
  readerGroupId: '00'.repeat(16),
  readerIssuerPoints: [],
  virtualRadioUrl: 'http://localhost:1/radio',
};
/** A logo as a picture in the address: the gallery has no server. */
const LOGO =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAKAAAAAwCAYAAACWqXFuAAABDklEQVR42u3cyxXCIBBAUWpwmxLsvz6sITLD8LmLt845ck1ACe37eZpUlQ9BAApACUABOFL/I4MAYAk8EDUMsCdkUAAswwchgKXwQAQwBV+DUKMAM8BAqDCAmYuZlacJGhy7anwZ1zDwBwGc+XiMupaBvwRgxpwAQADL8EVd18AfDnDG6siK+PJVcOZdaNajWAcCjHoEugsqBWDk/ABAAF8NfvQkFUAAtwRo9bnRFxZAALcBWLElH0AA3QEBBBBAAK2C5XdAAAH0T4j8F6wLtuTbDaMlAdoPKDuiAQTQOyHyVhyA5wP0XrCWB+hkBDkbRk7HcjqWnA8oJ6TCJ2dEyyn54GkaQAlAASgBqD36AeDWg9RA1eDhAAAAAElFTkSuQmCC';
const BRANDED_COLOURS = hotelColours({ colour: '#8a1538', look: 'solid' });
const LOGO_VIEW = { path: LOGO, width: 160, height: 48 };
const BRANDED: LocationRecord = {
  ...HOTEL,
  id: 'branded',
  locationId: 'branded',
  name: 'Grand Hotel Aurelia',
  messageUrl: 'https://chat.example.com/aurelia',
  look: {
    colours: BRANDED_COLOURS,
    logo: LOGO_VIEW,
    logoOnPlate: true,
  },
};
const LIGHT: LocationRecord = {
  ...BRANDED,
  id: 'light',
  locationId: 'light',
  name: 'Seebad Lindau',
  look: { colours: hotelColours({ colour: '#f4a300', look: 'light' }), logo: null, logoOnPlate: true },
};
const REAL_HOTEL: LocationRecord = {
  ...HOTEL,
  id: 'real',
  locationId: 'real',
  name: 'The Harbour House & Residences at St. Katharine’s',
  timeZone: 'UTC',
  virtualRadioUrl: null,
};

const KEY: KeyView = {
  id: 'key',
  keyId: 'key',
  locationId: 'hotel',
  bookingId: 'booking',
  kind: 'primary',
  state: 'issued',
  endReason: null,
  waitingFor: [],
  roomNumber: '1204',
  guestName: 'Amelia Okafor',
  validFrom: '2026-11-24T14:05:00Z',
  validUntil: '2026-11-27T10:00:00Z',
  leaseUntilMs: Date.parse('2026-11-25T14:05:00Z'),
  doors: [
    door('d1', 'Room 1204', 'room'),
    door('d2', 'Main entrance', 'common'),
    door('d3', 'Gym', 'common', [
      { days: [1, 2, 3, 4, 5], from: '06:00', to: '22:00' },
      { days: [6, 7], from: '08:00', to: '20:00' },
    ]),
    door('d4', 'Garage', 'common', [{ days: [1, 2, 3, 4, 5, 6, 7], from: '05:00', to: '18:00' }]),
  ],
};
const STAY: StayRecord = {
  id: 'stay',
  bookingId: 'stay',
  locationId: 'hotel',
  status: 'confirmed',
  arrivalDate: '2026-11-24',
  departureDate: '2026-11-27',
  roomNumber: '1204',
  waitingFor: [
    { code: 'not_checked_in', message: '' },
    { code: 'id_not_verified', message: '' },
  ],
};

const VIEW: LinkView = {
  kind: 'guest',
  state: 'open',
  locationId: 'hotel',
  locationName: HOTEL.name,
  timeZone: HOTEL.timeZone,
  frontDeskPhone: HOTEL.phone,
  look: { colours: null, logo: null, logoOnPlate: true },
  expiresAt: '2026-11-27T10:00:00Z',
};

const base: AppState = {
  ...initialState(NOW),
  ready: true,
  enrolled: true,
  connection: 'online',
  locations: [HOTEL, REAL_HOTEL, BRANDED, LIGHT],
};
const withKey = (patch: Partial<KeyView>, more: Partial<AppState> = {}): AppState => ({
  ...base,
  keys: [{ ...KEY, ...patch }],
  ...more,
});
const stopped = (diagnosis: DoorDiagnosis, more: Partial<AppState> = {}): AppState =>
  withKey(
    {},
    {
      unlock: {
        kind: 'done',
        keyId: 'key',
        target: { kind: 'door', doorId: 'd1', name: 'Room 1204' },
        outcome: { kind: 'refused', diagnosis, door: 'Room 1204', renewed: false },
      },
      ...more,
    },
  );

const ARRIVING: ArrivalFacts = {
  policy: {
    ...DEFAULT_ARRIVAL_POLICY,
    registrationFields: ['dateOfBirth', 'nationality', 'city', 'country'],
    terms: { version: '1', url: 'https://hotel.example.com/terms' },
  },
  stay: {
    bookingId: 'stay',
    status: 'confirmed',
    arrivalDate: '2026-11-24',
    departureDate: '2026-11-27',
    roomNumber: null,
    mobileCheckIn: 'not_started',
    checkInOpensAt: '2026-11-22T23:00:00Z',
    waitsForRoom: false,
    declineReason: null,
    idVerification: 'not_verified',
    idWanted: true,
    idCheck: null,
  },
};
const COMPANION: CompanionInvitation = {
  id: 'i1',
  keyId: 'key',
  name: 'Kim Haraldsen',
  state: 'redeemed',
  doorIds: ['d1', 'd2'],
  validUntil: null,
  createdAt: '2026-11-24T14:10:00Z',
  expiresAt: '2026-11-26T14:10:00Z',
  sharedKey: { id: 's1', state: 'issued', validUntil: '2026-11-26T10:00:00Z' },
};
const ANSWERS: Readonly<Record<string, unknown>> = {
  listCompanionInvitations: {
    items: [
      COMPANION,
      { ...COMPANION, id: 'i2', name: 'Lou', state: 'open', doorIds: null, sharedKey: null },
      { ...COMPANION, id: 'i3', name: 'Max', state: 'withdrawn', sharedKey: null },
    ],
    companionsLeft: 2,
  },
  inviteCompanion: {
    invitation: COMPANION,
    url: 'https://keys.example.com/guest/#enrol=not-a-real-secret-of-any-hotel',
  },
  listOwnDevices: {
    items: [
      { id: 'p1', name: 'Chrome on Android', enrolledAt: '2026-11-24T14:00:00Z', lastSeenAt: null, isThisPhone: true },
      {
        id: 'p2',
        name: 'Samsung Internet on Android',
        enrolledAt: '2026-11-23T09:30:00Z',
        lastSeenAt: '2026-11-24T08:12:00Z',
        isThisPhone: false,
      },
    ],
  },
  diagnoseOwnKey: { keyId: 'key', code: 'lease_ended' },
  getArrival: {
    policy: ARRIVING.policy,
    stays: [ARRIVING.stay, { ...ARRIVING.stay, bookingId: 'stay-id', mobileCheckIn: 'submitted' }],
  },
  startIdCheck: { idCheckId: 'c', sides: ['front', 'back'] },
};

/** The answers of a server that is not there. */
export const callInGallery: Session['call'] = async (operation) => ANSWERS[operation] as never; // each answer is written for its operation above

/** Name of the screen → its state. */
export const STATES: Readonly<Record<string, AppState>> = {
  link: { ...base, enrolled: false, link: { kind: 'offered' } },
  'link-hotel': { ...base, enrolled: false, link: { kind: 'offered', view: VIEW } },
  'link-branded': {
    ...base,
    enrolled: false,
    link: {
      kind: 'offered',
      view: {
        ...VIEW,
        locationName: BRANDED.name,
        look: { colours: BRANDED_COLOURS, logo: LOGO_VIEW, logoOnPlate: true },
      },
    },
  },
  'link-companion': { ...base, enrolled: false, link: { kind: 'offered', view: { ...VIEW, kind: 'companion' } } },
  'link-withdrawn': { ...base, enrolled: false, link: { kind: 'failed', problem: 'link_withdrawn', view: VIEW } },
  'link-again': withKey({}, { link: { kind: 'offered' } }),
  'link-working': { ...base, enrolled: false, link: { kind: 'redeeming' } },
  'link-used': { ...base, enrolled: false, link: { kind: 'failed', problem: 'link_used' } },
  'link-offline': { ...base, enrolled: false, link: { kind: 'failed', problem: 'offline' } },
  empty: { ...base, enrolled: false },
  'shell-empty': { ...base, enrolled: false },
  'shell-settings': withKey({}, { page: { kind: 'settings' } }),
  waiting: { ...base, stays: [STAY] },
  key: withKey({}),
  'key-branded': withKey({ locationId: 'branded' }),
  'key-branded-light': withKey({ locationId: 'light' }),
  'waiting-branded': { ...base, stays: [{ ...STAY, locationId: 'light' }], arrivals: new Map([['stay', ARRIVING]]) },
  'key-nudge': withKey({}, { push: 'off' }),
  settings: withKey({}, { page: { kind: 'settings' }, push: 'off', canInstall: true }),
  'settings-two-hotels': withKey(
    {},
    { page: { kind: 'settings' }, push: 'on', stays: [{ ...STAY, id: 's2', bookingId: 's2', locationId: 'real' }] },
  ),
  share: withKey({}, { page: { kind: 'share', keyId: 'key' } }),
  help: withKey({ locationId: 'real' }, { page: { kind: 'help', keyId: 'key' } }),
  arrival: { ...base, stays: [STAY], page: { kind: 'arrival', bookingId: 'stay' } },
  'arrival-id': {
    ...base,
    stays: [{ ...STAY, id: 'stay-id', bookingId: 'stay-id' }],
    page: { kind: 'arrival', bookingId: 'stay-id' },
  },
  'waiting-check-in': { ...base, stays: [STAY], arrivals: new Map([['stay', ARRIVING]]) },
  'waiting-room': {
    ...base,
    stays: [STAY],
    arrivals: new Map([['stay', { ...ARRIVING, stay: { ...ARRIVING.stay, waitsForRoom: true } }]]),
  },
  'key-offline': withKey({}, { connection: 'offline' }),
  'not-known': withKey({}, { connection: 'not_known' }),
  'key-one-door': withKey({ locationId: 'real', doors: [door('d1', 'Room 1204', 'room')] }),
  'key-long': withKey({
    locationId: 'real',
    roomNumber: 'Garden Suite 2B',
    guestName: 'Maximiliana von Habsburg-Lothringen-Weißenstein',
    kind: 'shared',
  }),
  unlocking: withKey(
    {},
    {
      unlock: {
        kind: 'running',
        keyId: 'key',
        target: { kind: 'door', doorId: 'd1', name: 'Room 1204' },
        step: 'connecting',
        door: 'Room 1204',
        attempt: 2,
      },
    },
  ),
  opened: withKey(
    {},
    {
      unlock: {
        kind: 'done',
        keyId: 'key',
        target: { kind: 'door', doorId: 'd1', name: 'Room 1204' },
        outcome: { kind: 'opened', door: 'Room 1204', ms: 412 },
      },
    },
  ),
  'wrong-door': stopped('wrong_door'),
  'lease-ended': stopped('lease_ended', { connection: 'offline' }),
  'ask-desk': stopped('ask_front_desk'),
  'too-far': stopped('too_far'),
  'lease-over': withKey({ leaseUntilMs: NOW - 1 }, { connection: 'offline' }),
  suspended: withKey({ state: 'suspended' }),
  revoked: withKey({ state: 'ended', endReason: 'revoked', doors: [] }),
  'checked-out': withKey({ state: 'ended', endReason: 'checked_out', doors: [] }, { unconfirmedRemovals: 1 }),
  moved: {
    ...base,
    keys: [
      { ...KEY, id: 'new', keyId: 'new', roomNumber: '1310', doors: [door('d9', 'Room 1310', 'room')] },
      { ...KEY, state: 'ended', endReason: 'superseded', doors: [] },
    ],
  },
  several: {
    ...base,
    keys: [
      KEY,
      {
        ...KEY,
        id: 'k2',
        keyId: 'k2',
        locationId: 'branded',
        roomNumber: '7',
        validFrom: '2026-11-28T14:00:00Z',
        validUntil: '2026-11-30T10:00:00Z',
      },
      {
        ...KEY,
        id: 'k3',
        keyId: 'k3',
        roomNumber: '311',
        state: 'ended',
        endReason: 'checked_out',
        validUntil: '2026-10-02T10:00:00Z',
        doors: [],
      },
    ],
    stays: [STAY],
  },
  'key-removed': {
    ...base,
    notices: [{ id: 'n', kind: 'key_removed', at: NOW, hotel: 'Hotel Sonnenhof', roomNumber: '1204' }],
  },
  'device-removed': { ...base, enrolled: false, notices: [{ id: 'n', kind: 'device_removed', at: NOW }] },
};
