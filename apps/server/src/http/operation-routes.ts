// Health and what the demo offers.
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { demoSignIns } from '../demo/demo-staff.ts';
import type { ServerParts } from '../server-parts.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';

export function registerOperationRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'getHealth', { perMinute: 6000 }, async ({ db }) => {
    await sql`select 1`.execute(db);
    return { status: 'ok', version: parts.config.version };
  });

  implement(app, parts, 'getDemo', {}, async ({ db }) => {
    const { demo, corridorUrl } = parts.config;
    if (!demo || corridorUrl === null) throw new ProblemError('not_found');
    const location = await db
      .selectFrom('location')
      .select(['id', 'name'])
      .where('demo', '=', true)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (!location) throw new ProblemError('not_found');
    return {
      locationId: location.id,
      locationName: location.name,
      corridorUrl,
      pmsUrl: `${corridorUrl}/pms/`,
      signIns: demoSignIns.map((one) => ({ ...one })),
    };
  });
}
