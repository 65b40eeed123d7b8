// A commissioned lock: mail and links of mutated bytes open nothing and change nothing but counters and the journal.
import {
  encodeMailList,
  initiateFrame,
  type MailBody,
  PHONE_A5_GATT,
  parseMailList,
  readMail,
  writeMail,
} from '@nightlatch/aliro';
import { createLock, type Lock, type LockOptions } from '@nightlatch/lock';
import { fixedSigner, makeLocation, NOW, show } from '../fixture.ts';
import { countingBytes } from '../random.ts';
import { type NamedTarget, violate } from '../target.ts';

/** Ports of a lock in memory. */
export type Hardware = LockOptions & { readonly slots: Map<string, Uint8Array>; openings: number };

function hardware(slots: ReadonlyMap<string, Uint8Array>): Hardware {
  const own = new Map(slots);
  const made: Hardware = {
    slots: own,
    openings: 0,
    storage: {
      read: async (slot) => own.get(slot)?.slice(),
      write: async (slot, bytes) => void own.set(slot, bytes.slice()),
    },
    clock: { counterMs: () => 1_000, keptOverPowerLoss: true },
    bolt: {
      open: async () => {
        made.openings += 1;
        return 'open';
      },
    },
    timers: { after: () => () => undefined },
    random: countingBytes(30),
  };
  return made;
}

/** What only signed mail or a guest with a key may change. */
export function believed(lock: Lock): string {
  const { journal: _grows, openLinks: _counts, ...rest } = lock.status();
  return show(rest);
}

/** A commissioned lock's memory, to be started as often as wanted. */
export async function makeCommissioned() {
  const location = await makeLocation();
  const factory = hardware(new Map());
  const lock = await createLock(factory);
  const lockPoint = await lock.factoryPoint();
  const { commissionFor } = location;
  const result = await lock.commission(await commissionFor(lockPoint), location.fingerprint);
  if (!result.ok) throw new Error(`commissioning: ${result.code}`);
  const start = async () => {
    const ports = hardware(factory.slots);
    return { ports, lock: await createLock(ports) };
  };
  return { location, start };
}

const MAIL: NamedTarget = {
  name: 'lock-mail',
  covers: '/packages/',
  make: async () => {
    const { location, start } = await makeCommissioned();
    const stranger = await fixedSigner(40);
    const body: MailBody = { kind: 'generation-floor', lockId: location.lockId, generation: 99 };
    const scope = { groupId: location.groupId, lockId: location.lockId };
    const foreign = await writeMail({ signer: stranger, scope, seq: 50, issuedAt: NOW, body });
    const known = new Set(location.mails.map((item) => signedPart(item)));
    const [a, b, c, d, e, f, g, h, i] = location.mails.map((item) => encodeMailList([item]));
    const seeds = [a, b, c, d, e, f, g, h, i].filter((seed) => seed !== undefined);
    return {
      seeds: [...seeds, encodeMailList(location.mails.slice(0, 3)), encodeMailList([foreign])],
      limitBytes: 4100,
      limitMs: 2000,
      run: async (input) => {
        const { ports, lock } = await start();
        const before = believed(lock);
        const results = await lock.applyMail(input);
        if (ports.openings > 0) violate('mail opened the door');
        const applied = results.filter((result) => result.outcome === 'applied');
        if (applied.length === 0 && believed(lock) !== before) violate('refused mail changed the lock');
        const list = parseMailList(input);
        for (const { index } of applied) {
          const item = list.ok ? list.value[index] : undefined;
          if (item === undefined || !known.has(signedPart(item))) violate('mail applied that nobody signed');
        }
        await lock.stop();
      },
    };
  },
};

function signedPart(item: Uint8Array): string {
  const mail = readMail(item);
  return mail.ok ? show(mail.value.signedBytes) : 'malformed';
}

const LINK: NamedTarget = {
  name: 'lock-link',
  covers: '/packages/',
  make: async () => {
    const { start } = await makeCommissioned();
    const framed = (...frames: readonly Uint8Array[]): Uint8Array =>
      Uint8Array.from(frames.flatMap((frame) => [frame.length >> 8, frame.length & 255, ...frame]));
    const initiate = initiateFrame(PHONE_A5_GATT);
    const answer = Uint8Array.from([0, 1, 0, 71, 0x86, 0x41, 4, ...countingBytes(31)(64), 0x00, 0x00, 0x90, 0x00]);
    const busy = Uint8Array.of(2, 0, 0, 2, 0, 0);
    return {
      seeds: [framed(initiate), framed(initiate, answer), framed(initiate, busy, answer, answer), framed(answer)],
      limitBytes: 8192,
      limitMs: 2000,
      run: async (input) => {
        const { ports, lock } = await start();
        const before = believed(lock);
        const link = lock.acceptLink({ kind: 'memory', sendFrame: () => undefined, end: () => undefined });
        for (let at = 0; at + 2 <= input.length; ) {
          const end = at + 2 + (input[at] ?? 0) * 256 + (input[at + 1] ?? 0);
          link.receiveFrame(input.slice(at + 2, end));
          // The lock answers between frames; two turns are enough for its own key pair.
          await new Promise((resolve) => setImmediate(resolve));
          at = end;
        }
        link.lost();
        await link.finished;
        if (ports.openings > 0) violate('a link without a key opened the door');
        if (believed(lock) !== before) violate('a link without a key changed the lock');
        await lock.stop();
      },
    };
  },
};

/** The lock. */
export const LOCK_TARGETS: readonly NamedTarget[] = [MAIL, LINK];
