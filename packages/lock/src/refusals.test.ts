// H27: whatever a phone is refused for, it hears one code of docs/protocol §7.14 and one status, and the journal gets one line.
import {
  type AccessData,
  generateSigner,
  keyHash,
  platformRandom,
  REASONS,
  type ReaderStatus,
  type ReasonCode,
} from '@nightlatch/aliro';
import { expect, it } from 'vitest';
import { stay, TestCorridor } from './testing/test-corridor.ts';
import { mailArray, roomAccess, staffAccess } from './testing/test-hotel.ts';
import type { TestPhone } from './testing/test-phone.ts';

const HOUR_MS = 3600_000;

/** A guest whose room element grants this instead of the usual. */
async function guestWith(corridor: TestCorridor, more: AccessData): Promise<TestPhone> {
  const phone = await corridor.phone();
  const gate = { lockId: corridor.door.lockId, generation: 1, mode: 'override' } as const;
  const access = { ...roomAccess(platformRandom(16), gate), ...more };
  phone.document = await corridor.hotel.document({
    devicePoint: phone.signer.point,
    elements: new Map([['r101', access]]),
    signedAt: corridor.time.trueMs(),
  });
  return phone;
}

/** The phone that is refused at this door for this reason. */
type Prepare = (corridor: TestCorridor) => Promise<TestPhone>;

const CASES: readonly (readonly [ReasonCode, string, Prepare])[] = [
  [
    '0101',
    'lease over',
    async (corridor) => {
      const guest = await corridor.guest(stay(1), { leaseMs: 60_000 });
      corridor.time.advance(61_000);
      return guest;
    },
  ],
  ['0102', 'not yet valid', (c) => c.guest(stay(1), { validFrom: c.time.trueMs() + HOUR_MS })],
  [
    '0103',
    'revoked',
    async (corridor) => {
      const guest = await corridor.guest(stay(1));
      const entry = { keyHash: await keyHash(guest.signer.point) };
      guest.revocation = await corridor.hotel.revocations(corridor.time.trueMs(), [entry]);
      return guest;
    },
  ],
  [
    '0104',
    'superseded',
    async (corridor) => {
      await (await corridor.guest(stay(2))).tryDoor(corridor.lock);
      return corridor.guest(stay(1));
    },
  ],
  ['0105', 'companion first', (corridor) => corridor.guest(stay(1), { mode: 'join' })],
  [
    '0106',
    'before the overflow floor',
    async (corridor) => {
      const at = corridor.time.trueMs();
      for (const part of [0, 1, 2]) {
        const entries = Array.from({ length: 100 }, (_, n) => ({ id: Uint8Array.of(part, n) }));
        const document = await corridor.hotel.revocations(at + part * 1_000, entries, { mode: 'append' });
        await corridor.lock.applyMail(mailArray(await corridor.hotel.mail({ kind: 'revocation', document }, { at })));
      }
      return corridor.guest(stay(1), { signedAt: at });
    },
  ],
  [
    '0107',
    'the document of another phone',
    async (corridor) => {
      const thief = await corridor.phone();
      thief.document = (await corridor.guest(stay(1))).document;
      return thief;
    },
  ],
  [
    '0108',
    'a signer that is no anchor',
    async (corridor) => corridor.guest(stay(1), { signer: await generateSigner({ extractable: false }) }),
  ],
  ['0109', 'lease too long', (corridor) => corridor.guest(stay(1), { leaseMs: 9 * 24 * HOUR_MS })],
  ['0201', 'no gate for this lock', (corridor) => guestWith(corridor, { accessExtensions: [] })],
  [
    '0202',
    'privacy',
    async (corridor) => {
      await corridor.lock.setPrivacy(true);
      return corridor.guest(stay(1));
    },
  ],
  [
    '0203',
    'outside its hours',
    (corridor) =>
      guestWith(corridor, {
        rules: [{ capabilities: 8, allow: 1, deny: 0 }],
        schedules: [{ startSeconds: corridor.time.trueSeconds() + 60, endSeconds: 0, utc: true }],
      }),
  ],
  [
    '0202',
    'privacy, with a mailbox that is read after the word of it',
    async (corridor) => {
      await corridor.lock.setPrivacy(true);
      const guest = await corridor.guest(stay(1));
      guest.carry(corridor.door, [], true);
      return guest;
    },
  ],
  ['0204', 'no rule', (corridor) => guestWith(corridor, { rules: [] })],
  ['0205', 'a reader rule', (corridor) => guestWith(corridor, { readerRules: [7] })],
  [
    '0301',
    'clock unknown',
    async (corridor) => {
      await corridor.restart(false);
      return corridor.guest(stay(1));
    },
  ],
  [
    '0302',
    'battery',
    async (corridor) => {
      corridor.lock.setBattery('critical');
      return corridor.guest(stay(1));
    },
  ],
  [
    '0303',
    'a jammed bolt',
    async (corridor) => {
      corridor.bolt.report = 'jammed';
      return corridor.guest(stay(1));
    },
  ],
  ['0405', 'no document', (corridor) => corridor.phone()],
  [
    '0201',
    'staff without a zone here',
    async (corridor) => {
      const phone = await corridor.phone();
      const access = staffAccess(platformRandom(16), { class: 'service', mayPassPrivacy: false });
      phone.document = await corridor.hotel.document({
        devicePoint: phone.signer.point,
        elements: new Map([['r101', access]]),
        signedAt: corridor.time.trueMs(),
        leaseMs: HOUR_MS,
      });
      return phone;
    },
  ],
];

it.each(CASES)('H27: %s (%s): one reason, one status of its row, one journal entry', async (code, _what, prepare) => {
  const corridor = await TestCorridor.open();
  const phone = await prepare(corridor);
  const before = corridor.lock.status().journal.lastSeq;
  const openings = corridor.bolt.openings.length;
  const attempt = await phone.tryDoor(corridor.lock);
  expect(attempt).toMatchObject({ granted: false, reason: code, told: { reasons: 1, statuses: 1 } });
  const statuses: readonly (ReaderStatus | 'unknown')[] = REASONS[code].statuses;
  expect(statuses).toContain(attempt.status);
  const fresh = corridor.lock.status().journal.tail.filter((entry) => entry.seq > before);
  const refused = fresh.filter((entry) => entry.event === 'refused');
  expect(refused.map((entry) => entry.reason)).toEqual([Number.parseInt(code, 16)]);
  expect(fresh).toHaveLength(1);
  expect(corridor.bolt.openings.length - openings).toBe(code === '0303' ? 1 : 0);
});
