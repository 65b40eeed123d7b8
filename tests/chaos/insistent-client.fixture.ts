// A hotel's system and its guests' phones while servers die: every command has an idempotency key and is repeated until it is answered; the ledger
// keeps what was acknowledged.
import { randomUUID } from 'node:crypto';
import { ApiProblem, ApiUnreachable, createClient, type OperationId, type OperationInput } from '@nightlatch/api';
import { ModelPhone, type WalletAnswer } from '../../apps/server/src/model/model-phone.fixture.ts';

/** A command with its acknowledged answer; `status` null for success. */
export type Acknowledged = {
  readonly operation: OperationId;
  readonly input: unknown;
  readonly key: string;
  readonly tries: number;
  readonly answer: unknown;
  readonly problem: string | null;
};

/** One booking, told by one client only, so that its commands have an order. */
export type Stay = {
  readonly reference: string;
  readonly room: string;
  status: 'confirmed' | 'checked_in' | 'checked_out';
  bookingId: string;
  phone: ModelPhone | null;
  readonly words: { keyId: string; word: 'asked' | 'revoked' }[];
};

export type ClientOptions = {
  readonly locationId: string;
  readonly apiKey: string;
  readonly urls: () => readonly string[];
  readonly ledger: Acknowledged[];
  readonly random: (below: number) => number;
};

type Loose = { readonly params?: unknown; readonly body?: unknown };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until a server answers, whichever; a problem of the command's own is an answer too. */
export const insist = async (
  options: Pick<ClientOptions, 'urls' | 'random'> & { readonly bearer: string },
  operation: OperationId,
  input: Loose,
  key: string,
): Promise<{ answer: unknown; problem: string | null; tries: number }> => {
  // Not a bound of the server: on a busy machine whole minutes may pass between one kill and the next in which none is up.
  const deadline = Date.now() + 300_000;
  for (let tries = 1; ; tries += 1) {
    const urls = options.urls();
    const baseUrl = urls[options.random(Math.max(urls.length, 1))];
    try {
      if (baseUrl === undefined) throw new ApiUnreachable('no server is ready');
      const client = createClient({
        baseUrl,
        timeoutMs: 8_000,
        headers: () => ({ authorization: `Bearer ${options.bearer}`, connection: 'close' }),
      });
      // The table's types tie input to operation; this client is told both at once.
      const call = client.call as (operation: OperationId, input: unknown) => Promise<unknown>;
      return { answer: await call(operation, { ...input, idempotencyKey: key }), problem: null, tries };
    } catch (error) {
      if (error instanceof ApiProblem) {
        const { status, code } = error.problem;
        const passing = status >= 500 || code === 'idempotency_in_progress' || code === 'too_many_requests';
        if (!passing) return { answer: null, problem: code, tries };
      } else if (!(error instanceof ApiUnreachable) && !isCut(error)) throw error;
      if (Date.now() > deadline) throw error;
      await pause(25 + options.random(50));
    }
  }
};

/** The answer began and its server died: as good as none. */
const isCut = (error: unknown): boolean => error instanceof TypeError || error instanceof SyntaxError;

export class InsistentClient {
  readonly stays: Stay[] = [];
  readonly #options: ClientOptions;
  readonly #name: string;
  readonly #room: string;

  constructor(options: ClientOptions, name: string, room: string) {
    this.#options = options;
    this.#name = name;
    this.#room = room;
  }

  async #command<O extends OperationId>(
    operation: O,
    input: OperationInput<O>,
    bearer?: string,
  ): Promise<Acknowledged> {
    const key = randomUUID();
    const outcome = await insist(
      { ...this.#options, bearer: bearer ?? this.#options.apiKey },
      operation,
      input as Loose,
      key,
    );
    const done: Acknowledged = { operation, input, key, ...outcome };
    if (bearer === undefined) this.#options.ledger.push(done);
    return done;
  }

  /** Lives one stay after another, with everything that may happen to it, until told to stop. */
  async work(stopped: () => boolean): Promise<void> {
    while (!stopped()) {
      const stay: Stay = {
        reference: `${this.#name}-${this.stays.length}`,
        room: this.#room,
        status: 'confirmed',
        bookingId: '',
        phone: null,
        words: [],
      };
      this.stays.push(stay);
      await this.#tell(stay, 'checked_in');
      await this.#enrol(stay);
      const acts = 2 + this.#options.random(4);
      for (let act = 0; act < acts && !stopped(); act += 1) await this.#act(stay);
      // The last stay of a client stays in the house, so that there is a key to look for at the end.
      if (!stopped()) await this.#tell(stay, 'checked_out');
    }
  }

  async #tell(stay: Stay, status: Stay['status']): Promise<void> {
    const { locationId } = this.#options;
    const { answer, problem } = await this.#command('putBooking', {
      params: { locationId, reference: stay.reference },
      body: {
        status,
        roomNumber: stay.room,
        arrivalDate: '2036-06-10',
        departureDate: '2036-06-12',
        guest: {
          firstName: 'Crash',
          lastName: stay.reference,
          email: `${stay.reference}@example.com`.toLowerCase(),
        },
      },
    });
    if (problem !== null) throw new Error(`putBooking was refused: ${problem}`);
    stay.status = status;
    stay.bookingId = (answer as { id: string }).id; // the contract's Booking
  }

  async #enrol(stay: Stay): Promise<void> {
    const { locationId } = this.#options;
    const link = await this.#command('createEnrolmentLink', { params: { locationId, bookingId: stay.bookingId } });
    const secret = (link.answer as { url: string }).url.split('enrol=')[1] ?? ''; // the contract's EnrolmentLink
    const phone = new ModelPhone();
    const session = await this.#command(
      'enrol',
      { body: phone.enrolBody(secret) as OperationInput<'enrol'>['body'] }, // made to the contract
      'nobody',
    );
    if (session.problem !== null) throw new Error(`enrolment was refused: ${session.problem}`);
    Object.assign(phone, session.answer as { deviceId: string; token: string }); // the contract's GuestSession
    stay.phone = phone;
  }

  async #act(stay: Stay): Promise<void> {
    const params = { locationId: this.#options.locationId };
    const newest = stay.words.findLast((one) => one.word === 'asked')?.keyId ?? (await this.#newestKey(stay));
    switch (this.#options.random(5)) {
      case 0: {
        if (newest === undefined) return;
        const done = await this.#command('revokeKey', {
          params: { ...params, keyId: newest },
          body: { reason: 'other' },
        });
        if (done.problem === null) stay.words.push({ keyId: newest, word: 'revoked' });
        return;
      }
      case 1: {
        if (newest === undefined) return;
        const done = await this.#command('reissueKey', { params: { ...params, keyId: newest } });
        if (done.problem === null) stay.words.push({ keyId: (done.answer as { id: string }).id, word: 'asked' }); // the contract's DigitalKey
        return;
      }
      case 2: {
        const { bookingId } = stay;
        const done = await this.#command('issueKey', { params: { ...params, bookingId }, body: {} });
        if (done.problem === null) stay.words.push({ keyId: (done.answer as { id: string }).id, word: 'asked' }); // the contract's DigitalKey
        return;
      }
      case 3:
        await this.#tell(stay, 'checked_in');
        return;
      default:
        await this.sync(stay);
    }
  }

  async #newestKey(stay: Stay): Promise<string | undefined> {
    const params = { locationId: this.#options.locationId, bookingId: stay.bookingId };
    const found = await insist(
      { ...this.#options, bearer: this.#options.apiKey },
      'listKeys',
      { params },
      randomUUID(),
    );
    return (found.answer as { items: { id: string }[] } | null)?.items[0]?.id; // the contract's list, newest first
  }

  /** The phone reads its wallet, brings spare door keys and tells what it stored and deleted. */
  async sync(stay: Stay): Promise<void> {
    const { phone } = stay;
    if (!phone) return;
    const bearer = phone.token;
    const read = await this.#command('getWallet', {}, bearer);
    if (read.problem !== null) throw new Error(`the wallet was refused: ${read.problem}`);
    const wallet = read.answer as WalletAnswer; // the contract's Wallet
    phone.take(wallet);
    if (wallet.spareDoorKeysWanted > 0) {
      await this.#command('offerDoorKeys', { body: { doorKeys: phone.offers(wallet.spareDoorKeysWanted) } }, bearer);
    }
    const receipts = phone.receipts.splice(0, 50);
    if (receipts.length > 0) await this.#command('postReceipts', { body: { receipts } }, bearer);
  }
}
