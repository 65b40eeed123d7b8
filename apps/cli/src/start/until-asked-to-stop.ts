// Listens for every way a person or a machine asks a start to stop, from Ctrl-C to the death of the npm above us.
import { lives, type ProcessMark } from './process-mark.ts';

export type StopRequest = {
  /** Resolves once, when asked to stop. */
  readonly promise: Promise<undefined>;
  /** Whether that has happened already. */
  readonly now: () => boolean;
  /** Stops listening; the process can then end by itself. */
  readonly forget: () => void;
};

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A second Ctrl-C does not wait any longer: children notice our end by themselves and stop cleanly. */
export function untilAskedToStop(npm: ProcessMark | undefined): StopRequest {
  let asked = false;
  let resolve: (value: undefined) => void = () => {};
  const promise = new Promise<undefined>((done) => {
    resolve = done;
  });
  const ask = (): void => {
    asked = true;
    resolve(undefined);
  };
  let firstAt = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    // npm passes on a Ctrl-C that the terminal has already sent us: the same wish, not a second one.
    if (asked && signal === 'SIGINT' && Date.now() - firstAt > 1_000) process.exit(130);
    firstAt ||= Date.now();
    ask();
  };
  for (const signal of signals) process.on(signal, onSignal);
  const watch = npm ? watchNpm(npm, ask) : undefined;
  return {
    promise,
    now: () => asked,
    forget: () => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}

/** npm above us was killed: nobody will ever stop us, so we do. */
function watchNpm(npm: ProcessMark, ask: () => void): NodeJS.Timeout {
  // Where there is no /proc a look costs a process, so look less often.
  const everyMs = process.platform === 'linux' ? 250 : 3_000;
  return setInterval(() => {
    if (!lives(npm)) ask();
  }, everyMs).unref();
}
