// What the Guest App says before arrival: check-in details, and images of a document as bytes.
import type { FastifyInstance } from 'fastify';
import { type SubmitOutcome, submitCheckIn } from '../check-in/submit-check-in.ts';
import type { ServerParts } from '../server-parts.ts';
import { type IdCheckRefusal, startIdCheck, submitIdCheck, takeImage } from '../verification/id-checks.ts';
import { type ImageRefusal, MOST_IMAGE_BYTES } from '../verification/inspect-image.ts';
import { readArrival } from './arrival-view.ts';
import type { DeviceCaller } from './callers.ts';
import { implement } from './implement-operation.ts';
import { ProblemError } from './problem-error.ts';

const guest = (ctx: { caller: DeviceCaller; now: number }) => {
  const { locationId, deviceId } = ctx.caller;
  return { locationId, deviceId, now: new Date(ctx.now) };
};

export async function registerArrivingGuestRoutes(app: FastifyInstance, parts: ServerParts): Promise<void> {
  const { masterKey } = parts.config;

  implement(app, parts, 'getArrival', {}, (ctx) => readArrival(ctx.db, guest(ctx)));

  implement(app, parts, 'submitCheckIn', { perMinute: 30 }, async (ctx) => {
    const { fields, arrivalAt, termsVersion } = ctx.body;
    const details = {
      fields,
      arrivalAt: arrivalAt ? new Date(arrivalAt) : null,
      termsVersion: termsVersion ?? null,
    };
    const { bookingId } = ctx.params;
    const outcome = await submitCheckIn(ctx.trx, { ...guest(ctx), bookingId, details, masterKey });
    if (!outcome.ok) throw submitProblem(outcome);
    return readArrival(ctx.trx, guest(ctx));
  });

  implement(app, parts, 'startIdCheck', { perMinute: 30 }, async (ctx) => {
    const outcome = await startIdCheck(ctx.trx, { ...guest(ctx), ...ctx.params, ...ctx.body });
    if (!outcome.ok) throw idProblem(outcome.code);
    return { idCheckId: outcome.idCheckId, sides: [...outcome.sides] };
  });

  implement(app, parts, 'submitIdCheck', { perMinute: 30 }, async (ctx) => {
    const outcome = await submitIdCheck(ctx.trx, { ...guest(ctx), ...ctx.params });
    if (!outcome.ok) throw idProblem(outcome.code);
    return readArrival(ctx.trx, guest(ctx));
  });

  // Images are read on this route only.
  await app.register(async (scoped) => {
    scoped.addContentTypeParser(
      ['image/jpeg', 'image/png'],
      { parseAs: 'buffer', bodyLimit: MOST_IMAGE_BYTES },
      (_request, body, taken) => taken(null, body),
    );
    implement(scoped, parts, 'putIdImage', { perMinute: 30 }, async (ctx) => {
      const { body } = ctx.request;
      if (!Buffer.isBuffer(body))
        throw new ProblemError('not_acceptable_media', { detail: 'Send image/jpeg or image/png.' });
      const outcome = await takeImage(ctx.trx, { ...guest(ctx), ...ctx.params, bytes: body, masterKey });
      if (!outcome.ok) throw isImageRefusal(outcome.code) ? imageProblem(outcome.code) : idProblem(outcome.code);
      return undefined;
    });
  });
}

const SUBMIT_DETAILS = {
  not_offered: 'This hotel takes no check-in by phone for this booking now.',
  too_early: 'Check-in by phone is not open yet.',
  already_approved: 'This check-in is approved already.',
} as const;

function submitProblem(outcome: Extract<SubmitOutcome, { ok: false }>): ProblemError {
  switch (outcome.code) {
    case 'not_found':
      return new ProblemError('not_found');
    case 'field_wrong':
      return new ProblemError('invalid_request', {
        fields: [{ path: `body.fields.${outcome.field}`, message: outcome.message }],
      });
    case 'terms_not_accepted':
      return new ProblemError('invalid_request', {
        fields: [{ path: 'body.termsVersion', message: `must be the version to accept: ${outcome.version}` }],
      });
    default:
      return new ProblemError('conflict', { detail: SUBMIT_DETAILS[outcome.code] });
  }
}

const ID_DETAILS: Readonly<Record<Exclude<IdCheckRefusal, 'not_found'>, string>> = {
  not_offered: 'This hotel does not ask for this document by phone.',
  already_verified: 'The ID is accepted already.',
  under_review: 'The front desk is looking at the images.',
  images_missing: 'Not every image is there. Send the missing ones first.',
  decided: 'It was decided on already.',
};

/** A refused step of an ID check as the API's problem. */
export const idProblem = (code: IdCheckRefusal): ProblemError =>
  code === 'not_found' ? new ProblemError('not_found') : new ProblemError('conflict', { detail: ID_DETAILS[code] });

const IMAGE_DETAILS: Readonly<Record<ImageRefusal, string>> = {
  not_an_image: 'must be a whole JPEG or PNG image',
  too_small: 'must be at least 200 × 200 pixels',
  too_large: 'must be at most 8 MiB, 16384 pixels a side and 50 megapixels',
};

const isImageRefusal = (code: string): code is ImageRefusal => Object.hasOwn(IMAGE_DETAILS, code);

function imageProblem(code: ImageRefusal): ProblemError {
  return new ProblemError('invalid_request', { fields: [{ path: 'body', message: IMAGE_DETAILS[code] }] });
}
