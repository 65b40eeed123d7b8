// The generic reader's decision: no hotel rules, only what the documents themselves say (docs/protocol §5.2-5.4).
import {
  equalBytes,
  evaluateRules,
  isRevoked,
  keyHash,
  parseDeviceResponse,
  type ReaderChannel,
  type ReaderFailure,
  type ReaderStatus,
  type VerifiedDocument,
  verifyDocument,
} from '@nightlatch/aliro';
import type { ReaderConfig } from './reader-config.ts';

/** Why a door opens or not. `failure` where the session broke before there was a decision. */
export type GenericDecision = {
  readonly granted: boolean;
  readonly status: ReaderStatus;
  readonly reason: string;
  readonly element?: string;
  readonly failure?: ReaderFailure;
};

const OPEN: ReaderStatus = '0101';

function refused(status: ReaderStatus, reason: string): GenericDecision {
  return { granted: false, status, reason };
}

/** Asks for documents where the configuration says so, and decides. */
export async function decideGeneric(
  config: ReaderConfig,
  channel: ReaderChannel,
  devicePoint: Uint8Array,
): Promise<GenericDecision> {
  const { askedElements, revocationElement } = config;
  if (askedElements.length === 0 && revocationElement === null) return byKey(config, devicePoint);
  const answer = await channel.requestDocuments({
    accessElements: askedElements,
    ...(revocationElement === null ? {} : { revocationElement }),
  });
  if (!answer.ok)
    return { ...refused(answer.error.status ?? '0020', `step-up: ${answer.error.code}`), failure: answer.error };
  const cut = parseDeviceResponse(answer.value, [
    ...(askedElements.length > 0 ? (['aliro-a'] as const) : []),
    ...(revocationElement === null ? [] : (['aliro-r'] as const)),
  ]);
  if (!cut.ok) return refused(cut.error.status, cut.error.detail);
  const list = await revocationList(config, cut.value.revocation, devicePoint);
  if (!list.ok) return list.decision;
  const hash = await keyHash(devicePoint);
  if (askedElements.length === 0)
    return isRevoked(list.entries, { keyHash: hash, id: null })
      ? refused('0025', 'revoked')
      : byKey(config, devicePoint);
  if (cut.value.access === null) return refused('0001', 'no Access Document');
  const access = await verifyDocument({
    document: cut.value.access,
    docType: 'aliro-a',
    askedElements,
    anchors: config.anchors,
    now: config.now(),
    devicePoint,
    storedIteration: () => 0,
  });
  if (!access.ok) return refused(access.error.status, access.error.detail);
  return byElements(config, access.value, (id) => isRevoked(list.entries, { keyHash: hash, id }));
}

function byKey(config: ReaderConfig, devicePoint: Uint8Array): GenericDecision {
  return config.devices.some((known) => equalBytes(known, devicePoint))
    ? { granted: true, status: OPEN, reason: 'known device key' }
    : refused('0003', 'unknown device key');
}

/** The first element that grants opens; the last refusal is told otherwise. */
function byElements(
  config: ReaderConfig,
  document: VerifiedDocument,
  revoked: (id: Uint8Array | null) => boolean,
): GenericDecision {
  let decision = refused('0001', 'no asked element');
  for (const [element, access] of document.access) {
    if (revoked(access.id)) return { ...refused('0025', 'revoked'), element };
    const grant = evaluateRules({ access, now: config.now(), allowRuleless: config.allowRuleless });
    if (grant.granted) return { granted: true, status: OPEN, reason: 'element grants', element };
    decision = { ...refused(grant.status, `rules: ${grant.reason}`), element };
  }
  return decision;
}

type Listed =
  | { readonly ok: true; readonly entries: Parameters<typeof isRevoked>[0] }
  | { readonly ok: false; readonly decision: GenericDecision };

async function revocationList(
  config: ReaderConfig,
  document: Uint8Array | null,
  devicePoint: Uint8Array,
): Promise<Listed> {
  if (document === null || config.revocationElement === null) return { ok: true, entries: [] };
  const verified = await verifyDocument({
    document,
    docType: 'aliro-r',
    askedElements: [config.revocationElement],
    anchors: config.anchors,
    now: config.now(),
    devicePoint,
    storedIteration: () => 0,
  });
  if (!verified.ok)
    return { ok: false, decision: refused(verified.error.status, `Revocation Document: ${verified.error.detail}`) };
  return { ok: true, entries: verified.value.revocation.get(config.revocationElement)?.adds ?? [] };
}
