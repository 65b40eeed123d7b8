// The location's live stream for staff: what changed, by id.
import type { LiveChange } from '@nightlatch/api';
import type { FastifyInstance } from 'fastify';
import type { ServerParts } from '../server-parts.ts';
import { implement } from './implement-operation.ts';
import { openStream } from './open-stream.ts';

export function registerLiveRoutes(app: FastifyInstance, parts: ServerParts): void {
  implement(app, parts, 'streamLocation', { perMinute: 120 }, async (ctx) => {
    const { locationId } = ctx.params;
    openStream(ctx, {
      locationId,
      wants: (event) => event.topic === 'change',
      onEvent: (event, stream) => {
        const at = new Date(parts.now()).toISOString();
        const change: LiveChange | undefined =
          event.topic === 'change'
            ? { kind: event.kind, id: event.id, bookingId: event.bookingId, at }
            : // Changes may have been missed: whoever shows this location reads it again.
              event.topic === 'resync'
              ? { kind: 'location', id: locationId, bookingId: null, at }
              : undefined;
        if (change) stream.send('change', change);
      },
    });
    return undefined;
  });
}
