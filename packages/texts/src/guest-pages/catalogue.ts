// What the guest app's pages beside the keys say: sharing, help, arrival, settings. Loaded with the first of them, so that a first visit stays small.
import type { Advice } from '../guest/catalogue.ts';

/** Every language has all of it; until it has, English fills the gap. */
export interface GuestPageTexts {
  readonly share: {
    readonly title: (room: string) => string;
    readonly lead: string;
    readonly invite: string;
    readonly name: string;
    readonly doors: string;
    readonly howLong: string;
    readonly withMine: string;
    readonly withMineUntil: (until: string) => string;
    readonly earlier: string;
    readonly until: string;
    readonly make: string;
    readonly making: string;
    /** How many more may be invited. */
    readonly left: (count: number) => string;
    readonly full: string;
    readonly problems: Readonly<Record<'name' | 'doors' | 'end' | 'not_shareable' | 'too_many' | 'beyond', string>>;
    readonly linkFor: (name: string) => string;
    readonly linkOnce: (until: string) => string;
    readonly link: string;
    readonly qr: string;
    readonly send: string;
    readonly copied: string;
    /** Of the message that the phone's own sharing sends. */
    readonly messageTitle: string;
    readonly message: string;
    readonly people: string;
    readonly over: string;
    readonly linkUntil: (until: string) => string;
    readonly keyUntil: (until: string) => string;
    readonly opens: (doors: string) => string;
    readonly standings: Readonly<Record<'has_key' | 'paused' | 'key_over' | 'withdrawn' | 'expired', string>>;
    readonly badges: Readonly<Record<'open' | 'has_key' | 'paused' | 'key_over' | 'withdrawn' | 'expired', string>>;
    readonly withdraw: string;
    readonly takeBack: string;
    readonly sure: (name: string) => string;
  };
  readonly doors: {
    readonly heading: string;
    /** No hours: open to the guest at any time. */
    readonly always: string;
    /** Stands behind the hours. */
    readonly open: string;
    readonly closed: string;
  };
  readonly help: {
    readonly title: string;
    readonly looking: string;
    readonly offline: string;
    readonly byHotel: string;
    readonly byPhone: string;
    readonly fine: Advice;
    /** Those that no door says. */
    readonly verdicts: Readonly<
      Record<
        'not_checked_in' | 'cancelled' | 'room_not_assigned' | 'room_mismatch' | 'lock_offline' | 'vendor_unavailable',
        Advice
      >
    >;
    readonly thisPhone: string;
    readonly checks: Readonly<
      Record<
        'browser' | 'bluetooth' | 'permission' | 'network' | 'storage' | 'notifications',
        {
          readonly good: string;
          readonly bad: string;
          readonly later: string;
          readonly step: Readonly<Record<'android' | 'iphone' | 'computer', string>>;
        }
      >
    >;
    readonly holdTitle: string;
    readonly hold: string;
    readonly desk: string;
    readonly deskInPerson: string;
    readonly message: (room: string | undefined) => string;
  };
  readonly arrival: {
    readonly title: string;
    readonly checkIn: string;
    readonly checkInLead: string;
    readonly declined: (reason: string) => string;
    readonly fields: Readonly<
      Record<
        | 'dateOfBirth'
        | 'nationality'
        | 'street'
        | 'postalCode'
        | 'city'
        | 'country'
        | 'documentNumber'
        | 'vehiclePlate'
        | 'purposeOfStay',
        string
      >
    >;
    readonly fieldMissing: string;
    readonly checkFields: string;
    readonly arrivalAt: (day: string) => string;
    readonly accept: string;
    readonly readTerms: string;
    readonly acceptFirst: string;
    readonly send: string;
    readonly sending: string;
    readonly showId: string;
    readonly idLead: string;
    readonly idFailed: (reason: string) => string;
    readonly whichDocument: string;
    readonly documents: Readonly<Record<'passport' | 'id_card' | 'driving_licence' | 'residence_permit', string>>;
    readonly sides: Readonly<Record<'front' | 'back' | 'face', string>>;
    readonly snap: string;
    readonly noCamera: string;
    readonly otherCamera: string;
    readonly yourPicture: string;
    readonly readable: string;
    readonly usePicture: string;
    readonly takeAgain: string;
    readonly uploading: string;
    readonly badPicture: string;
    readonly allPictures: string;
    readonly picturesGo: string;
    readonly handIn: string;
    readonly tooEarly: string;
    readonly atDesk: Advice;
  };
  readonly settings: {
    readonly dark: string;
    readonly darkHint: string;
    readonly sound: string;
    readonly soundHint: string;
    readonly push: string;
    readonly pushStates: Readonly<Record<'off' | 'on' | 'denied' | 'unsupported' | 'asking' | 'failed', string>>;
  };
  /** The guest's own phones, in the settings. */
  readonly phones: {
    readonly title: string;
    readonly lead: string;
    readonly thisPhone: string;
    /** When it was set up, and when it was last online. */
    readonly since: (when: string) => string;
    readonly seen: (when: string) => string;
    readonly remove: string;
    readonly sure: (name: string) => string;
    readonly lost: string;
    readonly removed: (name: string) => string;
    readonly another: string;
  };
  /** The app in its native shell. */
  readonly shell: {
    /** A link that the phone opened elsewhere. */
    readonly paste: string;
    readonly pasteLead: string;
    readonly pasteLabel: string;
    readonly pasteButton: string;
    readonly noLink: string;
    readonly permissionLater: string;
    readonly permissionStep: string;
    /** What the system says when it asks for them (native/README.md). */
    readonly bluetooth: string;
    readonly camera: string;
  };
}
