// The keeper outside: Transit of HashiCorp Vault or OpenBao over HTTP (their API "Transit secrets engine": encrypt, decrypt data).
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { type KeyService, KeyServiceError, type VaultSettings } from './key-service.ts';

const TIME_LIMIT_MS = 5_000;
/** A service that restarts or votes for a new leader is back within seconds. */
const TRIES = 5;
const BETWEEN_TRIES_MS = 1_000;

const tokenOf = async ({ token }: VaultSettings): Promise<string> => {
  if (token.kind === 'text') return token.text;
  try {
    return (await readFile(token.file, 'utf8')).trim();
  } catch (cause) {
    throw new KeyServiceError('key_service_refused', `The key service’s token file ${token.file} can not be read.`, {
      cause,
    });
  }
};

type Answer = { readonly status: number; readonly body: unknown };

const callOnce = async (settings: VaultSettings, path: string, body: object): Promise<Answer> => {
  const { address, namespace } = settings;
  const response = await fetch(`${address}/v1/${path}`, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
    headers: {
      'content-type': 'application/json',
      'x-vault-request': 'true',
      'x-vault-token': await tokenOf(settings),
      ...(namespace === null ? {} : { 'x-vault-namespace': namespace }),
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json().catch(() => null) };
};

/** Text of `data.<name>` in an answer; undefined for anything else. */
const dataOf = ({ body }: Answer, name: string): string | undefined => {
  if (typeof body !== 'object' || body === null || !('data' in body)) return undefined;
  const { data } = body;
  if (typeof data !== 'object' || data === null) return undefined;
  const value: unknown = Reflect.get(data, name);
  return typeof value === 'string' ? value : undefined;
};

/** `pauseMs` between tries; tests make it short. */
export const createVaultKeyService = (settings: VaultSettings, pauseMs: number = BETWEEN_TRIES_MS): KeyService => {
  const { address, mount, keyName } = settings;
  const what = `The key service at ${address}`;

  const call = async (action: 'encrypt' | 'decrypt', body: object, wanted: string): Promise<string> => {
    let last: { status: number | null; cause?: unknown } = { status: null };
    for (let turn = 0; turn < TRIES; turn += 1) {
      if (turn > 0) await wait(pauseMs);
      try {
        const answer = await callOnce(settings, `${mount}/${action}/${encodeURIComponent(keyName)}`, body);
        const value = dataOf(answer, wanted);
        if (answer.status === 200 && value !== undefined) return value;
        last = { status: answer.status };
        // 4xx is its last word; 429 and 5xx (sealed, standby, no leader) may pass.
        if (answer.status < 500 && answer.status !== 429) break;
      } catch (cause) {
        if (cause instanceof KeyServiceError) throw cause;
        last = { status: null, cause };
      }
    }
    // Its own words stay out: they may quote what was sent.
    const { status, cause } = last;
    if (status === null)
      throw new KeyServiceError('key_service_unreachable', `${what} does not answer; see VAULT_ADDR.`, { cause });
    if (status === 429 || status >= 500)
      throw new KeyServiceError(
        'key_service_unreachable',
        `${what} can not serve now (status ${status}: is it sealed?).`,
      );
    if (status === 403)
      throw new KeyServiceError(
        'key_service_refused',
        `${what} refused the token for ${mount}/${action}/${keyName} (status 403); see VAULT_TOKEN and its policy.`,
      );
    throw new KeyServiceError(
      action === 'decrypt' && status === 400 ? 'wrong_key' : 'key_service_refused',
      `${what} did not ${action} with the key ${keyName} (status ${status}); see NIGHTLATCH_VAULT_KEY.`,
    );
  };

  return {
    provider: 'vault',
    keyRef: `${mount}/${keyName}`,
    // The row's id goes in with the key, so that the two belong together whatever type of key the service uses.
    wrap: async ({ id, key }) => {
      const plaintext = Buffer.concat([Buffer.from(id), key]).toString('base64');
      return Buffer.from(await call('encrypt', { plaintext }, 'ciphertext'));
    },
    unwrap: async ({ id, wrapped }) => {
      const opened = await call('decrypt', { ciphertext: Buffer.from(wrapped).toString() }, 'plaintext');
      const plaintext = Buffer.from(opened, 'base64');
      const bound = Buffer.from(id);
      if (plaintext.length === bound.length + 32 && plaintext.subarray(0, bound.length).equals(bound))
        return plaintext.subarray(bound.length);
      throw new KeyServiceError('wrong_key', `${what} opened something that is not this database’s sealing key.`);
    },
  };
};
