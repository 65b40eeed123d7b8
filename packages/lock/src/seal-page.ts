// The next journal page, signed by the lock and sealed to the server (docs/protocol §7.9).
import { sealJournalPage } from '@nightlatch/aliro';
import { nextPage } from './journal-memory.ts';
import type { LockCore } from './lock-core.ts';

/** The largest page of docs/protocol §7.9. */
const MAX_PAGE_BYTES = 4094;

/** Seals the oldest entries that nobody receipted; undefined when there are none, or no room for one. */
export async function sealNextPage(
  core: LockCore,
  options: { readonly afterSeq?: number; readonly capacityBytes?: number },
): Promise<Uint8Array | undefined> {
  const { identity, anchors, journal } = core.state;
  const seal = anchors.find((anchor) => anchor.class === 'seal');
  const capacityBytes = Math.min(options.capacityBytes ?? MAX_PAGE_BYTES, MAX_PAGE_BYTES);
  const next = nextPage(journal, { ...options, capacityBytes });
  if (!identity || !core.signer || !seal || !next) return undefined;
  return sealJournalPage({
    lockSigner: core.signer,
    readerIdentifier: identity.readerIdentifier,
    sealPoint: seal.point,
    previousHash: next.previousHash,
    entries: next.entries,
  });
}
