// A guest's phone in the model: real key pairs, what it holds and what it would still open with. It talks to the server as the Guest App does.
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

type Pair = { readonly point: Buffer; readonly privateKey: KeyObject };

const makePair = (): Pair => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return { point, privateKey: pair.privateKey };
};

const signWith = (pair: Pair, label: string, ...rest: readonly Uint8Array[]): string =>
  sign('sha256', Buffer.concat([Buffer.from(label), ...rest]), {
    key: pair.privateKey,
    dsaEncoding: 'ieee-p1363',
  }).toString('base64url');

/** A document on the phone; `leaseUntil` is the longest that it ever held for this credential. */
export type HeldDocument = {
  readonly credentialId: string;
  readonly keyId: string;
  readonly keyHash: Buffer;
  leaseUntil: number;
  readonly doorIds: readonly string[];
};

/** The part of a wallet that the phone of the model looks at. */
export type WalletAnswer = {
  readonly keys: readonly {
    readonly keyId: string;
    readonly credentials: readonly {
      readonly credentialId: string;
      readonly doorKeyPoint: string;
      readonly leaseUntil: string;
      readonly doors: readonly { readonly doorId: string }[];
    }[];
  }[];
  readonly spareDoorKeysWanted: number;
};

export class ModelPhone {
  readonly signIn: Pair = makePair();
  readonly held: Map<string, HeldDocument> = new Map();
  readonly #deleted = new Set<string>();
  readonly #points: Map<string, Pair> = new Map();
  /** What it still has to tell the server. */
  receipts: { credentialId: string; state: 'delivered' | 'removed' }[] = [];
  deviceId = '';
  token = '';
  /** The longest lease of every document that it ever held and has deleted since, by key: nothing there to open with. */
  readonly everHeld: Set<string> = new Set();

  enrolBody(secret: string): Record<string, unknown> {
    const hashed = createHash('sha256').update(secret).digest();
    return {
      secret,
      signInPoint: this.signIn.point.toString('hex'),
      proof: signWith(this.signIn, 'nightlatch-enrol-1', hashed),
      deviceName: 'Model phone',
      doorKeys: this.offers(2),
    };
  }

  offers(count: number): { point: string; proof: string }[] {
    return Array.from({ length: count }, () => {
      const pair = makePair();
      this.#points.set(pair.point.toString('hex'), pair);
      return { point: pair.point.toString('hex'), proof: signWith(pair, 'nightlatch-door-key-1', pair.point) };
    });
  }

  answerChallenge(challenge: string): string {
    const { deviceId } = this;
    return signWith(this.signIn, 'nightlatch-session-1', Buffer.from(challenge, 'base64url'), Buffer.from(deviceId));
  }

  /** Takes the whole wallet: stores what is new, deletes what is not in it any more. Throws for a document that this phone has no key for. */
  take(wallet: WalletAnswer): void {
    const seen = new Set<string>();
    for (const key of wallet.keys) {
      for (const { credentialId, doorKeyPoint, leaseUntil, doors } of key.credentials) {
        if (!this.#points.has(doorKeyPoint)) throw new Error('invariant 1: a document for a door key of another phone');
        if (this.#deleted.has(credentialId)) {
          // An answer that was on its way when the private key was deleted: nothing to open with.
          this.receipts.push({ credentialId, state: 'removed' });
          continue;
        }
        seen.add(credentialId);
        this.everHeld.add(key.keyId);
        const known = this.held.get(credentialId);
        if (known) known.leaseUntil = Math.max(known.leaseUntil, Date.parse(leaseUntil));
        else {
          this.receipts.push({ credentialId, state: 'delivered' });
          this.held.set(credentialId, {
            credentialId,
            keyId: key.keyId,
            keyHash: createHash('sha256').update(Buffer.from(doorKeyPoint, 'hex')).digest(),
            leaseUntil: Date.parse(leaseUntil),
            doorIds: doors.map((door) => door.doorId),
          });
        }
      }
    }
    for (const credentialId of this.held.keys()) if (!seen.has(credentialId)) this.forget(credentialId);
  }

  /** Deletes a document, with its private key, and will say so. */
  forget(credentialId: string): void {
    this.held.delete(credentialId);
    this.#deleted.add(credentialId);
    this.receipts.push({ credentialId, state: 'removed' });
  }
}
