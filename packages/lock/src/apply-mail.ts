// One item of lock mail: the checks in their order, then its effect on the state (docs/protocol §7.8).
import {
  equalBytes,
  hex,
  isPoint,
  kid,
  lockIdOf,
  MAIL_ITEM_BYTES,
  MAIL_ORDER,
  MAIL_SIGNER,
  MAIL_TYPE,
  type Mail,
  type MailBody,
  mailIsFor,
  readMail,
  verifyMail,
} from '@nightlatch/aliro';
import { changeAnchors, findAnchor } from './anchors.ts';
import { applyRevocationDocument } from './apply-revocation-document.ts';
import { MAX_CATCH_UP_MS, raiseTimeFloor, readClock, setClock } from './clock.ts';
import { changeConfiguration } from './configuration.ts';
import { dropAnchors, dropOlderGenerations } from './document-cache.ts';
import { raiseGenerationFloor } from './generation.ts';
import { receiptJournal } from './journal-memory.ts';
import type { Identity, LockState } from './lock-state.ts';
import type { MailRefusal } from './lock-types.ts';
import type { TimeNonces } from './time-nonce.ts';

/** An item with what could be read of it. */
export interface MailItem {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly mail?: Mail;
}

/** What an item needs to be judged by. */
export interface MailContext {
  readonly identity: Identity;
  readonly counterMs: number;
  readonly nonces: TimeNonces;
}

/** The state that the item asks for, or why it was skipped. */
export type MailOutcome =
  | { readonly ok: true; readonly state: LockState }
  | { readonly ok: false; readonly code: MailRefusal };

/** Items in processing order 4, 2, 1, 3, 6, 5, 7, 8, whatever order they lay in; unreadable ones last. */
export function orderMail(items: readonly Uint8Array[]): MailItem[] {
  const read = items.map((bytes, index): MailItem => {
    const mail = bytes.length > MAIL_ITEM_BYTES ? undefined : readMail(bytes);
    return mail?.ok ? { index, bytes, mail: mail.value } : { index, bytes };
  });
  const rank = ({ mail }: MailItem): number => (mail ? MAIL_ORDER.indexOf(mail.body.kind) : MAIL_ORDER.length);
  return read.sort((a, b) => rank(a) - rank(b) || a.index - b.index);
}

/** Judges one item against `state`. The returned state is not stored yet. */
export async function applyMailItem(state: LockState, item: MailItem, context: MailContext): Promise<MailOutcome> {
  if (item.bytes.length > MAIL_ITEM_BYTES) return skip('too_large');
  const { mail } = item;
  if (!mail) return skip('malformed');
  const anchor = findAnchor(state.anchors, MAIL_SIGNER[mail.body.kind], mail.kid);
  if (!anchor) return skip('unknown_signer');
  if (!(await verifyMail(mail, anchor.point))) return skip('signature');
  if (!mailIsFor(mail, context.identity.readerIdentifier)) return skip('scope');
  const clock = readClock(state.clock, context.counterMs);
  if (clock.known && mail.notAfter !== null && clock.nowMs > mail.notAfter) return skip('expired');
  const isTimeAnswer = mail.body.kind === 'time-answer';
  const lastSeq = state.mailSeqs.get(mail.type) ?? 0;
  if (!isTimeAnswer && mail.seq === lastSeq) return skip('already_applied');
  if (!isTimeAnswer && mail.seq < lastSeq) return skip('old_sequence');
  const outcome = await applyBody(state, mail.body, context);
  if (!outcome.ok || isTimeAnswer) return outcome;
  return { ok: true, state: { ...outcome.state, mailSeqs: new Map(outcome.state.mailSeqs).set(mail.type, mail.seq) } };
}

/** True for kinds whose application is written into the journal; receipts would answer each other for ever. */
export function isJournaledMail(mail: Mail): boolean {
  return mail.type !== MAIL_TYPE['journal-receipt'];
}

function skip(code: MailRefusal): MailOutcome {
  return { ok: false, code };
}

function done(state: LockState): MailOutcome {
  return { ok: true, state };
}

async function applyBody(state: LockState, body: MailBody, context: MailContext): Promise<MailOutcome> {
  switch (body.kind) {
    case 'time-floor':
      return done({ ...state, clock: raiseTimeFloor(state.clock, body.at) });
    case 'time-answer':
      return answerTime(state, body.at, body.nonce, context);
    case 'revocation':
      return applyInnerList(state, body.document, context);
    case 'anchor':
      return rotateAnchor(state, body);
    case 'configuration': {
      const configuration = changeConfiguration(state.configuration, body.configuration);
      return done({ ...state, configuration, cache: [] });
    }
    case 'generation-floor': {
      if (!equalBytes(body.lockId, lockIdOf(context.identity.readerIdentifier))) return skip('body');
      const generation = raiseGenerationFloor(state.generation, body.generation);
      return done({ ...state, generation, cache: dropOlderGenerations(state.cache, generation.value) });
    }
    case 'journal-receipt': {
      const journal = receiptJournal(state.journal, body.last, body.hash);
      return journal ? done({ ...state, journal }) : skip('body');
    }
    case 'reset':
      return done(resetCounters(state, body));
  }
}

/** The answer counts from the server's second; how long it travelled is not known, only that it was less than the nonce's age. */
function answerTime(state: LockState, atMs: number, nonce: Uint8Array, context: MailContext): MailOutcome {
  const ageMs = context.nonces.use(nonce, context.counterMs);
  if (ageMs === undefined) return skip('nonce');
  if (atMs + ageMs + MAX_CATCH_UP_MS < state.clock.timeFloorMs) return skip('body');
  const clock = setClock(raiseTimeFloor(state.clock, atMs), context.counterMs, atMs, ageMs + 1_000);
  return done({ ...state, clock });
}

/** An older list than the lock's is no refusal: the lock knows at least as much, which is what the mail was to bring about. */
async function applyInnerList(state: LockState, document: Uint8Array, context: MailContext): Promise<MailOutcome> {
  const applied = await applyRevocationDocument(state, document, context.counterMs);
  if (!applied.ok || applied.value.kind === 'missing') return skip('inner_document');
  return done(applied.value.state);
}

async function rotateAnchor(state: LockState, body: MailBody & { readonly kind: 'anchor' }): Promise<MailOutcome> {
  if (!isPoint(body.point)) return skip('body');
  const anchor = { class: body.class, epoch: body.epoch, kid: await kid(body.point), point: body.point };
  const outcome = changeAnchors(state.anchors, { anchor, minEpoch: body.minEpoch });
  if (outcome.kind !== 'applied') return skip('body');
  return done({ ...state, anchors: outcome.anchors, cache: dropAnchors(state.cache, outcome.removed) });
}

/** Mail type 8, by the root key: the only way down. */
function resetCounters(state: LockState, body: MailBody & { readonly kind: 'reset' }): LockState {
  const { iteration, generation } = body;
  const keys = state.anchors.filter((anchor) => anchor.class === 'credential').map((anchor) => hex(anchor.kid));
  const iterations = iteration === undefined ? state.iterations : new Map(keys.map((key) => [key, iteration]));
  const nextGeneration = generation === undefined ? state.generation : { value: generation };
  return { ...state, iterations, generation: nextGeneration, cache: [] };
}
