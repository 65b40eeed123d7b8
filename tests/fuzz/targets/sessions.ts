// Both sides of a session against streams of mutated messages: a phone against a lock, and a lock against a phone.
import {
  agreementKeyFrom,
  authenticateReader,
  createPhoneSession,
  MAILBOX,
  PHONE_A5_GATT,
  type PhonePorts,
  type PhoneSession,
  parseAuth0Answer,
  parseAuth0Command,
  parseAuth1Command,
  parseCommand,
  parseSessionData,
  xOf,
} from '@nightlatch/aliro';
import { type Location, makeLocation, NOW, show } from '../fixture.ts';
import { countingBytes } from '../random.ts';
import { type NamedTarget, violate } from '../target.ts';

type Phone = { readonly session: PhoneSession; granted: boolean };
type Step = { readonly command: Uint8Array; readonly answer: Uint8Array };

/** A phone that says the same in every run: its one-use key is fixed, which no real phone's is. */
async function startPhone(location: Location): Promise<Phone> {
  const box = new Uint8Array(MAILBOX.size);
  const ports: PhonePorts = {
    groupKeys: async () => [location.readerIssuer.point],
    credential: async () => ({ signer: location.device, document: location.documents[0] ?? null }),
    revocation: async () => location.revocations[0] ?? null,
    mailbox: async () => ({
      size: box.length,
      mailPresent: false,
      read: async (offset, length) => box.slice(offset, offset + length),
      apply: async (writes) => {
        for (const { offset, data } of writes) box.set(data, offset);
      },
    }),
    userPresent: async () => true,
    now: () => NOW,
  };
  const phone: Phone = {
    granted: false,
    session: createPhoneSession({
      ports,
      interfaceByte: 0xc3,
      a5: PHONE_A5_GATT,
      initiated: true,
      random: countingBytes(50),
      ephemeral: await agreementKeyFrom(countingBytes(51)),
      onEvent: (event) => {
        if (event.kind === 'status' && event.granted) phone.granted = true;
      },
    }),
  };
  return phone;
}

/** One opening by the lock's side. True where every step went through. */
async function open(location: Location, transceive: (command: Uint8Array) => Promise<Uint8Array>): Promise<boolean> {
  const outcome = await authenticateReader({
    link: { transceive },
    interfaceByte: 0xc3,
    a5: PHONE_A5_GATT,
    readerIdentifier: location.readerIdentifier,
    lockSigner: location.lock,
    certificate: location.certificate,
    groupKeyX: xOf(location.readerIssuer.point),
    random: countingBytes(52),
    ephemeral: await agreementKeyFrom(countingBytes(53)),
  });
  if (outcome.kind !== 'authenticated') return false;
  if (Buffer.compare(outcome.devicePoint, location.device.point) !== 0) violate('authenticated another device');
  const documents = await outcome.channel.requestDocuments({ accessElements: ['r101'], revocationElement: 'rv' });
  if (!documents.ok) return false;
  const read = await outcome.channel.exchange({ mailbox: { commands: [{ kind: 'read', offset: 0, length: 32 }] } });
  const end = read.ok ? await outcome.channel.exchange({ status: '0101' }) : read;
  return end.ok;
}

async function record(location: Location): Promise<readonly Step[]> {
  const steps: Step[] = [];
  const phone = await startPhone(location);
  const whole = await open(location, async (command) => {
    const answer = await phone.session.handle(command);
    steps.push({ command, answer });
    return answer;
  });
  if (!whole || !phone.granted) throw new Error('a real session does not open');
  return steps;
}

function streamOf(messages: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(messages.flatMap((message) => [message.length >> 8, message.length & 255, ...message]));
}

function messagesOf(stream: Uint8Array): Uint8Array[] {
  const out: Uint8Array[] = [];
  for (let at = 0; at + 2 <= stream.length && out.length < 24; ) {
    const end = at + 2 + (stream[at] ?? 0) * 256 + (stream[at + 1] ?? 0);
    out.push(stream.slice(at + 2, end));
    at = end;
  }
  return out;
}

function session(
  name: string,
  make: (location: Location) => Promise<{ seeds: Uint8Array[]; run: (input: Uint8Array) => Promise<void> }>,
): NamedTarget {
  return {
    name,
    covers: '/packages/aliro/',
    make: async () => ({ ...(await make(await makeLocation())), limitBytes: 8192, limitMs: 2000 }),
  };
}

/** What the message of a step means to its receiver; sealed bytes mean themselves. */
export function meaning(ins: number, data: Uint8Array, isCommand: boolean): string {
  if (ins === 0x80) return show(isCommand ? parseAuth0Command(data) : parseAuth0Answer(data, false));
  if (ins === 0x81 && isCommand) return show(parseAuth1Command(data));
  if (ins === 0xc3) return show(parseSessionData(data));
  return show(data);
}

function dataOf(message: Uint8Array, isCommand: boolean): Uint8Array {
  if (!isCommand) return message.subarray(0, -2);
  const command = parseCommand(message);
  return command.ok ? command.value.data : message;
}

/** Five bytes an edit: which message, what to do, where (two bytes), value. */
function edited(message: Uint8Array, index: number, edits: Uint8Array): Uint8Array {
  let out = message;
  for (let at = 0; at + 5 <= Math.min(edits.length, 20); at += 5) {
    const [which, action = 0, high = 0, low = 0, value = 0] = edits.subarray(at, at + 5);
    if (which !== index) continue;
    const place = (high * 256 + low) % (out.length + 1);
    if (action % 4 === 0) out = out.map((byte, i) => (i === place ? byte ^ value : byte));
    if (action % 4 === 1) out = out.map((byte, i) => (i === place ? value : byte));
    if (action % 4 === 2) out = out.slice(0, place);
    if (action % 4 === 3) out = Uint8Array.from([...out.subarray(0, place), value, ...out.subarray(place)]);
  }
  return out;
}

/** Sessions. */
export const SESSIONS: readonly NamedTarget[] = [
  session('phone-session', async (location) => {
    const commands = (await record(location)).map((step) => step.command);
    return {
      seeds: commands.map((_command, i) => streamOf(commands.slice(0, i + 1))),
      run: async (input) => {
        const phone = await startPhone(location);
        for (const message of messagesOf(input)) {
          const answer = await phone.session.handle(message);
          if (answer.length < 2) violate('an answer without status word');
        }
        phone.session.forget();
      },
    };
  }),
  session('reader-session', async (location) => {
    const answers = (await record(location)).map((step) => step.answer);
    return {
      seeds: answers.map((_answer, i) => streamOf(answers.slice(0, i + 1))),
      run: async (input) => {
        const answersLeft = messagesOf(input);
        await open(location, async () => {
          const answer = answersLeft.shift();
          if (answer === undefined) throw new Error('link lost');
          return answer;
        });
      },
    };
  }),
  session('session-on-the-way', async (location) => {
    const count = 2 * (await record(location)).length;
    return {
      seeds: Array.from({ length: count }, (_, i) => Uint8Array.of(i, i % 4, 0, 20 + i, 1)),
      run: async (input) => {
        const phone = await startPhone(location);
        let index = 0;
        let changed = false;
        const pass = (message: Uint8Array, ins: number, isCommand: boolean): Uint8Array => {
          const out = edited(message, index, input);
          index += 1;
          const before = meaning(ins, dataOf(message, isCommand), isCommand);
          if (meaning(ins, dataOf(out, isCommand), isCommand) !== before) changed = true;
          return out;
        };
        const whole = await open(location, async (command) => {
          const ins = command[1] ?? 0;
          return pass(await phone.session.handle(pass(command, ins, true)), ins, false);
        });
        if (whole && phone.granted && changed) violate('a session changed on its way went through');
      },
    };
  }),
];
