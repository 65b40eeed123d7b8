// Journal pages from a carrier, one by one: a bad page does not keep a good one out.
import type { JournalPagesResult } from '@nightlatch/api';
import type { Type } from 'typebox';
import type { Trx } from '../db/schema.ts';
import { acceptPage } from '../journal/accept-pages.ts';
import type { ServerParts } from '../server-parts.ts';

type Result = Type.Static<typeof JournalPagesResult>;

export const takePages = async (
  parts: ServerParts,
  trx: Trx,
  of: { locationId: string; pages: readonly string[]; now: Date },
): Promise<Result> => {
  const results: Result['results'] = [];
  for (const page of of.pages) {
    const bytes = Buffer.from(page, 'base64url');
    const outcome = await acceptPage(trx, parts.signing, { locationId: of.locationId, page: bytes, now: of.now });
    results.push(
      outcome.ok ? { ok: true, code: null, entries: outcome.entries } : { ok: false, code: outcome.code, entries: 0 },
    );
  }
  return { accepted: results.filter((result) => result.ok).length, results };
};
