// L24: what a foreign reader may tell of itself, in AE and after CONTROL FLOW, as our encoders write it and our phone takes it.
import { expect, it } from 'vitest';
import { authenticated, linkTo, makeHotel, makePhone, readerOptions, startPhone, swOf } from '../../test/hotel.ts';
import {
  COMMAND,
  concat,
  encodeCommand,
  encodeControlFlow,
  encodeExchange,
  fromHex,
  hex,
  parseControlFlow,
  parseExchange,
  parseTlv,
  tlv,
} from '../index.ts';

const hotel = await makeHotel();

/** `04 vendor 80 product 81 firmware`, with a firmware text that makes the whole B5 TLV `length` bytes long. */
function descriptor(length: number): Uint8Array {
  const head = concat(tlv(0x04, fromHex('d2484b')), tlv(0x80, fromHex('0102')));
  for (let firmware = 0; firmware < length; firmware += 1) {
    const made = tlv(0xb5, head, tlv(0x81, new Uint8Array(firmware).fill(0x39)));
    if (made.length === length) return made;
  }
  throw new Error(`no descriptor of ${length} bytes`);
}

const tagsOf = (bytes: Uint8Array): number[] => {
  const parsed = parseTlv(bytes);
  if (!parsed.ok) throw new Error(parsed.error.code);
  return parsed.value.map(({ tag }) => tag);
};

it('L24: a descriptor of 250 bytes goes in AE, between mailbox and status; 251 are not sent', async () => {
  const notify = descriptor(250);
  const write = { kind: 'write', offset: 0, data: fromHex('aa') } as const;
  const message = { status: '0101', notify, mailbox: { commands: [write] } } as const;
  const plaintext = encodeExchange(message);
  expect(tagsOf(plaintext)).toEqual([0xba, 0xae, 0x97]);
  const read = parseExchange(plaintext);
  expect(read.ok && hex(read.value.notify ?? new Uint8Array(0))).toBe(hex(notify));
  expect(() => encodeExchange({ notify: descriptor(251) })).toThrow(/250/);

  const phone = await makePhone(hotel);
  const { channel } = await authenticated(readerOptions(hotel, linkTo(startPhone(phone))));
  expect(await channel.exchange(message)).toMatchObject({ ok: true, value: { result: 0 } });
  expect(phone.mailbox.bytes[0]).toBe(0xaa);
  expect(phone.events.at(-1)).toEqual({ kind: 'status', status: '0101', granted: true });
});

it('L24: CONTROL FLOW holds S1, S2, domain data, descriptor in this order, 255 bytes at most', async () => {
  const inner = descriptor(100);
  const flow = { s1: 0, s2: 0x27 };
  const data = encodeControlFlow(flow, { domain: new Uint8Array(142), descriptor: inner });
  expect(data.length).toBe(6 + (3 + 142) + (2 + 100));
  expect(tagsOf(data)).toEqual([0x41, 0x42, 0x43, 0x63]);
  expect(parseControlFlow(data)).toMatchObject({ ok: true, value: flow });
  expect(encodeControlFlow(flow, { domain: new Uint8Array(142), descriptor: descriptor(102) }).length).toBe(255);
  expect(() => encodeControlFlow(flow, { domain: new Uint8Array(142), descriptor: descriptor(103) })).toThrow(/255/);
  expect(() => encodeControlFlow(flow, { domain: new Uint8Array(251) })).toThrow(/250/);

  const phone = await makePhone(hotel);
  const session = startPhone(phone);
  const answer = await session.handle(encodeCommand({ head: COMMAND.controlFlow, data, le: null, extended: false }));
  expect(swOf(answer)).toBe(0x9000);
  expect(phone.events).toEqual([{ kind: 'control-flow', ...flow }]);
  expect(session.state).toBe('done');
});
