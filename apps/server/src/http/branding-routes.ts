// Branding over HTTP: what administrators choose, the logo as bytes, and logos for anybody.
import type { FastifyInstance } from 'fastify';
import { readBranding, readLogo, spreadBranding, writeBranding, writeLogo } from '../branding/branding.ts';
import { cleanPng, type PngRefusal } from '../branding/clean-png.ts';
import type { ServerParts } from '../server-parts.ts';
import { must } from './answer-admin.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';

type Command = { readonly actor: string; readonly actorName: string; readonly now: number };
const by = ({ actor, actorName, now }: Command) => ({ actor: { id: actor, name: actorName }, now: new Date(now) });

const REFUSALS: Readonly<Record<PngRefusal, string>> = {
  not_a_png: 'must be a whole PNG image',
  interlaced: 'must be a PNG without interlacing',
  too_large: 'must be at most 256 KiB and 1024 pixels a side',
  too_small: 'must be at least 16 pixels a side',
};

export async function registerBrandingRoutes(app: FastifyInstance, parts: ServerParts): Promise<void> {
  implement(app, parts, 'getBranding', {}, async ({ db, params, reply }) => {
    const branding = await readBranding(db, params.locationId);
    reply.header('etag', `"${branding.version}"`);
    return branding;
  });
  implement(app, parts, 'putBranding', { perMinute: 60 }, async (ctx) => {
    const { locationId } = ctx.params;
    must(await writeBranding(ctx.trx, { ...by(ctx), locationId, wanted: ctx.body }));
    const branding = await readBranding(ctx.trx, locationId);
    ctx.reply.header('etag', `"${branding.version}"`);
    return branding;
  });
  implement(app, parts, 'deleteLogo', { perMinute: 60 }, async (ctx) => {
    const { locationId } = ctx.params;
    must(await writeLogo(ctx.trx, { ...by(ctx), locationId, logo: null }));
    return readBranding(ctx.trx, locationId);
  });
  implement(app, parts, 'spreadBranding', { perMinute: 30 }, async (ctx) =>
    must(await spreadBranding(ctx.trx, { ...by(ctx), ...ctx.params, ...ctx.body })),
  );
  implement(app, parts, 'getLogo', { perMinute: 600 }, async (ctx) => {
    const png = await readLogo(ctx.db, ctx.params.logoHash);
    if (!png) throw new ProblemError('not_found');
    ctx.reply
      .type('image/png')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('content-disposition', 'inline')
      // The app in a native shell has another origin.
      .header('cross-origin-resource-policy', 'cross-origin')
      // Nothing in an upload may run, whatever a browser takes it for.
      .header('content-security-policy', "default-src 'none'; sandbox");
    return new Uint8Array(png);
  });
  // Images are read on this route only.
  await app.register(async (scoped) => {
    scoped.addContentTypeParser('image/png', { parseAs: 'buffer' }, (_request, body, taken) => taken(null, body));
    implement(scoped, parts, 'putLogo', { perMinute: 30 }, async (ctx) => {
      const { body } = ctx.request;
      if (!Buffer.isBuffer(body)) throw new ProblemError('not_acceptable_media', { detail: 'Send image/png.' });
      const logo = await cleanPng(body);
      if (!logo.ok)
        throw new ProblemError('invalid_request', { fields: [{ path: 'body', message: REFUSALS[logo.code] }] });
      const { locationId } = ctx.params;
      must(await writeLogo(ctx.trx, { ...by(ctx), locationId, logo }));
      return readBranding(ctx.trx, locationId);
    });
  });
}
