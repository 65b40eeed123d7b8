// One hex APDU a line: what a side hears on stdin and says on stdout. Lines that start with `#` are remarks.
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fromHex, hex } from '@nightlatch/aliro';
import { CliProblem } from '../cli-problem.ts';

// Two digits a byte of the longest extended APDU, with room for spaces.
const MOST_CHARACTERS = 400_000;

export type ApduLines = {
  /** The next APDU, or null when the other side has closed its output. Throws `CliProblem` for a line that is none. */
  next(): Promise<Uint8Array | null>;
  say(apdu: Uint8Array): void;
  /** The outcome as a last remark, `# {…}`. */
  remark(json: unknown): void;
  close(): void;
};

/** Opens the two streams. */
export function openApduLines(input: Readable, output: Writable): ApduLines {
  const reader = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const lines = reader[Symbol.asyncIterator]();
  let number = 0;
  return {
    next: async () => {
      for (;;) {
        const { value, done } = await lines.next();
        if (done === true) return null;
        number += 1;
        const text = value.trim();
        if (text !== '' && !text.startsWith('#')) return apduOf(text, number);
      }
    },
    say: (apdu) => output.write(`${hex(apdu)}\n`),
    remark: (json) => output.write(`# ${JSON.stringify(json)}\n`),
    close: () => {
      reader.close();
      input.destroy();
    },
  };
}

function apduOf(text: string, number: number): Uint8Array {
  if (text.length > MOST_CHARACTERS)
    throw new CliProblem('bad_line', `Line ${number} on stdin is too long for an APDU.`);
  try {
    const bytes = fromHex(text);
    if (bytes.length >= 2) return bytes;
  } catch (error) {
    throw new CliProblem('bad_line', `Line ${number} on stdin is not an APDU in hex.`, { cause: error });
  }
  throw new CliProblem('bad_line', `Line ${number} on stdin is too short for an APDU.`);
}
