// Redeeming a link: what can go wrong is a value, and a repeat after a lost answer is the same command.
import { ApiProblem, ApiUnreachable, type Client, PROBLEMS, type ProblemCode } from '@nightlatch/api';
import { createMemoryStore, createPhone, type Phone } from '@nightlatch/phone';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../test/fake-clock.ts';
import { createRedeemer } from './redeem-link.ts';

const SECRET = 'a-secret-of-enough-letters';
const DEVICE = '01890a5d-ac96-774b-bcce-b302099a8057';

const newPhone = (): Phone =>
  createPhone({
    store: createMemoryStore(),
    clock: createFakeClock(0),
    radio: { scan: async () => [], connect: () => Promise.reject(new Error('no radio')) },
  });
const problem = (code: ProblemCode): ApiProblem =>
  new ApiProblem({ type: 'about:blank', title: '', status: PROBLEMS[code].status, code });

/** A client whose `enrol` gives these answers, one a call. */
function clientOf(answers: (Error | { deviceId: string; token: string })[]): { client: Client; inputs: unknown[] } {
  const inputs: unknown[] = [];
  const call = async (_operation: string, input: unknown): Promise<unknown> => {
    inputs.push(input);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { inputs, client: { call, open: () => Promise.reject(new Error('no stream')) } as unknown as Client }; // only `enrol` is called
}

describe('createRedeemer', () => {
  it('enrols with a proof of the sign-in key and four spare door keys, and the phone knows its id', async () => {
    const phone = newPhone();
    const { client, inputs } = clientOf([{ deviceId: DEVICE, token: 't' }]);
    const result = await createRedeemer({ client, phone, secret: SECRET, deviceName: 'Chrome on Android' })();
    expect(result).toMatchObject({ ok: true, session: { token: 't' } });
    expect(await phone.deviceId()).toBe(DEVICE);
    const [{ body }] = inputs as [{ body: { secret: string; doorKeys: { point: string }[] } }];
    expect(body.secret).toBe(SECRET);
    expect(new Set(body.doorKeys.map((offer) => offer.point)).size).toBe(4);
  });

  it('repeats the very same command after a lost answer', async () => {
    const phone = newPhone();
    const { client, inputs } = clientOf([new ApiUnreachable('gone'), { deviceId: DEVICE, token: 't' }]);
    const redeem = createRedeemer({ client, phone, secret: SECRET, deviceName: 'Test' });
    expect(await redeem()).toEqual({ ok: false, problem: 'offline' });
    expect(await phone.deviceId()).toBeUndefined();
    expect((await redeem()).ok).toBe(true);
    expect(inputs[1]).toEqual(inputs[0]);
  });

  it.each([
    ['link_used', 'link_used'],
    ['link_expired', 'link_expired'],
    ['not_found', 'link_unknown'],
    ['invalid_request', 'link_unknown'],
    ['too_many_requests', 'too_many_requests'],
    ['internal_error', 'server_trouble'],
  ] as const)('tells of %s as %s', async (code, expected) => {
    const { client } = clientOf([problem(code)]);
    const redeem = createRedeemer({ client, phone: newPhone(), secret: SECRET, deviceName: 'Test' });
    expect(await redeem()).toEqual({ ok: false, problem: expected });
  });

  it('says that the browser blocks keys when none can be made', async () => {
    const phone = { ...newPhone(), prepareEnrolment: () => Promise.reject(new Error('storage denied')) };
    const { client, inputs } = clientOf([]);
    const redeem = createRedeemer({ client, phone, secret: SECRET, deviceName: 'Test' });
    expect(await redeem()).toEqual({ ok: false, problem: 'browser_blocks_keys' });
    expect(inputs).toEqual([]);
  });
});
