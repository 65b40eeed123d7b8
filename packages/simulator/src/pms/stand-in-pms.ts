// The stand-in PMS: reservations in a file, actions of the front desk, events to subscribers. For trying Nightlatch.
import { randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readFileIfThere, writeFileDurably } from '../write-file-durably.ts';
import { type ActionOutcome, applyAction, findUnit, type PmsAction } from './pms-actions.ts';
import type {
  PmsEvent,
  PmsEventType,
  PmsProperty,
  PmsReservation,
  PmsReservationSeed,
  PmsResult,
  PmsState,
  PmsSubscription,
  PmsUnit,
} from './pms-types.ts';
import { createWebhookSender } from './webhook-sender.ts';

/** What a stand-in PMS is made of. */
export interface StandInPmsOptions {
  /** Folder of its state file. */
  readonly dataDir: string;
  readonly property: PmsProperty;
  readonly units: readonly PmsUnit[];
  /** Used once, when the state file does not exist yet. */
  readonly seed?: readonly PmsReservationSeed[];
  /** A subscriber from the start; more by `subscribe`. */
  readonly webhookUrl?: string;
  /** What API callers must present to `/connect/token`. */
  readonly clientId: string;
  readonly clientSecret: string;
  readonly now?: () => number;
  readonly fetch?: typeof globalThis.fetch;
  readonly setTimer?: (delayMs: number, fire: () => void) => () => void;
  readonly log?: (line: string) => void;
}

/** The programmatic handle; the HTTP routes and the tour use nothing else. */
export interface StandInPms {
  readonly property: PmsProperty;
  readonly units: readonly PmsUnit[];
  readonly clientId: string;
  readonly clientSecret: string;
  now(): number;
  reservations(): readonly PmsReservation[];
  reservation(id: string): PmsReservation | undefined;
  /** Creates a reservation and sends `created`. Throws `RangeError` on an unknown unit or impossible dates. */
  create(seed: PmsReservationSeed): Promise<PmsReservation>;
  /** Does an action of the front desk; durable when it resolves, events follow. */
  act(id: string, action: PmsAction): Promise<PmsResult>;
  subscribe(subscription: Omit<PmsSubscription, 'id'>): Promise<PmsSubscription>;
  subscriptions(): readonly PmsSubscription[];
  /** Events that no subscriber has taken yet. */
  unsentCount(): number;
  /** Called after every change. Returns the way to stop it. */
  onChange(listener: () => void): () => void;
  /** Waits until what was done is stored, and stops retries. */
  close(): Promise<void>;
}

const EMPTY: PmsState = { version: 1, seeded: false, nextNumber: 1, reservations: [], unsent: [], subscriptions: [] };

/** Opens the PMS over its state file, seeding it at the first start, and goes on sending what was not taken. */
export async function createStandInPms(options: StandInPmsOptions): Promise<StandInPms> {
  const now = options.now ?? Date.now;
  const path = join(options.dataDir, 'pms.json');
  const listeners = new Set<() => void>();
  let state = await loadState(path);
  let writing: Promise<void> = Promise.resolve();

  function save(next: PmsState): Promise<void> {
    state = next;
    const text = JSON.stringify(next);
    writing = writing.catch(() => undefined).then(() => writeFileDurably(path, text));
    const done = writing;
    return done.then(() => {
      for (const listener of listeners) listener();
    });
  }

  const sender = createWebhookSender({
    fetch: options.fetch ?? globalThis.fetch,
    setTimer: options.setTimer ?? setUnrefTimer,
    subscriptions: () => allSubscriptions(),
    onSent: (eventId) => {
      void save({ ...state, unsent: state.unsent.filter((event) => event.id !== eventId) }).catch(() => undefined);
    },
    onProblem: (event, problem, nextTryMs) =>
      options.log?.(`webhook ${event.type} ${event.data.entityId}: ${problem}, again in ${nextTryMs} ms`),
  });

  function allSubscriptions(): readonly PmsSubscription[] {
    if (options.webhookUrl === undefined) return state.subscriptions;
    return [{ id: 'configured', endpointUrl: options.webhookUrl, events: [], propertyIds: [] }, ...state.subscriptions];
  }

  async function store(
    reservation: PmsReservation,
    types: readonly PmsEventType[],
    nextNumber?: number,
  ): Promise<void> {
    const events = types.map((type) => newEvent(type, reservation.id, options.property.id, now()));
    const others = state.reservations.filter((one) => one.id !== reservation.id);
    await save({
      ...state,
      nextNumber: nextNumber ?? state.nextNumber,
      reservations: [...others, reservation].sort((a, b) => a.arrival - b.arrival || a.id.localeCompare(b.id)),
      unsent: [...state.unsent, ...events],
    });
    for (const event of events) sender.send(event);
  }

  if (!state.seeded) {
    const reservations = (options.seed ?? []).map((seed, index) => fromSeed(seed, index + 1, options, now()));
    // The subscriber hears of the first reservations as of any later one: nothing comes in by another way.
    const unsent = reservations.map((one) => newEvent('created', one.id, options.property.id, now()));
    await save({ ...state, seeded: true, nextNumber: reservations.length + 1, reservations, unsent });
  }
  for (const event of state.unsent) sender.send(event);

  return {
    property: options.property,
    units: options.units,
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    now,
    reservations: () => state.reservations,
    reservation: (id) => state.reservations.find((one) => one.id === id),
    create: async (seed) => {
      const reservation = fromSeed(seed, state.nextNumber, options, now());
      await store(reservation, ['created'], state.nextNumber + 1);
      return reservation;
    },
    act: async (id, action) => {
      const outcome: ActionOutcome = applyAction(id, action, { state, units: options.units, now: now() });
      if (!outcome.ok) return outcome;
      await store(outcome.reservation, outcome.events);
      return { ok: true, reservation: outcome.reservation };
    },
    subscribe: async (wish) => {
      const subscription = { id: randomUUID(), ...wish };
      await save({ ...state, subscriptions: [...state.subscriptions, subscription] });
      return subscription;
    },
    subscriptions: allSubscriptions,
    unsentCount: () => state.unsent.length,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      sender.close();
      listeners.clear();
      await writing.catch(() => undefined);
    },
  };
}

async function loadState(path: string): Promise<PmsState> {
  const bytes = await readFileIfThere(path);
  if (!bytes) return EMPTY;
  const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (typeof parsed !== 'object' || parsed === null || !('version' in parsed) || parsed.version !== 1)
    throw new Error(`The stand-in PMS can't read its state file ${path}.`);
  return parsed as PmsState; // written by this file only, whole or not at all
}

function fromSeed(seed: PmsReservationSeed, number: number, options: StandInPmsOptions, now: number): PmsReservation {
  const unit = seed.unit === undefined ? undefined : findUnit(options.units, seed.unit);
  if (seed.unit !== undefined && !unit) throw new RangeError(`There is no unit ${seed.unit}.`);
  const arrival = Date.parse(seed.arrival);
  const departure = Date.parse(seed.departure);
  if (!(arrival < departure)) throw new RangeError('Departure must be after arrival.');
  const id = seed.id ?? `${newBookingId(number)}-1`;
  const status = seed.status ?? 'Confirmed';
  const additionalGuests = seed.additionalGuests ?? [];
  return {
    id,
    bookingId: id.split('-')[0] ?? id,
    status,
    ...(unit && { unitId: unit.id }),
    arrival,
    departure,
    created: now,
    modified: now,
    ...((status === 'InHouse' || status === 'CheckedOut') && { checkInTime: Math.min(arrival, now) }),
    ...(status === 'CheckedOut' && { checkOutTime: Math.min(departure, now) }),
    ...(status === 'Canceled' && { cancellationTime: now }),
    ...(status === 'NoShow' && { noShowTime: now }),
    adults: seed.adults ?? 1 + additionalGuests.length,
    primaryGuest: seed.primaryGuest,
    additionalGuests,
    ...(seed.comment !== undefined && { comment: seed.comment }),
  };
}

/** Eight capitals like Apaleo's, the number inside so that two never meet. */
function newBookingId(number: number): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
  let rest = number;
  let tail = '';
  for (let place = 0; place < 4; place += 1) {
    tail = (letters[rest % letters.length] ?? 'A') + tail;
    rest = Math.floor(rest / letters.length);
  }
  const head = Array.from({ length: 4 }, () => letters[randomInt(letters.length)] ?? 'A').join('');
  return head + tail;
}

function newEvent(type: PmsEventType, entityId: string, propertyId: string, now: number): PmsEvent {
  return {
    topic: 'Reservation',
    type,
    id: randomUUID(),
    accountId: 'STANDIN',
    propertyId,
    data: { entityId },
    timestamp: now,
  };
}

function setUnrefTimer(delayMs: number, fire: () => void): () => void {
  const timer = setTimeout(fire, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
}
