// Gateways carry lock mail and journals; they commission locks. No route opens a door.
import type { FastifyInstance } from 'fastify';
import type { Db } from '../db/schema.ts';
import { answerLockTime } from '../locks/answer-lock-time.ts';
import { commissionLock } from '../locks/commission-lock.ts';
import { createMailReader, readLockMail } from '../locks/read-lock-mail.ts';
import { takeLockReports } from '../locks/take-lock-report.ts';
import type { ServerParts } from '../server-parts.ts';
import { implement } from './implement-operation.ts';
import { openStream, type Stream } from './open-stream.ts';
import { ProblemError } from './problem-error.ts';
import { takePages } from './take-pages.ts';

export function registerGatewayRoutes(app: FastifyInstance, parts: ServerParts): void {
  const mailOf = async (db: Db, locationId: string) => {
    const now = new Date(parts.now());
    return { now: now.toISOString(), locks: await readLockMail(db, { locationId, now }) };
  };

  implement(app, parts, 'commissionLock', { perMinute: 120 }, async (ctx) => {
    const outcome = await commissionLock(ctx.trx, parts.signing, {
      locationId: ctx.params.locationId,
      doorId: ctx.body.doorId,
      lockPoint: Buffer.from(ctx.body.lockPoint, 'hex'),
      simulated: ctx.body.simulated ?? false,
      now: new Date(ctx.now),
      actor: { id: ctx.actor, name: ctx.actorName },
    });
    if (!outcome.ok) throw new ProblemError(outcome.code);
    const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
    return {
      lockId: hex(outcome.lockId),
      readerIdentifier: hex(outcome.readerIdentifier),
      record: Buffer.from(outcome.record).toString('base64url'),
      rootFingerprint: hex(outcome.rootFingerprint),
    };
  });

  implement(app, parts, 'listLockMail', {}, async (ctx) => mailOf(ctx.db, ctx.params.locationId));

  implement(app, parts, 'streamLockMail', {}, async (ctx) => {
    const { db } = ctx;
    const { locationId } = ctx.params;
    const readNews = createMailReader(db, { locationId });
    const tell = async (stream: Stream, evenNothing: boolean): Promise<void> => {
      const now = new Date(parts.now());
      const locks = await readNews(now);
      if (evenNothing || locks.length > 0) stream.send('mail', { now: now.toISOString(), locks });
    };
    openStream(ctx, {
      locationId,
      wants: (event) => event.topic === 'lock_mail',
      latestOnly: true,
      onStart: (stream) => tell(stream, true),
      onEvent: (_event, stream) => tell(stream, false),
    });
    return undefined;
  });

  implement(app, parts, 'postGatewayLockReports', { perMinute: 120 }, async (ctx) =>
    takeLockReports(ctx.trx, {
      locationId: ctx.params.locationId,
      reports: ctx.body.reports,
      now: new Date(ctx.now),
    }),
  );

  implement(app, parts, 'postGatewayJournalPages', {}, async (ctx) =>
    takePages(parts, ctx.trx, { locationId: ctx.params.locationId, pages: ctx.body.pages, now: new Date(ctx.now) }),
  );

  implement(app, parts, 'answerGatewayLockTime', { perMinute: 120 }, async (ctx) => {
    const item = await answerLockTime(ctx.trx, parts.signing, {
      locationId: ctx.params.locationId,
      lockId: Buffer.from(ctx.body.lockId, 'hex'),
      nonce: Buffer.from(ctx.body.nonce, 'hex'),
      now: new Date(ctx.now),
    });
    if (!item) throw new ProblemError('not_found');
    return { item: Buffer.from(item).toString('base64url') };
  });
}
