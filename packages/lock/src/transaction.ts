// One phone at the door, from AUTH0 to the last status (docs/protocol §2, §5, §7.6).
import {
  authenticateReader,
  keyHash,
  newAgreementKey,
  parseDeviceResponse,
  parseSignedTime,
  type ReaderChannel,
  type ReaderFailure,
  type ReaderOutcome,
  reasonNotify,
  SIGNALING,
  type SignedDocument,
  STATE,
  selectExpedited,
  verifySignedDocument,
  xOf,
} from '@nightlatch/aliro';
import { carryMail, readMailbox } from './carry-mail.ts';
import { askedElements } from './configuration.ts';
import { refusal } from './decide.ts';
import { fastEntries, findDocument } from './document-cache.ts';
import type { LockCore } from './lock-core.ts';
import type { CachedDocument } from './lock-state.ts';
import {
  type DoorQuestion,
  isRepeat,
  journalRefusal,
  openDoor,
  subjectOf,
  takeRevocations,
  type Verdict,
  verdictOf,
} from './open-door.ts';
import type { RadioLink } from './radio-link.ts';
import { revocationSignedMs } from './revocation-memory.ts';
import type { MailTaker } from './take-mail.ts';

/** What a transaction works with. */
export interface TransactionContext {
  readonly core: LockCore;
  readonly mail: MailTaker;
}

type Authenticated = Extract<ReaderOutcome<CachedDocument>, { kind: 'authenticated' }>;

/** What judging came to, and whether mail may be (or was) read. */
interface Judged {
  readonly verdict: Verdict;
  /** The phone's Access Document passed docs/protocol §5.2 steps 1–3. */
  readonly trusted: boolean;
  readonly mailRead: boolean;
}

/** A phone still in the field after its own success: status only, no second opening (docs/protocol §6.1). */
const STILL_OPEN: Judged = { verdict: { reason: '0000', status: '0101' }, trusted: false, mailRead: false };

/** Runs the whole transaction on an open link. The lock is commissioned. */
export async function runTransaction(link: RadioLink, context: TransactionContext): Promise<void> {
  const outcome = await authenticate(link, context);
  if (!outcome) return;
  if (outcome.kind === 'failed') return endUnauthenticated(link, outcome.failure, context);
  link.authenticated = true;
  const isRepeated = link.port.kind === 'nfc' && isRepeat(context.core, outcome.devicePoint);
  const judged = isRepeated ? STILL_OPEN : await judge(outcome, context);
  await report(outcome, judged, context);
  link.abort(STATE.end);
}

async function authenticate(
  link: RadioLink,
  context: TransactionContext,
): Promise<ReaderOutcome<CachedDocument> | undefined> {
  const { core } = context;
  const { identity } = core.state;
  if (!identity || !core.signer) {
    link.abort(STATE.other);
    return undefined;
  }
  const isNfc = link.port.kind === 'nfc';
  // Made while the phone still connects: the model of docs/protocol §8.3 has it ready, and so has the lock.
  const ephemeral = newAgreementKey();
  ephemeral.catch(() => undefined); // a link that ends here never asks for it
  const a5 = isNfc ? await selectNfc(link) : { ok: true as const, a5: await link.initiate() };
  if (!a5.ok) return { kind: 'failed', failure: a5.failure };
  const clock = core.clock();
  const entries = core.state.configuration.fast && clock.known ? fastEntries(core.state.cache, clock.nowMs) : [];
  return authenticateReader<CachedDocument>({
    link,
    interfaceByte: isNfc ? 0x5e : 0xc3,
    a5: a5.a5,
    readerIdentifier: identity.readerIdentifier,
    lockSigner: core.signer,
    certificate: identity.certificate,
    groupKeyX: xOf(identity.readerIssuerPoint),
    random: core.options.random,
    ephemeral: await ephemeral,
    ...(entries.length > 0 && {
      fast: {
        entries,
        accept: (entry, said) =>
          said.signedAccess === entry.document.signed && !isListNewer(core, said.signedRevocation),
      },
    }),
  });
}

type Selected =
  | { readonly ok: true; readonly a5: Uint8Array }
  | { readonly ok: false; readonly failure: ReaderFailure };

async function selectNfc(link: RadioLink): Promise<Selected> {
  link.startSession();
  const selected = await selectExpedited(link);
  return selected.ok ? { ok: true, a5: selected.value.a5 } : { ok: false, failure: selected.error };
}

/** Journaled by itself when the phone was told a status (0402, 0404); what never had a channel is only counted by the radio. */
async function endUnauthenticated(link: RadioLink, failure: ReaderFailure, context: TransactionContext): Promise<void> {
  if (failure.sent?.by === 'status') {
    link.journaled = true;
    const reason = failure.code === 'signature' ? '0404' : '0402';
    const verdict = { reason, status: failure.sent.status } as const;
    await context.core.exclusive(() => journalRefusal(context.core, verdict, {}));
  }
  link.abort(failure.sent === null ? STATE.other : STATE.end);
}

/** True when the phone carries a newer list than the lock's. Times are compared as instants. */
function isListNewer(core: LockCore, signedRevocation: string | null): boolean {
  const signedMs = signedRevocation === null ? null : parseSignedTime(signedRevocation);
  const { revocations, configuration } = core.state;
  return signedMs !== null && signedMs > revocationSignedMs(revocations, configuration.revocationElement);
}

async function judge(phone: Authenticated, context: TransactionContext): Promise<Judged> {
  const hash = await keyHash(phone.devicePoint);
  return phone.fastEntry ? judgeFast(phone, phone.fastEntry, hash, context) : judgeStandard(phone, hash, context);
}

/** The whole decision again on cached content. */
async function judgeFast(
  phone: Authenticated,
  entry: CachedDocument,
  hash: Uint8Array,
  { core }: TransactionContext,
): Promise<Judged> {
  const question: DoorQuestion = {
    document: entry.document,
    devicePoint: phone.devicePoint,
    keyHash: hash,
    fast: true,
    keep: { kind: 'entry', entry },
  };
  const verdict = await core.exclusive(() => openDoor(core, question));
  return { verdict, trusted: true, mailRead: false };
}

/** A document to judge, with its bytes for the cache; or why the visit ends, and whether the phone may still hand over mail. */
type Fetched =
  | { readonly ok: true; readonly document: SignedDocument; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly verdict: Verdict; readonly trusted?: boolean };

async function judgeStandard(phone: Authenticated, hash: Uint8Array, context: TransactionContext): Promise<Judged> {
  const { core, mail } = context;
  const subject = { subject: subjectOf(hash) };
  const fetched = await fetchDocument(phone, context);
  if (!fetched.ok) {
    await core.exclusive(() => journalRefusal(core, fetched.verdict, subject));
    return { verdict: fetched.verdict, trusted: fetched.trusted === true, mailRead: false };
  }
  const heals = !core.clock().known && mayReadMail(phone);
  if (heals) await healClock(phone.channel, context, mail);
  const { kpersistent } = phone;
  const question: DoorQuestion = {
    document: fetched.document,
    devicePoint: phone.devicePoint,
    keyHash: hash,
    fast: false,
    keep: kpersistent ? { kind: 'fresh', kpersistent, bytes: fetched.bytes } : { kind: 'nothing' },
  };
  const verdict = await core.exclusive(() => openDoor(core, question));
  return { verdict, trusted: true, mailRead: heals };
}

/** Fetches what is missing, applies a list first, and verifies the Access Document up to step 4. */
async function fetchDocument(phone: Authenticated, { core }: TransactionContext): Promise<Fetched> {
  const { configuration, cache } = core.state;
  const known = findDocument(cache, phone.devicePoint);
  const isCached = known !== undefined && phone.signedAccess === known.document.signed;
  const wantsAccess = !isCached && (phone.signaling & SIGNALING.accessDocument) !== 0;
  const wantsList = isListNewer(core, phone.signedRevocation) && (phone.signaling & SIGNALING.revocationDocument) !== 0;
  let bytes: Uint8Array | null = null;
  let refused: Verdict | undefined;
  if (wantsAccess || wantsList) {
    const response = await phone.channel.requestDocuments({
      accessElements: wantsAccess ? askedElements(configuration) : [],
      ...(wantsList && { revocationElement: configuration.revocationElement }),
    });
    if (!response.ok) return { ok: false, verdict: channelVerdict(response.error) };
    const parts = parseDeviceResponse(response.value, [
      ...(wantsAccess ? (['aliro-a'] as const) : []),
      ...(wantsList ? (['aliro-r'] as const) : []),
    ]);
    if (!parts.ok) return { ok: false, verdict: verdictOf(parts.error) };
    const list = parts.value.revocation;
    refused = list ? await core.exclusive(() => takeRevocations(core, list)) : undefined;
    bytes = parts.value.access;
  }
  const fetched = isCached
    ? { ok: true as const, document: known.document, bytes: known.bytes }
    : await read(core, bytes);
  // A list that can't be taken ends the visit; a phone that is somebody's may still bring the mail that mends the cause.
  return refused ? { ok: false, verdict: refused, trusted: fetched.ok } : fetched;
}

/** Steps 0–4 of docs/protocol §5.2. */
async function read(core: LockCore, bytes: Uint8Array | null): Promise<Fetched> {
  if (!bytes) return { ok: false, verdict: refusal('0405') };
  const signed = await verifySignedDocument({
    document: bytes,
    docType: 'aliro-a',
    askedElements: askedElements(core.state.configuration),
    anchors: core.state.anchors.filter((anchor) => anchor.class === 'credential'),
  });
  return signed.ok ? { ok: true, document: signed.value, bytes } : { ok: false, verdict: verdictOf(signed.error) };
}

/** A channel that failed under us: the link went away (0403), or the phone does not speak as it should (0402). */
function channelVerdict(failure: ReaderFailure): Verdict {
  if (failure.code === 'link') return { reason: '0403', status: '0020' };
  return { reason: '0402', status: failure.status ?? '0020' };
}

/** An unknown clock: an online phone brings the time in the same touch, before the decision (docs/protocol §7.8). */
async function healClock(channel: ReaderChannel, { core }: TransactionContext, mail: MailTaker): Promise<void> {
  // The guest stands before a door that can open for nobody else either: no limit but the link's own.
  const box = await readMailbox(channel, core, Number.POSITIVE_INFINITY);
  if (box) await core.exclusive(() => mail.take(box.mail));
}

/** Bit 3: there is mail for this reader; and the mailbox can be read now. Phones without our marker have another layout. */
function mayReadMail(phone: Authenticated): boolean {
  const hasMail = (phone.signaling & SIGNALING.mailPresent) !== 0;
  return phone.phone.hotelProfile && hasMail && phone.channel.mailbox.read;
}

/** Step 14: reason and status together, or the reason first, mail, and the status last. */
async function report(phone: Authenticated, judged: Judged, context: TransactionContext): Promise<void> {
  const { channel } = phone;
  const { verdict } = judged;
  const mayNotify = phone.phone.hotelProfile && channel.takesNotify;
  const notify = mayNotify ? { notify: reasonNotify(verdict.reason) } : {};
  if (!judged.trusted || judged.mailRead || !mayReadMail(phone)) {
    await channel.exchange({ ...notify, status: verdict.status });
    return;
  }
  if (mayNotify) await channel.exchange(notify);
  await carryMail(channel, {
    core: context.core,
    mail: context.mail,
    mayWrite: channel.mailbox.write,
    maxCommandBytes: phone.phone.extended?.maxCommand ?? null,
  });
  if (channel.open) await channel.exchange({ status: verdict.status });
}
