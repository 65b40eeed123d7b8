// `nightlatch aliro reader --stdio`: the reader's side of one transaction, commands out, answers in.
import {
  type ApduLink,
  authenticateReader,
  equalBytes,
  hex,
  keySlot,
  type ReaderFailure,
  type ReaderStatus,
  selectExpedited,
  xOf,
} from '@nightlatch/aliro';
import { CliProblem } from '../cli-problem.ts';
import type { ApduLines } from './apdu-lines.ts';
import { decideGeneric, type GenericDecision } from './decide-generic.ts';
import type { ReaderConfig } from './reader-config.ts';

/** What the reader came to. Secrets of the fast phase are shown: these are keys for trying, not of a door. */
export type ReaderSideOutcome = {
  readonly side: 'reader';
  readonly granted: boolean;
  /** Tag 97 as sent; null where CONTROL FLOW, or nothing, told the phone. */
  readonly status: ReaderStatus | null;
  readonly reason: string;
  readonly phase: 'standard' | 'fast' | null;
  readonly devicePoint: string | null;
  readonly kpersistent: string | null;
  readonly element?: string;
  readonly failure?: unknown;
};

/** One transaction. Throws `CliProblem` for a line that is no APDU. */
export async function speakReader(config: ReaderConfig, lines: ApduLines): Promise<ReaderSideOutcome> {
  let problem: CliProblem | null = null;
  const link: ApduLink = {
    transceive: async (command) => {
      lines.say(command);
      const answer = await lines.next().catch((error) => {
        // The protocol code takes any rejection for a lost link; what was wrong with the line is told at the end.
        if (error instanceof CliProblem) problem = error;
        throw error;
      });
      if (answer === null) throw new Error('the other side has closed its output');
      return answer;
    },
  };
  const outcome = await transact(config, link);
  if (problem !== null) throw problem;
  return outcome;
}

async function transact(config: ReaderConfig, link: ApduLink): Promise<ReaderSideOutcome> {
  let { a5 } = config;
  if (config.interfaceByte === 0x5e) {
    const selected = await selectExpedited(link);
    if (!selected.ok) return failed(selected.error);
    a5 = selected.value.a5;
  }
  const { certificate, fastEntries, ask } = config;
  const outcome = await authenticateReader({
    link,
    interfaceByte: config.interfaceByte,
    a5,
    readerIdentifier: config.readerIdentifier,
    lockSigner: config.lockSigner,
    groupKeyX: xOf(config.groupKey),
    authenticationPolicy: config.authenticationPolicy,
    shortOnly: config.shortOnly,
    ...(certificate === null ? {} : { certificate, certificateBy: config.certificateBy }),
    ...(fastEntries.length === 0 ? {} : { fast: { entries: fastEntries } }),
    ...(ask === 'public-key' ? {} : { lookUpKeySlot: (slot) => deviceOfSlot(config.devices, slot) }),
  });
  if (outcome.kind === 'failed') return failed(outcome.failure);
  // A fast phase stands for the decision made when its entry was stored: no documents can be asked then.
  const decision: GenericDecision =
    outcome.phase === 'fast'
      ? { granted: true, status: '0101', reason: 'fast entry' }
      : await decideGeneric(config, outcome.channel, outcome.devicePoint);
  const told = outcome.channel.open ? await outcome.channel.exchange({ status: decision.status }) : null;
  const unheard = told === null ? decision.failure : told.ok ? undefined : told.error;
  return {
    side: 'reader',
    granted: decision.granted,
    status: told === null ? null : decision.status,
    reason: decision.reason,
    phase: outcome.phase,
    devicePoint: hex(outcome.devicePoint),
    kpersistent: outcome.kpersistent === null ? null : hex(outcome.kpersistent),
    ...(decision.element === undefined ? {} : { element: decision.element }),
    ...(unheard === undefined ? {} : { failure: unheard }),
  };
}

async function deviceOfSlot(devices: readonly Uint8Array[], slot: Uint8Array): Promise<Uint8Array | null> {
  for (const device of devices) if (equalBytes(await keySlot(device), slot)) return device;
  return null;
}

function failed(failure: ReaderFailure): ReaderSideOutcome {
  return {
    side: 'reader',
    granted: false,
    status: failure.sent?.by === 'status' ? failure.sent.status : null,
    reason: `session failed: ${failure.code}`,
    phase: null,
    devicePoint: null,
    kpersistent: null,
    failure: failure.sw === undefined ? failure : { ...failure, sw: failure.sw.toString(16).padStart(4, '0') },
  };
}
