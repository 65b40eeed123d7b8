// What the lock believes about the time: counter + offset, how sure it is, and the floor it will never go below (docs/protocol §7.6.2).

/** The oscillator may be off by this much: 200 ppm. */
const DRIFT_PER_MILLION = 200;
/** Beyond this uncertainty the clock counts as unknown. */
export const MAX_UNCERTAINTY_MS: number = 30 * 60_000;
/** Above this uncertainty the lock shows a time nonce in `info`. */
export const NONCE_UNCERTAINTY_MS: number = 15 * 60_000;
/** A verified `signed` may lie this far ahead of the clock, plus its uncertainty, and still mend it. */
export const MAX_CATCH_UP_MS: number = 10 * 60_000;

/** One setting of the clock; all fields in ms. `now = counter + offset` as long as the counter kept running. */
export interface ClockSetting {
  readonly offsetMs: number;
  readonly setAtCounterMs: number;
  readonly uncertaintyAtSetMs: number;
}

/** Durable time state. `timeFloorMs` is the highest verified `signed` or mail time: proven past, whatever the clock says. */
export interface ClockMemory {
  readonly setting?: ClockSetting;
  readonly timeFloorMs: number;
}

/** The time as the lock may use it. An unknown clock still names the floor as `nowMs`, for the journal only. */
export interface ClockReading {
  readonly known: boolean;
  readonly nowMs: number;
  readonly uncertaintyMs: number;
}

/**
 * Reads the clock. The floor is proven: a clock a little below it is lifted to it, one further below than drift could
 * explain is in doubt, and a doubted clock is an unknown clock (invariant 20).
 */
export function readClock(memory: ClockMemory, counterMs: number): ClockReading {
  const { setting, timeFloorMs } = memory;
  const unknown: ClockReading = { known: false, nowMs: timeFloorMs, uncertaintyMs: Number.POSITIVE_INFINITY };
  if (!setting || counterMs < setting.setAtCounterMs) return unknown;
  const elapsedMs = counterMs - setting.setAtCounterMs;
  const uncertaintyMs = setting.uncertaintyAtSetMs + Math.ceil((elapsedMs * DRIFT_PER_MILLION) / 1_000_000);
  if (uncertaintyMs > MAX_UNCERTAINTY_MS) return unknown;
  const rawMs = counterMs + setting.offsetMs;
  if (timeFloorMs > rawMs + MAX_CATCH_UP_MS + uncertaintyMs) return unknown;
  return { known: true, nowMs: Math.max(rawMs, timeFloorMs), uncertaintyMs };
}

/** The clock setting for "it is `nowMs`, give or take `uncertaintyMs`"; never below the floor. */
export function setClock(memory: ClockMemory, counterMs: number, nowMs: number, uncertaintyMs: number): ClockMemory {
  const atLeastFloor = Math.max(nowMs, memory.timeFloorMs);
  return {
    setting: { offsetMs: atLeastFloor - counterMs, setAtCounterMs: counterMs, uncertaintyAtSetMs: uncertaintyMs },
    timeFloorMs: memory.timeFloorMs,
  };
}

/** Raises the floor; it never falls (invariant 6). */
export function raiseTimeFloor(memory: ClockMemory, provenMs: number): ClockMemory {
  return provenMs > memory.timeFloorMs ? { ...memory, timeFloorMs: provenMs } : memory;
}

/** Lifts the running clock to a proven instant; the uncertainty stays what it was, it only grows with time. */
export function catchUp(memory: ClockMemory, counterMs: number, provenMs: number): ClockMemory {
  const reading = readClock(memory, counterMs);
  const raised = raiseTimeFloor(memory, provenMs);
  if (!reading.known || provenMs <= reading.nowMs) return raised;
  return setClock(raised, counterMs, provenMs, reading.uncertaintyMs);
}

/** Drops the setting: after a power loss the counter says nothing. The floor stays. */
export function forgetClock(memory: ClockMemory): ClockMemory {
  return { timeFloorMs: memory.timeFloorMs };
}
