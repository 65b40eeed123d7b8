// Mailbox commands of EXCHANGE on the phone: ranges, reads, atomic sessions (docs/protocol §2.6).
import { EXCHANGE_RESULT, type MailboxCommand, type ParsedMailbox } from '../messages/exchange.ts';
import type { PhoneMailbox } from './phone-ports.ts';

/** A write waiting for the end of its atomic session. */
export type PendingWrite = { readonly offset: number; readonly data: Uint8Array };

/** What one BA led to. `pending` are the writes of a session still open, null where none is. */
export type MailboxStep = {
  readonly reads: readonly Uint8Array[];
  readonly result: number;
  readonly pending: readonly PendingWrite[] | null;
};

function refused(result: number): MailboxStep {
  return { reads: [], result, pending: null };
}

function inRange(command: MailboxCommand, size: number): boolean {
  const length = command.kind === 'write' ? command.data.length : command.length;
  return command.offset + length <= size;
}

function writesOf(commands: readonly MailboxCommand[]): PendingWrite[] {
  return commands.flatMap((command) => {
    if (command.kind === 'write') return [{ offset: command.offset, data: Uint8Array.from(command.data) }];
    if (command.kind === 'set')
      return [{ offset: command.offset, data: new Uint8Array(command.length).fill(command.value) }];
    return [];
  });
}

// A read and its answer must fit one message; 8192 bytes of data never do with heads and tag.
const MOST_READ = 8000;

/** Runs one mailbox request. Reads see the data before this atomic session; writes apply together at its last command. */
export async function runMailbox(
  mailbox: PhoneMailbox | null,
  request: ParsedMailbox,
  pending: readonly PendingWrite[] | null,
): Promise<MailboxStep> {
  if (request.kind === 'malformed') return refused(EXCHANGE_RESULT.malformed);
  if (mailbox === null) return refused(EXCHANGE_RESULT.notNow);
  if (!request.commands.every((command) => inRange(command, mailbox.size))) return refused(EXCHANGE_RESULT.outOfRange);
  const asked = request.commands.reduce((sum, c) => sum + (c.kind === 'read' ? c.length + 2 : 0), 0);
  if (asked > MOST_READ) return refused(EXCHANGE_RESULT.outOfRange);
  const writes = [...(pending ?? []), ...writesOf(request.commands)];
  try {
    const reads: Uint8Array[] = [];
    for (const command of request.commands) {
      if (command.kind === 'read') reads.push(await mailbox.read(command.offset, command.length));
    }
    if (!request.more && writes.length > 0) await mailbox.apply(writes);
    return { reads, result: EXCHANGE_RESULT.done, pending: request.more ? writes : null };
  } catch {
    return refused(EXCHANGE_RESULT.other);
  }
}
