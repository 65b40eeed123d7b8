// Which door to open with what: the document goes by reader identifier, never by a name (docs/protocol §7.12).
import { hex, parseInfo } from '@nightlatch/aliro';
import type { Advert } from './ports.ts';
import type { CredentialRecord } from './records.ts';
import type { UnlockOptions } from './unlock-types.ts';
import type { WalletDoor } from './wallet.ts';

/** One door that one credential of this phone is for. */
export interface DoorCandidate {
  readonly door: WalletDoor;
  readonly credential: CredentialRecord;
}

/** All doors that the options allow; of several credentials for one door the newest signed comes first. */
export function listCandidates(credentials: readonly CredentialRecord[], options: UnlockOptions): DoorCandidate[] {
  return credentials
    .filter((credential) => options.keyId === undefined || credential.keyId === options.keyId)
    .toSorted((a, b) => b.signedAt - a.signedAt)
    .flatMap((credential) => credential.doors.map((door) => ({ door, credential })))
    .filter(({ door }) => options.doorId === undefined || door.doorId === options.doorId);
}

/** The candidate for a reader identifier. */
export function candidateFor(
  candidates: readonly DoorCandidate[],
  readerIdentifier: Uint8Array,
): DoorCandidate | undefined {
  const wanted = hex(readerIdentifier);
  return candidates.find(({ door }) => door.readerIdentifier === wanted);
}

/**
 * The adverts worth a link, best first: nearest first, and of equals the guest's room before common doors. Adverts
 * that show no `info` might be any door and are kept. The one that the guest picked is tried whatever it is.
 */
export function rankAdverts(
  adverts: readonly Advert[],
  candidates: readonly DoorCandidate[],
  advertId: string | undefined,
): Advert[] {
  if (advertId !== undefined) return adverts.filter((advert) => advert.id === advertId);
  const chosen = adverts.find((advert) => advert.chosenAt !== undefined);
  if (chosen) return [chosen];
  return adverts
    .map((advert) => ({ advert, rank: rankOf(advert, candidates) }))
    .filter(({ rank }) => rank !== undefined)
    .toSorted((a, b) => (b.advert.rssi ?? FARTHEST) - (a.advert.rssi ?? FARTHEST) || (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ advert }) => advert);
}

const FARTHEST = -127;

function rankOf(advert: Advert, candidates: readonly DoorCandidate[]): number | undefined {
  if (!advert.info) return 2;
  const info = parseInfo(advert.info);
  if (!info.ok) return undefined;
  const candidate = candidateFor(candidates, info.value.readerIdentifier);
  if (!candidate) return undefined;
  return candidate.door.kind === 'room' ? 0 : 1;
}
