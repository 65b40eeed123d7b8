// Pages of the demo alone: the outbox of messages that were captured instead of sent, and the terms that a guest accepts.
import type { CapturedMessage } from '@nightlatch/api';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ServerParts } from '../server-parts.ts';
import { assertMay, authenticate, standingAt } from './authenticate.ts';
import { listCaptured } from './message-view.ts';
import { escapeHtml, plainPage } from './plain-pages.ts';
import { ProblemError } from './problem-error.ts';

/** Where nothing is simulated there are no such pages. */
export function registerDemoPages(app: FastifyInstance, parts: ServerParts): void {
  if (parts.config.corridorUrl === null) return;
  const html = (reply: FastifyReply, text: string) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(text);

  app.get('/demo/terms', async (_request, reply) => html(reply, termsPage));
  app.get('/demo/outbox', async (request, reply) => {
    try {
      const caller = await authenticate(parts, 'staff', request);
      const demo = await parts.db.selectFrom('location').select('id').where('demo', '=', true).executeTakeFirst();
      if (!demo) throw new ProblemError('not_found');
      assertMay(await standingAt(parts.db, caller, demo.id), 'guests.enrol_device');
      const of = { locationId: demo.id, query: { limit: 100 }, masterKey: parts.config.masterKey };
      return html(reply, outboxPage((await listCaptured(parts.db, of)).items));
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'not_signed_in') return html(reply, signInPage);
      throw error;
    }
  });
}

const signInPage = plainPage(
  'Outbox',
  '<p>The outbox holds guests’ one-time links: <a href="/console/">sign in to the staff console</a> as front desk, then open this page again.</p>',
);

const termsPage = plainPage(
  'Terms of the demo hotel',
  '<p>Version demo-1. This hotel is invented and so are its terms: be kind to the doors, and tell the desk what you would change.</p>',
);

function outboxPage(messages: readonly CapturedMessage[]): string {
  const intro =
    '<p><strong>Simulated.</strong> These messages were written as they would have left, and did not leave: the demo hotel captures its e-mail. Newest first.</p>';
  const items = messages.map(
    ({ to, subject, capturedAt, text }) =>
      `<h2>${escapeHtml(subject)}</h2><p>To ${escapeHtml(to)}, ${escapeHtml(capturedAt)}</p><pre>${linked(text)}</pre>`,
  );
  return plainPage('Outbox (simulated)', intro + (items.join('') || '<p>Nothing yet.</p>'));
}

/** The text with its addresses as links. */
const linked = (text: string): string =>
  escapeHtml(text).replaceAll(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
