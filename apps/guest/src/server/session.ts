// This device's session with the server: a token in memory only, renewed by signing a new challenge.
import {
  ApiProblem,
  type CallExtras,
  type Client,
  createGuestClient,
  type OperationId,
  type OperationInput,
  type OperationResult,
} from '@nightlatch/api';
import type { Phone } from '@nightlatch/phone';

export interface SessionParts {
  readonly baseUrl: string;
  readonly phone: Pick<Phone, 'deviceId' | 'answerChallenge'>;
  readonly fetch?: typeof fetch;
}

export interface Session {
  /** Without a token: enrolment. */
  readonly anonymous: Client;
  /** With this device's token, for streams. Opens a session by itself; a 401 is the caller's to answer with `renew`. */
  readonly signed: Client;
  /** A call as this device; after a 401 once more with a new session. */
  call<O extends OperationId>(operation: O, input: OperationInput<O> & CallExtras): Promise<OperationResult<O>>;
  /** Takes the token that an enrolment gave. */
  adopt(token: string): void;
  /** Forgets the token: the next call signs a new challenge. */
  renew(): void;
}

/** Makes the session. Errors are the client's; `device_removed` means that this phone is no longer enrolled. */
export function createSession(parts: SessionParts): Session {
  const common = { baseUrl: parts.baseUrl, ...(parts.fetch ? { fetch: parts.fetch } : {}) };
  const anonymous = createGuestClient(common);
  let token: Promise<string> | undefined;

  const open = async (): Promise<string> => {
    const deviceId = await parts.phone.deviceId();
    if (deviceId === undefined) throw new Error('a session needs an enrolled device');
    const { challenge } = await anonymous.call('getChallenge', { body: { deviceId } });
    const body = await parts.phone.answerChallenge(challenge);
    return (await anonymous.call('openGuestSession', { body })).token;
  };
  /** One opening at a time, shared by all who wait for it; a failed one is not kept. */
  const current = (): Promise<string> => {
    if (token === undefined) {
      const opening = open();
      token = opening;
      opening.catch(() => {
        if (token === opening) token = undefined;
      });
    }
    return token;
  };
  const signed = createGuestClient({
    ...common,
    headers: async () => ({ authorization: `Bearer ${await current()}` }),
  });
  const renew = (): void => {
    token = undefined;
  };
  return {
    anonymous,
    signed,
    async call(operation, input) {
      try {
        return await signed.call(operation, input);
      } catch (error) {
        if (!isStaleToken(error)) throw error;
        renew();
        return signed.call(operation, input);
      }
    },
    adopt(given) {
      token = Promise.resolve(given);
    },
    renew,
  };
}

/** The session has run out; a new signature mends it. */
export function isStaleToken(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.status === 401 && error.problem.code !== 'device_removed';
}

/** The server no longer knows this phone: its keys are to be deleted. */
export function isDeviceRemoved(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.code === 'device_removed';
}
