// Keeps a PMS's hint before it is acknowledged: "something about this reservation may have changed" (never a fact).
import { createHash } from 'node:crypto';
import { findConnectors } from '@nightlatch/connectors';
import type { Trx } from '../db/schema.ts';
import { emit } from '../events.ts';
import { newId } from '../ids.ts';

export type HintOutcome =
  | { readonly ok: true; readonly hints: number }
  | { readonly ok: false; readonly code: 'not_found' | 'malformed' };

const connectors = findConnectors();

/** Stores every hint of one webhook. The address's secret part is its only protection, so an unknown one is nobody's. */
export const receiveWebhook = async (
  trx: Trx,
  of: { connector: string; webhookSecret: string; body: unknown; now: Date },
): Promise<HintOutcome> => {
  const connector = (await connectors).pms.get(of.connector);
  const connection = await trx
    .selectFrom('pms_connection')
    .select(['location_id', 'config'])
    .where('connector', '=', of.connector)
    .where('webhook_secret_hash', '=', createHash('sha256').update(of.webhookSecret).digest())
    .executeTakeFirst();
  if (!connector || !connection) return { ok: false, code: 'not_found' };
  // Written by checkConfig-ed settings only: a flat object.
  const parsed = connector.parseWebhook(of.body, connection.config as Record<string, unknown>);
  if (!parsed.ok) return { ok: false, code: 'malformed' };
  if (parsed.rooms) await emit(trx, { name: 'pms.tended', locationId: connection.location_id });
  for (const hint of parsed.hints) {
    const hintId = newId();
    await trx
      .insertInto('inbox_hint')
      .values({
        location_id: connection.location_id,
        id: hintId,
        connector: of.connector,
        reference: hint.reference,
        topic: hint.topic,
        received_at: of.now,
      })
      .execute();
    await emit(trx, { name: 'hint.received', locationId: connection.location_id, hintId });
  }
  return { ok: true, hints: parsed.hints.length };
};
