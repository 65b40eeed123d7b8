// K14: the P-256 base-mode example of RFC 9180 §A.3.1, and an independent implementation for our own suite.
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, hex, utf8 } from '../encoding/bytes.ts';
import { hpkeOpen, hpkeSeal } from './hpke.ts';
import { exportPrivateKey, generateAgreementKey, importAgreementKey } from './web-keys.ts';

// RFC 9180 §A.3.1: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode, sequence number 0.
const RFC = {
  info: '4f6465206f6e2061204772656369616e2055726e',
  skE: '4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb',
  enc: '04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4',
  skR: 'f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2',
  pkR: '04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0',
  pt: '4265617574792069732074727574682c20747275746820626561757479',
  aad: '436f756e742d30',
  ct: '5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434',
};

function suite(): CipherSuite {
  return new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}

describe('K14: HPKE', () => {
  it('seals the RFC 9180 example with its ephemeral key, byte for byte', async () => {
    const sealed = await hpkeSeal({
      recipientPoint: fromHex(RFC.pkR),
      info: fromHex(RFC.info),
      aad: fromHex(RFC.aad),
      plaintext: fromHex(RFC.pt),
      ephemeral: await importAgreementKey({ scalar: fromHex(RFC.skE) }, { extractable: false }),
      aead: 'aes-128-gcm',
    });
    expect(sealed === null ? null : hex(sealed.enc)).toBe(RFC.enc);
    expect(sealed === null ? null : hex(sealed.ciphertext)).toBe(RFC.ct);
  });

  it('opens the RFC 9180 example', async () => {
    const recipient = await importAgreementKey({ scalar: fromHex(RFC.skR) }, { extractable: false });
    expect(hex(recipient.point)).toBe(RFC.pkR);
    const opened = await hpkeOpen({
      recipient,
      enc: fromHex(RFC.enc),
      info: fromHex(RFC.info),
      aad: fromHex(RFC.aad),
      ciphertext: fromHex(RFC.ct),
      aead: 'aes-128-gcm',
    });
    expect(opened === null ? null : hex(opened)).toBe(RFC.pt);
  });

  it('is opened by another implementation, and opens what it sealed (AES-256-GCM)', async () => {
    const other = suite();
    const own = await generateAgreementKey({ extractable: true });
    const { scalar } = await exportPrivateKey(own.keyPair);
    const recipientKey = await other.kem.deserializePrivateKey(scalar.buffer);
    const recipientPublicKey = await other.kem.deserializePublicKey(Uint8Array.from(own.point).buffer);
    const info = utf8('nightlatch-journal-1');
    const aad = utf8('label');
    const mine = await hpkeSeal({ recipientPoint: own.point, info, aad, plaintext: utf8('who went where') });
    if (mine === null) throw new Error('not sealed');
    const theirs = await other.open(
      { recipientKey, enc: mine.enc.buffer, info: info.buffer },
      mine.ciphertext.buffer,
      aad.buffer,
    );
    expect(new TextDecoder().decode(theirs)).toBe('who went where');
    const sent = await other.seal({ recipientPublicKey, info: info.buffer }, utf8('and back').buffer, aad.buffer);
    const opened = await hpkeOpen({
      recipient: own,
      enc: new Uint8Array(sent.enc),
      info,
      aad,
      ciphertext: new Uint8Array(sent.ct),
    });
    expect(opened).toEqual(utf8('and back'));
  });

  it('opens nothing whose enc, aad, info or ciphertext differs in one bit', async () => {
    const recipient = await generateAgreementKey();
    const parts = { info: utf8('info'), aad: utf8('aad'), plaintext: utf8('plain') };
    const sealed = await hpkeSeal({ recipientPoint: recipient.point, ...parts });
    if (sealed === null) throw new Error('not sealed');
    const whole = { info: parts.info, aad: parts.aad, enc: sealed.enc, ciphertext: sealed.ciphertext };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('info', 'aad', 'enc', 'ciphertext'), fc.nat(), async (name, at) => {
        const field = name as keyof typeof whole;
        const changed = Uint8Array.from(whole[field]);
        const bit = at % (changed.length * 8);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(await hpkeOpen({ recipient, ...whole, [field]: changed })).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('seals to no point that is none', async () => {
    const parts = { info: utf8(''), aad: utf8(''), plaintext: utf8('x') };
    expect(await hpkeSeal({ recipientPoint: new Uint8Array(65).fill(4), ...parts })).toBeNull();
  });
});
