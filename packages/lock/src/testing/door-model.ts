// What the rules say, in a few lines that share nothing with the lock: who opens, why not, and what a lock then knows (docs/protocol §7).
import { equalBytes, hex, type RevocationEntry } from '@nightlatch/aliro';
import type { TestStay } from './test-corridor.ts';

/** Between what a clock may be slow by (10 min, and 5 of uncertainty) and what days here make it slow by (16 and more). */
const MOST_AHEAD_MS = 15.8 * 60_000;
const MOST_ENTRIES = 256;

/** What a document grants: a stay in the room, or a zone to work in. */
export type Right =
  | { readonly kind: 'guest'; readonly stay: TestStay; readonly mode: 'override' | 'join' }
  | { readonly kind: 'staff'; readonly personId: Uint8Array; readonly passesPrivacy: boolean };

/** A published list: full, as our issuer writes it. `epoch` names the key that signed it. */
export interface PublishedList {
  readonly epoch: number;
  readonly signedMs: number;
  readonly entries: readonly RevocationEntry[];
  readonly document: Uint8Array;
}

/** What comes to the door: a document, the key that answers for it, and the list that the phone carries. */
export interface Claim {
  readonly right: Right;
  readonly epoch: number;
  readonly signedMs: number;
  readonly validUntilMs: number;
  readonly keyHash: Uint8Array;
  /** False: the document belongs to another device key. */
  readonly genuine: boolean;
  readonly list?: PublishedList | undefined;
}

/** Mail as the model knows it; `epoch` names the mail key (root acts have none). */
export type ModelMail = { readonly seq: number; readonly epoch: number } & (
  | { readonly kind: 'anchor'; readonly cls: 'credential' | 'mail'; readonly next: number; readonly min: number }
  | { readonly kind: 'time-answer' | 'time-floor'; readonly at: number }
  | { readonly kind: 'revocation'; readonly list: PublishedList }
  | { readonly kind: 'generation-floor'; readonly generation: number }
  | { readonly kind: 'configuration'; readonly privacyMode: 0 | 1 }
);

const MAIL_ORDER: readonly ModelMail['kind'][] = [
  ...(['anchor', 'time-answer', 'time-floor', 'revocation', 'generation-floor', 'configuration'] as const),
];

/** The door as it should be. */
export class DoorModel {
  serverUp = true;
  generation = 0;
  occupancy: string | undefined;
  listSignedMs = 0;
  entries: readonly RevocationEntry[] = [];
  overflowFloorMs = 0;
  privacy = false;
  privacyMode: 0 | 1 = 0;
  /** Epochs of the keys that count, newest first. */
  keys: Readonly<Record<'credential' | 'mail', readonly number[]>> = { credential: [1], mail: [1] };
  seqs: ReadonlyMap<string, number> = new Map();
  /** False after a power loss: nobody told the time since. */
  clockSet = true;
  /** True time minus the lock's. */
  behindMs = 0;
  floorMs: number;

  constructor(commissionedAtMs: number) {
    this.floorMs = commissionedAtMs;
  }

  clone(): DoorModel {
    return Object.assign(new DoorModel(this.floorMs), this);
  }

  lockNow(trueMs: number): number {
    return Math.max(trueMs - this.behindMs, this.floorMs);
  }

  clockKnown(trueMs: number): boolean {
    return this.clockSet && this.floorMs - (trueMs - this.behindMs) <= MOST_AHEAD_MS;
  }

  /** One whole visit: list, mail where the clock needs it, verdict, opening, mail. Gives the reason, or `open`. */
  meet(claim: Claim, trueMs: number, mails: readonly ModelMail[] = []): string {
    const refused = this.takeList(claim.list, trueMs);
    const trusted = this.keys.credential.includes(claim.epoch);
    const heals = trusted && refused === undefined && !this.clockKnown(trueMs);
    if (heals) this.takeAll(mails, trueMs);
    const verdict = refused ?? this.judge(claim, trueMs);
    if (verdict === 'open') this.opened(claim, trueMs);
    if (trusted && !heals) this.takeAll(mails, trueMs);
    return verdict;
  }

  judge(claim: Claim, trueMs: number): string {
    const { right } = claim;
    if (!this.keys.credential.includes(claim.epoch)) return '0108';
    const late = this.judgeTime(claim, trueMs);
    if (late !== undefined) return late;
    if (!claim.genuine) return '0107';
    if (claim.signedMs < this.overflowFloorMs) return '0106';
    if (this.entries.some((entry) => names(entry, claim))) return '0103';
    if (right.kind === 'staff') return this.privacy && !right.passesPrivacy ? '0202' : 'open';
    const { stay } = right;
    if (stay.generation < this.generation) return '0104';
    const isNewer = stay.generation > this.generation;
    if (isNewer && right.mode === 'join') return '0105';
    if (!isNewer && this.occupancy !== undefined && this.occupancy !== hex(stay.occupancyId)) return '0104';
    return this.privacy && (isNewer || this.privacyMode === 0) ? '0202' : 'open';
  }

  judgeTime(claim: { readonly signedMs: number; readonly validUntilMs: number }, trueMs: number): string | undefined {
    if (!this.clockKnown(trueMs)) return '0301';
    const now = wholeSeconds(this.lockNow(trueMs));
    if (claim.signedMs - now > MOST_AHEAD_MS) return '0301';
    return Math.max(now, claim.signedMs) > claim.validUntilMs ? '0101' : undefined;
  }

  opened(claim: Claim, trueMs: number): void {
    this.prove(claim.signedMs, trueMs);
    if (claim.right.kind === 'staff') return;
    this.generation = claim.right.stay.generation;
    this.occupancy = hex(claim.right.stay.occupancyId);
  }

  /** Takes a newer list; the reason where it is one that ends the visit. */
  takeList(list: PublishedList | undefined, trueMs: number): string | undefined {
    if (!list || list.signedMs <= this.listSignedMs) return undefined;
    if (!this.keys.credential.includes(list.epoch)) return '0108';
    if (this.clockKnown(trueMs) && list.signedMs - wholeSeconds(this.lockNow(trueMs)) > MOST_AHEAD_MS) return '0301';
    this.prove(list.signedMs, trueMs);
    if (list.entries.length > MOST_ENTRIES) {
      this.overflowFloorMs = Math.max(this.overflowFloorMs, list.signedMs);
      return undefined;
    }
    this.listSignedMs = list.signedMs;
    this.entries = list.entries;
    return undefined;
  }

  /** What becomes of one item of mail that our server wrote. */
  takeMail(mail: ModelMail, trueMs: number): string {
    if (mail.kind !== 'anchor' && !this.keys.mail.includes(mail.epoch)) return 'unknown_signer';
    const last = this.seqs.get(mail.kind) ?? 0;
    if (mail.kind !== 'time-answer' && mail.seq <= last) return mail.seq === last ? 'already_applied' : 'old_sequence';
    if (mail.kind === 'revocation' && this.takeList(mail.list, trueMs) !== undefined) return 'inner_document';
    if (mail.kind !== 'time-answer') this.seqs = new Map(this.seqs).set(mail.kind, mail.seq);
    if (mail.kind === 'time-floor') this.floorMs = Math.max(this.floorMs, mail.at);
    if (mail.kind === 'configuration') this.privacyMode = mail.privacyMode;
    if (mail.kind === 'time-answer') {
      this.floorMs = Math.max(this.floorMs, mail.at);
      this.behindMs = trueMs - mail.at;
      this.clockSet = true;
    }
    if (mail.kind === 'anchor') {
      const kept = [mail.next, ...this.keys[mail.cls]].filter((epoch) => epoch >= mail.min).slice(0, 2);
      this.keys = { ...this.keys, [mail.cls]: kept };
    }
    if (mail.kind === 'generation-floor' && mail.generation > this.generation) {
      this.generation = mail.generation;
      this.occupancy = undefined;
    }
    return 'applied';
  }

  takeAll(mails: readonly ModelMail[], trueMs: number): void {
    const inOrder = [...mails].sort((a, b) => MAIL_ORDER.indexOf(a.kind) - MAIL_ORDER.indexOf(b.kind) || a.seq - b.seq);
    for (const mail of inOrder) this.takeMail(mail, trueMs);
  }

  /** A verified time: proven past, and a running clock behind it is put right. */
  prove(provenMs: number, trueMs: number): void {
    if (this.clockKnown(trueMs) && provenMs > this.lockNow(trueMs)) this.behindMs = trueMs - provenMs;
    this.floorMs = Math.max(this.floorMs, provenMs);
  }
}

function names(entry: RevocationEntry, { keyHash, right }: Claim): boolean {
  if (entry.keyHash && equalBytes(entry.keyHash, keyHash)) return true;
  const id = right.kind === 'guest' ? right.stay.occupancyId : right.personId;
  return entry.id !== undefined && equalBytes(entry.id, id);
}

/** Documents and mail carry whole seconds. */
export function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
