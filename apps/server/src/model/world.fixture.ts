// One sequence of the model: what people, phones, locks and the PMS do, carried out over the server's own HTTP side, and remembered.
import { encodeJournalEntry, MAIL_TYPE, sealJournalPage } from '@nightlatch/aliro';
import { OPERATIONS, type Policies } from '@nightlatch/api';
import type { Act, PmsChange, Step } from './acts.fixture.ts';
import { yieldToOthers } from './controlled-clients.fixture.ts';
import type { Answer, Ask, ModelHotel, ModelLocation } from './model-hotel.fixture.ts';
import { ModelPhone, type WalletAnswer } from './model-phone.fixture.ts';
import type { Stay } from './model-pms.fixture.ts';

/** A command that was answered, to be sent again. */
type Told = { readonly ask: Ask; readonly answer: Answer };

/** A person's acknowledged word about a key. */
export type Word =
  | { readonly word: 'asked'; readonly keyId: string; readonly end: number | null }
  | { readonly word: 'revoked'; readonly keyId: string; readonly reason: string }
  | { readonly word: 'validity'; readonly keyId: string; readonly end: number | null }
  | { readonly word: 'suspended' | 'resumed'; readonly keyId: string };

/** What a lock's list said when the lock told that it applied it. */
export type Confirmation = { readonly doorId: string; readonly at: number; readonly list: Buffer };

/** A phone that was enrolled. `guestId`: a companion's own; else it is the booking's guest. */
export type EnrolledPhone = {
  readonly phone: ModelPhone;
  readonly reference: string;
  readonly guestId: string | null;
  lost: boolean;
};

type Invitation = { readonly secret: string; readonly reference: string; phone: ModelPhone | null };
type Link = { readonly secret: string; readonly reference: string; phone: ModelPhone | null };

/** A phone was reported lost while it was talking: the server rightly hears it no more. */
class LostPhoneError extends Error {}

const HOUR = 3_600_000;
export const REFERENCES = ['MODEL-1', 'MODEL-2', 'MODEL-3'] as const;

export class World {
  readonly hotel: ModelHotel;
  readonly location: ModelLocation;
  readonly policies: Policies;
  readonly told: Told[] = [];
  readonly words: Word[] = [];
  readonly links: Link[] = [];
  /** Every phone that was enrolled, with the reference of its booking. */
  readonly phones: EnrolledPhone[] = [];
  readonly invitations: Invitation[] = [];
  /** Bookings that staff said share their room, group by group. */
  readonly shares: Set<string>[] = [];
  overrides = 0;
  readonly confirmations: Confirmation[] = [];
  readonly ended: Map<string, string> = new Map();
  /** Tells which booking the server keeps for a reference, once it knows it. */
  readonly bookingIds: Map<string, string> = new Map();
  /** What the PMS said when it last sent a hint, by reference, unless an integration or a lost hint came between. */
  readonly hinted: Map<string, Stay> = new Map();
  #keys = 0;

  constructor(hotel: ModelHotel, location: ModelLocation, policies: Policies) {
    this.hotel = hotel;
    this.location = location;
    this.policies = policies;
    for (const [index, reference] of REFERENCES.entries()) {
      location.pms.put(reference, {
        status: 'confirmed',
        // Two stays for one room, so that they meet.
        room: index === 2 ? '102' : '101',
        arrivalAt: hotel.now - 2 * HOUR,
        departureAt: hotel.now + 40 * HOUR,
        lastName: `Guest ${index}`,
      });
    }
  }

  async run(step: Step): Promise<void> {
    this.hotel.now += step.afterMs;
    const [only, ...others] = step.acts;
    if (only && others.length === 0) return this.#act(only);
    const outcomes = await this.hotel.clients.interleave(
      step.acts.map((act) => () => this.#act(act)),
      step.tape,
    );
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected' && !(outcome.reason instanceof LostPhoneError)) throw outcome.reason;
    }
  }

  async #act(act: Act): Promise<void> {
    switch (act.do) {
      case 'pms':
        return this.#change(act.booking, act.change);
      case 'hint':
        return this.#hint(act.booking);
      case 'put':
        return this.#put(act);
      case 'resync':
        await this.ask({ operation: 'resyncPms', body: undefined }, [200, 202]);
        return;
      case 'job': {
        const due = await this.hotel.dueJobs();
        const job = due[act.pick % Math.max(due.length, 1)];
        if (job) await this.hotel.work(job);
        return;
      }
      case 'work':
        return this.hotel.settle();
      case 'issue':
        return this.#issue(act);
      case 'revoke':
        return this.#revoke(act);
      case 'reissue':
        return this.#reissue(act);
      case 'validity':
        return this.#changeValidity(act);
      case 'suspend':
      case 'resume':
        return this.#suspend(act);
      case 'invite':
        return this.#invite(act.phone);
      case 'redeem':
        return this.#redeem(act);
      case 'takeBack':
        return this.#takeBack(act.phone);
      case 'lost':
        return this.#lose(act.phone);
      case 'share':
        return this.#share(act);
      case 'override':
        return this.#override(act.booking);
      case 'link':
        return this.#link(act.booking);
      case 'enrol':
        return this.#enrol(act);
      case 'sync':
        return this.#sync(act.phone, act.lost);
      case 'renew':
        return this.#renew(act.phone);
      case 'forget':
        return this.#forget(act.phone);
      case 'lock':
        return this.#lockReports(act.door);
      case 'again':
        return this.#again(act.pick, act.changed);
    }
  }

  /** Sends a request; throws for an answer that this command may never have. Commands get an idempotency key and are remembered. */
  async ask(ask: Ask, expected: readonly number[]): Promise<Answer> {
    const sent: Ask =
      ask.idempotencyKey === undefined && ask.bearer === undefined ? { ...ask, idempotencyKey: this.#nextKey() } : ask;
    const answer = await this.hotel.ask(this.location, sent);
    if (!expected.includes(answer.status)) {
      throw new Error(`${ask.operation} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    if (sent.idempotencyKey !== undefined && 'idempotent' in OPERATIONS[sent.operation])
      this.told.push({ ask: sent, answer });
    return answer;
  }

  #nextKey(): string {
    this.#keys += 1;
    // The desk is one person at every location.
    return `${this.location.id}-${this.#keys}`;
  }

  #reference(booking: number): string {
    return REFERENCES[booking % REFERENCES.length] ?? REFERENCES[0];
  }

  #change(booking: number, change: PmsChange): void {
    const { pms } = this.location;
    const reference = this.#reference(booking);
    const stay = pms.now(reference);
    if (!stay) return;
    this.hinted.delete(reference);
    pms.put(reference, { ...stay, ...changeOf(stay, change, this.hotel.now) });
  }

  async #hint(booking: number): Promise<void> {
    const { pms, webhookSecret } = this.location;
    await this.hotel
      .ask(this.location, {
        operation: 'receiveApaleoWebhook',
        params: { webhookSecret },
        body: pms.webhookBody(this.#reference(booking)),
      })
      .then(({ status }) => {
        if (status >= 300) throw new Error(`the webhook was answered ${status}`);
      });
    const stay = pms.now(this.#reference(booking));
    if (stay) this.hinted.set(this.#reference(booking), stay);
  }

  /** An integration tells a truth of its own reading, maybe an old one. */
  async #put(act: Extract<Act, { do: 'put' }>): Promise<void> {
    const reference = this.#reference(act.booking);
    const stay = this.location.pms.earlier(reference, act.changesAgo);
    if (!stay) return;
    this.hinted.delete(reference);
    const { body } = await this.ask(
      {
        operation: 'putBooking',
        params: { reference },
        body: {
          status: stay.status,
          roomNumber: stay.room,
          arrivalDate: new Date(stay.arrivalAt).toISOString().slice(0, 10),
          departureDate: new Date(stay.departureAt).toISOString().slice(0, 10),
          checkOutAt: new Date(stay.departureAt).toISOString(),
          guest: { firstName: 'Model', lastName: stay.lastName },
          ...(act.idVerification === null ? {} : { idVerification: act.idVerification }),
          ...(act.mobileCheckIn === null ? {} : { mobileCheckIn: act.mobileCheckIn }),
        },
      },
      [200],
    );
    this.bookingIds.set(reference, (body as { id: string }).id); // the contract's Booking
  }

  async bookingId(reference: string): Promise<string | undefined> {
    const known = this.bookingIds.get(reference);
    if (known !== undefined) return known;
    const row = await this.hotel.parts.db
      .selectFrom('booking')
      .select('id')
      .where('location_id', '=', this.location.id)
      .where('reference', '=', reference)
      .executeTakeFirst();
    if (row) this.bookingIds.set(reference, row.id);
    return row?.id;
  }

  /** One of the booking's keys, newest first. */
  async #key(reference: string, pick: number, kind?: 'primary' | 'shared'): Promise<string | undefined> {
    const bookingId = await this.bookingId(reference);
    if (bookingId === undefined) return undefined;
    let query = this.hotel.parts.db
      .selectFrom('digital_key')
      .select('id')
      .where('location_id', '=', this.location.id)
      .where('booking_id', '=', bookingId);
    if (kind) query = query.where('kind', '=', kind);
    const keys = await query.orderBy('requested_at', 'desc').orderBy('id', 'desc').execute();
    return keys[pick % Math.max(keys.length, 1)]?.id;
  }

  async #issue(act: Extract<Act, { do: 'issue' }>): Promise<void> {
    const bookingId = await this.bookingId(this.#reference(act.booking));
    if (bookingId === undefined) return;
    const end = act.endsInMs === null ? null : this.hotel.now + act.endsInMs;
    const answer = await this.ask(
      {
        operation: 'issueKey',
        params: { bookingId },
        body: {
          waitForConditions: act.wait,
          ...(end === null ? {} : { validUntil: new Date(end).toISOString() }),
        },
      },
      [200, 201, 409, 422],
    );
    if (answer.status < 300) this.words.push({ word: 'asked', keyId: idOf(answer), end });
  }

  async #revoke(act: Extract<Act, { do: 'revoke' }>): Promise<void> {
    const keyId = await this.#key(this.#reference(act.booking), act.pick);
    if (keyId === undefined) return;
    const { reason } = act;
    const answer = await this.ask({ operation: 'revokeKey', params: { keyId }, body: { reason } }, [200, 409]);
    if (answer.status < 300) this.words.push({ word: 'revoked', keyId, reason });
  }

  async #reissue(act: Extract<Act, { do: 'reissue' }>): Promise<void> {
    const keyId = await this.#key(this.#reference(act.booking), act.pick);
    if (keyId === undefined) return;
    const body = act.reason === null ? {} : { reason: act.reason };
    const answer = await this.ask({ operation: 'reissueKey', params: { keyId }, body, byStaff: true }, [
      ...[200, 201, 404, 409, 422],
    ]);
    if (answer.status < 300) this.words.push({ word: 'asked', keyId: idOf(answer), end: null });
  }

  /** Another end for the newest key, or the booking's again. */
  async #changeValidity(act: Extract<Act, { do: 'validity' }>): Promise<void> {
    const reference = this.#reference(act.booking);
    const keyId = await this.#key(reference, 0, 'primary');
    if (keyId === undefined) return;
    const end = act.endsInMs === null ? null : this.hotel.now + act.endsInMs;
    const body = { validUntil: end === null ? null : new Date(end).toISOString() };
    const answer = await this.ask({ operation: 'changeKeyValidity', params: { keyId }, body, byStaff: true }, [
      ...[200, 409, 422],
    ]);
    if (answer.status < 300) this.words.push({ word: 'validity', keyId, end });
  }

  async #suspend(act: Extract<Act, { do: 'suspend' | 'resume' }>): Promise<void> {
    const keyId = await this.#key(this.#reference(act.booking), act.pick);
    if (keyId === undefined) return;
    const operation = act.do === 'suspend' ? 'suspendKey' : 'resumeKey';
    const answer = await this.ask({ operation, params: { keyId }, body: {}, byStaff: true }, [200, 409]);
    if (answer.status < 300) this.words.push({ word: act.do === 'suspend' ? 'suspended' : 'resumed', keyId });
  }

  /** The guest invites a companion to the newest key that the phone knows. */
  async #invite(pick: number): Promise<void> {
    const enrolled = this.#enrolled(pick);
    const [held] = enrolled?.phone.held.values() ?? [];
    if (!enrolled || !held) return;
    const answer = await this.#fromPhone(enrolled.phone, {
      operation: 'inviteCompanion',
      params: { keyId: held.keyId },
      body: { name: 'Companion' },
    });
    if (answer.status !== 201) {
      if (answer.status !== 409) throw new Error(`an invitation was answered ${answer.status}`);
      return;
    }
    const { url } = answer.body as { url: string }; // the contract's CreatedCompanionInvitation
    this.invitations.push({ secret: url.split('enrol=')[1] ?? '', reference: enrolled.reference, phone: null });
  }

  async #redeem(act: Extract<Act, { do: 'redeem' }>): Promise<void> {
    const invitation = this.invitations[act.invitation % Math.max(this.invitations.length, 1)];
    if (!invitation) return;
    const phone = act.samePhone && invitation.phone ? invitation.phone : new ModelPhone();
    const answer = await this.hotel.ask(this.location, {
      operation: 'enrol',
      body: phone.enrolBody(invitation.secret),
      idempotencyKey: this.#nextKey(),
    });
    if (answer.status >= 300) {
      const lost = this.phones.some((one) => one.phone === phone && one.lost);
      if (![409, 410].includes(answer.status) && !(lost && answer.status === 401))
        throw new Error(`a redemption was answered ${answer.status}`);
      return;
    }
    if (invitation.phone && invitation.phone !== phone) throw new Error('invariant 8: one invitation made two keys');
    const { deviceId, token } = answer.body as { deviceId: string; token: string }; // the contract's GuestSession
    Object.assign(phone, { deviceId, token });
    if (invitation.phone) return;
    invitation.phone = phone;
    const device = await this.hotel.parts.db
      .selectFrom('device')
      .select('guest_id')
      .where('id', '=', deviceId)
      .executeTakeFirstOrThrow();
    this.phones.push({ phone, reference: invitation.reference, guestId: device.guest_id, lost: false });
  }

  /** The primary guest takes the booking's newest shared key back. */
  async #takeBack(pick: number): Promise<void> {
    const enrolled = this.#enrolled(pick);
    if (!enrolled || enrolled.guestId !== null) return;
    const keyId = await this.#key(enrolled.reference, 0, 'shared');
    if (keyId === undefined) return;
    const answer = await this.#fromPhone(enrolled.phone, {
      operation: 'revokeSharedKey',
      params: { keyId },
      body: {},
      idempotencyKey: this.#nextKey(),
    });
    if (answer.status >= 300 && answer.status !== 409) throw new Error(`taking back was answered ${answer.status}`);
    if (answer.status < 300) this.words.push({ word: 'revoked', keyId, reason: 'guest_request' });
  }

  async #lose(pick: number): Promise<void> {
    const enrolled = this.#enrolled(pick);
    const bookingId = enrolled && (await this.bookingId(enrolled.reference));
    if (!enrolled || bookingId === undefined) return;
    const { deviceId } = enrolled.phone;
    enrolled.lost = true;
    const answer = await this.ask({ operation: 'reportDeviceLost', params: { bookingId, deviceId }, body: {} }, [200]);
    const { link } = answer.body as { link: { url: string } }; // the contract's DeviceLostReport
    if (enrolled.guestId === null)
      this.links.push({ secret: link.url.split('enrol=')[1] ?? '', reference: enrolled.reference, phone: null });
  }

  async #share(act: Extract<Act, { do: 'share' }>): Promise<void> {
    const references = [this.#reference(act.booking), this.#reference(act.with)] as const;
    const bookingId = await this.bookingId(references[0]);
    const withBookingId = await this.bookingId(references[1]);
    if (bookingId === undefined || withBookingId === undefined) return;
    const body = { withBookingId };
    const answer = await this.ask({ operation: 'shareRoom', params: { bookingId }, body, byStaff: true }, [200, 409]);
    if (answer.status >= 300) return;
    const joined = new Set<string>(references);
    for (const group of this.shares.splice(0)) {
      if (![...group].some((one) => joined.has(one))) this.shares.push(group);
      else for (const one of group) joined.add(one);
    }
    this.shares.push(joined);
  }

  async #override(booking: number): Promise<void> {
    const bookingId = await this.bookingId(this.#reference(booking));
    if (bookingId === undefined) return;
    const body = { reason: 'other', note: 'as the model says' };
    const answer = await this.ask(
      { operation: 'overrideRoom', params: { bookingId }, body, byStaff: true },
      [200, 409],
    );
    if (answer.status < 300) this.overrides += 1;
  }

  async #link(booking: number): Promise<void> {
    const reference = this.#reference(booking);
    const bookingId = await this.bookingId(reference);
    if (bookingId === undefined) return;
    const answer = await this.ask({ operation: 'createEnrolmentLink', params: { bookingId } }, [200, 201]);
    const { url } = answer.body as { url: string }; // the contract's EnrolmentLink
    this.links.push({ secret: url.split('enrol=')[1] ?? '', reference, phone: null });
  }

  /** A phone redeems a link; the same phone may ask again, another one is too late (invariant 8 for links). */
  async #enrol(act: Extract<Act, { do: 'enrol' }>): Promise<void> {
    const link = this.links[act.link % Math.max(this.links.length, 1)];
    if (!link) return;
    const phone = act.samePhone && link.phone ? link.phone : new ModelPhone();
    const answer = await this.hotel.ask(this.location, {
      operation: 'enrol',
      body: phone.enrolBody(link.secret),
      idempotencyKey: this.#nextKey(),
    });
    if (answer.status >= 300) {
      const lost = this.phones.some((one) => one.phone === phone && one.lost);
      if (![409, 410].includes(answer.status) && !(lost && answer.status === 401))
        throw new Error(`enrol answered ${answer.status}`);
      return;
    }
    if (link.phone && link.phone !== phone) throw new Error('invariant 8: one link made two devices');
    const { deviceId, token } = answer.body as { deviceId: string; token: string }; // the contract's GuestSession
    Object.assign(phone, { deviceId, token });
    if (link.phone) return;
    link.phone = phone;
    this.phones.push({ phone, reference: link.reference, guestId: null, lost: false });
  }

  /** One of the phones that are not lost. */
  #enrolled(pick: number): EnrolledPhone | undefined {
    const there = this.phones.filter((one) => !one.lost);
    return there[pick % Math.max(there.length, 1)];
  }

  #phone(pick: number): ModelPhone | undefined {
    return this.#enrolled(pick)?.phone;
  }

  /** A request of a phone; its session is opened anew when it has run out. */
  async #fromPhone(phone: ModelPhone, ask: Ask): Promise<Answer> {
    const isLost = (): boolean => this.phones.some((one) => one.phone === phone && one.lost);
    const answer = await this.hotel.ask(this.location, { ...ask, bearer: phone.token });
    // Lost while it asked: it serves nobody any more, so that its guest's keys are none of its business.
    if (answer.status === 404 && isLost()) throw new LostPhoneError();
    if (answer.status !== 401) return answer;
    const { deviceId } = phone;
    const challenge = await this.hotel.ask(this.location, { operation: 'getChallenge', body: { deviceId } });
    const { challenge: text } = challenge.body as { challenge: string }; // the contract's Challenge
    const session = await this.hotel.ask(this.location, {
      operation: 'openGuestSession',
      body: { deviceId, challenge: text, signature: phone.answerChallenge(text) },
    });
    if (session.status === 401 && isLost()) throw new LostPhoneError();
    if (session.status >= 300) throw new Error(`a phone's session was answered ${session.status}`);
    phone.token = (session.body as { token: string }).token; // the contract's GuestSession
    const second = await this.hotel.ask(this.location, { ...ask, bearer: phone.token });
    if ([401, 404].includes(second.status) && isLost()) throw new LostPhoneError();
    return second;
  }

  async #walletFrom(phone: ModelPhone, ask: Ask, lost: boolean): Promise<void> {
    const answer = await this.#fromPhone(phone, ask);
    if (answer.status >= 300)
      throw new Error(`${ask.operation} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    await yieldToOthers();
    if (!lost) phone.take(answer.body as WalletAnswer); // the contract's Wallet
    const { spareDoorKeysWanted } = answer.body as WalletAnswer;
    if (lost || spareDoorKeysWanted === 0) return;
    const doorKeys = phone.offers(spareDoorKeysWanted);
    await this.#fromPhone(phone, { operation: 'offerDoorKeys', body: { doorKeys } });
  }

  /** The phone reads its wallet and tells what it stored and deleted; with `lost`, the answer never reaches it. */
  async #sync(pick: number, lost: boolean): Promise<void> {
    const phone = this.#phone(pick);
    if (phone) await this.sync(phone, lost);
  }

  async sync(phone: ModelPhone, lost = false): Promise<void> {
    await this.#walletFrom(phone, { operation: 'getWallet' }, lost);
    const receipts = phone.receipts.splice(0, 50);
    if (receipts.length === 0 || lost) {
      phone.receipts.unshift(...receipts);
      return;
    }
    const answer = await this.#fromPhone(phone, { operation: 'postReceipts', body: { receipts } });
    if (answer.status >= 300) throw new Error(`receipts were answered ${answer.status}`);
  }

  async #renew(pick: number): Promise<void> {
    const phone = this.#phone(pick);
    if (phone) await this.#walletFrom(phone, { operation: 'renewLeases', body: {} }, false);
  }

  /** A guest clears the app: one document is gone, and the phone says so. */
  async #forget(pick: number): Promise<void> {
    const phone = this.#phone(pick);
    const [first] = phone?.held.keys() ?? [];
    if (!phone || first === undefined) return;
    phone.forget(first);
    const answer = await this.#fromPhone(phone, {
      operation: 'postReceipts',
      body: { receipts: phone.receipts.splice(0, 50) },
    });
    if (answer.status >= 300) throw new Error(`receipts were answered ${answer.status}`);
  }

  /** A lock applied its newest list and says so in its journal, by a gateway. */
  async #lockReports(door: number): Promise<void> {
    const locks = [...this.location.locks.values()];
    const lock = locks[door % locks.length];
    if (!lock) return;
    const { db, signing } = this.hotel.parts;
    const mail = await db
      .selectFrom('lock_mail')
      .select(['seq', 'item'])
      .where('location_id', '=', this.location.id)
      .where('lock_id', '=', lock.rowId)
      .where('type', '=', MAIL_TYPE.revocation)
      .orderBy('seq', 'desc')
      .executeTakeFirst();
    if (!mail) return;
    const known = await db
      .selectFrom('lock')
      .select(['journal_last_seq', 'journal_last_hash'])
      .where('location_id', '=', this.location.id)
      .where('id', '=', lock.rowId)
      .executeTakeFirstOrThrow();
    const page = await sealJournalPage({
      lockSigner: lock.signer,
      readerIdentifier: Buffer.concat([this.location.readerGroupId, lock.subId]),
      sealPoint: (await signing.signer(db, this.location.id, 'seal')).point,
      previousHash: known.journal_last_hash,
      entries: [
        encodeJournalEntry({
          seq: known.journal_last_seq + 1,
          at: this.hotel.now,
          clockUnknown: false,
          fast: false,
          underPrivacy: false,
          boltConfirmed: false,
          event: 'mail-applied',
          reason: MAIL_TYPE.revocation,
          generation: mail.seq,
        }),
      ],
    });
    this.confirmations.push({ doorId: lock.doorId, at: this.hotel.now, list: mail.item });
    await this.ask(
      { operation: 'postGatewayJournalPages', body: { pages: [Buffer.from(page).toString('base64url')] } },
      [200],
    );
  }

  /** The same command with the same key: the same answer (invariant 14); with another body: an error, and no effect. */
  async #again(pick: number, changed: boolean): Promise<void> {
    const before = this.told[pick % Math.max(this.told.length, 1)];
    if (!before) return;
    const { ask, answer } = before;
    const body = changed ? { ...(ask.body as object | undefined), note: 'another' } : ask.body; // bodies are objects here
    const repeated = await this.hotel.ask(this.location, { ...ask, body });
    if (!changed) {
      const same = repeated.status === answer.status && JSON.stringify(repeated.body) === JSON.stringify(answer.body);
      // A refusal that depends on what is there now is judged anew.
      if (!same && answer.status !== 404) throw new Error(`invariant 14: ${ask.operation} was answered otherwise`);
    } else if (repeated.status < 400) throw new Error(`invariant 14: ${ask.operation} with another body was taken`);
  }
}

const idOf = (answer: Answer): string => (answer.body as { id: string }).id; // the contract's Key

const changeOf = (stay: Stay, change: PmsChange, now: number): Partial<Stay> => {
  switch (change.kind) {
    case 'status':
      return { status: change.status };
    case 'room':
      return { room: change.room };
    case 'departure':
      return { departureAt: Math.max(now + change.inMs, stay.arrivalAt) };
    case 'name':
      return { lastName: `${stay.lastName}+` };
  }
};
