// Keeps a PMS's hints before they are acknowledged: "something about this reservation may have changed" (never a fact). Webhooks that come close
// together are kept in one transaction.
import { createHash } from 'node:crypto';
import { findConnectors } from '@nightlatch/connectors';
import { transactTogether } from '../db/ask.ts';
import { isAboutContent, isRetryable } from '../db/sql-state.ts';
import { EMIT_MANY, jobSpecs } from '../events.ts';
import { attempt, createGatherer, type Outcome } from '../gather.ts';
import { newId } from '../ids.ts';
import type { ServerParts } from '../server-parts.ts';

export type HintOutcome =
  | { readonly ok: true; readonly hints: number }
  | { readonly ok: false; readonly code: 'not_found' | 'malformed' };

/** One webhook as it came. The address's secret part is its only protection, so an unknown one is nobody's. */
export type Webhook = { readonly webhookSecret: string; readonly body: unknown; readonly now: Date };

type ConnectionRow = {
  readonly webhook_secret_hash: Buffer;
  readonly location_id: string;
  readonly config: Record<string, unknown>;
};

const connectors = findConnectors();

/** Webhooks of one transaction: nobody should wait long for others' sake. */
const MOST = 200;
const MOST_TRIES = 4;

// Written by checkConfig-ed settings only: a flat object.
const CONNECTIONS = `select webhook_secret_hash, location_id, config from pms_connection
  where connector = $1 and webhook_secret_hash = any($2::bytea[])`;
const KEEP = `insert into inbox_hint (location_id, id, connector, reference, topic, received_at)
  select location_id, id, connector, reference, topic, received_at from jsonb_populate_recordset(null::inbox_hint, $1::jsonb)`;

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

const keepAll = async (
  { pool }: Pick<ServerParts, 'pool'>,
  name: string,
  webhooks: readonly Webhook[],
): Promise<readonly Outcome<HintOutcome>[]> => {
  const connector = (await connectors).pms.get(name);
  return transactTogether(pool, async (ask) => {
    const hashes = webhooks.map(({ webhookSecret }) => hashOf(webhookSecret));
    const rows = await ask<ConnectionRow>(CONNECTIONS, [name, hashes]);
    const connections = new Map(rows.map((row) => [row.webhook_secret_hash.toString('hex'), row]));
    const hints: object[] = [];
    const events: Parameters<typeof jobSpecs>[0][number][] = [];
    const keep = async ({ body, now }: Webhook, connection: ConnectionRow | undefined): Promise<HintOutcome> => {
      if (!connector || !connection) return { ok: false, code: 'not_found' };
      const parsed = connector.parseWebhook(body, connection.config);
      if (!parsed.ok) return { ok: false, code: 'malformed' };
      const { location_id } = connection;
      if (parsed.rooms) events.push({ event: { name: 'pms.tended', locationId: location_id }, at: null });
      for (const { reference, topic } of parsed.hints) {
        const id = newId();
        hints.push({ location_id, id, connector: name, reference, topic, received_at: now });
        events.push({ event: { name: 'hint.received', locationId: location_id, hintId: id }, at: null });
      }
      return { ok: true, hints: parsed.hints.length };
    };
    const value = await Promise.all(
      webhooks.map((webhook, at) => attempt(() => keep(webhook, connections.get(hashes[at]?.toString('hex') ?? '')))),
    );
    const last = [
      ...(hints.length > 0 ? [ask(KEEP, [JSON.stringify(hints)])] : []),
      ...(events.length > 0 ? [ask(EMIT_MANY, jobSpecs(events))] : []),
    ];
    return { value, last };
  });
};

/** Tried again when another transaction was in the way, for instance one that takes an equal job up. */
const keepTogether = async (
  parts: Pick<ServerParts, 'pool'>,
  connector: string,
  webhooks: readonly Webhook[],
): Promise<readonly Outcome<HintOutcome>[]> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await keepAll(parts, connector, webhooks);
    } catch (error) {
      if (tries >= MOST_TRIES || !isRetryable(error)) throw error;
    }
  }
};

/** Gives a function that keeps the hints of one webhook of a connector, together with those that come meanwhile. */
export const createHintReceiver = (
  parts: Pick<ServerParts, 'pool' | 'gathers'>,
): ((connector: string, webhook: Webhook) => Promise<HintOutcome>) =>
  createGatherer<Webhook, HintOutcome>({
    run: (connector, webhooks) => keepTogether(parts, connector, webhooks),
    tryAlone: isAboutContent,
    most: MOST,
    together: parts.gathers,
  });
