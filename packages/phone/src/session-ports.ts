// What one session may know of this phone: only what concerns the one door it is for (docs/protocol §2.3, §7.12).
import {
  equalBytes,
  fromHex,
  groupIdOf,
  hex,
  lockIdOf,
  MAILBOX,
  type PhoneMailbox,
  type PhonePorts,
  readDocument,
  type Signer,
} from '@nightlatch/aliro';
import type { DoorCandidate } from './choose-door.ts';
import { put } from './plan-wallet.ts';
import type { Clock, PhoneStore, StoreChange } from './ports.ts';
import type { LocationRecord } from './records.ts';

/** How long the guest's own act counts (docs/protocol §7.12). */
export const ACT_COUNTS_MS = 10_000;
/** A clock before this is not plausible: 2025-01-01. */
const PLAUSIBLE_FROM = 1_735_689_600_000;

/** Fast keys of this phone, over all doors; one more pushes out the one stored longest ago (docs/protocol §7.7). */
export const MOST_FAST_KEYS = 64;

/** What the ports are made from. */
export interface SessionPortsOptions {
  readonly store: PhoneStore;
  readonly clock: Clock;
  readonly candidate: DoorCandidate;
  readonly location: LocationRecord;
  readonly signer: Signer;
  /** The 8192-byte mailbox of this session; the lock writes its journal page into it. */
  readonly mailbox: Uint8Array;
  /** True when the mailbox holds mail, or room for the lock's journal page: bit 3 of the signaling bitmap. */
  readonly mailPresent: boolean;
  /** UTC ms. */
  readonly actedAt: number;
}

/** Makes the ports. Any other reader identifier or group gets the answers of a phone that has never heard of it. */
export function createSessionPorts(options: SessionPortsOptions): PhonePorts {
  const { candidate, location, clock } = options;
  const reader = fromHex(candidate.door.readerIdentifier);
  const mine = (asked: Uint8Array): boolean => equalBytes(asked, reader);
  const fastId = `${candidate.door.readerIdentifier}:${candidate.credential.doorKeyId}`;
  return {
    groupKeys: async (groupId) => (equalBytes(groupId, groupIdOf(reader)) ? location.readerIssuerPoints : []),
    credential: async (asked) =>
      mine(asked) ? { signer: options.signer, document: candidate.credential.document } : null,
    revocation: async (asked) => (mine(asked) ? listFor(location.revocationDocument, lockIdOf(reader)) : null),
    mailbox: async (asked) => (mine(asked) ? createMailbox(options.mailbox, options.mailPresent) : null),
    userPresent: async () => clock.now() - options.actedAt <= ACT_COUNTS_MS,
    kpersistent: {
      get: async (asked) => {
        const held = mine(asked) ? await options.store.get('fastKeys', fastId) : undefined;
        if (!held) return null;
        return { key: held.secret, groupKeyX: held.groupKeyX, devicePoint: fromHex(held.doorKeyId) };
      },
      put: async (asked, stored) => {
        if (!mine(asked) || hex(stored.devicePoint) !== candidate.credential.doorKeyId) return;
        const { doorKeyId } = candidate.credential;
        if ((await options.store.get('doorKeys', doorKeyId)) === undefined) return; // revoked meanwhile
        const { key: secret, groupKeyX } = stored;
        const record = { id: fastId, doorKeyId, secret, groupKeyX, storedAt: clock.now() };
        await options.store.write([...(await overfull(options.store, fastId)), put('fastKeys', record)]);
      },
    },
    now: () => (clock.now() >= PLAUSIBLE_FROM ? clock.now() : null),
  };
}

/**
 * A list made for one lock (element `rv:` and its lockId) is shown to that lock only: at any other door its newer time would ask for a
 * fetch that brings nothing, and keep the fast phase away (docs/protocol §5.6, §7.7).
 */
function listFor(list: Uint8Array | undefined, lockId: Uint8Array): Uint8Array | null {
  if (list === undefined) return null;
  const single = (readDocument(list)?.elements ?? []).filter((element) => /^rv:[0-9a-f]{16}$/.test(element));
  return single.length === 0 || single.includes(`rv:${hex(lockId)}`) ? list : null;
}

/** Drops that make room for one fast key: oldest first. Renewing `fastId` itself needs none. */
async function overfull(store: PhoneStore, fastId: string): Promise<StoreChange[]> {
  const others = (await store.all('fastKeys')).filter(({ id }) => id !== fastId);
  const oldestFirst = others.sort((a, b) => a.storedAt - b.storedAt);
  return oldestFirst
    .slice(0, Math.max(0, others.length + 1 - MOST_FAST_KEYS))
    .map(({ id }) => ({ op: 'delete', collection: 'fastKeys', id }));
}

function createMailbox(bytes: Uint8Array, mailPresent: boolean): PhoneMailbox {
  return {
    size: MAILBOX.size,
    mailPresent,
    read: async (offset, length) => bytes.slice(offset, offset + length),
    apply: async (writes) => {
      for (const { offset, data } of writes) bytes.set(data, offset);
    },
  };
}
