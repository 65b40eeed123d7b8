// Sending one logical command to the phone: chaining, extended length, collecting answer blocks (docs/protocol §2.1).
import { COMMAND, type CommandHead, encodeCommand, parseAnswer } from '../encoding/apdu.ts';
import { type Bytes, concat } from '../encoding/bytes.ts';

/** The wire to the phone: one command APDU there, its answer (data ‖ SW) back. Rejects when the link is lost or timed out. */
export type ApduLink = { transceive(command: Uint8Array): Promise<Uint8Array> };

/** Limits the phone stated in 7F66: whole command and whole answer, SW included (UNSURE 4). */
export type ExtendedLimits = { readonly maxCommand: number; readonly maxAnswer: number };

/** What came back: the joined data with the last status word, or why nothing did. */
export type Transmitted =
  | { readonly kind: 'answer'; readonly data: Bytes; readonly sw: number }
  | { readonly kind: 'link' }
  | { readonly kind: 'format'; readonly detail: string };

/** Limits of response chaining. */
export const ANSWER_LIMITS: { readonly bytes: 8192; readonly blocks: 40 } = { bytes: 8192, blocks: 40 };

const SHORT_DATA = 255;

function blocksOf(
  head: CommandHead,
  data: Uint8Array,
  options: { readonly le: boolean; readonly extended: ExtendedLimits | null; readonly longAnswer: boolean },
): Bytes[] {
  const limits = options.extended;
  const useExtended = limits !== null && (data.length > SHORT_DATA || options.longAnswer) && limits.maxCommand > 268;
  const most = useExtended && limits !== null ? limits.maxCommand - 9 : SHORT_DATA;
  const [cla, ins, p1, p2] = head;
  const blocks: Bytes[] = [];
  let at = 0;
  for (; data.length - at > most; at += most) {
    const part = data.subarray(at, at + most);
    blocks.push(encodeCommand({ head: [cla | 0x10, ins, p1, p2], data: part, le: null, extended: useExtended }));
  }
  const le = options.le ? (useExtended ? 65536 : 256) : null;
  blocks.push(encodeCommand({ head, data: data.subarray(at), le, extended: useExtended }));
  return blocks;
}

async function oneAnswer(link: ApduLink, command: Uint8Array): Promise<Transmitted> {
  let bytes: Uint8Array;
  try {
    bytes = await link.transceive(command);
  } catch {
    return { kind: 'link' };
  }
  const answer = parseAnswer(bytes);
  if (!answer.ok) return { kind: 'format', detail: 'answer without status word' };
  return { kind: 'answer', data: concat(answer.value.data), sw: answer.value.sw };
}

async function collect(link: ApduLink, first: Extract<Transmitted, { kind: 'answer' }>): Promise<Transmitted> {
  const parts = [first.data];
  let total = first.data.length;
  let sw = first.sw;
  while (sw >> 8 === 0x61) {
    if (parts.length >= ANSWER_LIMITS.blocks) return { kind: 'format', detail: 'answer of too many blocks' };
    const le = sw & 255 || 256;
    const next = await oneAnswer(
      link,
      encodeCommand({ head: COMMAND.getResponse, data: new Uint8Array(0), le, extended: false }),
    );
    if (next.kind !== 'answer') return next;
    total += next.data.length;
    if (total > ANSWER_LIMITS.bytes) return { kind: 'format', detail: 'answer too long' };
    parts.push(next.data);
    sw = next.sw;
  }
  return { kind: 'answer', data: concat(...parts), sw };
}

/** Sends a command with its data, chained or extended as the phone allows, and joins the blocks of the answer. Never rejects. */
export async function transmit(
  link: ApduLink,
  head: CommandHead,
  data: Uint8Array,
  options: {
    /** False only for CONTROL FLOW. */
    readonly le?: boolean;
    readonly extended?: ExtendedLimits | null;
    /** True where the answer may not fit a short APDU: then extended length is used where the phone takes it. */
    readonly longAnswer?: boolean;
  } = {},
): Promise<Transmitted> {
  const blocks = blocksOf(head, data, {
    le: options.le ?? true,
    extended: options.extended ?? null,
    longAnswer: options.longAnswer ?? false,
  });
  for (const [index, block] of blocks.entries()) {
    const answer = await oneAnswer(link, block);
    if (answer.kind !== 'answer') return answer;
    if (index === blocks.length - 1) return collect(link, answer);
    if (answer.sw !== 0x9000) return answer;
  }
  return { kind: 'format', detail: 'no block' };
}
