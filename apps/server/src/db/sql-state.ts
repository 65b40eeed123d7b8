// PostgreSQL's code of an error.

/** The five-character code of an error, or ''. */
export function sqlStateOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
