// English. The voice of a good concierge: short, calm, never a code, always the one thing to do.
import type { GuestTexts } from './catalogue.ts';

const DESK = 'Please see the front desk. They will open it for you.';

export const en: GuestTexts = {
  appName: 'Room key',
  skipToKey: 'Skip to your key',
  close: 'Close',
  back: 'All keys',
  language: 'Language',

  link: {
    title: 'Get your key',
    lead: 'Your hotel has sent you a digital key for your room.',
    leadOf: (hotel) => `${hotel} has sent you a digital key for your room.`,
    leadCompanion: (hotel) => `A guest of ${hotel} shares their room key with you.`,
    points: [
      'Kept on this phone, and only there.',
      'No account, no password, nothing to install.',
      'Opens your door without internet, too.',
    ],
    button: 'Get your key',
    working: 'Getting your key ready…',
    workingLead: 'This takes a few seconds. Please keep this page open.',
    retry: 'Try again',
    adds: 'You already hold a key on this phone. The new one is added beside it.',
    toMyKeys: 'Show my keys',
    problems: {
      link_used: {
        title: 'This link was already used',
        step: 'Each link works once, on one phone. If it was forwarded to you, somebody else has used it. If this phone has lost its key, ask the front desk for a new link.',
        desk: true,
      },
      link_expired: {
        title: 'This link has expired',
        step: 'Ask the front desk for a new link. It takes them a moment.',
        desk: true,
      },
      link_withdrawn: {
        title: 'This link was taken back',
        step: 'Often a newer message has a newer link: please open that one. If there is none, ask whoever sent you the link.',
        desk: true,
      },
      too_many_companions: {
        title: 'No more guests can be added',
        step: 'This room has as many shared keys as the hotel allows. The link stays good: ask your host to take one back, then try again.',
      },
      own_invitation: {
        title: 'This link is for your companion',
        step: 'You already hold the key of this room on this phone. Send the link to the person you want to share with.',
      },
      link_unknown: {
        title: 'This link doesn’t work',
        step: 'Open the link from your hotel’s message again, all of it. If that doesn’t help, ask the front desk for a new one.',
        desk: true,
      },
      offline: {
        title: 'No connection to the hotel',
        step: 'Check that this phone is online, then try again. Your link is still good.',
      },
      too_many_requests: {
        title: 'One moment, please',
        step: 'There were many tries just now. Wait a minute, then try again.',
      },
      browser_blocks_keys: {
        title: 'This browser can’t keep a key',
        step: 'Open the link in your phone’s usual browser, not in a private window.',
      },
      server_trouble: {
        title: 'Something went wrong on our side',
        step: 'Please try again in a moment. Your link is still good.',
      },
    },
  },
  page: {
    loading: 'One moment…',
    offline: 'This needs the internet. Please go online, then try again.',
    trouble: 'Something went wrong on our side. Please try again in a moment.',
    share: 'Share',
    help: 'Help',
    arrival: 'Before you arrive',
    settings: 'Settings',
    back: 'Back',
  },
  nudges: {
    push: {
      title: 'Be told when your key changes.',
      step: 'A notification when your room, your dates or your key change. Nothing else.',
      yes: 'Tell me',
    },
    install: {
      title: 'Keep your key at hand.',
      step: 'On your home screen it opens with one press, also without internet.',
      yes: 'Put it there',
    },
    no: 'Not now',
  },
  arrival: {
    opensAt: (when) => `You can check in from ${when}.`,
    waits: {
      under_review: {
        title: 'The front desk is looking at it',
        step: 'You can leave this page. Your key comes by itself.',
      },
      room_not_ready: {
        title: 'Your room is not ready yet',
        step: 'Everything else is done. Your key comes by itself as soon as the room is ready.',
      },
      approved: { title: 'You are checked in', step: 'Your key comes by itself in a moment.' },
    },
    offers: {
      check_in: 'Check in on this phone now, and your key comes by itself.',
      show_id: 'The hotel still needs to see your ID. You can show it with this phone.',
    },
    doCheckIn: 'Check in now',
    doShowId: 'Show your ID now',
  },
  empty: {
    title: 'No key yet',
    step: 'Open the link that your hotel sent you on this phone, and your key will appear here. If this phone has lost its key, ask the front desk for a new link.',
  },
  unusable: {
    title: 'This browser can’t keep a key',
    step: 'Open this page in your phone’s usual browser, not in a private window, over a secure address.',
  },

  waiting: {
    title: (room) => (room === undefined ? 'Your key is on its way' : `Your key to room ${room} is on its way`),
    lead: 'It will appear here by itself. You can leave this page.',
    waitingFor: 'Waiting for',
    nothing: 'The hotel is preparing your key.',
    conditions: {
      integration_not_configured: 'The hotel to switch on digital keys. The front desk has a key card for you.',
      no_compatible_lock: 'Your room’s door to take digital keys. The front desk has a key card for you.',
      lock_unhealthy: 'Your room’s lock to be checked. The front desk knows.',
      not_checked_in: 'Your check-in. See the front desk when you arrive.',
      room_not_assigned: 'Your room. The hotel is choosing one for you.',
      room_occupied: 'Your room to be free.',
      guest_app_not_installed: 'This phone to be set up.',
      id_not_verified: 'Your ID to be checked. Please show it at the front desk.',
      validity_over: 'New dates. Your stay’s dates have passed: please see the front desk.',
      blocked_by_staff: 'The front desk. Please speak with them.',
    },
    unknownCondition: 'The hotel to finish preparing your key.',
    dates: (arrival, departure) => `${arrival} to ${departure}`,
  },

  key: {
    room: 'Room',
    heading: (room) => `Room ${room}`,
    noRoom: 'Your key',
    guest: 'Guest',
    shared: 'Shared with you',
    validFrom: 'From',
    validUntil: 'Until',
    worksOffline: 'Without internet',
    worksOfflineUntil: (until) => `Works until ${until}`,
    leaseOver: 'Go online once to refresh it',
    gettingReady: 'Arriving on this phone…',
    hotelTime: (place) => `Times are hotel time (${place}).`,
    yourKeys: 'Your keys',
    pastKeys: 'Past keys',
    openKey: (room, hotel) => `${room}, ${hotel}`,
    states: {
      ready: 'Ready',
      not_yet: 'Not yet valid',
      lease_over: 'Needs to go online',
      getting_ready: 'On its way',
      suspended: 'Paused',
      waiting: 'On its way',
      ended: 'Ended',
    },
    suspended: { title: 'Your key is paused', step: 'Please see the front desk.', desk: true },
  },

  unlock: {
    button: 'Unlock',
    again: 'Unlock again',
    done: 'Done',
    toKey: 'Back to my key',
    standingAt: 'You are standing at',
    anotherDoor: 'Stand at another door',
    anotherDoorHint: 'For trying what happens at a door that isn’t yours.',
    chooseDoor: 'Choose a door',
    noDoorsHeard: 'No doors in range',
    heardDoor: (name) => `Door ${name}`,
    steps: {
      searching: (door) => (door === '' ? 'Looking for your door…' : `Looking for ${door}…`),
      connecting: (door) => `Connecting to ${door}…`,
      proving: (door) => `Showing your key to ${door}…`,
      renewing: () => 'Refreshing your key…',
    },
    attempt: (attempt) => `Try ${attempt}`,
    opened: (door) => `${door} is open`,
    openedStep: 'Go on in.',
    noDoorChosen: (door) => ({
      title: 'No door was chosen',
      step: `Hold your phone close to ${door}, press Unlock, and pick the door in the list.`,
    }),
    otherKeysDoor: (door, yourDoors) => ({
      title: `This is ${door}`,
      step: `You hold another key for it. This one opens: ${yourDoors}.`,
    }),
    tookMs: (ms) => `Opened in ${ms} s`,
    renewedStep: 'Your key has just been refreshed. Try again.',
    diagnoses: {
      no_key: ({ online }) => ({
        title: 'No key for this door',
        step: online ? DESK : 'Go online once, so that your key can reach this phone.',
        ...(online ? { desk: true } : {}),
      }),
      waiting: () => ({
        title: 'Not open to you yet',
        step: 'The first guest of your room opens the door once, then your key works too.',
      }),
      revoked: () => ({
        title: 'This key was taken back',
        step: 'The hotel has ended this key. Please see the front desk.',
        desk: true,
      }),
      suspended: () => ({ title: 'Your key is paused', step: 'Please see the front desk.', desk: true }),
      expired: () => ({
        title: 'This key has ended',
        step: 'Its time is over. If you are staying on, please see the front desk.',
        desk: true,
      }),
      checked_out: () => ({
        title: 'You have checked out',
        step: 'Your key ended with your stay. If you left something behind, please see the front desk.',
        desk: true,
      }),
      not_yet_valid: ({ validFrom }) => ({
        title: 'A little too early',
        step:
          validFrom === undefined ? 'Your key isn’t valid yet. Try again later.' : `Your key works from ${validFrom}.`,
      }),
      superseded: ({ online }) => ({
        title: 'A newer key opens this room',
        step: online
          ? 'Your room was given a newer key, and this one has ended. Please see the front desk.'
          : 'Go online once, so that your newer key can reach this phone.',
        ...(online ? { desk: true } : {}),
      }),
      not_downloaded: ({ online }) => ({
        title: 'Your key isn’t up to date',
        step: online ? DESK : 'Go online once, then try again.',
        ...(online ? { desk: true } : {}),
      }),
      lease_ended: ({ online }) => ({
        title: 'Your key needs a refresh',
        step: online ? DESK : 'Go online once, then try again.',
        ...(online ? { desk: true } : {}),
      }),
      bluetooth_off: () => ({ title: 'Bluetooth is off', step: 'Turn Bluetooth on, then try again.' }),
      bluetooth_not_allowed: () => ({
        title: 'Bluetooth isn’t allowed',
        step: 'Allow Bluetooth for this page in your browser’s settings, then try again.',
      }),
      unsupported_phone: () => ({
        title: 'This phone can’t open doors here',
        step: 'Please ask the front desk for a key card.',
        desk: true,
      }),
      wrong_phone: () => ({
        title: 'This key belongs to another phone',
        step: 'Use the phone that got the key, or ask the front desk for a new link.',
        desk: true,
      }),
      too_far: ({ door }) => ({
        title: 'The door didn’t answer',
        step: `Hold your phone close to ${door ?? 'the lock'}, then try again.`,
      }),
      wrong_door: ({ yourDoors }) => ({
        title: 'This isn’t your door',
        step: yourDoors === '' ? 'Your key doesn’t open this door.' : `Your key opens: ${yourDoors}.`,
      }),
      privacy_on: () => ({
        title: 'Do not disturb is on',
        step: 'Someone inside has turned it on. Knock, or ask the front desk.',
        desk: true,
      }),
      outside_hours: ({ door }) => ({
        title: `${door ?? 'This door'} is closed now`,
        step: 'It opens at its own hours. The front desk knows them.',
        desk: true,
      }),
      lock_clock_unknown: ({ online }) => ({
        title: 'The lock has lost track of time',
        step: online
          ? 'Try again: your phone brings it the time.'
          : 'Go online, then try again: your phone brings it the time.',
      }),
      lock_battery_low: () => ({
        title: 'The lock’s battery is low',
        step: 'Please tell the front desk. They will come and open for you.',
        desk: true,
      }),
      ask_front_desk: () => ({ title: 'The door stayed closed', step: DESK, desk: true }),
    },
  },

  ended: {
    title: {
      revoked: (room) => `Your key to ${room} was taken back`,
      checked_out: (room) => `You have checked out of ${room}`,
      expired: (room) => `Your key to ${room} has ended`,
      superseded: (room) => `Your key to ${room} was replaced by a newer one`,
      replaced: (room) => `Your key to ${room} was replaced by a newer one`,
    },
    step: {
      revoked: 'If you didn’t expect this, please see the front desk.',
      checked_out: 'Thank you for staying with us. Have a safe journey.',
      expired: 'If you are staying on, please see the front desk.',
      superseded: 'Your newer key appears here by itself.',
      replaced: 'Your newer key appears here by itself.',
    },
    deleted: 'Deleted from this phone. The hotel will be told as soon as you are online.',
    deletedAndTold: 'Deleted from this phone, and the hotel knows.',
    clockDoubt: 'That is by this phone’s clock. If the clock may be wrong, you can still try the door.',
    forget: 'Remove from this list',
  },

  notices: {
    keyRemoved: (room, hotel) => ({
      title: room === undefined ? 'A key was removed' : `Key to room ${room} removed`,
      step: `${hotel ?? 'The hotel'} has taken this key back. It is deleted from this phone.`,
    }),
    deviceRemoved: {
      title: 'This phone is no longer set up',
      step: 'The hotel has ended its keys on this phone, and they are deleted. For new ones, ask the front desk for a link.',
    },
    linkUsedAlreadyHere: {
      title: 'This link was already used',
      step: 'This phone is set up. Your keys are shown below.',
    },
  },

  offline: {
    title: 'You are offline',
    keys: {
      works: 'Your key still opens your door.',
      stale: 'Go online once to refresh your key.',
      none: 'Your key appears once you are online.',
    },
  },
  notKnown: {
    title: 'The hotel doesn’t recognise this phone',
    step: 'Ask the front desk for a new link.',
  },
  callDesk: 'Call the front desk',
  messageDesk: 'Write to the front desk',
  simulated: 'Simulated radio',
  simulatedHint: 'The doors are virtual.',
  noRadio: {
    none_iphone: {
      title: 'iPhone browsers can’t open doors',
      step: 'They have no Bluetooth for web pages. Ask the front desk for a key card, or open the link on an Android phone with Chrome.',
      desk: true,
    },
    none_android: {
      title: 'This browser can’t open doors',
      step: 'Copy the link and open it in Chrome. It works once, so please do it before you get your key.',
    },
    none: {
      title: 'This browser can’t open doors',
      step: 'Open the link in Chrome on your phone, or ask the front desk for a key card.',
      desk: true,
    },
  },
  copyLink: 'Copy the link',
  linkCopied: 'Copied. Open it in Chrome.',
};
export default en;
