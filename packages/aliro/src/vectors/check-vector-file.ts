// Recomputes every value of a vector file (docs/protocol §3.6) and says which agree.
import { AliroError } from '../aliro-error.ts';
import { checkCertificate, checkCertificates, checkDocuments, checkRevocationSequence } from './check-documents.ts';
import { checkFast, checkKpersistent, checkStandard, checkStepUp } from './check-keys.ts';
import { objectOf, textAt, type VectorLine, type VectorObject } from './vector-json.ts';

export type { VectorLine } from './vector-json.ts';

const CHECKS: Readonly<Record<string, (file: VectorObject) => Promise<readonly VectorLine[]>>> = {
  kpersistent: checkKpersistent,
  fast: checkFast,
  standard: checkStandard,
  'stepup-session': checkStepUp,
  certificate: checkCertificate,
  certificates: checkCertificates,
  documents: checkDocuments,
  'revocation-sequence': checkRevocationSequence,
};

/** Checks a parsed vector file of any kind of §3.6; one line per compared value. Throws AliroError `argument` for a file that is none. */
export async function checkVectorFile(json: unknown): Promise<readonly VectorLine[]> {
  const file = objectOf(json);
  const kind = textAt(file, 'kind');
  const check = Object.hasOwn(CHECKS, kind) ? CHECKS[kind] : undefined;
  if (check === undefined) throw new AliroError('argument', `unknown kind of vector file: ${kind}`);
  return check(file);
}
