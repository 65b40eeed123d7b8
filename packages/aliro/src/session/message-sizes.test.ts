// Recomputes the table of docs/protocol §8.1 from the real encoders, with a real session on the wire.
import { describe, expect, it } from 'vitest';
import {
  authenticated,
  HOUR,
  insOf,
  issueFor,
  linkTo,
  makeHotel,
  makePhone,
  NOW,
  ROOM,
  readerOptions,
  roomAccess,
  startPhone,
} from '../../test/hotel.ts';
import { keyHash } from '../crypto/identifiers.ts';
import { issueRevocationDocument } from '../documents/issue-document.ts';
import { COMMAND, encodeCommand } from '../encoding/apdu.ts';
import { reasonNotify } from '../hotel/reason-codes.ts';
import { createChunker } from '../link/chunks.ts';
import { answerFrame, commandFrame, initiateFrame } from '../link/frames.ts';
import { AID_EXPEDITED, encodeFci, MINIMAL_A5, PHONE_A5_GATT } from '../messages/a5.ts';
import { encodeControlFlow } from '../messages/control-flow.ts';
import { encodeDeviceRequest } from '../messages/device-request.ts';
import { encodeSessionData } from '../messages/session-data.ts';

const hotel = await makeHotel();

type Sizes = { readonly command: number; readonly answer: number };

function chunks(bytes: number, c: number): number {
  return createChunker(c).chunks(bytes === 0 ? new Uint8Array(0) : answerFrame(new Uint8Array(bytes))).length;
}

/** Sizes of command and (joined) answer of each INS in one session. */
async function session(options: {
  readonly fast?: boolean;
  readonly certificate?: boolean;
  readonly revocations?: number;
  readonly elements?: number;
  readonly byLoadCert?: boolean;
}): Promise<Map<number, Sizes>> {
  const phone = await makePhone(hotel);
  const names = Array.from({ length: options.elements ?? 1 }, (_, i) => (i === 0 ? ROOM : `c:${i}00`));
  phone.document = await issueFor(hotel, phone.device.point, {
    elements: new Map(names.map((name) => [name, roomAccess(hotel)])),
    // The table counts an iteration of one byte in every document (3 bytes with its label).
    iteration: 1,
  });
  if (options.revocations !== undefined) {
    const entries = await Promise.all(
      Array.from({ length: options.revocations }, async (_, i) => ({
        id: (await keyHash(Uint8Array.of(i))).slice(0, 16),
        expiresAt: NOW + HOUR,
      })),
    );
    phone.revocation = await issueRevocationDocument({ signer: hotel.issuer, entries, signedAt: NOW, iteration: 1 });
  }
  const link = linkTo(startPhone(phone));
  const outcome = await authenticated(
    readerOptions(hotel, link, {
      ...(options.fast === true ? { fast: { entries: [] } } : {}),
      certificateBy: options.byLoadCert === true ? 'load-cert' : 'auth1',
    }),
  );
  const revocationElement = options.revocations === undefined ? {} : { revocationElement: 'rv' };
  await outcome.channel.requestDocuments({ accessElements: [ROOM], ...revocationElement });
  return new Map(
    link.log.map(({ command, answer }) => [insOf(command), { command: command.length, answer: answer.length }]),
  );
}

/** Within what ECDSA's DER may vary by. */
function near(actual: number | undefined, expected: number, tolerance = 2): void {
  expect(Math.abs((actual ?? 0) - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance);
}

describe('§8.1 sizes', () => {
  it('SELECT 15/25, Initiate 39, CONTROL FLOW 11/2', () => {
    const select = encodeCommand({ head: COMMAND.select, data: AID_EXPEDITED, le: 256, extended: false });
    expect(select.length).toBe(15);
    expect(encodeFci(AID_EXPEDITED, MINIMAL_A5).length + 2).toBe(25);
    expect(initiateFrame(PHONE_A5_GATT).length).toBe(39);
    expect(
      encodeCommand({ head: COMMAND.controlFlow, data: encodeControlFlow({ s1: 0, s2: 0 }), le: null, extended: false })
        .length,
    ).toBe(11);
  });

  it('AUTH0 135/69 standard, 135/135 fast; AUTH1 254 with certificate, answer 177 without and 199 with both timestamps', async () => {
    const standard = await session({});
    expect(standard.get(0x80)).toEqual({ command: 135, answer: 69 });
    near(standard.get(0x81)?.command, 254);
    expect(standard.get(0x81)?.answer).toBe(177);
    expect((await session({ fast: true })).get(0x80)).toEqual({ command: 135, answer: 135 });
    expect((await session({ revocations: 0 })).get(0x81)?.answer).toBe(199);
  });

  it('LOAD CERT 182/2 and AUTH1 without certificate 75', async () => {
    const sizes = await session({ byLoadCert: true });
    near(sizes.get(0xd1)?.command, 182);
    expect(sizes.get(0xd1)?.answer).toBe(2);
    expect(sizes.get(0x81)?.command).toBe(75);
  });

  it('ENVELOPE commands: 79 and 113 as short APDUs, 3 more as extended ones', async () => {
    const short = (documents: Parameters<typeof encodeDeviceRequest>[0]): number =>
      encodeCommand({
        head: COMMAND.envelope,
        data: encodeSessionData(new Uint8Array(encodeDeviceRequest(documents).length + 16)),
        le: 256,
        extended: false,
      }).length;
    const access = { docType: 'aliro-a', elements: [ROOM] };
    expect(short([access])).toBe(79);
    expect(short([access, { docType: 'aliro-r', elements: ['rv'] }])).toBe(113);
    expect((await session({})).get(0xc3)?.command).toBe(82);
  });

  it('ENVELOPE answers: 486 for one element, 558 for one of three, 798 / 876 / 1319 / 3400 with 0 / 3 / 20 / 100 revocations', async () => {
    const answers = async (options: Parameters<typeof session>[0]): Promise<number | undefined> =>
      (await session(options)).get(0xc3)?.answer;
    near(await answers({}), 486);
    near(await answers({ elements: 3 }), 558);
    near(await answers({ revocations: 0 }), 798);
    near(await answers({ revocations: 3 }), 876);
    near(await answers({ revocations: 20 }), 1319);
    near(await answers({ revocations: 100 }), 3400);
  });

  it('EXCHANGE: status 26/22, reason and status 40/22, mailbox read 32 + 480 39/538', async () => {
    const phone = await makePhone(hotel);
    const link = linkTo(startPhone(phone));
    const { channel } = await authenticated(readerOptions(hotel, link));
    await channel.exchange({
      mailbox: {
        commands: [
          { kind: 'read', offset: 0, length: 32 },
          { kind: 'read', offset: 32, length: 480 },
        ],
      },
    });
    await channel.exchange({ notify: reasonNotify('0000'), status: '0101' });
    const [read, last] = link.log
      .slice(2)
      .map(({ command, answer }) => ({ command: command.length, answer: answer.length }));
    // 39 as a short APDU; the answer asks for extended length, which is 3 bytes more.
    expect(read).toEqual({ command: 42, answer: 538 });
    expect(last).toEqual({ command: 40, answer: 22 });
    const plain = linkTo(startPhone(phone));
    const other = await authenticated(readerOptions(hotel, plain));
    await other.channel.exchange({ status: '0101' });
    expect(plain.log.at(-1)?.command.length).toBe(26);
    expect(plain.log.at(-1)?.answer.length).toBe(22);
  });

  it('chunks at c = 244 and c = 182', () => {
    expect(createChunker(244).chunks(initiateFrame(PHONE_A5_GATT)).length).toBe(1);
    expect([135, 254].map((n) => createChunker(244).chunks(commandFrame(new Uint8Array(n))).length)).toEqual([1, 2]);
    expect([69, 199, 486, 558, 798, 876, 1319, 3400, 538].map((n) => chunks(n, 244))).toEqual([
      1, 1, 3, 3, 4, 4, 6, 15, 3,
    ]);
    expect([182, 199, 486, 558, 798, 876, 1319, 3400, 538].map((n) => chunks(n, 182))).toEqual([
      2, 2, 3, 4, 5, 5, 8, 19, 3,
    ]);
  });
});
