// Lock mail: signed messages that anyone may carry (docs/protocol §7.8). The mailbox they lie in: mailbox-layout.ts.
// Longer than most files: eight bodies, each with its writer and reader side by side.
import { AliroError } from '../aliro-error.ts';
import type { Signer } from '../crypto/crypto-port.ts';
import { verifySignature } from '../crypto/keys.ts';
import { looksLikePoint } from '../crypto/point.ts';
import { readSign1, sign1, signedBytes } from '../documents/cose.ts';
import { fromSeconds, toSeconds } from '../documents/signed-time.ts';
import { type Bytes, concat, equalBytes, utf8 } from '../encoding/bytes.ts';
import { type CborNode, type CborValue, cborMap, cborValueOf, decodeCbor, encodeCbor } from '../encoding/cbor.ts';
import { bytesOf, fieldOf, onlyLabels, uintOf } from '../encoding/cbor-fields.ts';
import { good, type Result, refuse } from '../result.ts';
import { configurationValue, type LockConfiguration, readConfiguration } from './lock-configuration.ts';

/** Classes of anchors (§7.10). */
export type AnchorClass = 'credential' | 'mail' | 'root' | 'seal';

/** The number of each class on the wire. */
export const ANCHOR_CLASS: Readonly<Record<AnchorClass, number>> = { credential: 1, mail: 2, root: 3, seal: 4 };

/** The class of a number on the wire. */
export function anchorClassOf(code: number | undefined): AnchorClass | undefined {
  const classes: readonly AnchorClass[] = ['credential', 'mail', 'root', 'seal'];
  return code === undefined ? undefined : classes[code - 1];
}

/** What a mail item says. Instants in UTC ms, whole seconds on the wire. */
export type MailBody =
  | { readonly kind: 'time-floor'; readonly at: number }
  | { readonly kind: 'time-answer'; readonly at: number; readonly nonce: Uint8Array }
  /** One `aliro-r` document as issued. */
  | { readonly kind: 'revocation'; readonly document: Uint8Array }
  | {
      readonly kind: 'anchor';
      readonly class: AnchorClass;
      readonly epoch: number;
      readonly point: Uint8Array;
      readonly minEpoch: number;
      readonly newRootSignature?: Uint8Array;
    }
  | { readonly kind: 'configuration'; readonly configuration: LockConfiguration }
  | { readonly kind: 'generation-floor'; readonly lockId: Uint8Array; readonly generation: number }
  | { readonly kind: 'journal-receipt'; readonly first: number; readonly last: number; readonly hash: Uint8Array }
  | { readonly kind: 'reset'; readonly generation?: number; readonly iteration?: number };

/** Kinds of mail. */
export type MailKind = MailBody['kind'];

/** The type number of each kind, which is also the `reason` of journal event 3. */
export const MAIL_TYPE: Readonly<Record<MailKind, number>> = {
  'time-floor': 1,
  'time-answer': 2,
  revocation: 3,
  anchor: 4,
  configuration: 5,
  'generation-floor': 6,
  'journal-receipt': 7,
  reset: 8,
};

/** The class of anchor that must sign each kind. */
export const MAIL_SIGNER: Readonly<Record<MailKind, 'mail' | 'root'>> = {
  'time-floor': 'mail',
  'time-answer': 'mail',
  revocation: 'mail',
  anchor: 'root',
  configuration: 'mail',
  'generation-floor': 'mail',
  'journal-receipt': 'mail',
  reset: 'root',
};

/** Order in which a lock processes mail, whatever the order of the array: types 4, 2, 1, 3, 6, 5, 7, 8. */
export const MAIL_ORDER: readonly MailKind[] = [
  'anchor',
  'time-answer',
  'time-floor',
  'revocation',
  'generation-floor',
  'configuration',
  'journal-receipt',
  'reset',
];

/** Most bytes of one mail item. */
export const MAIL_ITEM_BYTES: 4096 = 4096;

/** Whom a mail item is for: a whole group (16 bytes), or one lock of it (lockId, 8 bytes). */
export type MailScope = { readonly groupId: Uint8Array; readonly lockId?: Uint8Array };

/** A mail item as read, not trusted until `verifyMail` says so. Instants in UTC ms. */
export type Mail = {
  readonly kid: Uint8Array;
  readonly type: number;
  readonly scope: MailScope;
  readonly seq: number;
  readonly issuedAt: number;
  readonly notAfter: number | null;
  readonly body: MailBody;
  /** COSE signed bytes and signature, for verifyMail. */
  readonly signedBytes: Uint8Array;
  readonly signature: Uint8Array;
  /** For an anchor of class root: the bytes the new root's own signature must cover (the mail's without field 4). */
  readonly newRootSignedBytes: Uint8Array | null;
};

const CONTEXT = utf8('nightlatch-mail-1');

function bodyValue(body: MailBody): CborValue {
  switch (body.kind) {
    case 'time-floor':
      return cborMap([0, toSeconds(body.at)]);
    case 'time-answer':
      return cborMap([0, toSeconds(body.at)], [1, body.nonce]);
    case 'revocation':
      return body.document;
    case 'anchor':
      return cborMap(
        [0, ANCHOR_CLASS[body.class]],
        [1, body.epoch],
        [2, body.point],
        [3, body.minEpoch],
        [4, body.newRootSignature],
      );
    case 'configuration':
      return configurationValue(body.configuration);
    case 'generation-floor':
      return cborMap([0, body.lockId], [1, body.generation]);
    case 'journal-receipt':
      return cborMap([0, body.first], [1, body.last], [2, body.hash]);
    case 'reset':
      return cborMap([0, body.generation], [1, body.iteration]);
  }
}

function readAnchor(node: CborNode): MailBody | null {
  const anchorClass = anchorClassOf(uintOf(fieldOf(node, 0)));
  const epoch = uintOf(fieldOf(node, 1));
  const point = bytesOf(fieldOf(node, 2), 65);
  const minEpoch = uintOf(fieldOf(node, 3));
  const own = fieldOf(node, 4);
  const newRootSignature = own === undefined ? undefined : bytesOf(own, 64);
  if (anchorClass === undefined || epoch === undefined || minEpoch === undefined) return null;
  if (point === undefined || !looksLikePoint(point) || (own !== undefined && newRootSignature === undefined))
    return null;
  const anchor = { kind: 'anchor' as const, class: anchorClass, epoch, point, minEpoch };
  return newRootSignature === undefined ? anchor : { ...anchor, newRootSignature };
}

function readReset(node: CborNode): MailBody | null {
  const generationNode = fieldOf(node, 0);
  const iterationNode = fieldOf(node, 1);
  const generation = uintOf(generationNode);
  const iteration = uintOf(iterationNode);
  if (
    (generationNode !== undefined && generation === undefined) ||
    (iterationNode !== undefined && iteration === undefined)
  )
    return null;
  return {
    kind: 'reset',
    ...(generation === undefined ? {} : { generation }),
    ...(iteration === undefined ? {} : { iteration }),
  };
}

function readReceipt(node: CborNode): MailBody | null {
  const first = uintOf(fieldOf(node, 0));
  const last = uintOf(fieldOf(node, 1));
  const hash = bytesOf(fieldOf(node, 2), 32);
  return first === undefined || last === undefined || hash === undefined
    ? null
    : { kind: 'journal-receipt', first, last, hash };
}

function readTimed(node: CborNode, withNonce: boolean): MailBody | null {
  const at = fromSeconds(uintOf(fieldOf(node, 0)));
  const nonce = bytesOf(fieldOf(node, 1), 16);
  if (at === null) return null;
  if (!withNonce) return { kind: 'time-floor', at };
  return nonce === undefined ? null : { kind: 'time-answer', at, nonce };
}

function readGenerationFloor(node: CborNode): MailBody | null {
  const lockId = bytesOf(fieldOf(node, 0), 8);
  const generation = uintOf(fieldOf(node, 1));
  return lockId === undefined || generation === undefined ? null : { kind: 'generation-floor', lockId, generation };
}

function readBody(type: number, node: CborNode): MailBody | null {
  switch (type) {
    case 1:
      return readTimed(node, false);
    case 2:
      return readTimed(node, true);
    case 3:
      return node.kind === 'bytes' ? { kind: 'revocation', document: node.value } : null;
    case 4:
      return onlyLabels(node, [0, 1, 2, 3, 4]) ? readAnchor(node) : null;
    case 5: {
      const configuration = readConfiguration(node);
      return configuration === null ? null : { kind: 'configuration', configuration };
    }
    case 6:
      return readGenerationFloor(node);
    case 7:
      return readReceipt(node);
    case 8:
      return onlyLabels(node, [0, 1]) ? readReset(node) : null;
    default:
      return null;
  }
}

function scopeBytes(scope: MailScope): Bytes {
  if (scope.groupId.length !== 16 || (scope.lockId !== undefined && scope.lockId.length !== 8))
    throw new AliroError('argument', 'a scope is a group id of 16 bytes and a lockId of 8');
  return concat(scope.groupId, scope.lockId ?? new Uint8Array(0));
}

type Writing = {
  readonly scope: MailScope;
  readonly seq: number;
  readonly issuedAt: number;
  readonly notAfter?: number | undefined;
};

function payloadOf(mail: Writing, body: MailBody): Bytes {
  return encodeCbor(
    cborMap(
      [0, MAIL_TYPE[body.kind]],
      [1, scopeBytes(mail.scope)],
      [2, mail.seq],
      [3, toSeconds(mail.issuedAt)],
      [4, mail.notAfter === undefined ? undefined : toSeconds(mail.notAfter)],
      [5, bodyValue(body)],
    ),
  );
}

/** Signs one mail item, <= 4096 bytes. `newRootSigner` only for an `anchor` of class root: fills its own signature. */
export async function writeMail(options: {
  readonly signer: Signer;
  readonly scope: MailScope;
  readonly seq: number;
  readonly issuedAt: number;
  readonly notAfter?: number;
  readonly body: MailBody;
  readonly newRootSigner?: Signer;
  readonly kid?: Uint8Array;
}): Promise<Bytes> {
  let body = options.body;
  if (body.kind === 'anchor' && body.class === 'root' && options.newRootSigner !== undefined) {
    const { newRootSignature: _replaced, ...bare } = body;
    const own = await options.newRootSigner.sign(signedBytes(payloadOf(options, bare), CONTEXT));
    body = { ...bare, newRootSignature: own };
  }
  const payload = payloadOf(options, body);
  const kid = options.kid === undefined ? {} : { kid: options.kid };
  const item = encodeCbor(await sign1({ signer: options.signer, payload, external: CONTEXT, ...kid }));
  if (item.length > MAIL_ITEM_BYTES) throw new AliroError('limit', 'mail item over 4096 bytes');
  const check = readMail(item);
  if (!check.ok) throw new AliroError('argument', `mail: ${check.error.detail ?? check.error.code}`);
  return item;
}

function scopeOf(bytes: Uint8Array | undefined): MailScope | null {
  if (bytes === undefined || (bytes.length !== 16 && bytes.length !== 24)) return null;
  const groupId = bytes.subarray(0, 16);
  return bytes.length === 16 ? { groupId } : { groupId, lockId: bytes.subarray(16) };
}

/** The payload without field 4 of its body, re-encoded as its writer encoded it. */
function withoutNewRoot(payload: CborNode): Bytes | null {
  const whole = cborValueOf(payload);
  const body = whole instanceof Map ? whole.get(5) : undefined;
  if (!(whole instanceof Map) || !(body instanceof Map)) return null;
  const bare = new Map(body);
  bare.delete(4);
  return encodeCbor(new Map(whole).set(5, bare));
}

/** Reads one mail item: form only. */
export function readMail(bytes: Uint8Array): Result<Mail> {
  const decoded = decodeCbor(bytes, { bytes: MAIL_ITEM_BYTES });
  if (!decoded.ok) return decoded;
  const sign = readSign1(decoded.value);
  if (sign === null || !sign.protectedFits || sign.kid === null) return refuse('unexpected', 0, 'COSE_Sign1');
  const payload = decodeCbor(sign.payload, {}, 1);
  if (!payload.ok) return payload;
  const node = payload.value;
  const type = uintOf(fieldOf(node, 0));
  const scope = scopeOf(bytesOf(fieldOf(node, 1)));
  const seq = uintOf(fieldOf(node, 2));
  const issuedAt = fromSeconds(uintOf(fieldOf(node, 3)));
  const notAfterNode = fieldOf(node, 4);
  const notAfter = notAfterNode === undefined ? null : fromSeconds(uintOf(notAfterNode));
  const bodyNode = fieldOf(node, 5);
  if (type === undefined || scope === null || seq === undefined || issuedAt === null || bodyNode === undefined)
    return refuse('missing', 0, 'mail field');
  if (notAfterNode !== undefined && notAfter === null) return refuse('time', 0, 'notAfter');
  const body = readBody(type, bodyNode);
  if (body === null) return refuse('value', 0, 'mail body');
  const bare = body.kind === 'anchor' && body.class === 'root' ? withoutNewRoot(node) : null;
  return good({
    kid: sign.kid,
    type,
    scope,
    seq,
    issuedAt,
    notAfter,
    body,
    signedBytes: signedBytes(sign.payload, CONTEXT),
    signature: sign.signature,
    newRootSignedBytes: bare === null ? null : signedBytes(bare, CONTEXT),
  });
}

/** True where `point` signed the mail and, for an anchor of class root, the new root signed as well. */
export async function verifyMail(mail: Mail, point: Uint8Array): Promise<boolean> {
  if (!(await verifySignature(point, mail.signedBytes, mail.signature))) return false;
  if (mail.body.kind !== 'anchor' || mail.body.class !== 'root') return true;
  const { newRootSignature, point: newRoot } = mail.body;
  if (newRootSignature === undefined || mail.newRootSignedBytes === null) return false;
  return verifySignature(newRoot, mail.newRootSignedBytes, newRootSignature);
}

/** True where the scope is this reader (32-byte reader identifier). */
export function mailIsFor(mail: Mail, readerIdentifier: Uint8Array): boolean {
  const group = equalBytes(mail.scope.groupId, readerIdentifier.subarray(0, 16));
  return group && (mail.scope.lockId === undefined || equalBytes(mail.scope.lockId, readerIdentifier.subarray(24, 32)));
}
