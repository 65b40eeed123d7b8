// A failure that is explained by its message alone: shown as one sentence, without a stack.

export class Problem extends Error {}

/** For `.catch` of a script's main function. */
export function endWith(error) {
  process.stderr.write(`${error instanceof Problem ? error.message : (error?.stack ?? error)}\n`);
  process.exit(1);
}

/** The sentence for a file operation in the project folder that failed, or the error itself. */
export function explainFileError(error, folder) {
  if (error?.code === 'ENOSPC' || error?.code === 'EDQUOT') {
    return new Problem(`The disk that holds ${folder} is full; free some space and start again.`);
  }
  if (['EACCES', 'EPERM', 'EROFS'].includes(error?.code)) {
    return new Problem(`${folder} can't be written by this user; start as its owner or clone the project elsewhere.`);
  }
  return error;
}
