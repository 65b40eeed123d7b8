// Named points at which a test lets this process, or its database, die as by `kill -9`. Without NIGHTLATCH_CRASH_AT, which only tests set,
// every point does nothing.

/**
 * Before, while and after a transaction is committed; around a job's handler; before and after an answer leaves; before and after a message,
 * a webhook or a check-in is handed to somebody outside; at any statement.
 */
export type CrashPointName =
  | 'statement'
  | 'commit.before'
  | 'commit.sent'
  | 'commit.after'
  | 'job.before'
  | 'job.after'
  | 'answer.before'
  | 'answer.after'
  | 'send.before'
  | 'send.after';

type Armed = { readonly name: string; readonly every: number; readonly victim: string | undefined; left: number };

const armedBy = (text: string | undefined): Armed | undefined => {
  const [name, count, victim] = text?.split(':') ?? [];
  const every = Number(count ?? 1);
  return name ? { name, every, victim, left: every } : undefined;
};

const armed = armedBy(process.env.NIGHTLATCH_CRASH_AT);

/** Whether a test wants a death at one of the points. */
export const crashPointsArmed: boolean = armed !== undefined;

/**
 * Dies here when this is the point, and the time, that NIGHTLATCH_CRASH_AT (`name:count`) names. With `name:count:database` it is the database's
 * process behind this connection that dies, each time `count` is full: PostgreSQL then ends every session and recovers.
 */
export const crashPoint = (name: CrashPointName, backend?: number): void => {
  if (armed === undefined || armed.name !== name) return;
  armed.left -= 1;
  if (armed.left > 0) return;
  armed.left = armed.every;
  if (armed.victim !== 'database') process.kill(process.pid, 'SIGKILL');
  else if (backend !== undefined) process.kill(backend, 'SIGKILL');
};
