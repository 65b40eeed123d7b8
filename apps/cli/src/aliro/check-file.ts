// Reads one vector file and has the protocol library recompute it.
import { readFile } from 'node:fs/promises';
import { AliroError, checkVectorFile, type VectorLine } from '@nightlatch/aliro';
import { CliProblem, errnoOf } from '../cli-problem.ts';

export type FileResult = {
  readonly file: string;
  readonly lines: readonly VectorLine[];
  /** False also for a file that compares nothing: it proves nothing. */
  readonly ok: boolean;
};

/** Throws `CliProblem` when the file can't be read or is no vector file. */
export async function checkFile(file: string): Promise<FileResult> {
  const lines = await checkVectorFile(await readJson(file)).catch((error) => {
    if (error instanceof AliroError) {
      throw new CliProblem('not_a_vector_file', `${file}: ${error.message}`, { cause: error });
    }
    throw error;
  });
  return { file, lines, ok: lines.length > 0 && lines.every((line) => line.ok) };
}

/** A line for the file, then one for each value; a value that differs has two more with both sides. */
export function describeFile({ file, lines, ok }: FileResult): string[] {
  const wrong = lines.filter((line) => !line.ok).length;
  const verdict = ok ? `${lines.length} values agree` : `${wrong} of ${lines.length} values differ`;
  const values = lines.flatMap(({ name, ok: agrees, expected, actual }) =>
    agrees ? [`  ok     ${name}`] : [`  WRONG  ${name}`, `    expected ${expected}`, `    computed ${actual}`],
  );
  return [`${ok ? 'ok    ' : 'WRONG '} ${file}: ${verdict}`, ...values];
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'is not JSON' : `can't be read (${errnoOf(error)})`;
    throw new CliProblem('file_unreadable', `${file} ${reason}.`, { cause: error });
  }
}
