// The configuration of `nightlatch aliro reader`: a reader's keys, what it trusts and asks, and how it decides.
import { type CredentialAnchor, type FastEntry, kid, type Signer } from '@nightlatch/aliro';
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
  texts,
} from './config-fields.ts';

export type ReaderConfig = {
  readonly interfaceByte: 0x5e | 0xc3;
  /** What the phone's Initiate would say; unused by NFC, where SELECT brings it. */
  readonly a5: Uint8Array;
  readonly readerIdentifier: Uint8Array;
  readonly lockSigner: Signer;
  readonly certificate: Uint8Array | null;
  readonly certificateBy: 'auth1' | 'load-cert';
  readonly groupKey: Uint8Array;
  readonly anchors: readonly CredentialAnchor[];
  readonly askedElements: readonly string[];
  readonly revocationElement: string | null;
  /** Device keys that open where no element is asked, and that key slots are looked up in. */
  readonly devices: readonly Uint8Array[];
  readonly fastEntries: readonly FastEntry[];
  readonly authenticationPolicy: 1 | 2 | 3;
  readonly ask: 'public-key' | 'key-slot';
  readonly shortOnly: boolean;
  readonly allowRuleless: boolean;
  readonly now: () => number | null;
};

/** Reads the file. Throws `CliProblem` `bad_config` with one sentence. */
export async function readReaderConfig(file: string): Promise<ReaderConfig> {
  const fields = await readConfig(file);
  const lockSigner = await signingKey(fields, 'readerKey');
  const certificate = optionalBytes(fields, 'certificate') ?? null;
  const groupKey = fields.take('groupKey');
  if (groupKey === undefined && certificate !== null) throw fields.wrong('groupKey', 'given where a certificate is');
  const config: ReaderConfig = {
    interfaceByte: oneOf(fields, 'interface', ['nfc', 'ble']) === 'nfc' ? 0x5e : 0xc3,
    a5: a5Of(fields),
    readerIdentifier: requiredBytes(fields, 'readerIdentifier', 32),
    lockSigner,
    certificate,
    certificateBy: oneOf(fields, 'certificateBy', ['auth1', 'load-cert']),
    groupKey: groupKey === undefined ? lockSigner.point : await pointOf(fields, 'groupKey', groupKey),
    anchors: await anchorsOf(fields),
    askedElements: texts(fields, 'askedElements'),
    revocationElement: revocationElementOf(fields),
    devices: await Promise.all(list(fields, 'devices').map((one) => pointOf(fields, 'devices', one))),
    fastEntries: await fastOf(fields),
    authenticationPolicy: oneOf(fields, 'authenticationPolicy', [1, 2, 3]),
    ask: oneOf(fields, 'ask', ['public-key', 'key-slot']),
    shortOnly: oneOf(fields, 'shortOnly', [false, true]),
    allowRuleless: oneOf(fields, 'allowRuleless', [false, true]),
    now: clockOf(fields),
  };
  fields.end();
  if (config.askedElements.length > 4) throw fields.wrong('askedElements', 'a list of at most four texts');
  return config;
}

function revocationElementOf(fields: Fields): string | null {
  const value = fields.take('revocationElement');
  if (value !== undefined && typeof value !== 'string') throw fields.wrong('revocationElement', 'a text or null');
  return value ?? null;
}

/** `{"<kid, 8 bytes of hex>": "<point>"}`; an empty kid is refused, a kid need not be the usual hash. */
async function anchorsOf(fields: Fields): Promise<readonly CredentialAnchor[]> {
  const value = fields.take('anchors') ?? {};
  if (Array.isArray(value)) {
    const points = await Promise.all(value.map((one) => pointOf(fields, 'anchors', one)));
    return Promise.all(points.map(async (point) => ({ kid: await kid(point), point })));
  }
  if (typeof value !== 'object') throw fields.wrong('anchors', 'an object of kid to point, or a list of points');
  return Promise.all(
    Object.entries(value).map(async ([name, point]) => {
      if (!/^([0-9a-f]{2})+$/i.test(name)) throw fields.wrong('anchors', 'an object whose names are key ids in hex');
      return { kid: Uint8Array.from(Buffer.from(name, 'hex')), point: await pointOf(fields, 'anchors', point) };
    }),
  );
}

/** `[{"kpersistent": hex, "device": point}]`. */
async function fastOf(fields: Fields): Promise<readonly FastEntry[]> {
  const entries = list(fields, 'fast');
  if (entries.length > 16) throw fields.wrong('fast', 'a list of at most 16 entries');
  return Promise.all(
    entries.map(async (entry) => {
      const inner = fieldsOf('"fast"', entry);
      const kpersistent = requiredBytes(inner, 'kpersistent', 32);
      const devicePoint = await pointOf(inner, 'device', inner.take('device'));
      inner.end();
      return { kpersistent, devicePoint };
    }),
  );
}
