// Messages to guests over HTTP: settings, what was told, push subscriptions, receipts.
import type { MessageWords } from '@nightlatch/api';
import { findConnectors } from '@nightlatch/connectors';
import type { FastifyInstance } from 'fastify';
import { createEnrolmentLink } from '../delivery/create-enrolment-link.ts';
import {
  callbackHash,
  listSmsManifests,
  readMessageSettings,
  textFields,
  writeMessageSettings,
} from '../messages/message-settings.ts';
import {
  judgeMessageWords,
  listMessageTexts,
  previewMessageText,
  readMessageText,
  writeMessageText,
} from '../messages/message-texts.ts';
import { openPushKey } from '../messages/push-key.ts';
import { subscribe, unsubscribe } from '../messages/push-subscriptions.ts';
import { openSettings, smsCallbackUrl } from '../messages/read-reach.ts';
import { resendMessage } from '../messages/resend-message.ts';
import { readGuestReach, sendGuestLink } from '../messages/send-guest-link.ts';
import { takePushReceipts, takeSmsReport } from '../messages/take-receipts.ts';
import { testMessageSettings } from '../messages/test-settings.ts';
import { isCallableUrl } from '../outside/call-outside.ts';
import type { ServerParts } from '../server-parts.ts';
import { connectorView } from './administration-views.ts';
import { found, must } from './answer-admin.ts';
import { implement } from './implement-operation.ts';
import { listCaptured, listMessages } from './message-view.ts';
import { ProblemError } from './problem-error.ts';

const connectors = findConnectors();

const RESEND_PROBLEMS = {
  not_true_any_more: 'What this message tells is no longer true.',
  link_is_gone: 'The link of this invitation is not kept. The guest can invite again.',
} as const;

const SEND_LINK_PROBLEMS = {
  no_address: 'The guest has no address for this channel. Enter it at the PMS, or show the code.',
  not_set_up: 'This channel is not set up here. An administrator does that under Settings, Messages.',
  stay_is_over: 'The stay is over or was cancelled: its guest needs no link.',
} as const;

export async function registerMessageRoutes(app: FastifyInstance, parts: ServerParts): Promise<void> {
  registerSettingsRoutes(app, parts);
  registerTextRoutes(app, parts);
  registerPhoneRoutes(app, parts);
  const { masterKey } = parts.config;

  implement(app, parts, 'listMessages', {}, ({ db, params, query }) =>
    listMessages(db, { locationId: params.locationId, query }),
  );

  implement(app, parts, 'resendMessage', { perMinute: 60 }, async (ctx) => {
    const actor = { id: ctx.actor, name: ctx.actorName };
    const outcome = await resendMessage(ctx.trx, { ...ctx.params, actor, now: new Date(ctx.now) });
    if (!outcome.ok && outcome.code !== 'not_found')
      throw new ProblemError('conflict', { detail: RESEND_PROBLEMS[outcome.code] });
    return found((await listMessages(ctx.trx, { ...ctx.params, query: { limit: 1 } })).items[0]);
  });

  implement(app, parts, 'getGuestReach', {}, async ({ db, params }) => found(await readGuestReach(db, parts, params)));

  implement(app, parts, 'sendGuestLink', { perMinute: 60 }, async (ctx) => {
    const { locationId } = ctx.params;
    const outcome = await sendGuestLink(ctx.trx, parts, {
      ...ctx.params,
      ...ctx.body,
      ...{ actor: { id: ctx.actor, name: ctx.actorName }, now: new Date(ctx.now) },
      createLink: createEnrolmentLink,
    });
    if (!outcome.ok) {
      if (outcome.code === 'not_found') throw new ProblemError('not_found');
      throw new ProblemError('conflict', { detail: SEND_LINK_PROBLEMS[outcome.code] });
    }
    const { messageId } = outcome;
    return found((await listMessages(ctx.trx, { locationId, messageId, query: { limit: 1 } })).items[0]);
  });

  implement(app, parts, 'listCapturedMessages', {}, ({ db, params, query }) =>
    listCaptured(db, { locationId: params.locationId, query, masterKey }),
  );

  // Forms are read on this route only: elsewhere a form of another site could pose as a request.
  await app.register(async (scoped) => {
    scoped.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 16_384 },
      (_request, body, taken) => taken(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    registerReportRoute(scoped, parts);
  });
}

function registerSettingsRoutes(app: FastifyInstance, parts: ServerParts): void {
  const { masterKey, publicUrl } = parts.config;

  implement(app, parts, 'listSmsConnectors', {}, async () => ({
    items: (await listSmsManifests()).map(connectorView),
  }));

  implement(app, parts, 'getMessageSettings', {}, async ({ db, params, reply }) => {
    const settings = await readMessageSettings(db, { locationId: params.locationId, publicUrl });
    reply.header('etag', `"${settings.version}"`);
    return settings;
  });

  implement(app, parts, 'putMessageSettings', { perMinute: 60 }, async (ctx) => {
    const { locationId } = ctx.params;
    const actor = { id: ctx.actor, name: ctx.actorName };
    const now = new Date(ctx.now);
    must(await writeMessageSettings(ctx.trx, { masterKey, locationId, input: ctx.body, now, actor }));
    return readMessageSettings(ctx.trx, { locationId, publicUrl });
  });

  implement(app, parts, 'testMessageSettings', { perMinute: 6, transaction: 'none' }, (ctx) =>
    testMessageSettings(parts, { locationId: ctx.params.locationId, ...ctx.body }),
  );
}

/** The hotel's own words. */
function registerTextRoutes(app: FastifyInstance, parts: ServerParts): void {
  const { publicUrl } = parts.config;
  const judged = (...of: Parameters<typeof judgeMessageWords>): MessageWords => {
    const outcome = judgeMessageWords(...of);
    if (outcome.ok) return outcome.words;
    const { code, part, detail } = outcome;
    throw new ProblemError(code, { detail, fields: [{ path: `body.${part}`, message: detail }] });
  };

  implement(app, parts, 'listMessageTexts', {}, async ({ db, params }) => ({
    items: await listMessageTexts(db, params.locationId),
  }));

  implement(app, parts, 'getMessageText', {}, async ({ db, params, reply }) => {
    const text = await readMessageText(db, params);
    reply.header('etag', `"${text.version}"`);
    return text;
  });

  implement(app, parts, 'putMessageText', { perMinute: 60 }, async (ctx) => {
    const words = judged(ctx.params.messageKind, ctx.body);
    const actor = { id: ctx.actor, name: ctx.actorName };
    const text = await writeMessageText(ctx.trx, { ...ctx.params, words, actor, now: new Date(ctx.now) });
    ctx.reply.header('etag', `"${text.version}"`);
    return text;
  });

  implement(app, parts, 'previewMessageText', { perMinute: 300, transaction: 'none' }, (ctx) => {
    const words = judged(ctx.params.messageKind, ctx.body);
    return previewMessageText(parts.db, { ...ctx.params, words, now: ctx.now, publicUrl });
  });
}

/** What the Guest App says of push messages. */
function registerPhoneRoutes(app: FastifyInstance, parts: ServerParts): void {
  const { masterKey } = parts.config;

  implement(app, parts, 'getPushKey', {}, async ({ db, now }) => {
    const { publicKey } = await openPushKey(db, { masterKey, now: new Date(now) });
    return { publicKey };
  });

  implement(app, parts, 'subscribePush', { perMinute: 30 }, async (ctx) => {
    const { locationId, deviceId } = ctx.caller;
    if (!isCallableUrl(ctx.body.endpoint, parts.localCallsAllowed)) {
      const fields = [{ path: 'body.endpoint', message: 'must be the https address of a push service' }];
      throw new ProblemError('invalid_request', { fields });
    }
    await subscribe(ctx.trx, { locationId, deviceId, target: ctx.body, masterKey, now: new Date(ctx.now) });
    return undefined;
  });

  implement(app, parts, 'unsubscribePush', { perMinute: 30 }, async (ctx) => {
    const { locationId, deviceId } = ctx.caller;
    await unsubscribe(ctx.trx, { locationId, deviceId, endpoint: ctx.body.endpoint, now: new Date(ctx.now) });
    return undefined;
  });

  implement(app, parts, 'postMessageReceipts', { perMinute: 120 }, async (ctx) => {
    const { locationId, deviceId } = ctx.caller;
    await takePushReceipts(ctx.trx, { locationId, deviceId, receipts: ctx.body.receipts, now: new Date(ctx.now) });
    return undefined;
  });
}

function registerReportRoute(app: FastifyInstance, parts: ServerParts): void {
  const { masterKey, publicUrl } = parts.config;
  implement(app, parts, 'receiveSmsReport', { perMinute: 6000 }, async (ctx) => {
    const { callbackSecret } = ctx.params;
    const settings = await ctx.trx
      .selectFrom('message_settings')
      .select(['location_id', 'sms_connector', 'sealed_sms_credentials'])
      .where('sms_callback_hash', '=', callbackHash(callbackSecret))
      .executeTakeFirst();
    const connector = settings?.sms_connector && (await connectors).sms.get(settings.sms_connector);
    if (!settings?.sealed_sms_credentials || !connector) throw new ProblemError('not_found');
    const locationId = settings.location_id;
    const credentials = openSettings(masterKey, 'sms', locationId, settings.sealed_sms_credentials);
    const report = connector.readReport(
      {
        url: smsCallbackUrl(publicUrl, callbackSecret),
        headers: textFields(ctx.request.headers),
        // The parser of this route made it; JSON that came instead has no fields that are text.
        form: textFields(ctx.request.body),
      },
      JSON.parse(credentials) as Record<string, unknown>, // checked by the connector before it was stored
    );
    if (!report.ok) throw new ProblemError('invalid_request', { detail: 'The report is not signed as it should be.' });
    if (report.state !== null) {
      const { providerRef, state } = report;
      await takeSmsReport(ctx.trx, { locationId, providerRef, state, now: new Date(ctx.now) });
    }
    return undefined;
  });
}
