// Lock mail from a mailbox or a gateway: in its order, each item stored before the next (docs/protocol §7.8).
import { hex, MAIL_TYPE, type Mail, parseMailList, sha256 } from '@nightlatch/aliro';
import { applyMailItem, isJournaledMail, type MailItem, orderMail } from './apply-mail.ts';
import type { EventLine, LockCore } from './lock-core.ts';
import type { MailRefusal, MailResult } from './lock-types.ts';

/** More items than a mailbox may hold are not looked at. */
const MAX_ITEMS = 8;
/** Refused items remembered, so that each is journaled once however often it is carried past. */
const REMEMBERED_REFUSALS = 32;

/** Takes mail for one lock. Calls run inside `core.exclusive`. */
export class MailTaker {
  readonly #core: LockCore;
  readonly #refused: string[] = [];

  constructor(core: LockCore) {
    this.#core = core;
  }

  /** Processes a CBOR array of items. A malformed array applies nothing. */
  async take(mailArray: Uint8Array): Promise<MailResult[]> {
    const { identity } = this.#core.state;
    const list = parseMailList(mailArray);
    if (!identity || !list.ok) return [];
    const results: MailResult[] = [];
    for (const item of orderMail(list.value.slice(0, MAX_ITEMS))) {
      const context = { identity, counterMs: this.#core.counterMs, nonces: this.#core.nonces };
      const outcome = await applyMailItem(this.#core.state, item, context);
      const stored = outcome.ok ? await this.#store(item, outcome.state) : await this.#skip(item, outcome.code);
      results.push({ index: item.index, ...labelOf(item.mail), outcome: stored });
    }
    return results.sort((a, b) => a.index - b.index);
  }

  async #store(item: MailItem, next: LockCore['state']): Promise<MailResult['outcome']> {
    try {
      await this.#core.commit(next, ...(item.mail ? appliedLines(item.mail) : []));
      if (item.mail?.body.kind === 'time-answer') this.#core.clockDoubted = false;
      return 'applied';
    } catch {
      return 'storage';
    }
  }

  async #skip(item: MailItem, code: MailRefusal): Promise<MailRefusal> {
    // Every phone that passes carries the newest mail: writing that down each time would wash out the ring.
    if (code === 'already_applied') return code;
    const name = hex(await sha256(item.bytes));
    if (this.#refused.includes(name)) return code;
    this.#refused.push(name);
    if (this.#refused.length > REMEMBERED_REFUSALS) this.#refused.shift();
    try {
      await this.#core.commit(this.#core.state, mailLine('mail-refused', item.mail));
    } catch {
      // The item stays skipped; its line is lost with the memory that should hold it.
    }
    return code;
  }
}

/**
 * Journal lines of applied mail. Our choice where docs/protocol §7.9 is silent: the reason field holds the mail type and
 * the generation field the mail's sequence number, so that the server can take the entry as proof that this lock has applied
 * exactly that mail. A time answer is written as `clock-set` with the same two fields.
 */
function appliedLines(mail: Mail): EventLine[] {
  if (!isJournaledMail(mail)) return [];
  if (mail.type === MAIL_TYPE['time-answer']) return [mailLine('clock-set', mail)];
  return [mailLine('mail-applied', mail)];
}

function mailLine(event: 'mail-applied' | 'mail-refused' | 'clock-set', mail: Mail | undefined): EventLine {
  return { event, reason: mail?.type ?? 0, ...(mail && { generation: mail.seq }) };
}

function labelOf(mail: Mail | undefined): Pick<MailResult, 'kind' | 'seq'> {
  return mail ? { kind: mail.body.kind, seq: mail.seq } : {};
}
