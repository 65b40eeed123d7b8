// The browser's side of passkeys: what it can do, and its own refusals in our words. The ceremonies are @simplewebauthn/browser's.
import type { PasskeyAnswer, PasskeyCreation, PasskeyProof, PasskeyRequest } from '@nightlatch/api';
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  platformAuthenticatorIsAvailable,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';

/** Whether this browser can use passkeys at this address. */
export const passkeysWork = (): boolean =>
  window.isSecureContext && hasName(window.location.hostname) && browserSupportsWebAuthn();

/** Passkeys are bound to a site's name: an address of numbers has none, and no browser makes one for it. */
const hasName = (host: string): boolean => !/^(\d+(\.\d+){3}|\[.*\])$/.test(host);

/** Whether it also offers them by itself in the e-mail's field. */
export const passkeysAreOffered = async (): Promise<boolean> =>
  passkeysWork() && (await browserSupportsWebAuthnAutofill());

/** Whether this very device keeps passkeys (finger, face, PIN), without another one at hand. */
export const deviceKeepsPasskeys = async (): Promise<boolean> =>
  passkeysWork() && (await platformAuthenticatorIsAvailable());

/** Why nothing came of it: the person called it off (or time ran out), or the device has a passkey already. */
export type PasskeyFailure = 'cancelled' | 'exists';

/** What the browser threw, as one of ours; rethrows what is not about the person. */
export const failureOf = (error: unknown): PasskeyFailure => {
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'exists';
  if (error instanceof Error && ['NotAllowedError', 'AbortError', 'InvalidStateError'].includes(error.name))
    return error.name === 'InvalidStateError' ? 'exists' : 'cancelled';
  throw error;
};

/** Has the person use a passkey. `quietly`: only offers it in the field and waits, until another ceremony takes its place. */
export const askForPasskey = async (request: PasskeyRequest, quietly: boolean): Promise<PasskeyProof> => {
  const { id, response } = await startAuthentication({ optionsJSON: request, useBrowserAutofill: quietly });
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    id,
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) },
  };
};

/** Has the device make a passkey. */
export const makePasskey = async (creation: PasskeyCreation): Promise<PasskeyAnswer> => {
  const { id, response } = await startRegistration({
    // The contract leaves the names of transports open, the browser's types list them.
    optionsJSON: creation as Parameters<typeof startRegistration>[0]['optionsJSON'],
  });
  const { clientDataJSON, attestationObject, transports } = response;
  return { id, response: { clientDataJSON, attestationObject, ...(transports ? { transports } : {}) } };
};
