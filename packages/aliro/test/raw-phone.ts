// A phone made of primitives, whose every answer a test may shape: for what a reader must refuse.
import {
  type Auth0Command,
  authenticationData,
  createSecureChannel,
  deriveKdh,
  deriveStandardKeys,
  deriveStepUpKeys,
  encodeAnswer,
  encodeExchangeAnswer,
  encodeSessionData,
  generateAgreementKey,
  generateSigner,
  type ParsedExchange,
  PHONE_A5_GATT,
  parseAuth0Command,
  parseCommand,
  parseExchange,
  parseSessionData,
  type SecureChannel,
  type SessionContext,
  type Signer,
  tlv,
  USAGE,
  u16,
  xOf,
} from '../src/index.ts';
import type { Hotel } from './hotel.ts';

export type Auth1Parts = { readonly devicePoint: Uint8Array; readonly signature: Uint8Array };

export type RawPhoneHooks = {
  readonly a5?: Uint8Array;
  readonly interfaceByte?: number;
  /** AUTH0 answer, whole APDU, from its parts. */
  readonly auth0?: (parts: { readonly point: Uint8Array; readonly command: Auth0Command }) => Uint8Array;
  /** AUTH1 plaintext. */
  readonly auth1?: (parts: Auth1Parts) => Uint8Array;
  /** AUTH1 answer, whole APDU, from the sealed bytes. */
  readonly auth1Answer?: (sealed: Uint8Array) => Uint8Array;
  readonly signUsage?: Uint8Array;
  /** Plaintext of an EXCHANGE answer. */
  readonly exchange?: (message: ParsedExchange) => Uint8Array;
  /** DeviceResponse to a DeviceRequest, or a whole DO'53 when it returns `raw`. */
  readonly envelope?: (request: Uint8Array) => Uint8Array | { readonly raw: Uint8Array };
};

export type RawPhone = {
  readonly device: Signer;
  handle(command: Uint8Array): Promise<Uint8Array>;
  /** Plaintexts of EXCHANGE commands as received, and the data of CONTROL FLOWs. */
  readonly exchanges: ParsedExchange[];
  readonly controlFlows: Uint8Array[];
  readonly heads: string[];
};

/** The plain AUTH1 answer. */
export function auth1Plain(parts: Auth1Parts): Uint8Array {
  return Buffer.concat([tlv(0x5a, parts.devicePoint), tlv(0x9e, parts.signature), tlv(0x5e, u16(0x0cb1))]);
}

export async function makeRawPhone(hotel: Hotel, hooks: RawPhoneHooks = {}): Promise<RawPhone> {
  const device = await generateSigner({ extractable: false });
  const ephemeral = await generateAgreementKey();
  let auth0: Auth0Command | null = null;
  let channel: SecureChannel | null = null;
  let stepUp: Uint8Array | null = null;
  const exchanges: ParsedExchange[] = [];
  const controlFlows: Uint8Array[] = [];
  const heads: string[] = [];

  async function keys(
    command: Auth0Command,
  ): Promise<{ readonly channel: SecureChannel; readonly stepUp: Uint8Array }> {
    const context: SessionContext = {
      groupKeyX: xOf(hotel.readerIssuer.point),
      readerIdentifier: command.readerIdentifier,
      interfaceByte: hooks.interfaceByte ?? 0xc3,
      version: u16(command.version),
      readerEphemeralX: xOf(command.readerEphemeralPoint),
      deviceEphemeralX: xOf(ephemeral.point),
      transactionId: command.transactionId,
      commandParameters: command.fastWanted ? 1 : 0,
      authenticationPolicy: command.authenticationPolicy,
      a5: hooks.a5 ?? PHONE_A5_GATT,
      commandVendor: command.vendorBlock,
      answerVendor: new Uint8Array(0),
    };
    const shared = await ephemeral.agree(command.readerEphemeralPoint);
    if (shared === null) throw new Error('no shared secret');
    const derived = await deriveStandardKeys(await deriveKdh(shared, command.transactionId), context);
    return {
      channel: createSecureChannel({
        side: 'phone',
        readerKey: derived.exchangeReader,
        deviceKey: derived.exchangeDevice,
      }),
      stepUp: derived.stepUp,
    };
  }

  async function onAuth1(): Promise<Uint8Array> {
    if (auth0 === null) return encodeAnswer(new Uint8Array(0), 0x6d00);
    const made = await keys(auth0);
    channel = made.channel;
    stepUp = made.stepUp;
    const signature = await device.sign(
      authenticationData({
        readerIdentifier: auth0.readerIdentifier,
        deviceEphemeralPoint: ephemeral.point,
        readerEphemeralPoint: auth0.readerEphemeralPoint,
        transactionId: auth0.transactionId,
        usage: hooks.signUsage ?? USAGE.device,
      }),
    );
    const sealed = await channel.seal((hooks.auth1 ?? auth1Plain)({ devicePoint: device.point, signature }));
    if (sealed === null) throw new Error('not sealed');
    return hooks.auth1Answer?.(sealed) ?? encodeAnswer(sealed, 0x9000);
  }

  async function onExchange(data: Uint8Array): Promise<Uint8Array> {
    const plain = (await channel?.open(data)) ?? null;
    if (channel === null || plain === null) return encodeAnswer(new Uint8Array(0), 0x6982);
    const message = parseExchange(plain);
    if (!message.ok) return encodeAnswer(new Uint8Array(0), 0x6a80);
    exchanges.push(message.value);
    const sealed = await channel.seal(hooks.exchange?.(message.value) ?? encodeExchangeAnswer([], 0));
    return encodeAnswer(sealed ?? new Uint8Array(0), 0x9000);
  }

  async function onEnvelope(data: Uint8Array): Promise<Uint8Array> {
    if (stepUp !== null) {
      const derived = await deriveStepUpKeys(stepUp);
      channel = createSecureChannel({ side: 'phone', readerKey: derived.reader, deviceKey: derived.device });
      stepUp = null;
    }
    const sealed = parseSessionData(data);
    const request = sealed.ok ? await channel?.open(sealed.value) : null;
    if (request === null || request === undefined || channel === null) return encodeAnswer(new Uint8Array(0), 0x6982);
    const made = hooks.envelope?.(request) ?? Buffer.from('a2613163312e30613300', 'hex');
    if ('raw' in made) return encodeAnswer(made.raw, 0x9000);
    return encodeAnswer(encodeSessionData((await channel.seal(made)) ?? new Uint8Array(0)), 0x9000);
  }

  return {
    device,
    exchanges,
    controlFlows,
    heads,
    async handle(bytes) {
      const command = parseCommand(Uint8Array.from(bytes));
      if (!command.ok) return encodeAnswer(new Uint8Array(0), 0x6700);
      const { head, data } = command.value;
      heads.push(Buffer.from(head).toString('hex'));
      if (head[1] === 0x80) {
        const parsed = parseAuth0Command(data);
        if (!parsed.ok) return encodeAnswer(new Uint8Array(0), 0x6a80);
        auth0 = parsed.value;
        return (
          hooks.auth0?.({ point: ephemeral.point, command: parsed.value }) ??
          encodeAnswer(tlv(0x86, ephemeral.point), 0x9000)
        );
      }
      if (head[1] === 0x81) return onAuth1();
      if (head[1] === 0xc9) return onExchange(data);
      if (head[1] === 0xc3) return onEnvelope(data);
      if (head[1] === 0x3c) controlFlows.push(data);
      return encodeAnswer(new Uint8Array(0), 0x9000);
    },
  };
}
