// PMS and lock vendor connectors: the kit's interfaces, and the vendors found by their folders.
export * from './kit/connector-error.ts';
export * from './kit/fake-pms.ts';
export * from './kit/find-connectors.ts';
export * from './kit/lock-connector.ts';
export * from './kit/manifest.ts';
export * from './kit/pms-conformance.ts';
export * from './kit/pms-connector.ts';
export * from './kit/sms-connector.ts';
export * from './kit/verification-conformance.ts';
export * from './kit/verification-connector.ts';
export {
  MOST_OPENINGS,
  type NativeCredentialInput,
  type NativeKey,
  type NativeRefusal,
  nativeCredentialInput,
} from './locks/native/credential-input.ts';
