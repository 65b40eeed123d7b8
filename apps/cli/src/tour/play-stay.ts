// One stay, from the PMS's booking to a door that refuses after check-out; every step is checked against what really happened.
import type { Booking } from '@nightlatch/api';
import { createVirtualGuest, type VirtualGuest } from '@nightlatch/simulator';
import { openDesk } from './desk.ts';
import { openFrontOffice } from './front-office.ts';
import { greyImage } from './grey-image.ts';
import type { TourStep } from './report-step.ts';

/** Thrown inside a step that does not hold. */
class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

const hold = (condition: boolean, message: string): void => {
  if (!condition) throw new StepFailed(message);
};

const PATIENCE_MS = 15_000;

/** Asks until the answer is there; what is awaited comes by itself, the asking only notices it. */
const until = async <T>(what: string, ask: () => Promise<T | undefined>): Promise<T> => {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new StepFailed(`${what} did not happen within ${PATIENCE_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

type Unlock = Awaited<ReturnType<VirtualGuest['unlock']>>;

const toldOpened = (unlock: Unlock): string => {
  if (unlock.kind !== 'opened') throw new StepFailed(`${unlock.kind}: ${unlock.diagnosis}`);
  return `${unlock.door.name}, by the lock's own decision in ${unlock.cost.ms} ms, ${unlock.cost.commands} commands`;
};

const toldRefused = (unlock: Unlock): string => {
  if (unlock.kind !== 'refused') throw new StepFailed(`expected a refusal by the door, got: ${unlock.kind}`);
  hold(unlock.diagnosis === 'revoked', `refused, but for ${unlock.diagnosis}`);
  return `${unlock.door.name} says: ${unlock.diagnosis} (reason ${unlock.reason ?? 'none'})`;
};

/** Plays the stay; tells each step as it ends. Resolves with whether all held. */
export const playStay = async (options: { url: string; tell: (step: TourStep) => void }): Promise<boolean> => {
  let started = Date.now();
  const step = async (name: string, run: () => Promise<string>): Promise<boolean> => {
    started = Date.now();
    try {
      const detail = await run();
      options.tell({ step: name, ok: true, ms: Date.now() - started, detail });
      return true;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      options.tell({ step: name, ok: false, ms: Date.now() - started, detail });
      return false;
    }
  };
  const guests: VirtualGuest[] = [];
  try {
    for (const [name, run] of steps(options.url, guests)) {
      if (!(await step(name, run))) return false;
    }
    return true;
  } finally {
    for (const guest of guests) await guest.close();
  }
};

/** The steps in order; later ones use what earlier ones found. */
function* steps(url: string, guests: VirtualGuest[]): Generator<[string, () => Promise<string>]> {
  const found = new Map<string, unknown>();
  const keep = <T>(name: string, value: T): T => {
    found.set(name, value);
    return value;
  };
  const kept = <T>(name: string): T => found.get(name) as T; // set by an earlier step of this same function
  const desk = (): Awaited<ReturnType<typeof openDesk>> => kept('desk');
  const office = (): ReturnType<typeof openFrontOffice> => kept('office');
  const bookingNow = (): Promise<Booking> => desk().booking(kept<Booking>('booking').id);
  const guest = (): VirtualGuest => {
    const [first] = guests;
    if (!first) throw new StepFailed('no guest');
    return first;
  };
  const issuedKey = async (): Promise<string | undefined> =>
    (await bookingNow()).keys.find((key) => key.state === 'issued')?.id;
  const roomDoor = async (): Promise<{ keyId: string; doorId: string }> => {
    const key = (await guest().keys()).find((one) => one.state === 'issued' && one.doors.length > 0);
    const door = key?.doors.find((one) => one.kind === 'room');
    if (!key || !door) throw new StepFailed('the phone holds no key for a room');
    return keep('door', { keyId: key.keyId, doorId: door.doorId });
  };
  const holdsKey = (): Promise<unknown> =>
    guest().waitForKeys((keys) => keys.some((key) => key.state === 'issued' && key.doors.length > 0), PATIENCE_MS);
  const lostKey = (): Promise<unknown> =>
    guest().waitForKeys((keys) => keys.every((key) => key.doors.length === 0), PATIENCE_MS);
  /** A copy that obeys no server tries, once the gateway has brought the door its new list. */
  const tryWithCopy = async (copy: Awaited<ReturnType<VirtualGuest['keepCopy']>>, since: number): Promise<string> => {
    const { doorId, keyId } = kept<{ keyId: string; doorId: string }>('door');
    await until('the door hearing of it', async () => {
      const events = await desk().accessEvents(doorId);
      const heard = events.some(
        (one) => one.event === 'mail_applied' && one.reasonCode === '0003' && Date.parse(one.receivedAt) >= since,
      );
      return heard ? true : undefined;
    });
    return toldRefused(await copy.unlock({ doorId, keyId }));
  };

  yield [
    'ready',
    async () => {
      const opened = keep('desk', await openDesk(url));
      keep('office', openFrontOffice(opened.demo.pmsUrl));
      return `${opened.demo.locationName} at ${url}`;
    },
  ];
  yield [
    'booking',
    async () => {
      const unit = await office().freeUnit();
      const reference = keep(
        'reference',
        await office().book({ firstName: 'Tour', lastName: 'Guest', unitId: unit.id }),
      );
      const booking = keep('booking', await until('the booking', () => desk().findBooking(reference)));
      hold(booking.status === 'confirmed', `the booking is ${booking.status}`);
      return `${reference}, room ${booking.roomNumber ?? '–'}, by webhook and read-back`;
    },
  ];
  yield [
    'enrolled',
    async () => {
      const link = await desk().createLink(kept<Booking>('booking').id);
      const { corridorUrl } = desk().demo;
      guests.push(
        await createVirtualGuest({ baseUrl: url, enrolmentLink: link, radio: corridorUrl, deviceName: 'Tour phone' }),
      );
      await until('enrolment', async () => ((await bookingNow()).devices.length > 0 ? true : undefined));
      return 'one-time link used; the phone made its own key pairs';
    },
  ];
  yield [
    'key-issued',
    async () => {
      keep('checked-in-at', Date.now());
      await office().checkIn(kept('reference'));
      keep('key', await until('the key', issuedKey));
      return 'by itself, all conditions met';
    },
  ];
  yield [
    'delivered',
    async () => {
      await holdsKey();
      const since = (guest().walletAppliedAt ?? Date.now()) - kept<number>('checked-in-at');
      await until('the receipt', async () =>
        (await bookingNow()).keys.some((key) => key.deliveries.some((one) => one.state === 'delivered'))
          ? true
          : undefined,
      );
      return `on the phone ${since} ms after check-in, over the live connection`;
    },
  ];
  yield [
    'told',
    async () => {
      const { id } = kept<Booking>('booking');
      const mail = await until('the message', () => desk().capturedMessage(id, 'key_ready'));
      return `"${mail.subject}", captured in the outbox instead of sent (simulated)`;
    },
  ];
  yield ['opened', async () => toldOpened(await guest().unlock(await roomDoor()))];
  yield [
    'seen-at-desk',
    async () => {
      const { doorId } = kept<{ doorId: string }>('door');
      const { id } = kept<Booking>('booking');
      await until('the access event', async () =>
        (await desk().accessEvents(doorId)).find((one) => one.event === 'granted' && one.bookingId === id),
      );
      return "from the lock's sealed journal";
    },
  ];
  yield [
    'opened-offline',
    async () => {
      guest().setNetwork(false);
      const told = toldOpened(await guest().unlock(await roomDoor()));
      keep('copy', await guest().keepCopy());
      guest().setNetwork(true);
      return told;
    },
  ];
  yield [
    'revoked',
    async () => {
      keep('revoked-at', Date.now());
      await desk().revoke(kept('key'));
      await lostKey();
      const proof = await until('enforcement', async () => {
        const key = (await bookingNow()).keys.find((one) => one.id === kept('key'));
        return key?.revocation?.proof ?? undefined;
      });
      return `deleted on the phone; enforced, proof: ${proof.replaceAll('_', ' ')}`;
    },
  ];
  yield ['refused-revoked', () => tryWithCopy(kept('copy'), kept('revoked-at'))];
  yield [
    'reissued',
    async () => {
      keep('key', (await desk().reissue(kept('key'))).id);
      await holdsKey();
      return 'a new key with a new door key pair, on the phone';
    },
  ];
  yield [
    'opened-again',
    async () => {
      const told = toldOpened(await guest().unlock(await roomDoor()));
      keep('copy', await guest().keepCopy());
      return told;
    },
  ];
  yield [
    'checked-out',
    async () => {
      keep('out-at', Date.now());
      await office().checkOut(kept('reference'));
      await lostKey();
      const ended = await until('the end', async () =>
        (await bookingNow()).keys.find((key) => key.endReason === 'checked_out'),
      );
      return `the key ended (${ended.endReason?.replaceAll('_', ' ')}) and left the phone`;
    },
  ];
  yield ['refused-checked-out', () => tryWithCopy(kept('copy'), kept('out-at'))];
  const another = (): VirtualGuest => {
    const second = guests[1];
    if (!second) throw new StepFailed('no second guest');
    return second;
  };
  yield [
    'submitted-by-phone',
    async () => {
      const unit = await office().freeUnit();
      const reference = await office().book({ firstName: 'Second', lastName: 'Guest', unitId: unit.id });
      const booking = keep('arriving', await until('the booking', () => desk().findBooking(reference)));
      const link = await desk().createLink(booking.id);
      const { corridorUrl } = desk().demo;
      guests.push(await createVirtualGuest({ baseUrl: url, enrolmentLink: link, radio: corridorUrl }));
      const { server } = another();
      const params = { bookingId: booking.id };
      const { policy } = await server.call('getArrival', {});
      const fields = Object.fromEntries((policy?.registrationFields ?? []).map((name) => [name, '2000-01-01']));
      await server.call('submitCheckIn', { params, body: { fields, termsVersion: policy?.terms?.version ?? null } });
      const check = await server.call('startIdCheck', { params, body: { documentKind: 'id_card' } });
      const { idCheckId } = check;
      for (const side of check.sides) {
        const bytes = greyImage(800, 500);
        await server.call('putIdImage', { params: { idCheckId, side }, bytes, type: 'image/png' });
      }
      await server.call('submitIdCheck', { params: { idCheckId } });
      return `check-in with ${Object.keys(fields).length} fields, an ID of ${check.sides.length} images (grey ones, simulated)`;
    },
  ];
  yield [
    'approved-by-desk',
    async () => {
      const { id } = kept<Booking>('arriving');
      const requests = await desk().arrivalRequests(id);
      const idOf = (kind: string): string => requests.find((one) => one.kind === kind)?.id ?? '';
      const since = Date.now();
      await desk().acceptId(idOf('id_check'));
      await desk().approveCheckIn(idOf('check_in'));
      await another().waitForKeys(
        (keys) => keys.some((key) => key.state === 'issued' && key.doors.length > 0),
        PATIENCE_MS,
      );
      const { status } = await desk().booking(id);
      hold(status === 'checked_in', `the booking is ${status}`);
      const took = Date.now() - since;
      // The room is free again for the next tour.
      await office().checkOut(kept<Booking>('arriving').reference);
      return `ID accepted, check-in approved; the PMS checked the guest in, the key was on the phone ${took} ms later`;
    },
  ];
}
