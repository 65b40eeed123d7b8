// Code that runs in the page, as text: both sides of the protocol with keys of the browser's own WebCrypto. Imports nothing but types.
import type { PhoneEvent, StoredKpersistent } from '@nightlatch/aliro';
import type { AliroGlobal } from './aliro-page.fixture.ts';

/** A standard session with step-up and mailbox, a fast one after it, and one under a group key that the phone does not hold. */
export async function playSession(): Promise<unknown> {
  const { aliro } = globalThis as unknown as AliroGlobal; // put there by the page's fixture
  const now = Date.UTC(2026, 2, 1, 12);
  const [group, issuer, lock, device, otherGroup] = await Promise.all(
    Array.from({ length: 5 }, () => aliro.generateSigner({ extractable: false })),
  );
  if (!group || !issuer || !lock || !device || !otherGroup) throw new Error('five keys');
  const readerIdentifier = aliro.platformRandom(32);
  const certified = { readerPoint: lock.point, subId: aliro.subIdOf(readerIdentifier) };
  const certificate = await aliro.issueReaderCertificate({ issuerSigner: group, ...certified });
  const document = await aliro.issueAccessDocument({
    signer: issuer,
    devicePoint: device.point,
    elements: new Map([
      [
        'r1',
        { id: aliro.platformRandom(16), rules: [{ capabilities: aliro.CAPABILITY.momentary, allow: 0, deny: 0 }] },
      ],
    ]),
    signedAt: now,
    validFrom: now,
    validUntil: now + 3_600_000,
  });
  const anchors = [{ kid: await aliro.kid(issuer.point), point: issuer.point }];
  const mailbox = new Uint8Array(64);
  const stored: { entry: StoredKpersistent | null } = { entry: null };
  const events: PhoneEvent[] = [];

  function phone() {
    events.length = 0;
    return aliro.createPhoneSession({
      interfaceByte: 0xc3,
      a5: aliro.PHONE_A5_GATT,
      initiated: true,
      onEvent: (event) => events.push(event),
      ports: {
        groupKeys: async () => (group ? [group.point] : []),
        credential: async () => (device ? { signer: device, document } : null),
        revocation: async () => null,
        mailbox: async () => ({
          size: mailbox.length,
          mailPresent: false,
          read: async (offset, length) => mailbox.slice(offset, offset + length),
          apply: async (writes) => {
            for (const { offset, data } of writes) mailbox.set(data, offset);
          },
        }),
        userPresent: async () => true,
        kpersistent: {
          get: async () => stored.entry,
          put: async (_reader, entry) => {
            stored.entry = entry;
          },
        },
        now: () => now,
      },
    });
  }

  function reader(options: Partial<Parameters<typeof aliro.authenticateReader>[0]> = {}) {
    const session = phone();
    return aliro.authenticateReader({
      link: { transceive: (command) => session.handle(command) },
      interfaceByte: 0xc3,
      a5: aliro.PHONE_A5_GATT,
      readerIdentifier,
      lockSigner: lock ?? fail(),
      certificate,
      groupKeyX: aliro.xOf(group?.point ?? fail()),
      ...options,
    });
  }

  function fail(): never {
    throw new Error('no key');
  }

  const heard = (): unknown => events.find((event) => event.kind === 'status')?.status;

  const first = await reader();
  if (first.kind !== 'authenticated' || first.kpersistent === null) throw new Error(JSON.stringify(first));
  const response = await first.channel.requestDocuments({ accessElements: ['r1'] });
  const cut = response.ok ? aliro.parseDeviceResponse(response.value, ['aliro-a']) : response;
  if (!cut.ok) throw new Error(JSON.stringify(cut.error));
  const verified = await aliro.verifyDocument({
    document: cut.value.access ?? new Uint8Array(0),
    docType: 'aliro-a',
    askedElements: ['r1'],
    anchors,
    now,
    devicePoint: first.devicePoint,
    storedIteration: () => 0,
  });
  const access = verified.ok ? verified.value.access.get('r1') : undefined;
  const granted = access !== undefined && aliro.evaluateRules({ access, now }).granted;
  const write = { kind: 'write', offset: 3, data: aliro.utf8('nl') } as const;
  await first.channel.exchange({ mailbox: { commands: [write] }, status: granted ? '0101' : '0025' });
  const firstOutcome = { phase: first.phase, granted, mailbox: aliro.hex(mailbox.subarray(3, 5)), heard: heard() };

  const entry = { kpersistent: first.kpersistent, devicePoint: first.devicePoint };
  const again = await reader({ fast: { entries: [entry] } });
  if (again.kind !== 'authenticated') throw new Error(JSON.stringify(again));
  const told = await again.channel.exchange({ status: '0101' });
  const againOutcome = { phase: again.phase, granted: told.ok, heard: heard() };

  const theirs = await aliro.issueReaderCertificate({ issuerSigner: otherGroup, ...certified });
  const stranger = await reader({ certificate: theirs, groupKeyX: aliro.xOf(otherGroup.point) });
  return {
    first: firstOutcome,
    again: againOutcome,
    stranger: stranger.kind === 'failed' ? { failure: stranger.failure.code, sw: stranger.failure.sw } : 'opened',
  };
}
