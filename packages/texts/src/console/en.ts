// Every sentence of the console in English, the language that the other catalogues are translated from.
// One catalogue in parts: what belongs to one area of the console has a file of its own, and a missing sentence does not compile.

import type { AccessEvent, BookingSummary, Door, Location, TodayProblem } from '@nightlatch/api';
import { grammarOf } from '../grammar.ts';
import { account } from './en-account.ts';
import { audit, brand, doorPage, figures, invitation, requests } from './en-administration.ts';
import {
  arrival,
  booking,
  devices,
  guestPage,
  invitations,
  link,
  lostPhone,
  messages,
  room,
  timeline,
} from './en-booking.ts';
import { brandAdministrators, branding, doorHours } from './en-branding.ts';
import { conditions, diagnosis, diagnosisTodo, happened, problem, validityRefused } from './en-codes.ts';
import { changeValidity, diagnose, keys, reissue, resume, revocation, revoke, suspend } from './en-keys.ts';
import { settings } from './en-settings.ts';

type Role = NonNullable<Location['role']>;

const { plural } = grammarOf('en');

export const en = {
  product: 'Nightlatch',
  title: (page: string, where?: string): string => [page, where, 'Nightlatch'].filter(Boolean).join(' · '),
  skipToContent: 'Skip to content',
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  unknown: '—',

  /** Taking the last action back, where that is safe. */
  undo: { act: 'Undo', hint: 'To undo: Control and Z.', pending: 'Taking it back' },
  /** A dialog is left with something entered in it. */
  draft: { ask: 'Throw away what you entered?', keep: 'Keep it', drop: 'Throw away' },

  signIn: {
    page: 'Sign in',
    heading: 'Sign in to the front desk',
    expiredHeading: 'Please sign in again',
    expired: 'Your session has ended. You come back to where you were.',
    email: 'E-mail',
    password: 'Password',
    submit: 'Sign in',
    signOut: 'Sign out',
    signedInAs: 'Signed in as',
    wrong: 'This e-mail and password do not belong together. Check both and try again.',
    emailMissing: 'Enter your e-mail address.',
    passwordMissing: 'Enter your password.',
    noRole: 'You hold no role at any location. Ask your administrator for one.',
    demoBody: 'These sign-ins exist only in this demo. One click is enough.',
    demoTag: 'Demo',
    tagline: 'Mobile room keys, from check-in to an open door.',
  },

  account,

  shell: {
    location: 'Location',
    account: 'Account',
    language: 'Language',
    colourScheme: 'Appearance',
    schemes: { auto: 'As the system', light: 'Light', dark: 'Dark' },
    live: 'Live',
    liveLong: 'Changes appear by themselves.',
    lost: 'Reconnecting',
    lostLong: 'The connection is lost; what you see may be old. Trying again.',
    demo: 'Demo: everything here is made up.',
    demoPms: 'Stand-in PMS',
    demoCorridor: 'Virtual corridor',
    viewerNote: 'You may look, but not change anything here.',
  },

  navigation: {
    label: 'Main',
    more: 'More',
    pages: {
      today: 'Today',
      bookings: 'Bookings',
      doors: 'Doors',
      requests: 'Requests',
      figures: 'Figures',
      audit: 'Audit',
      brand: 'Brand',
      settings: 'Settings',
    },
  },

  role: {
    front_desk: 'Front Desk Staff',
    location_admin: 'Location Administrator',
    brand_admin: 'Brand Administrator',
    viewer: 'Viewer',
  } satisfies Record<Role, string>,

  bookingStatus: {
    confirmed: 'Confirmed',
    checked_in: 'Checked in',
    checked_out: 'Checked out',
    cancelled: 'Cancelled',
    no_show: 'No show',
  } satisfies Record<BookingSummary['status'], string>,

  keySummary: {
    none: 'No key',
    waiting: 'Waiting',
    to_deliver: 'Not on the phone yet',
    delivered: 'On the phone',
    could_still_open: 'Could still open',
    ended: 'Ended',
  } satisfies Record<BookingSummary['keys'], string>,

  today: {
    page: 'Today',
    failed: 'Today can not be shown',
    loading: 'Loading today',
    counts: 'The day in numbers',
    arrivals: 'Arrivals',
    arrivalsDone: (arrived: number, all: number): string => `${arrived} of ${all} checked in`,
    inHouse: 'In house',
    inHouseBookings: (count: number): string => plural(count, { one: '# booking', other: '# bookings' }),
    departures: 'Departures',
    departuresDone: (left: number, all: number): string => `${left} of ${all} checked out`,
    guests: 'Guests',
    guestsNone: {
      arriving: 'Nobody arrives today.',
      in_house: 'Nobody is checked in.',
      departing: 'Nobody leaves today.',
    },
    guestsLoading: 'Loading the guests',
    guestsFailed: 'The guests can not be shown',
    showAll: 'Show all in Bookings',
    problems: 'Needs somebody',
    problemCount: (count: number, more: boolean): string =>
      more ? `more than ${count}` : plural(count, { one: '# problem', other: '# problems' }),
    none: 'Nothing stands in a guest’s way',
    noneBody: 'Keys that wait, doors that refuse and locks that need somebody appear here by themselves.',
    moreProblems: 'There are more. Mend these first: often one cause is behind many.',
    urgency: {
      now: 'Now',
      soon: 'Today',
      later: 'When there is time',
    } satisfies Record<TodayProblem['urgency'], string>,
    /** After the problem's title: guest, room or door. */
    since: (when: string): string => `since ${when}`,
    refused: 'Refused at the door',
    refusedWhy: (why: string): string => `Refused at the door: ${why}`,
    tries: (count: number, last: string): string =>
      plural(count, { one: `# try, at ${last}`, other: `# tries, the last at ${last}` }),
    checkIn: 'Mobile check-in to approve',
    idCheck: 'ID to look at',
    expiresEarly: (when: string): string => `Key ends before check-out, ${when}`,
    expired: 'Key has expired before check-out',
    notDownloaded: 'Key is not on the phone yet',
    leaseEnded: 'Phone must go online: the key’s offline time is over',
    couldStillOpen: (when: string): string => `Key that was taken away could still open until ${when}`,
    couldStillOpenLost: (when: string): string => `Lost phone could still open until ${when}`,
    doorsOpen: (doors: string): string => `not confirmed at ${doors}`,
    pms: {
      error: 'The PMS does not answer',
      hints_waiting: 'Changes of the PMS wait to be read',
    } as Readonly<Record<string, string>>, // a newer server may send a code that this catalogue lacks
    lock: {
      hardware_fault: 'Lock reports a fault',
      battery_critical: 'Lock’s battery is almost empty',
      battery_low: 'Lock’s battery is low',
      clock_unknown: 'Lock does not know the time',
      unhealthy: 'Lock needs attention',
    } as Readonly<Record<string, string>>,
    task: {
      check_out_changed: 'Check-out changed, but staff had set the key’s end',
      room_occupied: 'Room is still another guest’s',
      guest_not_told: 'A message did not reach the guest',
      check_in_at_pms: 'Approved by phone; check the guest in at the PMS',
      webhook_disabled: 'A webhook was switched off',
    } as Readonly<Record<string, string>>,
    unknownProblem: 'Look at this',
    act: {
      why: 'Why?',
      link: 'Guest link…',
      validity: 'Change validity…',
      issue: 'Issue key…',
      resync: 'Ask the PMS again',
      booking: 'Show the booking',
      door: 'Show the door',
      check_in: 'Decide…',
      override_id: 'Accept ID…',
      done: 'Done…',
    },
    /** Read out in place of the short word: what it is about. */
    actFor: (act: string, about: string): string => `${act} ${about}`,
    resynced: 'The PMS is asked for all current bookings',
    doneDialog: {
      heading: 'Mark as done',
      lead: 'It leaves this list for everybody. Who did it, and the note, stay in the record.',
      confirm: 'Mark as done',
      done: 'Marked as done',
      reopened: 'The task is open again',
    },
  },

  bookings: {
    page: 'Bookings',
    search: 'Search bookings',
    searchPlaceholder: 'Name, room, reference, e-mail, phone',
    searchHint: 'Press / to search',
    clearSearch: 'Clear the search',
    day: 'Day',
    days: { all: 'All', arriving: 'Arriving', in_house: 'In house', departing: 'Departing' },
    status: 'Status',
    anyStatus: 'Any status',
    keys: 'Digital key',
    anyKeys: 'Any digital key',
    columns: {
      guest: 'Guest',
      room: 'Room',
      stay: 'Stay',
      status: 'Status',
      keys: 'Digital key',
      reference: 'Reference',
    },
    room: (number: string): string => `Room ${number}`,
    noRoom: 'No room',
    waitingFor: (what: string): string => `Waiting for: ${what}`,
    nights: (count: number): string => plural(count, { one: '# night', other: '# nights' }),
    count: (shown: number, more: boolean): string =>
      more ? `First ${shown} bookings` : plural(shown, { one: '# booking', other: '# bookings' }),
    loadMore: 'Load more',
    pages: 'Pages',
    nextPage: 'Next page',
    previousPage: 'Previous page',
    firstPage: 'First page',
    range: (from: string, to: string): string => `Bookings ${from}–${to}`,
    loading: 'Loading bookings',
    emptyHeading: 'No bookings yet',
    emptyBody: 'Bookings appear here as soon as the PMS sends them.',
    noneHeading: 'No booking matches',
    noneBody: 'Check the spelling, or take a filter away.',
    clearFilters: 'Clear search and filters',
    filtersCleared: 'Search and filters are cleared',
    filtersBack: 'Search and filters are back',
    failed: 'The bookings can not be shown',
  },
  booking,

  /** Under the field of a reason that the server would refuse. */
  reasonTooShort: 'Say why, in a few words.',
  arrival,
  room,
  lostPhone,
  guestPage,
  invitations,
  messages,
  conditions,
  keys,
  revoke,
  revocation,
  reissue,
  suspend,
  resume,
  changeValidity,
  diagnose,
  link,
  devices,
  timeline,

  doors: {
    page: 'Doors',
    loading: 'Loading the doors',
    failed: 'The doors can not be shown',
    emptyHeading: 'No doors yet',
    emptyBody: 'Doors appear here when the location’s rooms are set up.',
    columns: { door: 'Door', kind: 'Kind', lock: 'Lock', lastContact: 'Last contact' },
    kind: { room: 'Room', common: 'Common', connecting: 'Connecting' } satisfies Record<Door['kind'], string>,
    noLock: 'No lock',
    healthy: 'Healthy',
    unhealthy: 'Needs attention',
    simulated: 'simulated lock',
    neverSeen: 'Never',
    selected: (door: string): string => `Events at ${door}`,
    allEvents: 'Recent events',
    allDoors: 'All doors',
    accessLog: 'Door log',
    accessLogOf: (who: string): string => `Door log: ${who}`,
    showEvents: (door: string): string => `Show the events at ${door}`,
    eventsNone: 'No event has been reported yet.',
    eventsFailed: 'The events can not be shown',
    eventsLoading: 'Loading the events',
    eventsHint: 'Locks report by the gateway or a passing phone, so an event can arrive late.',
    unknownTime: 'The lock did not know the time',
    received: (when: string): string => `reported ${when}`,
    confirmed: 'bolt moved',
    event: {
      granted: 'Opened',
      refused: 'Refused',
      mail_applied: 'Message applied',
      mail_refused: 'Message refused',
      started: 'Lock started',
      power_lost: 'Power lost',
      privacy_on: 'Privacy on',
      privacy_off: 'Privacy off',
      reset: 'Lock reset',
      clock_set: 'Clock set',
      malformed_link: 'Unreadable message',
      gap: 'Entries missing',
    } satisfies Record<AccessEvent['event'], string>,
  },
  diagnosis,
  diagnosisTodo,
  happened,
  problem,
  unreachable: 'The server can not be reached. Check the network and try again; nothing is done twice.',
  unexpected: 'Something went wrong on this page. Reload it and try again.',
  problemNumber: (id: string): string => `For support: ${id}`,
  validityRefused,
  /** Beside a field, before what the server says of it in English. */
  checkField: (said: string): string => `Please check: ${said}`,

  validity: {
    startMissing: 'Enter when the key starts.',
    endMissing: 'Enter when the key ends.',
    endBeforeStart: 'The end must be after the start.',
    endPast: 'The end is already over.',
  },

  settings,
  brandAdministrators,
  branding,
  doorHours,
  requests,
  audit,
  invitation,
  figures,
  brand,
  doorPage,

  exportCsv: 'Export (CSV)',
  firstDay: 'From day',
  lastDay: 'To day',

  secretOnce: {
    copy: 'Copy',
    copied: 'Copied',
    failed: 'Copying is not allowed here. Select the text and copy it by hand.',
    hide: 'Hide it',
  },

  crash: {
    heading: 'This page has stopped working',
    body: 'Nothing that the server had accepted is lost.',
    reload: 'Reload the page',
  },
  notFound: { heading: 'There is no such page', body: 'The address may be mistyped.', home: 'Go to Today' },
  noLocation: { heading: 'You have no role at this location', body: 'Choose one of your locations.' },
};

export default en;

/** What the console says: every language has all of it. */
export type ConsoleTexts = typeof en;
