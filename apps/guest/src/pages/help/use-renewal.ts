// Help that helps by itself: where a verdict means that this phone lacks news of its key, and the hotel can be reached, the news is fetched.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { VerdictCode } from './verdict.ts';

/** `renewed`: the news came just now. `failed`: it did not, or changed nothing; then the desk is the step. */
export type Renewal = 'none' | 'running' | 'renewed' | 'failed';

/** Verdicts that going online mends: all that a door says of a phone whose documents are behind. */
const BEHIND: ReadonlySet<VerdictCode> = new Set(['lease_ended', 'not_downloaded', 'superseded']);

/** Whether the phone should ask the hotel now. */
export function isBehind(code: VerdictCode | undefined, online: boolean): boolean {
  return online && code !== undefined && BEHIND.has(code);
}

/** Asks once each time the phone is found behind: again after it was offline, or mended and behind again. */
export function useRenewal(of: {
  readonly code: VerdictCode | undefined;
  readonly online: boolean;
  readonly renew: () => Promise<boolean>;
  /** The phone holds what there is: the verdict is to be asked for again. */
  readonly onRenewed: () => Promise<void>;
}): Renewal {
  const [renewal, setRenewal] = useState<Renewal>('none');
  const latest = useRef(of);
  latest.current = of;
  const gone = useRef(false);
  useEffect(
    () => () => {
      gone.current = true;
    },
    [],
  );
  const behind = isBehind(of.code, of.online);
  useEffect(() => {
    if (!behind) return;
    setRenewal('running');
    const ask = async (): Promise<Renewal> => {
      if (!(await latest.current.renew())) return 'failed';
      await latest.current.onRenewed();
      return 'renewed';
    };
    ask()
      .catch((): Renewal => 'failed')
      .then((ended) => {
        if (!gone.current) setRenewal(ended); // also when the news mended it before all was told
      });
  }, [behind]);
  return renewal;
}
