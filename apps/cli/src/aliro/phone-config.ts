// The configuration of `nightlatch aliro phone`: one door, its keys and documents, and the guest's presence.
import { groupIdOf, hkdfKey, type PhoneMailbox, type PhonePorts, type StoredKpersistent, xOf } from '@nightlatch/aliro';
import {
  a5Of,
  clockOf,
  type Fields,
  fieldsOf,
  list,
  oneOf,
  optionalBytes,
  pointOf,
  readConfig,
  requiredBytes,
  signingKey,
} from './config-fields.ts';

export type PhoneConfig = {
  readonly interfaceByte: 0x5e | 0xc3;
  readonly a5: Uint8Array;
  readonly certificateRule: 'any' | 'hotel';
  readonly ports: PhonePorts;
};

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Reads the file. Throws `CliProblem` `bad_config` with one sentence. */
export async function readPhoneConfig(file: string): Promise<PhoneConfig> {
  const fields = await readConfig(file);
  const interfaceByte = oneOf(fields, 'interface', ['nfc', 'ble']) === 'nfc' ? 0x5e : 0xc3;
  const reader = requiredBytes(fields, 'readerIdentifier', 32);
  const groupKeys = await Promise.all(list(fields, 'groupKeys').map((one) => pointOf(fields, 'groupKeys', one)));
  if (groupKeys.length > 2) throw fields.wrong('groupKeys', 'a list of at most two points');
  const signer = await signingKey(fields, 'deviceKey');
  const documents = fieldsOf('"documents"', fields.take('documents') ?? {});
  const document = optionalBytes(documents, 'access') ?? null;
  const revocation = optionalBytes(documents, 'revocation') ?? null;
  documents.end();
  const mailbox = mailboxOf(optionalBytes(fields, 'mailbox'));
  const present = oneOf(fields, 'userPresent', [true, false]);
  const kpersistent = await kpersistentOf(fields, groupKeys[0], signer.point);
  const now = clockOf(fields);
  const config = {
    interfaceByte,
    a5: a5Of(fields),
    certificateRule: oneOf(fields, 'certificateRule', ['any', 'hotel']),
    ports: {
      groupKeys: async (groupId) => (same(groupId, groupIdOf(reader)) ? groupKeys : []),
      credential: async (asked) => (same(asked, reader) ? { signer, document } : null),
      revocation: async (asked) => (same(asked, reader) ? revocation : null),
      mailbox: async (asked) => (same(asked, reader) ? mailbox : null),
      userPresent: async () => present,
      ...(kpersistent === null
        ? {}
        : { kpersistent: { get: async (asked) => (same(asked, reader) ? kpersistent : null), put: async () => {} } }),
      now,
    } satisfies PhonePorts,
  } as const;
  fields.end();
  return config;
}

async function kpersistentOf(
  fields: Fields,
  groupKey: Uint8Array | undefined,
  devicePoint: Uint8Array,
): Promise<StoredKpersistent | null> {
  const secret = optionalBytes(fields, 'kpersistent', 32);
  if (secret === undefined) return null;
  if (groupKey === undefined) throw fields.wrong('groupKeys', 'given with "kpersistent"');
  return { key: await hkdfKey(secret), groupKeyX: xOf(groupKey), devicePoint };
}

/** A flat mailbox in memory; null where the phone has none. */
function mailboxOf(content: Uint8Array | undefined): PhoneMailbox | null {
  if (content === undefined) return null;
  return {
    size: content.length,
    mailPresent: false,
    read: async (offset, length) => content.slice(offset, offset + length),
    apply: async (writes) => {
      for (const { offset, data } of writes) content.set(data, offset);
    },
  };
}
