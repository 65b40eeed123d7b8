// The session renews itself by a new signature and never runs in circles.
import { ApiProblem } from '@nightlatch/api';
import { describe, expect, it } from 'vitest';
import { createInMemoryApi, type InMemoryApi } from '../../test/in-memory-api.ts';
import { createSession, isDeviceRemoved, type Session } from './session.ts';

function sessionAt(api: InMemoryApi): Session {
  return createSession({
    baseUrl: '',
    fetch: api.fetch,
    phone: {
      deviceId: async () => api.wallet.deviceId,
      answerChallenge: async (challenge) => ({ deviceId: api.wallet.deviceId, challenge, signature: 'x' }),
    },
  });
}

describe('createSession', () => {
  it('opens one session for calls that start together', async () => {
    const api = createInMemoryApi();
    const session = sessionAt(api);
    await Promise.all([session.call('renewLeases', {}), session.call('renewLeases', {})]);
    expect(api.count('POST /v1/guest/sessions')).toBe(1);
  });

  it('uses the token that the enrolment gave', async () => {
    const api = createInMemoryApi();
    const other = sessionAt(api);
    await other.call('renewLeases', {}); // the API now knows token-1
    const session = sessionAt(api);
    session.adopt('token-1');
    await session.call('renewLeases', {});
    expect(api.count('POST /v1/guest/sessions')).toBe(1);
  });

  it('signs a new challenge after a 401 and calls again', async () => {
    const api = createInMemoryApi();
    const session = sessionAt(api);
    await session.call('renewLeases', {});
    api.endSessions();
    await session.call('renewLeases', {});
    expect(api.calls.map((call) => call.token)).toEqual([
      undefined,
      undefined,
      'token-1',
      'token-1',
      undefined,
      undefined,
      'token-2',
    ]);
  });

  it('tries once only when the new session is refused too', async () => {
    const api = createInMemoryApi();
    const refusing: typeof fetch = async (input, init) => {
      const answer = await api.fetch(input, init);
      api.endSessions();
      return answer;
    };
    const unlucky = createSession({
      baseUrl: '',
      fetch: refusing,
      phone: {
        deviceId: async () => 'd',
        answerChallenge: async (challenge) => ({ deviceId: 'd', challenge, signature: 'x' }),
      },
    });
    await expect(unlucky.call('renewLeases', {})).rejects.toBeInstanceOf(ApiProblem);
    expect(api.count('POST /v1/guest/leases')).toBe(2);
  });

  it('does not sign again for a device that was removed', async () => {
    const api = createInMemoryApi();
    const session = sessionAt(api);
    await session.call('renewLeases', {});
    api.deviceRemoved = true;
    const refused = await session.call('renewLeases', {}).catch((error: unknown) => error);
    expect(isDeviceRemoved(refused)).toBe(true);
    expect(api.count('POST /v1/guest/sessions')).toBe(1);
  });

  it('keeps no failed opening', async () => {
    const api = createInMemoryApi();
    const session = sessionAt(api);
    api.unreachable = true;
    await expect(session.call('renewLeases', {})).rejects.toMatchObject({ code: 'unreachable' });
    api.unreachable = false;
    await session.call('renewLeases', {});
  });
});
