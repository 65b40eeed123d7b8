// Ephemeral pairs serve one session and one agreement; the fast phase makes no agreement at all (docs/protocol §1, §9.3).
import { type CryptoPort, hex, parseAuth0Command, parseCommand, STATE, useCrypto, webCrypto } from '@nightlatch/aliro';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stay, TestCorridor } from './testing/test-corridor.ts';
import type { Attempt } from './testing/test-phone.ts';

/** Pairs made since the start of the test, by their point, with the agreements each made. */
let agreements: Map<string, number>;
let before: CryptoPort;

beforeEach(() => {
  agreements = new Map();
  before = useCrypto(webCrypto);
  useCrypto({
    ...before,
    agreementKey: async (scalar) => {
      const made = await before.agreementKey(scalar);
      const name = hex(made.point);
      agreements.set(name, agreements.get(name) ?? 0);
      return {
        point: made.point,
        agree: (peer) => {
          agreements.set(name, (agreements.get(name) ?? 0) + 1);
          return made.agree(peer);
        },
      };
    },
  });
});

afterEach(() => {
  useCrypto(before);
});

const total = (): number => [...agreements.values()].reduce((sum, count) => sum + count, 0);

function readerPoints(attempt: Attempt): string[] {
  return attempt.commands.flatMap((command) => {
    const apdu = parseCommand(command);
    const auth0 = apdu.ok && apdu.value.head[1] === 0x80 ? parseAuth0Command(apdu.value.data) : null;
    return auth0?.ok ? [hex(auth0.value.readerEphemeralPoint)] : [];
  });
}

it('a standard visit agrees once on each side, a fast one not at all', async () => {
  const corridor = await TestCorridor.open();
  const guest = await corridor.guest(stay(1));
  expect(await guest.tryDoor(corridor.lock)).toMatchObject({ phase: 'standard', granted: true });
  expect(total()).toBe(2);
  expect(await guest.tryDoor(corridor.lock)).toMatchObject({ phase: 'fast', granted: true });
  expect(total()).toBe(2);
  guest.forgetKpersistent();
  expect(await guest.tryDoor(corridor.lock)).toMatchObject({ phase: 'standard', granted: true });
  expect(total()).toBe(4);
});

it('no pair is seen in two sessions, and none agrees twice, however a visit ends', async () => {
  const corridor = await TestCorridor.open();
  const guest = await corridor.guest(stay(2));
  const past = await corridor.guest(stay(1));
  const seen: string[] = [];
  for (const phone of [guest, guest, past, guest, past]) seen.push(...readerPoints(await phone.tryDoor(corridor.lock)));
  for (const lostAt of [1, 2, 3]) {
    let toLock = 0;
    const attempt = await (await corridor.guest(stay(2))).tryDoor(corridor.lock, {
      onLink: () => undefined,
      mangle: (direction, frame) => {
        if (direction !== 'toLock' || toLock++ !== lostAt) return [frame];
        corridor.time.advance(3_000);
        return [];
      },
    });
    expect(attempt.ended).toBe(STATE.timeout);
    seen.push(...readerPoints(attempt));
  }
  expect(seen).toHaveLength(8);
  expect(new Set(seen).size).toBe(8);
  expect(Math.max(...agreements.values())).toBe(1);
});
