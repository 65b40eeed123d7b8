// What the guest app says: every language has all of it.
import type { UnmetCondition } from '@nightlatch/api';
import type { DoorDiagnosis } from '@nightlatch/phone';

/** Codes of unmet conditions (docs/domain.md §3). */
export type ConditionCode = UnmetCondition['code'];
/** Why a key ended (docs/domain.md §5). */
export type EndReason = 'revoked' | 'checked_out' | 'expired' | 'superseded' | 'replaced';

/** Why a link could not be redeemed. */
export type LinkProblem =
  | 'link_used'
  | 'link_expired'
  | 'link_withdrawn'
  | 'link_unknown'
  | 'too_many_companions'
  | 'own_invitation'
  | 'offline'
  | 'too_many_requests'
  | 'browser_blocks_keys'
  | 'server_trouble';
/** Where an unlock stands. `renewing`: the door asked for a newer key and the app is fetching it. */
export type UnlockStep = 'searching' | 'connecting' | 'proving' | 'renewing';
/** Whether this browser can speak with real doors, and if not, on which kind of phone it runs. */
export type RadioSupport = 'bluetooth' | 'none_iphone' | 'none_android' | 'none';

/** What happened and the one thing to do now. */
export interface Advice {
  readonly title: string;
  readonly step: string;
  /** The step is to speak with the front desk: the screen offers its number. */
  readonly desk?: true;
}

/** What an advice may mention. Times are already in words of the hotel's time zone. */
export interface DoorFacts {
  /** "Room 1204", in this phone's own words; absent when no door was reached. */
  readonly door: string | undefined;
  /** "Room 1204, Main entrance". */
  readonly yourDoors: string;
  readonly validFrom: string | undefined;
  readonly online: boolean;
}

/** One language. Functions take facts, so that each language orders its own sentence. */
export interface GuestTexts {
  readonly appName: string;
  readonly skipToKey: string;
  readonly close: string;
  readonly back: string;
  /** Names the menu of languages. */
  readonly language: string;

  readonly link: {
    readonly title: string;
    /** Until it is known whose link it is. */
    readonly lead: string;
    readonly leadOf: (hotel: string) => string;
    /** Someone who stays there shares a key. */
    readonly leadCompanion: (hotel: string) => string;
    readonly points: readonly string[];
    readonly button: string;
    readonly working: string;
    readonly workingLead: string;
    readonly retry: string;
    /** This phone holds a key already, and the new one comes beside it. */
    readonly adds: string;
    readonly toMyKeys: string;
    readonly problems: Readonly<Record<LinkProblem, Advice>>;
  };
  /** Pages beside the keys. */
  readonly page: {
    readonly loading: string;
    readonly offline: string;
    readonly trouble: string;
    readonly share: string;
    readonly help: string;
    readonly arrival: string;
    readonly settings: string;
    readonly back: string;
  };
  /** Offers at their right moment; `title` and `step` are read on. */
  readonly nudges: Readonly<
    Record<'push' | 'install', { readonly title: string; readonly step: string; readonly yes: string }>
  > & { readonly no: string };
  /** What the card of a stay says before arrival. */
  readonly arrival: {
    readonly opensAt: (when: string) => string;
    readonly waits: Readonly<Record<'under_review' | 'room_not_ready' | 'approved', Advice>>;
    /** What can be done now, above its button. */
    readonly offers: Readonly<Record<'check_in' | 'show_id', string>>;
    readonly doCheckIn: string;
    readonly doShowId: string;
  };
  readonly empty: Advice;
  readonly unusable: Advice;

  readonly waiting: {
    readonly title: (room: string | undefined) => string;
    readonly lead: string;
    readonly waitingFor: string;
    readonly nothing: string;
    readonly conditions: Readonly<Record<ConditionCode, string>>;
    readonly unknownCondition: string;
    readonly dates: (arrival: string, departure: string) => string;
  };

  readonly key: {
    readonly room: string;
    readonly heading: (room: string) => string;
    readonly noRoom: string;
    readonly guest: string;
    readonly shared: string;
    readonly validFrom: string;
    readonly validUntil: string;
    readonly worksOffline: string;
    readonly worksOfflineUntil: (until: string) => string;
    readonly leaseOver: string;
    readonly gettingReady: string;
    readonly hotelTime: (place: string) => string;
    readonly yourKeys: string;
    readonly pastKeys: string;
    readonly openKey: (room: string, hotel: string) => string;
    readonly states: Readonly<
      Record<'ready' | 'not_yet' | 'lease_over' | 'getting_ready' | 'suspended' | 'waiting' | 'ended', string>
    >;
    readonly suspended: Advice;
  };

  readonly unlock: {
    readonly button: string;
    readonly again: string;
    readonly done: string;
    readonly toKey: string;
    readonly standingAt: string;
    readonly anotherDoor: string;
    readonly anotherDoorHint: string;
    readonly chooseDoor: string;
    readonly noDoorsHeard: string;
    readonly heardDoor: (name: string) => string;
    readonly steps: Readonly<Record<UnlockStep, (door: string) => string>>;
    readonly attempt: (attempt: number) => string;
    readonly opened: (door: string) => string;
    readonly openedStep: string;
    /** The browser's list of doors was closed without a choice. */
    readonly noDoorChosen: (door: string) => Advice;
    /** The guest stands at a door of another key on this phone. */
    readonly otherKeysDoor: (door: string, yourDoors: string) => Advice;
    readonly tookMs: (ms: string) => string;
    readonly renewedStep: string;
    readonly diagnoses: Readonly<Record<DoorDiagnosis, (facts: DoorFacts) => Advice>>;
  };

  readonly ended: {
    readonly title: Readonly<Record<EndReason, (room: string) => string>>;
    readonly step: Readonly<Record<EndReason, string>>;
    readonly deleted: string;
    readonly deletedAndTold: string;
    /** It has ended by this phone's clock only. */
    readonly clockDoubt: string;
    /** Takes a past key off the list. */
    readonly forget: string;
  };

  readonly notices: {
    readonly keyRemoved: (room: string | undefined, hotel: string | undefined) => Advice;
    readonly deviceRemoved: Advice;
    readonly linkUsedAlreadyHere: Advice;
  };

  readonly offline: {
    readonly title: string;
    /** By what this phone holds: a key that works, one whose lease is over, none. */
    readonly keys: Readonly<Record<'works' | 'stale' | 'none', string>>;
  };
  readonly notKnown: Advice;
  readonly callDesk: string;
  readonly messageDesk: string;
  readonly simulated: string;
  readonly simulatedHint: string;
  /** By the kind of phone; said when the link is opened, not at the door. */
  readonly noRadio: Readonly<Record<Exclude<RadioSupport, 'bluetooth'>, Advice>>;
  readonly copyLink: string;
  readonly linkCopied: string;
}
