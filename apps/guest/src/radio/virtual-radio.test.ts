// What the simulated radio hears, and that rubbish from it is heard as nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAbsentRadio } from './browser-radio.ts';
import { createVirtualRadio, parseAdverts } from './virtual-radio.ts';

const openSocket = (): never => {
  throw new SyntaxError('bad address');
};

describe('parseAdverts', () => {
  it('reads name, address and info, and makes addresses absolute', () => {
    const adverts = parseAdverts(
      [
        { name: '1204', url: 'ws://127.0.0.1:4081/door/a1', info: '0100ff' },
        { name: 'Gym', url: '/door/b2' },
      ],
      'http://127.0.0.1:4081/',
    );
    expect(adverts).toEqual([
      { id: 'ws://127.0.0.1:4081/door/a1', name: '1204', info: Uint8Array.of(1, 0, 255) },
      { id: 'ws://127.0.0.1:4081/door/b2', name: 'Gym' },
    ]);
  });

  it('takes any JSON without throwing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(Array.isArray(parseAdverts(value, 'http://127.0.0.1/'))).toBe(true);
      }),
    );
  });
});

describe('createVirtualRadio', () => {
  it('hears the doors of every location that answers and none of one that does not', async () => {
    const radio = createVirtualRadio({
      urls: async () => ['http://a.test', 'http://down.test', 'http://broken.test/'],
      openSocket,
      fetch: async (input) => {
        const url = String(input);
        if (url === 'http://a.test/adverts') return Response.json([{ name: '1', url: 'ws://a.test/door/1' }]);
        if (url === 'http://broken.test/adverts') return new Response('<html>', { status: 502 });
        throw new TypeError('fetch failed');
      },
    });
    expect(await radio.scan()).toEqual([{ id: 'ws://a.test/door/1', name: '1' }]);
  });

  it('calls an address that is none too far', async () => {
    const radio = createVirtualRadio({ urls: async () => [], openSocket, fetch });
    await expect(radio.connect({ id: 'nonsense', name: '' })).rejects.toMatchObject({ code: 'too_far' });
  });
});

it('says unsupported_phone where there is no radio', async () => {
  await expect(createAbsentRadio().scan()).rejects.toMatchObject({ code: 'unsupported_phone' });
});
