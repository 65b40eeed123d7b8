// What the Guest App says and hears.
import type { Wallet } from '@nightlatch/api';
import type { FastifyInstance } from 'fastify';
import type { Db } from '../db/schema.ts';
import { type MintedSession, makeChallenge, openSession } from '../delivery/device-session.ts';
import { lookAtLink } from '../delivery/look-at-link.ts';
import { offerDoorKeys } from '../delivery/offer-door-keys.ts';
import { markOnline, readWallet, readWalletIn, type WalletOf } from '../delivery/read-wallet.ts';
import { renewLeases } from '../delivery/renew-leases.ts';
import { takeDoorAttempts } from '../delivery/take-door-attempts.ts';
import { takeReceipts } from '../delivery/take-receipts.ts';
import { readUnmet } from '../keys/read-facts.ts';
import { answerLockTime } from '../locks/answer-lock-time.ts';
import type { ServerParts } from '../server-parts.ts';
import type { DeviceCaller } from './callers.ts';
import { implement } from './implement-operation.ts';
import { openStream } from './open-stream.ts';
import { ProblemError } from './problem-error.ts';
import { redeemLink } from './redeem-link.ts';
import { shareProblem } from './sharing-routes.ts';
import { takePages } from './take-pages.ts';

const ENROL_PROBLEMS = {
  not_found: ['not_found', 'This link is not known. Ask the front desk for a new one.'],
  link_used: ['link_used', 'Every link works once. Ask the front desk for a new one.'],
  link_expired: ['link_expired', 'Ask the front desk for a new link.'],
  device_removed: ['device_removed', 'It was reported lost. Delete what this phone holds; it can be set up anew then.'],
  proof_wrong: ['invalid_request', 'The proof does not fit the key.'],
} as const;

const isEnrolProblem = (code: string): code is keyof typeof ENROL_PROBLEMS => Object.hasOwn(ENROL_PROBLEMS, code);

const session = (minted: MintedSession): { deviceId: string; token: string; expiresAt: string } => ({
  ...minted,
  expiresAt: minted.expiresAt.toISOString(),
});

/** A live connection counts for this long after its last heartbeat. */
const ONLINE_MS = 40_000;

export function registerGuestRoutes(app: FastifyInstance, parts: ServerParts): void {
  const of = ({ locationId, deviceId, guestId }: DeviceCaller): WalletOf => ({
    locationId,
    deviceId,
    guestId,
    now: new Date(parts.now()),
    virtualRadioUrl: parts.config.corridorUrl,
  });
  const walletOf = (db: Db, caller: DeviceCaller): Promise<Wallet> => readWallet(db, parts.signing, of(caller));

  implement(app, parts, 'lookAtLink', { perMinute: 60 }, async (ctx) => {
    const found = await lookAtLink(ctx.trx, { secret: ctx.body.secret, now: new Date(ctx.now) });
    if (!found) throw new ProblemError('not_found', { detail: 'This link is not known.' });
    return found;
  });

  implement(app, parts, 'enrol', { perMinute: 30 }, async (ctx) => {
    const outcome = await redeemLink(ctx.trx, { enrol: ctx.body, now: new Date(ctx.now) });
    if (outcome.ok) return session(outcome.session);
    if (!isEnrolProblem(outcome.code)) throw shareProblem(outcome.code);
    const [code, detail] = ENROL_PROBLEMS[outcome.code];
    throw new ProblemError(code, { detail });
  });

  implement(app, parts, 'getChallenge', { perMinute: 120 }, async (ctx) => {
    const made = await makeChallenge(ctx.trx, { deviceId: ctx.body.deviceId, now: new Date(ctx.now) });
    return { challenge: made.challenge.toString('base64url'), expiresAt: made.expiresAt.toISOString() };
  });

  implement(app, parts, 'openGuestSession', { perMinute: 120 }, async (ctx) => {
    const { deviceId, challenge, signature } = ctx.body;
    const opened = await openSession(ctx.trx, {
      deviceId,
      challenge: Buffer.from(challenge, 'base64url'),
      signature: Buffer.from(signature, 'base64url'),
      now: new Date(ctx.now),
    });
    if (opened.ok) return session(opened.session);
    const detail =
      opened.code === 'device_removed' ? 'Delete what this phone holds.' : 'Ask for a new challenge and sign it.';
    throw new ProblemError(opened.code, { detail });
  });

  implement(app, parts, 'getWallet', {}, async (ctx) => walletOf(ctx.db, ctx.caller));

  implement(app, parts, 'streamWallet', {}, async (ctx) => {
    const { caller, db } = ctx;
    const { locationId, deviceId } = caller;
    const mark = (until: number | null): Promise<void> => {
      const now = parts.now();
      return markOnline(db, {
        locationId,
        deviceId,
        now: new Date(now),
        until: until === null ? null : new Date(now + until),
      });
    };
    openStream(ctx, {
      locationId,
      wants: (event) => event.topic === 'device' && event.deviceId === deviceId,
      latestOnly: true,
      onStart: async (stream) => stream.send('wallet', await walletOf(db, caller)),
      onEvent: async (_event, stream) => stream.send('wallet', await walletOf(db, caller)),
      onHeartbeat: () => mark(ONLINE_MS),
      onEnd: () => mark(null),
    });
    return undefined;
  });

  implement(app, parts, 'offerDoorKeys', { perMinute: 60 }, async (ctx) => {
    const { locationId, deviceId } = ctx.caller;
    const now = new Date(ctx.now);
    const offered = await offerDoorKeys(ctx.trx, { locationId, deviceId, offers: ctx.body.doorKeys, now });
    if (!offered.ok) {
      const fields = [{ path: `body.doorKeys.${offered.index}.proof`, message: 'does not fit the point' }];
      throw new ProblemError('invalid_request', { fields });
    }
    return readWalletIn(ctx.trx, parts.signing, of(ctx.caller));
  });

  implement(app, parts, 'postReceipts', {}, async (ctx) => {
    const { locationId, deviceId } = ctx.caller;
    await takeReceipts(ctx.trx, { locationId, deviceId, receipts: ctx.body, now: new Date(ctx.now) });
    return undefined;
  });

  implement(app, parts, 'renewLeases', { perMinute: 30 }, async (ctx) => {
    const { locationId, deviceId } = ctx.caller;
    const now = new Date(ctx.now);
    await renewLeases(ctx.trx, parts.signing, {
      locationId,
      deviceId,
      now,
      conditionsHold: async (key) => {
        // This phone is enrolled: a companion's does not need the primary guest's.
        const unmet = await readUnmet(ctx.trx, { locationId, now, ...key });
        return unmet?.every((code) => code === 'guest_app_not_installed') ?? false;
      },
    });
    return readWalletIn(ctx.trx, parts.signing, of(ctx.caller));
  });

  implement(app, parts, 'postDoorAttempts', {}, async (ctx) => {
    const { locationId, deviceId } = ctx.caller;
    const { attempts } = ctx.body;
    await takeDoorAttempts(ctx.trx, { locationId, deviceId, attempts, now: new Date(ctx.now) });
    return undefined;
  });

  implement(app, parts, 'postJournalPages', { perMinute: 60 }, async (ctx) =>
    takePages(parts, ctx.trx, { locationId: ctx.caller.locationId, pages: ctx.body.pages, now: new Date(ctx.now) }),
  );

  implement(app, parts, 'answerLockTime', { perMinute: 30 }, async (ctx) => {
    const item = await answerLockTime(ctx.trx, parts.signing, {
      locationId: ctx.caller.locationId,
      lockId: Buffer.from(ctx.body.lockId, 'hex'),
      nonce: Buffer.from(ctx.body.nonce, 'hex'),
      now: new Date(ctx.now),
    });
    if (!item) throw new ProblemError('not_found');
    return { item: Buffer.from(item).toString('base64url') };
  });
}
