// A guest with a good key at a commissioned lock, and somebody in between who damages, drops, doubles, reorders and replays messages:
// the bolt moves only when both sides have heard what the other said.
import {
  agreementKeyFrom,
  answerFrame,
  type CryptoPort,
  createPhoneSession,
  encodeFrame,
  FRAME,
  initiateFrame,
  layOutMailbox,
  PHONE_A5_GATT,
  PHONE_A5_NFC,
  parseCommand,
  parseFrame,
  useCrypto,
  webCrypto,
} from '@nightlatch/aliro';
import type { LinkSession, Lock } from '@nightlatch/lock';
import { type Location, NOW } from '../fixture.ts';
import { countingBytes } from '../random.ts';
import { type NamedTarget, violate } from '../target.ts';
import { believed, makeCommissioned } from './lock.ts';
import { meaning } from './sessions.ts';

/** A command and its answer, as one side saw them. */
type Pair = { readonly command: Uint8Array; readonly answer: Uint8Array };

/** Where a message stands: the `at`-th of its link, to the lock or to the phone. */
type Passing = { readonly at: number; readonly bytes: Uint8Array };

/** What the one in between does: gives back what goes on, in this order. */
type Between = (passing: Passing) => readonly Uint8Array[];

const EDIT_BYTES = 5;
const MOST_EDITS = 4;

/** The phone of the fixture, with a mailbox, saying the same in every run. */
async function startPhone(location: Location, nfc: boolean) {
  const items = location.mails.slice(5, 6);
  const box = layOutMailbox({ lockId: location.lockId, items, takesJournalPage: true }).bytes;
  const phone = {
    granted: false,
    session: createPhoneSession({
      ports: {
        groupKeys: async () => [location.readerIssuer.point],
        credential: async () => ({ signer: location.device, document: location.documents[0] ?? null }),
        revocation: async () => location.revocations[1] ?? null,
        mailbox: async () => ({
          size: box.length,
          mailPresent: true,
          read: async (offset, length) => box.slice(offset, offset + length),
          apply: async (writes) => {
            for (const { offset, data } of writes) box.set(data, offset);
          },
        }),
        userPresent: async () => true,
        now: () => NOW,
      },
      interfaceByte: nfc ? 0x5e : 0xc3,
      a5: nfc ? PHONE_A5_NFC : PHONE_A5_GATT,
      initiated: !nfc,
      random: countingBytes(60),
      ephemeral: await agreementKeyFrom(countingBytes(61)),
      onEvent: (event) => {
        if (event.kind === 'status' && event.granted) phone.granted = true;
      },
    }),
  };
  return phone;
}

/** One visit. Every message passes `between`; a side that gets none where it waits for one hangs up. */
async function visit(options: {
  readonly location: Location;
  readonly lock: Lock;
  readonly nfc: boolean;
  readonly between: Between;
}): Promise<{ readonly lockSaw: Pair[]; readonly phoneSaw: Pair[]; readonly granted: boolean }> {
  const { location, lock, nfc, between } = options;
  const phone = await startPhone(location, nfc);
  const sent: Uint8Array[] = [];
  const received: Uint8Array[] = [];
  const phoneSaw: Pair[] = [];
  let passed = 0;
  let queue: Promise<unknown> = Promise.resolve();
  const hangUp = (): void => queueMicrotask(() => link.lost());
  const toLock = (message: Uint8Array): void => {
    const out = between({ at: passed++, bytes: message });
    for (const bytes of out) {
      const answer = nfc ? bytes : payloadOf(bytes, FRAME.answer);
      if (answer) received.push(answer);
      link.receiveFrame(bytes);
    }
    if (out.length === 0 || out.some((bytes) => !nfc && !sameHead(bytes, message))) hangUp();
  };
  const toPhone = (message: Uint8Array): void => {
    const original = nfc ? message : payloadOf(message, FRAME.command);
    if (original) sent.push(original);
    const out = between({ at: passed++, bytes: message });
    for (const bytes of out) {
      const command = nfc ? bytes : payloadOf(bytes, FRAME.command);
      if (command) queue = queue.then(() => answer(command));
      else if (original) hangUp();
    }
    if (out.length === 0) hangUp();
  };
  const answer = async (command: Uint8Array): Promise<void> => {
    const said = await phone.session.handle(command);
    if (said.length < 2) violate('an answer without status word');
    phoneSaw.push({ command, answer: said });
    toLock(nfc ? said : answerFrame(said));
  };
  const link: LinkSession = lock.acceptLink({ kind: nfc ? 'nfc' : 'memory', sendFrame: toPhone, end: () => undefined });
  if (!nfc) toLock(initiateFrame(PHONE_A5_GATT));
  await link.finished;
  await queue;
  phone.session.forget();
  // The lock reads answers in the order in which they came, whatever it asked meanwhile.
  const lockSaw = sent.map((command, i) => ({ command, answer: received[i] ?? new Uint8Array(0) }));
  return { lockSaw, phoneSaw, granted: phone.granted };
}

function payloadOf(bytes: Uint8Array, kind: readonly [number, number]): Uint8Array | undefined {
  const frame = parseFrame(bytes);
  return frame.ok && frame.value.type === kind[0] && frame.value.id === kind[1] ? frame.value.payload : undefined;
}

function sameHead(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && [0, 1, 2, 3].every((i) => a[i] === b[i]);
}

/** Chained commands and answers in blocks joined: one text for each step, free of how it was carried. */
function steps(pairs: readonly Pair[]): string[] {
  const out: { ins: number; command: number[]; answer: number[]; sw: string; open: boolean }[] = [];
  for (const { command, answer } of pairs) {
    const parsed = parseCommand(command);
    const [cla = 0, ins = 0] = command;
    const data = parsed.ok ? parsed.value.data : command;
    const said = answer.subarray(0, -2);
    const sw = Buffer.from(answer.subarray(-2)).toString('hex');
    const last = out.at(-1);
    if (ins === 0xc0 && last) {
      last.answer.push(...said);
      last.sw = sw;
      continue;
    }
    const step = last?.open && last.ins === ins ? last : undefined;
    const into = step ?? { ins, command: [], answer: [], sw, open: true };
    into.command.push(...data);
    into.answer.push(...said);
    into.sw = sw;
    into.open = (cla & 0x10) !== 0;
    if (!step) out.push(into);
  }
  return out.map(({ ins, command, answer, sw }) =>
    [
      meaning(ins, Uint8Array.from(command), true),
      ins === 0xa4 ? fci(answer) : meaning(ins, Uint8Array.from(answer), false),
      sw,
    ].join('/'),
  );
}

/** Of a SELECT's answer the A5 counts, which goes into every key. */
function fci(answer: readonly number[]): string {
  const at = answer.indexOf(0xa5);
  return at < 0 ? 'none' : Buffer.from(answer.slice(at)).toString('hex');
}

/** Where an edit of this place strikes: from the front, or among the last bytes, where tags, signatures and status words lie. */
const LAST_BYTES = 24;

/** Edits of five bytes: which message, what to do (high bit: counted from the end), where (two bytes), value. */
function editor(input: Uint8Array, earlier: readonly Uint8Array[]): Between {
  const held: Uint8Array[] = [];
  return ({ at, bytes }) => {
    let out: Uint8Array[] = [...held.splice(0), bytes];
    for (let from = 0; from + EDIT_BYTES <= Math.min(input.length, MOST_EDITS * EDIT_BYTES); from += EDIT_BYTES) {
      const [which, action = 0, high = 0, low = 0, value = 0] = input.subarray(from, from + EDIT_BYTES);
      if (which !== at) continue;
      const fromEnd = Math.max(0, bytes.length - 1 - (low % LAST_BYTES));
      const place = action >= 0x80 ? fromEnd : (high * 256 + low) % (bytes.length + 1);
      const change = (with_: (message: Uint8Array) => Uint8Array): Uint8Array[] => out.map(with_);
      switch ((action & 0x7f) % 9) {
        case 0:
          out = change((m) => m.map((byte, i) => (i === place ? byte ^ value : byte)));
          break;
        case 1:
          out = change((m) => m.map((byte, i) => (i === place ? value : byte)));
          break;
        case 2:
          out = change((m) => m.slice(0, place));
          break;
        case 3:
          out = change((m) => Uint8Array.from([...m.subarray(0, place), value, ...m.subarray(place)]));
          break;
        case 4:
          out = [];
          break;
        case 5:
          out = [...out, ...out];
          break;
        case 6: {
          const old = earlier[value % Math.max(1, earlier.length)];
          out = old ? [old] : out;
          break;
        }
        case 7: {
          const old = earlier[value % Math.max(1, earlier.length)];
          out = old ? [...out, old] : out;
          break;
        }
        case 8:
          // An unknown frame in front; on NFC an APDU of rubbish.
          out = [encodeFrame({ type: 3, id: value, payload: bytes.slice(0, place) }), ...out];
          break;
      }
    }
    return out;
  };
}

/** A target of this name. The self-test gives a cryptography with a fault, which is in use while a mutated visit runs and not before. */
export function guestLink(name: string, nfc: boolean, faulty?: (port: CryptoPort) => CryptoPort): NamedTarget {
  return {
    name,
    covers: '/packages/',
    make: async () => {
      const { location, start } = await makeCommissioned();
      const earlier: Uint8Array[] = [];
      const honest = await start();
      const first = await visit({
        location,
        nfc,
        lock: honest.lock,
        between: ({ bytes }) => {
          earlier.push(bytes);
          return [bytes];
        },
      });
      if (!first.granted || honest.ports.openings !== 1) throw new Error('an honest visit does not open');
      // Each message struck once in its middle, once in a bit of its last bytes: a tag, where there is one.
      const seeds = earlier.flatMap((bytes, i) => [
        Uint8Array.of(i, i % 9, 0, bytes.length >> 1, i + 1),
        Uint8Array.of(i, 0x80, 0, 3 + (i % 16), 1 << (i % 8)),
      ]);
      return {
        seeds,
        limitBytes: MOST_EDITS * EDIT_BYTES,
        limitMs: 4000,
        batch: 16,
        run: async (input) => {
          const { ports, lock } = await start();
          const before = believed(lock);
          const port = faulty && useCrypto(webCrypto);
          if (port) useCrypto(faulty(port));
          try {
            judge(await visit({ location, nfc, lock, between: editor(input, earlier) }), ports.openings);
          } finally {
            if (port) useCrypto(port);
          }
          const { lastSeq, tail } = lock.status().journal;
          const written = tail.filter((entry) => entry.event === 'opened').length;
          if (ports.openings !== written) violate(`${ports.openings} openings, ${written} lines up to ${lastSeq}`);
          if (ports.openings === 0 && JSON.parse(before).generation !== lock.status().generation)
            violate('a visit that did not open raised the generation');
          await lock.stop();
        },
      };
    },
  };
}

/** Up to the step that led to the bolt both sides must have seen the same. */
function judge(
  { lockSaw, phoneSaw, granted }: { readonly lockSaw: Pair[]; readonly phoneSaw: Pair[]; readonly granted: boolean },
  openings: number,
): void {
  if (granted && openings === 0) violate('the phone was told of an opening that never was');
  if (openings === 0) return;
  // The first EXCHANGE comes after the decision: what lies before it is what the lock relied on. A doubled GET RESPONSE
  // only makes the phone say the next block sooner.
  const exchange = lockSaw.findIndex(({ command }) => (command[1] ?? 0) === 0xc9);
  const relied = exchange < 0 ? lockSaw.length : exchange;
  const [mine, theirs] = [steps(lockSaw.slice(0, relied)), steps(phoneSaw.slice(0, relied))];
  if (mine.length < 2) violate('opened without a session');
  for (const [i, step] of mine.entries()) {
    if (step !== theirs[i]) violate(`opened though step ${i} was changed on its way`);
  }
}

/** Guests with somebody in between, over frames and over NFC (chaining, GET RESPONSE, extended length). */
export const GUEST_LINKS: readonly NamedTarget[] = [guestLink('guest-link', false), guestLink('guest-link-nfc', true)];
