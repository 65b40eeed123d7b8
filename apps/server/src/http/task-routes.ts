// Tasks for staff: what is open, and marking one as done.
import type { FastifyInstance } from 'fastify';
import type { ServerParts } from '../server-parts.ts';
import { completeTask } from '../tasks/staff-tasks.ts';
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
}
