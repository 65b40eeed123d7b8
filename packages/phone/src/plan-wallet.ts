// What must change in the phone's memory so that it holds exactly what a wallet says (docs/protocol §7.12). Pure.
import type { StoreChange } from './ports.ts';
import type { ReadWallet } from './read-wallet.ts';
import type {
  Collection,
  CredentialRecord,
  DeviceRecord,
  DoorKeyRecord,
  FastKeyRecord,
  PhoneRecords,
  ReceiptRecord,
} from './records.ts';

/** What the phone holds before. */
export interface HeldNow {
  readonly device: DeviceRecord | undefined;
  readonly doorKeys: readonly DoorKeyRecord[];
  readonly credentials: readonly CredentialRecord[];
  readonly fastKeys: readonly FastKeyRecord[];
  /** Ids held in the collections that a wallet replaces whole. */
  readonly ids: Readonly<Record<'locations' | 'stays' | 'keys' | 'mail', readonly string[]>>;
}

/** One atomic write, and what it means. */
export interface WalletPlan {
  readonly changes: readonly StoreChange[];
  readonly stored: readonly string[];
  readonly removed: readonly string[];
  readonly unusable: readonly string[];
}

/** Plans the write. A door key dies with the last credential bound to it and is never used again; only then is `removed` claimed. */
export function planWallet(wallet: ReadWallet, held: HeldNow, now: number): WalletPlan {
  const doorKeyIds = new Set(held.doorKeys.map((doorKey) => doorKey.id));
  const usable = wallet.credentials.filter((credential) => doorKeyIds.has(credential.doorKeyId));
  const unusable = wallet.credentials.filter((credential) => !doorKeyIds.has(credential.doorKeyId));
  const heldById = new Map(held.credentials.map((credential) => [credential.id, credential]));
  const fresh = usable.filter((credential) => !sameDocument(heldById.get(credential.id), credential));

  const kept = new Set(usable.map((credential) => credential.id));
  const gone = held.credentials.filter((credential) => !kept.has(credential.id));
  const stillBound = new Set(usable.map((credential) => credential.doorKeyId));
  const deadKeys = new Set(gone.map((one) => one.doorKeyId).filter((doorKeyId) => !stillBound.has(doorKeyId)));
  const removed = gone.filter((credential) => deadKeys.has(credential.doorKeyId)).map((credential) => credential.id);

  const changes: StoreChange[] = [
    ...gone.map(({ id }) => drop('credentials', id)),
    ...[...deadKeys].map((id) => drop('doorKeys', id)),
    ...held.fastKeys.filter((fastKey) => deadKeys.has(fastKey.doorKeyId)).map(({ id }) => drop('fastKeys', id)),
    ...removed.map((id) => put('receipts', receipt(id, 'removed', now))),
    // A door key that is gone (the browser threw it away) opens nothing: said so, the server signs for another.
    ...unusable.map(({ id }) => put('receipts', receipt(id, 'removed', now))),
    ...usable.map((record) => put('credentials', record)),
    ...fresh.map(({ id }) => put('receipts', receipt(id, 'delivered', now))),
    ...replaceAll('locations', wallet.locations, held.ids.locations),
    ...replaceAll('stays', wallet.stays, held.ids.stays),
    ...replaceAll('keys', wallet.keys, held.ids.keys),
    ...replaceAll('mail', wallet.mail, held.ids.mail),
  ];
  if (held.device) changes.push(put('device', { ...held.device, spareDoorKeysWanted: wallet.spareDoorKeysWanted }));
  return { changes, stored: fresh.map(({ id }) => id), removed, unusable: unusable.map(({ id }) => id) };
}

function sameDocument(held: CredentialRecord | undefined, next: CredentialRecord): boolean {
  if (!held || held.document.length !== next.document.length || held.doorKeyId !== next.doorKeyId) return false;
  return held.document.every((byte, at) => byte === next.document[at]);
}

function replaceAll<C extends 'locations' | 'stays' | 'keys' | 'mail'>(
  collection: C,
  records: readonly PhoneRecords[C][],
  heldIds: readonly string[],
): StoreChange[] {
  const next = new Set(records.map((record) => record.id));
  const old = heldIds.filter((id) => !next.has(id));
  return [...old.map((id) => drop(collection, id)), ...records.map((record) => put(collection, record))];
}

function receipt(id: string, state: ReceiptRecord['state'], at: number): ReceiptRecord {
  return { id, state, at };
}

/** One `put`. */
export function put<C extends Collection>(collection: C, record: PhoneRecords[C]): StoreChange {
  return { op: 'put', collection, record } as StoreChange; // C ties record to collection, which the union can't say
}

/** One `delete`. */
export function drop<C extends Collection>(collection: C, id: string): StoreChange {
  return { op: 'delete', collection, id } as StoreChange; // the same
}
