// A failure that one sentence explains: the program prints it without a stack and ends with exit code 1.

/** Codes are stable for scripts (`--json`); those of the server's own fatal errors pass through unchanged. */
export class CliProblem extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CliProblem';
    this.code = code;
  }
}

/** Turns a failed file operation on `path` into a sentence; gives back anything else unchanged. */
export function explainFileError(error: unknown, path: string): unknown {
  const code = errnoOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new CliProblem(
      'disk_full',
      `The disk that holds ${path} is full; free some space or choose another folder with DATA_DIR.`,
      { cause: error },
    );
  }
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return new CliProblem(
      'folder_not_ours',
      `The data folder ${path} can't be written by this user; start as its owner or choose another with DATA_DIR.`,
      { cause: error },
    );
  }
  if (['ENOTDIR', 'EEXIST'].includes(code)) {
    return new CliProblem('folder_not_ours', `The data folder ${path} is not a folder; choose another with DATA_DIR.`, {
      cause: error,
    });
  }
  return error;
}

/** The `code` of a system error, or an empty string. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** For commands: prints the sentence (as JSON on stdout when asked) and sets exit code 1. Unknown errors keep their stack. */
export function reportFailure(error: unknown, json: boolean): void {
  const problem = error instanceof CliProblem ? error : undefined;
  const message = problem?.message ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
  if (json)
    process.stdout.write(`${JSON.stringify({ event: 'error', code: problem?.code ?? 'unexpected', message })}\n`);
  else process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
