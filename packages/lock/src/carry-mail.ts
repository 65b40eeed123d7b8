// A phone's mailbox: take its mail, give it a journal page (docs/protocol §7.8). The guest has gone through by then.
import {
  concat,
  equalBytes,
  lockIdOf,
  MAILBOX,
  type MailboxHeader,
  parseMailboxHeader,
  type ReaderChannel,
  u16,
} from '@nightlatch/aliro';
import type { LockCore } from './lock-core.ts';
import { sealNextPage } from './seal-page.ts';
import type { MailTaker } from './take-mail.ts';

/** Read together with the header: most mail fits. */
const FIRST_READ_BYTES = 480;
/** After this the phone is not kept any longer. */
const MAIL_TIME_MS = 1_500;
/** A phone that takes short commands only, or says nothing. */
const DEFAULT_COMMAND_BYTES = 2048;
/** Room for APDU header, tags, lengths and seal around a page. */
const COMMAND_OVERHEAD_BYTES = 64;

/** What was in the mailbox. */
export interface ReadMailbox {
  readonly header: MailboxHeader;
  readonly mail: Uint8Array;
}

/** What carrying works with. */
export interface CarryContext {
  readonly core: LockCore;
  readonly mail: MailTaker;
  readonly mayWrite: boolean;
  readonly maxCommandBytes: number | null;
}

/**
 * Reads header and mail in one or two round trips, none begun after `deadlineMs` of the counter; undefined when there is none for this
 * lock, no time for all of it, or the content is hostile.
 */
export async function readMailbox(
  channel: ReaderChannel,
  core: LockCore,
  deadlineMs: number,
): Promise<ReadMailbox | undefined> {
  const { identity } = core.state;
  const first = await channel.exchange({
    mailbox: {
      commands: [
        { kind: 'read', offset: 0, length: MAILBOX.headerSize },
        { kind: 'read', offset: MAILBOX.mailOffset, length: FIRST_READ_BYTES },
      ],
    },
  });
  const [head, start] = first.ok && first.value.result === 0 ? first.value.reads : [];
  if (!identity || !head || !start) return undefined;
  const header = parseMailboxHeader(head);
  if (!header.ok || !equalBytes(header.value.lockId, lockIdOf(identity.readerIdentifier))) return undefined;
  const { mailLength, mailPresent } = header.value;
  if (mailLength > MAILBOX.mailCapacity) return undefined;
  if (!mailPresent || mailLength <= start.length) {
    return { header: header.value, mail: start.slice(0, mailPresent ? mailLength : 0) };
  }
  // A carrier loses nothing by this: the mail stays with it, and with the server until the lock has confirmed it.
  if (core.counterMs >= deadlineMs) return undefined;
  const rest = await readRest(channel, start.length, mailLength - start.length);
  return rest && { header: header.value, mail: concat(start, rest) };
}

async function readRest(channel: ReaderChannel, from: number, length: number): Promise<Uint8Array | undefined> {
  const answer = await channel.exchange({
    mailbox: { commands: [{ kind: 'read', offset: MAILBOX.mailOffset + from, length }] },
  });
  return answer.ok && answer.value.result === 0 ? answer.value.reads[0] : undefined;
}

/** Takes the mail and hands over a journal page: at most 3 round trips, none begun after 1.5 s. Never throws; failures only end it. */
export async function carryMail(channel: ReaderChannel, context: CarryContext): Promise<void> {
  const { core, mail } = context;
  const deadlineMs = core.counterMs + MAIL_TIME_MS;
  const box = await readMailbox(channel, core, deadlineMs);
  if (!box) return;
  if (box.mail.length > 0) await core.exclusive(() => mail.take(box.mail));
  if (!context.mayWrite || !box.header.takesJournalPage || core.counterMs >= deadlineMs) return;
  const maxCommand = context.maxCommandBytes ?? DEFAULT_COMMAND_BYTES;
  const capacityBytes = Math.min(box.header.journalCapacity, maxCommand - COMMAND_OVERHEAD_BYTES);
  const page = await core.exclusive(() => sealNextPage(core, { capacityBytes }));
  if (!page) return;
  const data = concat(u16(page.length), page);
  await channel.exchange({ mailbox: { commands: [{ kind: 'write', offset: MAILBOX.returnOffset, data }] } });
}
