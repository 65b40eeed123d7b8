// Names the messages of a recorded session and gives their sizes as docs/protocol §8.1 counts them.
import { FRAME, isFrame, parseFrame } from '@nightlatch/aliro';
import type { WireFrame } from './door-messages.ts';

/** One command with its answer, in bytes; `chunks` per direction at a chunk size is `chunksOf`. */
export type Exchange = { readonly name: string; readonly command: number; readonly answer: number };

export type Wire = {
  /** The Initiate frame with its 4-byte header. */
  readonly initiateBytes: number;
  readonly exchanges: readonly Exchange[];
};

const NAMES: Readonly<Record<number, string>> = {
  128: 'auth0',
  129: 'auth1',
  195: 'envelope',
  201: 'exchange',
  60: 'control-flow',
  209: 'load-cert',
};

/** Pairs commands with answers, in their order. */
export const readWire = (frames: readonly WireFrame[]): Wire => {
  let initiateBytes = 0;
  let command: Uint8Array | undefined;
  const exchanges: Exchange[] = [];
  for (const { frame } of frames) {
    const parsed = parseFrame(frame);
    if (!parsed.ok) throw new Error('a recorded frame is malformed');
    const { payload } = parsed.value;
    if (isFrame(parsed.value, FRAME.initiate)) initiateBytes = frame.length;
    if (isFrame(parsed.value, FRAME.command)) command = payload;
    if (isFrame(parsed.value, FRAME.answer) && command) {
      const ins = command[1] ?? 0;
      exchanges.push({ name: NAMES[ins] ?? ins.toString(16), command: command.length, answer: payload.length });
      command = undefined;
    }
  }
  return { initiateBytes, exchanges };
};

/** ⌈(bytes + 1-byte counter per chunk)⌉ as docs/protocol §6.4 cuts frames: each chunk carries c − 1 bytes of the frame. */
export const chunksOf = (frameBytes: number, chunkSize: number): number =>
  Math.max(1, Math.ceil(frameBytes / (chunkSize - 1)));
