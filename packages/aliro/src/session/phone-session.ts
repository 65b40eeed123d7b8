// The phone's side of a session: states, chaining and status words of docs/protocol §2.1 and §2.9.
// Longer than most files: the states share one set of keys, and splitting it would hand those around.

import type { AgreementKey, MaybeLater } from '../crypto/crypto-port.ts';
import { deriveStepUpKeys } from '../crypto/key-schedule.ts';
import { createSecureChannel, type SecureChannel } from '../crypto/secure-channel.ts';
import { answerDeviceRequest, emptyDeviceResponse } from '../documents/device-response.ts';
import { parseReaderCertificate } from '../documents/reader-certificate.ts';
import { COMMAND, type CommandApdu, encodeAnswer, parseCommand } from '../encoding/apdu.ts';
import { type Bytes, concat, equalBytes } from '../encoding/bytes.ts';
import { parseReasonNotify, statusGrants } from '../hotel/reason-codes.ts';
import { AID_EXPEDITED, AID_STEP_UP, encodeFci, parseA5 } from '../messages/a5.ts';
import { parseControlFlow } from '../messages/control-flow.ts';
import { parseDeviceRequest } from '../messages/device-request.ts';
import { encodeExchangeAnswer, type ParsedExchange, parseExchange } from '../messages/exchange.ts';
import { encodeSessionData, parseSessionData } from '../messages/session-data.ts';
import type { RandomBytes } from '../platform.ts';
import { UNSURE } from '../unsure-choices.ts';
import {
  answerAuth0,
  answerAuth1,
  type PhoneAuth0,
  type PhoneAuthOptions,
  type ReceivedCertificate,
} from './phone-auth.ts';
import { type PendingWrite, runMailbox } from './phone-mailbox.ts';
import type { PhoneEvent, PhonePorts } from './phone-ports.ts';

/** States of §2.9. */
export type PhoneState = 'idle' | 'selected' | 'auth0' | 'auth1' | 'stepup' | 'done';

/** One session on one link. */
export type PhoneSession = {
  readonly state: PhoneState;
  /** Answers one command APDU; never rejects on what a lock sends. Calls must not overlap. */
  handle(command: Uint8Array): Promise<Bytes>;
  /** Drops keys and state (link loss). */
  forget(): void;
};

/** Options of a session on the phone's side. */
export type PhoneSessionOptions = {
  readonly ports: PhonePorts;
  readonly interfaceByte: 0x5e | 0xc3;
  /** The A5 TLV that goes into FCI or Initiate. */
  readonly a5: Uint8Array;
  /** True on everything but NFC: the Initiate frame, sent by the caller, stands for SELECT. */
  readonly initiated: boolean;
  /** `hotel` (default): a certificate's subject must be the sub id (§4.3/6). `any`: generic readers. */
  readonly certificateRule?: 'hotel' | 'any';
  readonly onEvent?: (event: PhoneEvent) => void;
  readonly random?: RandomBytes;
  /** DE made beforehand, or being made; one use. */
  readonly ephemeral?: MaybeLater<AgreementKey>;
  /** Whole B2 TLV for the AUTH0 answer; v1 sends none. */
  readonly vendorBlock?: Uint8Array;
};

type Answer = { readonly data: Uint8Array; readonly sw: number };

/** Keys and memory of one transaction; forgotten as one. */
type Transaction = {
  auth0: PhoneAuth0 | null;
  loaded: ReceivedCertificate | null;
  channel: SecureChannel | null;
  fast: boolean;
  stepUpKey: Uint8Array | null;
  atomic: readonly PendingWrite[] | null;
  /** After a malformed EXCHANGE only a status is taken. */
  onlyStatus: boolean;
};

const NONE = new Uint8Array(0);
const DONE = 0x9000;
const COMMAND_LIMIT = 4096;

function empty(): Transaction {
  return { auth0: null, loaded: null, channel: null, fast: false, stepUpKey: null, atomic: null, onlyStatus: false };
}

function sw(code: number): Answer {
  return { data: NONE, sw: code };
}

function isCommand(apdu: CommandApdu, head: readonly number[]): boolean {
  return (apdu.head[0] & 0x80) === ((head[0] ?? 0) & 0x80) && apdu.head[1] === head[1];
}

function zeroParameters(apdu: CommandApdu): boolean {
  return apdu.head[2] === 0 && apdu.head[3] === 0;
}

/** Starts a session. */
export function createPhoneSession(options: PhoneSessionOptions): PhoneSession {
  const { ports } = options;
  const emit = (event: PhoneEvent): void => options.onEvent?.(event);
  const { ephemeral, ...given } = options;
  const auth: PhoneAuthOptions = { ...given, certificateRule: options.certificateRule ?? 'hotel' };
  let unused = ephemeral;
  const mine = parseA5(options.a5);
  const maxAnswer =
    mine.ok && mine.value.extended !== null ? mine.value.extended.maxAnswer - 2 : UNSURE.shortAnswerBytes;
  let state: PhoneState = options.initiated ? 'selected' : 'idle';
  let live = empty();
  let chain: { readonly apdu: CommandApdu; readonly parts: Uint8Array[]; total: number } | null = null;
  let rest: Uint8Array | null = null;

  function forget(next: PhoneState): void {
    live.channel?.forget();
    live.auth0?.fast?.forget();
    live = empty();
    state = next;
  }

  function end(code: number, detail: string): Answer {
    forget('done');
    emit({ kind: 'refused', sw: code, detail });
    return sw(code);
  }

  /** Refuses one command, keeps the session. */
  function decline(code: number, detail: string): Answer {
    emit({ kind: 'refused', sw: code, detail });
    return sw(code);
  }

  function select(apdu: CommandApdu): Answer {
    if (apdu.head[2] !== 0x04 || apdu.head[3] !== 0x00) return decline(0x6a86, 'SELECT P1 P2');
    const stepUp = equalBytes(apdu.data, AID_STEP_UP);
    if (!stepUp && !equalBytes(apdu.data, AID_EXPEDITED)) return decline(0x6a82, 'unknown AID');
    if (options.initiated && !(stepUp && state === 'auth1')) return end(0x6d00, 'SELECT on an initiated link');
    if (!(stepUp && state === 'auth1' && !live.fast)) forget(stepUp ? 'idle' : 'selected');
    return { data: encodeFci(apdu.data, options.a5), sw: DONE };
  }

  async function auth0(apdu: CommandApdu): Promise<Answer> {
    if (state !== 'selected') return end(0x6d00, 'AUTH0 not expected');
    if (!zeroParameters(apdu)) return decline(0x6a86, 'AUTH0 P1 P2');
    const result = await answerAuth0(unused === undefined ? auth : { ...auth, ephemeral: unused }, apdu.data);
    if ('sw' in result) return decline(result.sw, result.detail);
    unused = undefined;
    live.auth0 = result;
    state = 'auth0';
    return { data: result.answer, sw: DONE };
  }

  function loadCert(apdu: CommandApdu): Answer {
    if (state !== 'auth0') return end(0x6d00, 'LOAD CERT not expected');
    if (!zeroParameters(apdu)) return decline(0x6a86, 'LOAD CERT P1 P2');
    live.loaded = { bytes: apdu.data };
    return parseReaderCertificate(apdu.data).ok ? sw(DONE) : decline(0x6a80, 'certificate');
  }

  async function auth1(apdu: CommandApdu): Promise<Answer> {
    if (state !== 'auth0' || live.auth0 === null) return end(0x6d00, 'AUTH1 not expected');
    if (!zeroParameters(apdu)) return decline(0x6a86, 'AUTH1 P1 P2');
    const result = await answerAuth1(auth, live.auth0, apdu.data, live.loaded);
    if ('sw' in result) return end(result.sw, result.detail);
    const readerIdentifier = live.auth0.command.readerIdentifier;
    live.auth0.fast?.forget();
    live.channel = result.channel;
    live.stepUpKey = result.stepUpKey;
    state = 'auth1';
    emit({ kind: 'authenticated', phase: 'standard', readerIdentifier });
    return { data: result.answer, sw: DONE };
  }

  function tell(message: ParsedExchange): void {
    const reason = message.notify === null ? null : parseReasonNotify(message.notify);
    if (reason?.ok === true) emit({ kind: 'reason', reason: reason.value });
    if (message.status !== null) {
      const granted = message.status !== 'unknown' && statusGrants(message.status);
      emit({ kind: 'status', status: message.status, granted });
    }
  }

  /** The channel an EXCHANGE belongs to: a real cryptogram opens its own when the first EXCHANGE comes instead of AUTH1. */
  function exchangeChannel(): SecureChannel | null {
    if (state === 'auth0') return live.auth0?.fast ?? null;
    return state === 'auth1' || state === 'stepup' ? live.channel : null;
  }

  function enterFast(channel: SecureChannel, current: PhoneAuth0): void {
    live.channel = channel;
    live.fast = true;
    state = 'auth1';
    emit({ kind: 'authenticated', phase: 'fast', readerIdentifier: current.command.readerIdentifier });
  }

  async function exchange(apdu: CommandApdu): Promise<Answer> {
    const channel = exchangeChannel();
    const current = live.auth0;
    if (channel === null || current === null) return end(0x6d00, 'EXCHANGE not expected');
    if (!zeroParameters(apdu)) return decline(0x6a86, 'EXCHANGE P1 P2');
    const plaintext = await channel.open(apdu.data);
    if (plaintext === null) return end(0x6982, 'EXCHANGE does not open');
    if (state === 'auth0') enterFast(channel, current);
    const message = parseExchange(plaintext);
    if (!message.ok) {
      live.onlyStatus = true;
      live.atomic = null;
      return decline(0x6a80, `EXCHANGE ${message.error.detail ?? message.error.code}`);
    }
    if (live.onlyStatus && message.value.status === null) return end(0x6d00, 'only a status is taken now');
    const request = live.onlyStatus ? null : message.value.mailbox;
    const mailbox = request === null ? null : await ports.mailbox(current.command.readerIdentifier);
    const step =
      request === null
        ? { reads: [], result: 0, pending: live.atomic }
        : await runMailbox(mailbox, request, live.atomic);
    live.atomic = step.pending;
    const sealed = await channel.seal(encodeExchangeAnswer(step.reads, step.result));
    if (sealed === null) return end(0x6d00, 'counter');
    tell(message.value);
    if (message.value.status !== null) forget('done');
    return { data: sealed, sw: DONE };
  }

  async function stepUpChannel(stepUpKey: Uint8Array): Promise<SecureChannel> {
    if (state === 'stepup' && live.channel !== null) return live.channel;
    const keys = await deriveStepUpKeys(stepUpKey);
    live.channel?.forget();
    live.channel = createSecureChannel({ side: 'phone', readerKey: keys.reader, deviceKey: keys.device });
    state = 'stepup';
    return live.channel;
  }

  async function answerRequest(plaintext: Uint8Array, readerIdentifier: Uint8Array): Promise<Bytes> {
    const request = parseDeviceRequest(plaintext);
    if (!request.ok) return emptyDeviceResponse(request.error.status);
    const [held, revocation] = await Promise.all([
      ports.credential(readerIdentifier),
      ports.revocation(readerIdentifier),
    ]);
    return answerDeviceRequest(request.value, { access: held?.document ?? null, revocation });
  }

  async function envelope(apdu: CommandApdu): Promise<Answer> {
    const current = live.auth0;
    const allowed = state === 'auth1' || state === 'stepup';
    if (!allowed || live.fast || live.stepUpKey === null || current === null)
      return end(0x6d00, 'ENVELOPE not expected');
    if (!zeroParameters(apdu)) return decline(0x6a86, 'ENVELOPE P1 P2');
    const data = parseSessionData(apdu.data);
    if (!data.ok) return decline(0x6a80, 'session data');
    const channel = await stepUpChannel(live.stepUpKey);
    const plaintext = await channel.open(data.value);
    if (plaintext === null) return end(0x6982, 'ENVELOPE does not open');
    const sealed = await channel.seal(await answerRequest(plaintext, current.command.readerIdentifier));
    return sealed === null ? end(0x6d00, 'counter') : { data: encodeSessionData(sealed), sw: DONE };
  }

  function controlFlow(apdu: CommandApdu): Answer {
    const flow = parseControlFlow(apdu.data);
    forget('done');
    if (!zeroParameters(apdu)) return sw(0x6a86);
    if (!flow.ok) return sw(0x6a80);
    emit({ kind: 'control-flow', ...flow.value });
    return sw(DONE);
  }

  async function dispatch(apdu: CommandApdu): Promise<Answer> {
    if (isCommand(apdu, COMMAND.controlFlow)) return controlFlow(apdu);
    if (live.atomic !== null && !isCommand(apdu, COMMAND.exchange)) return end(0x6900, 'atomic session open');
    if (isCommand(apdu, COMMAND.select)) return select(apdu);
    if (isCommand(apdu, [0x00, 0xca])) return sw(0x6a88);
    if (isCommand(apdu, COMMAND.auth0)) return auth0(apdu);
    if (isCommand(apdu, COMMAND.loadCert)) return loadCert(apdu);
    if (isCommand(apdu, COMMAND.auth1)) return auth1(apdu);
    if (isCommand(apdu, COMMAND.exchange)) return exchange(apdu);
    if (isCommand(apdu, COMMAND.envelope)) return envelope(apdu);
    return end(0x6d00, 'unknown command');
  }

  /** One block of an answer: what the command takes, then 61 xx while more is left. */
  function block(data: Uint8Array, code: number, apdu: CommandApdu): Bytes {
    const most = apdu.extended
      ? Math.min(apdu.le ?? UNSURE.shortAnswerBytes, maxAnswer)
      : Math.min(apdu.le ?? 256, UNSURE.shortAnswerBytes);
    if (data.length <= most) {
      rest = null;
      return encodeAnswer(data, code);
    }
    rest = data.subarray(most);
    return encodeAnswer(data.subarray(0, most), 0x6100 | (rest.length >= 256 ? 0 : rest.length));
  }

  function isGetResponse(apdu: CommandApdu): boolean {
    return UNSURE.getResponseClasses.includes(apdu.head[0]) && apdu.head[1] === COMMAND.getResponse[1];
  }

  /** Collects a chain. A number is a status word to answer at once; null: the command is complete. */
  function collect(apdu: CommandApdu): { readonly sw: number } | { readonly whole: CommandApdu } {
    const more = (apdu.head[0] & 0x10) !== 0;
    const before = chain;
    if (before !== null && [1, 2, 3].some((i) => before.apdu.head[i] !== apdu.head[i])) {
      chain = null;
      return { sw: 0x6883 };
    }
    const total = (before?.total ?? 0) + apdu.data.length;
    const parts = [...(before?.parts ?? []), apdu.data];
    chain = null;
    if (total > COMMAND_LIMIT) return { sw: 0x6700 };
    if (!more) return { whole: before === null ? apdu : { ...apdu, data: concat(...parts) } };
    chain = { apdu, parts, total };
    return { sw: DONE };
  }

  async function handle(command: Uint8Array): Promise<Bytes> {
    // A copy, so that a transport may reuse its buffer while parts of the command are still remembered.
    const apdu = parseCommand(concat(command));
    if (!apdu.ok) {
      chain = null;
      return encodeAnswer(NONE, 0x6700);
    }
    if (![0x00, 0x10, 0x80, 0x90].includes(apdu.value.head[0])) return encodeAnswer(NONE, 0x6800);
    if (chain === null && rest !== null && isGetResponse(apdu.value)) return block(rest, DONE, apdu.value);
    rest = null;
    const collected = collect(apdu.value);
    if ('sw' in collected) return encodeAnswer(NONE, collected.sw);
    const answer = await dispatch(collected.whole);
    return block(answer.data, answer.sw, collected.whole);
  }

  return {
    get state() {
      return state;
    },
    handle,
    forget: () => {
      chain = null;
      rest = null;
      forget('done');
    },
  };
}
