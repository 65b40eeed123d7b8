// The lock's open channel after authentication: EXCHANGE and step-up (docs/protocol §2.6, §2.8).
import { AliroError } from '../aliro-error.ts';
import { deriveStepUpKeys } from '../crypto/key-schedule.ts';
import { createSecureChannel, type SecureChannel } from '../crypto/secure-channel.ts';
import { COMMAND } from '../encoding/apdu.ts';
import type { Bytes } from '../encoding/bytes.ts';
import type { ReaderStatus } from '../hotel/reason-codes.ts';
import { AID_STEP_UP } from '../messages/a5.ts';
import { SIGNALING } from '../messages/auth1.ts';
import { encodeControlFlow } from '../messages/control-flow.ts';
import { encodeDeviceRequest, type RequestedDocument } from '../messages/device-request.ts';
import {
  type ExchangeAnswer,
  type ExchangeMessage,
  encodeExchange,
  parseExchangeAnswer,
} from '../messages/exchange.ts';
import { encodeSessionData, parseSessionData } from '../messages/session-data.ts';
import { bad, good, type Result } from '../result.ts';
import { type ApduLink, type ExtendedLimits, type Transmitted, transmit } from './transmit.ts';

/**
 * Why a session ended before authentication, or a channel call failed:
 * `link` lost or timed out · `a5` A5 or FCI unfit · `version` no common version · `sw` a status word other than 9000 · `format` a malformed
 * answer · `sealed` an answer did not open · `auth1-format` AUTH1 content · `signature` the device's · `counter` limit reached ·
 * `closed` the session has ended.
 */
export type ReaderFailureCode =
  | 'link'
  | 'a5'
  | 'version'
  | 'sw'
  | 'format'
  | 'sealed'
  | 'auth1-format'
  | 'signature'
  | 'counter'
  | 'closed';

/** A failure, what the phone was told already, and the status that fits where the caller still may send it. */
export type ReaderFailure = {
  readonly code: ReaderFailureCode;
  readonly sent:
    | { readonly by: 'control-flow'; readonly s2: 0x00 | 0x27 }
    | { readonly by: 'status'; readonly status: ReaderStatus }
    | null;
  readonly status?: ReaderStatus;
  readonly sw?: number;
  readonly detail?: string;
};

/** What to ask for in one ENVELOPE. */
export type DocumentRequest = {
  /** Elements of `aliro-a`, at most 4; empty asks for none. */
  readonly accessElements: readonly string[];
  /** Element of `aliro-r`; absent asks for none. */
  readonly revocationElement?: string;
};

/** The open channel. Every call is sealed; after a status, a failure that ends it, or `forget`, calls answer `closed`. None rejects for what a phone does. */
export type ReaderChannel = {
  readonly phase: 'standard' | 'fast' | 'step-up';
  readonly open: boolean;
  /** Whether the phone takes AE now: bit 7 of the bitmap, and bit 11 once in step-up (UNSURE 8). */
  readonly takesNotify: boolean;
  /** Whether the mailbox can be read, or written, now: bits 4, 5, and bit 10 once in step-up. */
  readonly mailbox: { readonly read: boolean; readonly write: boolean };
  /** ENVELOPE: the DeviceResponse bytes. Never after fast. Several are allowed. */
  requestDocuments(request: DocumentRequest): Promise<Result<Bytes, ReaderFailure>>;
  /** EXCHANGE. `status` ends the transaction, whatever the phone answers. */
  exchange(message: ExchangeMessage): Promise<Result<ExchangeAnswer, ReaderFailure>>;
  /** Drops all keys without a word (link loss, timer). */
  forget(): void;
};

/** CONTROL FLOW: failed, S2 as given. What the phone answers does not matter. */
export async function sendControlFlow(link: ApduLink, s2: 0x00 | 0x27): Promise<ReaderFailure['sent']> {
  await transmit(link, COMMAND.controlFlow, encodeControlFlow({ s1: 0, s2 }), { le: false });
  return { by: 'control-flow', s2 };
}

/** The failure behind an answer that can't be used, or null where it is one with 9000. */
export function transmissionFailure(answer: Transmitted): ReaderFailure | null {
  if (answer.kind === 'link') return { code: 'link', sent: null };
  if (answer.kind === 'format') return { code: 'format', sent: null, detail: answer.detail };
  return answer.sw === 0x9000 ? null : { code: 'sw', sent: null, sw: answer.sw };
}

const CLOSED: ReaderFailure = { code: 'closed', sent: null };

function documentsOf(request: DocumentRequest): RequestedDocument[] {
  if (request.accessElements.length > 4) throw new AliroError('argument', 'at most 4 elements in one request');
  const documents: RequestedDocument[] = [];
  if (request.accessElements.length > 0) documents.push({ docType: 'aliro-a', elements: request.accessElements });
  if (request.revocationElement !== undefined)
    documents.push({ docType: 'aliro-r', elements: [request.revocationElement] });
  if (documents.length === 0) throw new AliroError('argument', 'nothing asked for');
  return documents;
}

/** Bytes of a sealed EXCHANGE answer with these reads. */
function answerSize(reads: readonly number[]): number {
  return reads.reduce((sum, length) => sum + 2 + length, 4 + 16);
}

/** Opens the caller's view of an authenticated session. `stepUpKey` null after fast. */
export function createReaderChannel(options: {
  readonly link: ApduLink;
  readonly expedited: SecureChannel;
  readonly stepUpKey: Uint8Array | null;
  readonly signaling: number;
  readonly extended: ExtendedLimits | null;
  readonly acceptRawEnvelope: boolean;
}): ReaderChannel {
  const { link, extended, signaling } = options;
  const has = (bit: number): boolean => (signaling & bit) !== 0;
  let channel = options.expedited;
  let phase: ReaderChannel['phase'] = options.stepUpKey === null ? 'fast' : 'standard';

  /** A message that did not open ends the session; without a channel only CONTROL FLOW is left to say so. */
  async function sealedFailure(detail: string): Promise<ReaderFailure> {
    channel.forget();
    return { code: 'sealed', sent: await sendControlFlow(link, 0x00), detail };
  }

  function afterTransmission(failure: ReaderFailure): ReaderFailure {
    if (failure.code === 'link') channel.forget();
    return failure.code === 'sw' || failure.code === 'format'
      ? { ...failure, status: failure.code === 'sw' ? '0020' : '0006' }
      : failure;
  }

  async function enterStepUp(stepUpKey: Uint8Array): Promise<ReaderFailure | null> {
    if (phase === 'step-up') return null;
    if (has(SIGNALING.stepUpSelect)) {
      const failure = transmissionFailure(await transmit(link, COMMAND.select, AID_STEP_UP));
      if (failure !== null) return afterTransmission(failure);
    }
    const keys = await deriveStepUpKeys(stepUpKey);
    channel.forget();
    channel = createSecureChannel({ side: 'reader', readerKey: keys.reader, deviceKey: keys.device });
    phase = 'step-up';
    return null;
  }

  async function requestDocuments(request: DocumentRequest): Promise<Result<Bytes, ReaderFailure>> {
    const plaintext = encodeDeviceRequest(documentsOf(request));
    if (!channel.alive) return bad(CLOSED);
    if (options.stepUpKey === null) return bad({ ...CLOSED, detail: 'no step-up after the fast phase' });
    const entry = await enterStepUp(options.stepUpKey);
    if (entry !== null) return bad(entry);
    const sealed = await channel.seal(plaintext);
    if (sealed === null) return bad({ code: 'counter', sent: null });
    const answer = await transmit(link, COMMAND.envelope, encodeSessionData(sealed), { extended, longAnswer: true });
    const failure = transmissionFailure(answer);
    if (failure !== null || answer.kind !== 'answer') return bad(afterTransmission(failure ?? CLOSED));
    const data = parseSessionData(answer.data, options.acceptRawEnvelope);
    if (!data.ok) return bad({ code: 'format', sent: null, status: '0006', detail: 'session data' });
    const opened = await channel.open(data.value);
    return opened === null ? bad(await sealedFailure('ENVELOPE answer')) : good(opened);
  }

  async function exchange(message: ExchangeMessage): Promise<Result<ExchangeAnswer, ReaderFailure>> {
    if (!channel.alive) return bad(CLOSED);
    const reads = (message.mailbox?.commands ?? []).flatMap((c) => (c.kind === 'read' ? [c.length] : []));
    const sealed = await channel.seal(encodeExchange(message));
    if (sealed === null) return bad({ code: 'counter', sent: null });
    const longAnswer = answerSize(reads) > 254;
    const answer = await transmit(link, COMMAND.exchange, sealed, { extended, longAnswer });
    const failure = transmissionFailure(answer);
    if (failure !== null || answer.kind !== 'answer') {
      if (message.status !== undefined) channel.forget();
      return bad(afterTransmission(failure ?? CLOSED));
    }
    const opened = await channel.open(answer.data);
    if (opened === null)
      return bad(
        message.status === undefined ? await sealedFailure('EXCHANGE answer') : { code: 'sealed', sent: null },
      );
    if (message.status !== undefined) channel.forget();
    const parsed = parseExchangeAnswer(opened, reads);
    return parsed.ok ? parsed : bad({ code: 'format', sent: null, status: '0006', detail: 'EXCHANGE answer' });
  }

  return {
    get phase() {
      return phase;
    },
    get open() {
      return channel.alive;
    },
    get takesNotify() {
      return has(SIGNALING.notifyApp) && (phase !== 'step-up' || has(SIGNALING.notifyInStepUp));
    },
    get mailbox() {
      const now = phase !== 'step-up' || has(SIGNALING.mailboxInStepUp);
      return { read: now && has(SIGNALING.mailboxRead), write: now && has(SIGNALING.mailboxWrite) };
    },
    requestDocuments,
    exchange,
    forget: () => channel.forget(),
  };
}
