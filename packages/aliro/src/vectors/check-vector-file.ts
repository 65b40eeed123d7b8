// Recomputes every value of a vector file (docs/protocol §3.6) and says which agree.
import { pending } from '../pending.ts';

/** One compared value. `ok: null` means the file has no value to compare with. */
export type VectorLine = {
  readonly name: string;
  readonly ok: boolean;
  readonly expected: string;
  readonly actual: string;
};

/** Checks a parsed vector file of any kind of §3.6. Throws AliroError `argument` for an unknown kind. */
export function checkVectorFile(json: unknown): Promise<readonly VectorLine[]> {
  return pending(`checkVectorFile ${typeof json}`);
}
