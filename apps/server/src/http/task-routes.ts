// Tasks for staff: what is open, and marking one as done.
import type { FastifyInstance } from 'fastify';
import type { ServerParts } from '../server-parts.ts';
import { completeTask, reopenTask } from '../tasks/staff-tasks.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';
import { listTasks, readTask } from './task-view.ts';

export function registerTaskRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'listStaffTasks', {}, ({ db, params, query }) =>
    listTasks(db, { locationId: params.locationId, query }),
  );

  implement(app, parts, 'completeStaffTask', {}, async (ctx) => {
    const done = await completeTask(ctx.trx, {
      ...ctx.params,
      note: ctx.body.note ?? null,
      now: new Date(ctx.now),
      actor: { id: ctx.actor, name: ctx.actorName },
    });
    if (!done) throw new ProblemError('not_found');
    return readTask(ctx.trx, ctx.params);
  });

  implement(app, parts, 'reopenStaffTask', {}, async (ctx) => {
    const outcome = await reopenTask(ctx.trx, {
      ...ctx.params,
      now: new Date(ctx.now),
      actor: { id: ctx.actor, name: ctx.actorName },
    });
    if (outcome === 'not_found') throw new ProblemError('not_found');
    if (outcome === 'decided')
      throw new ProblemError('conflict', {
        detail:
          'It is decided for good: somebody else finished it, it was more than an hour ago, or a newer one is open.',
      });
    return readTask(ctx.trx, ctx.params);
  });
}
