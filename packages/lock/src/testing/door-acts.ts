// What may happen at a door: the acts of random days, honest and hostile, as fast-check commands (H32).
import fc from 'fast-check';
import type { DoorDay } from './door-day.ts';
import type { DoorModel } from './door-model.ts';

/** Ways to make an Access Document that must open nothing. */
export const FORGERIES = [
  /** Signed by a key that no lock knows. */
  'stranger',
  /** The same, under the name (kid) of the real issuer. */
  'borrowed kid',
  /** Signed by a key that the lock trusts, but for mail. */
  'mail key',
  /** A real document with one bit turned. */
  'one bit',
  /** Really signed, and still no key to this door. */
  'no gate',
  'gate of another door',
  'wildcards',
  'zone without staff',
  'zone with gate',
  'guest lease of nine days',
  'staff lease of thirteen hours',
  'time not required',
] as const;

/** Ways to make lock mail that must change nothing. */
export const BAD_MAIL = [
  'stranger',
  'borrowed kid',
  'mail key for a root act',
  'credential key',
  'another hotel',
  'another door',
  'expired',
  'one bit',
  'delivered before',
  'forged list inside',
  'access document inside',
  'floor of another door',
  'invented nonce',
] as const;

/** What strangers do with a link. */
export const NOISES = ['gone at once', 'silent', 'stops after initiate', 'rubbish', 'wrong order'] as const;

/** One thing that happens. */
export type Act =
  | { readonly do: 'checkIn'; readonly companions: number }
  | { readonly do: 'hire'; readonly cls: 'service' | 'emergency'; readonly mayPassPrivacy: boolean }
  | { readonly do: 'tap'; readonly who: number }
  | { readonly do: 'tapNeighbour'; readonly who: number }
  | { readonly do: 'tapCut'; readonly who: number; readonly frame: number }
  | { readonly do: 'tapDamaged'; readonly who: number; readonly frame: number; readonly at: number }
  | {
      readonly do: 'tapPowerCut';
      readonly who: number;
      readonly write: number;
      readonly torn: number;
      readonly kept: boolean;
    }
  | { readonly do: 'tapLossy'; readonly who: number; readonly dice: number }
  | { readonly do: 'steal'; readonly who: number }
  | {
      readonly do: 'revoke';
      readonly who: number;
      readonly byId: boolean;
      readonly carrier: 'gateway' | 'phone' | 'mailbox' | 'none';
    }
  | { readonly do: 'fillList'; readonly over: boolean }
  | { readonly do: 'renew'; readonly who: number }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'slowClock'; readonly minutes: number }
  | { readonly do: 'privacy'; readonly on: boolean }
  | { readonly do: 'privacyMode'; readonly mode: 0 | 1; readonly who: number }
  | { readonly do: 'powerLoss'; readonly kept: boolean }
  | { readonly do: 'bringTime'; readonly who: number; readonly carrier: 'gateway' | 'phone' }
  | { readonly do: 'proveTime' }
  | { readonly do: 'raiseFloor'; readonly who: number; readonly carrier: 'gateway' | 'mailbox' }
  | { readonly do: 'rotate'; readonly cls: 'credential' | 'mail'; readonly erase: boolean }
  | { readonly do: 'server'; readonly up: boolean }
  | { readonly do: 'forge'; readonly how: (typeof FORGERIES)[number]; readonly at: number }
  | {
      readonly do: 'replay';
      readonly which: number;
      readonly into: 'home' | 'neighbour' | 'session';
      readonly who: number;
      readonly at: number;
    }
  | {
      readonly do: 'badMail';
      readonly how: (typeof BAD_MAIL)[number];
      readonly at: number;
      readonly who: number;
      readonly carrier: 'gateway' | 'mailbox';
    }
  | { readonly do: 'flood'; readonly how: (typeof NOISES)[number]; readonly links: number };

const who = fc.nat(30);
const at = fc.nat(4000);
const flag = fc.boolean();

function one<K extends Act['do']>(
  name: K,
  rest: { readonly [F in keyof Omit<Extract<Act, { do: K }>, 'do'>]: fc.Arbitrary<Extract<Act, { do: K }>[F]> },
): fc.Arbitrary<Act> {
  // `as`: a record of exactly the fields of that act.
  return fc.record({ do: fc.constant(name), ...rest }) as unknown as fc.Arbitrary<Act>;
}

/** Anything, as often as it is worth. */
export const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: one('checkIn', { companions: fc.nat(2) }) },
  { weight: 3, arbitrary: one('hire', { cls: fc.constantFrom('service', 'emergency'), mayPassPrivacy: flag }) },
  { weight: 16, arbitrary: one('tap', { who }) },
  { weight: 2, arbitrary: one('tapNeighbour', { who }) },
  { weight: 4, arbitrary: one('tapCut', { who, frame: fc.nat(12) }) },
  { weight: 3, arbitrary: one('tapDamaged', { who, frame: fc.nat(9), at }) },
  {
    weight: 4,
    arbitrary: one('tapPowerCut', {
      who,
      write: fc.integer({ min: 1, max: 4 }),
      torn: fc.constantFrom(0, 0.5, 1),
      kept: flag,
    }),
  },
  { weight: 3, arbitrary: one('tapLossy', { who, dice: fc.nat(0xffff) }) },
  { weight: 2, arbitrary: one('steal', { who }) },
  {
    weight: 6,
    arbitrary: one('revoke', { who, byId: flag, carrier: fc.constantFrom('gateway', 'phone', 'mailbox', 'none') }),
  },
  { weight: 1, arbitrary: one('fillList', { over: flag }) },
  { weight: 4, arbitrary: one('renew', { who }) },
  { weight: 4, arbitrary: one('wait', { hours: fc.constantFrom(1, 7, 13) }) },
  { weight: 2, arbitrary: one('slowClock', { minutes: fc.constantFrom(9, 9, 25) }) },
  { weight: 3, arbitrary: one('privacy', { on: flag }) },
  { weight: 1, arbitrary: one('privacyMode', { mode: fc.constantFrom(0, 1), who }) },
  { weight: 2, arbitrary: one('powerLoss', { kept: flag }) },
  { weight: 5, arbitrary: one('bringTime', { who, carrier: fc.constantFrom('gateway', 'phone') }) },
  { weight: 1, arbitrary: one('proveTime', {}) },
  { weight: 2, arbitrary: one('raiseFloor', { who, carrier: fc.constantFrom('gateway', 'mailbox') }) },
  { weight: 3, arbitrary: one('rotate', { cls: fc.constantFrom('credential', 'credential', 'mail'), erase: flag }) },
  { weight: 2, arbitrary: one('server', { up: flag }) },
  { weight: 5, arbitrary: one('forge', { how: fc.constantFrom(...FORGERIES), at }) },
  {
    weight: 3,
    arbitrary: one('replay', { which: who, into: fc.constantFrom('home', 'neighbour', 'session'), who, at: fc.nat(5) }),
  },
  {
    weight: 5,
    arbitrary: one('badMail', {
      how: fc.constantFrom(...BAD_MAIL),
      at,
      who,
      carrier: fc.constantFrom('gateway', 'mailbox'),
    }),
  },
  { weight: 2, arbitrary: one('flood', { how: fc.constantFrom(...NOISES), links: fc.integer({ min: 1, max: 10 }) }) },
);

/** What nobody can do while the server is down. */
const NEEDS_SERVER: ReadonlySet<Act['do']> = new Set([
  ...(['checkIn', 'hire', 'revoke', 'fillList', 'renew', 'privacyMode'] as const),
  ...(['bringTime', 'proveTime', 'raiseFloor', 'rotate'] as const),
]);

/** An act as a command: fast-check leaves out those that can't happen now, and prints the rest. */
export class ActAtDoor implements fc.AsyncCommand<DoorModel, DoorDay> {
  readonly act: Act;

  constructor(what: Act) {
    this.act = what;
  }

  check(model: Readonly<DoorModel>): boolean {
    return model.serverUp || !NEEDS_SERVER.has(this.act.do);
  }

  run(_model: DoorModel, day: DoorDay): Promise<void> {
    return day.run(this.act);
  }

  toString(): string {
    return JSON.stringify(this.act);
  }
}

/** Sequences of at most `most` acts. */
export function actsAtDoor(most: number): fc.Arbitrary<Iterable<fc.AsyncCommand<DoorModel, DoorDay>>> {
  return fc.commands([act.map((what) => new ActAtDoor(what))], { maxCommands: most, size: 'max' });
}
