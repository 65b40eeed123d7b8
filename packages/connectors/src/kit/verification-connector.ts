// What every ID verification provider is: it starts a check for one guest and says later how it ended (docs/domain.md §5).
import type { DocumentKind, DocumentSide } from '@nightlatch/domain';
import type { ConfigResult, Manifest } from './manifest.ts';
import type { ConnectInput, ConnectionTest } from './pms-connector.ts';

/**
 * `own_capture`: the guest shows the document to the provider (a page of theirs), we never hold an image · `our_capture`: we collect
 * the images and staff or the provider look at them · `callbacks`: tells by signed callbacks that there is a result.
 */
export const VERIFICATION_CAPABILITIES = ['own_capture', 'our_capture', 'callbacks'] as const;
export type VerificationCapability = (typeof VERIFICATION_CAPABILITIES)[number];

/** What a provider is told of a guest: an id of ours and what it must compare, nothing else. */
export interface VerificationSubject {
  /** Our id of this check; starting again with the same one is the same check. */
  readonly checkId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly language: string | null;
  /** Where the provider's page sends the guest back to. */
  readonly returnUrl: string;
}

/** What the guest does next: send images to us, or go to the provider's page. */
export type VerificationStart =
  | {
      readonly next: 'send_images';
      readonly documents: readonly DocumentKind[];
      readonly sides: readonly DocumentSide[];
    }
  | { readonly next: 'open_page'; readonly url: string; readonly providerRef: string };

/** How a check stands: by a person here (`review`), still open there, or decided. */
export type VerificationResult =
  | { readonly state: 'review' }
  | { readonly state: 'pending' }
  | { readonly state: 'decided'; readonly decision: 'verified' | 'failed'; readonly reason: string | null };

/** A callback as it came in by HTTP; `body` is the raw text, because signatures are over bytes. */
export interface VerificationCallback {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A hint that a check may have a result, which is then read back; or rubbish. */
export type VerificationHint =
  | { readonly ok: true; readonly providerRef: string }
  | { readonly ok: false; readonly code: 'bad_signature' | 'malformed' };

/** What a location asks of documents. */
export interface VerificationPolicy {
  readonly documents: readonly DocumentKind[];
  readonly sides: readonly DocumentSide[];
}

/** A connection of one location. Methods throw `ConnectorError`. */
export interface VerificationConnection {
  /** Starts the check; the same `checkId` again gives the same start. */
  start(subject: VerificationSubject, policy: VerificationPolicy, signal?: AbortSignal): Promise<VerificationStart>;
  /** How the check stands now. `providerRef` as given by `start`, null where it gave none. */
  result(
    check: { readonly checkId: string; readonly providerRef: string | null },
    signal?: AbortSignal,
  ): Promise<VerificationResult>;
  /** Has the provider delete what it holds of the check; one it does not know is no error. */
  erase(check: { readonly checkId: string; readonly providerRef: string | null }, signal?: AbortSignal): Promise<void>;
  /** Tries credentials with one cheap read; never throws. */
  test(signal?: AbortSignal): Promise<ConnectionTest>;
}

/** A provider's folder, as one value. */
export interface VerificationConnector {
  readonly manifest: Manifest<'verification', VerificationCapability>;
  /** Checks settings and secrets as a person typed them; names every wrong field. */
  checkConfig(input: Pick<ConnectInput, 'config' | 'credentials'>): ConfigResult;
  /** Opens a connection; does not talk to the provider yet. Throws `ConnectorError` `malformed_config`. */
  connect(input: Pick<ConnectInput, 'config' | 'credentials' | 'ports'>): VerificationConnection;
  /** Reads a callback: only a hint comes out, and only with a right signature. Absent without the capability `callbacks`. */
  readCallback?(callback: VerificationCallback, credentials: Readonly<Record<string, unknown>>): VerificationHint;
}
