// The mail server that an administrator typed: never an inner address, unless the operator allows it.
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMailServer, type TestMailServer } from '../fixtures/mail-server.fixture.ts';
import { type SmtpSettings, sendEmail } from './send-email.ts';

let mail: TestMailServer;
beforeAll(async () => {
  mail = await startMailServer();
});
afterAll(() => mail?.close());

const email = {
  from: { name: 'Hotel', address: 'desk@hotel.example.com' },
  to: 'guest@example.com',
  messageId: '<one@hotel.example.com>',
  content: { subject: 'Test', text: 'Test', html: '<p>Test</p>', language: 'en' as const },
};
const smtp = (host: string, port = mail.port): SmtpSettings => ({
  ...{ host, port, security: 'none', user: 'hotel', password: 'secret' },
});

it('an inner address is refused before anything is connected', async () => {
  let reached = 0;
  const server = createServer(() => {
    reached += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  for (const host of ['127.0.0.1', 'localhost', '10.1.2.3', '169.254.169.254', '::1'])
    expect(await sendEmail(smtp(host, port), email, [])).toMatchObject({ ok: false, code: 'address_not_allowed' });
  expect(reached).toBe(0);
  server.close();
});

it('what the operator allows takes the message', async () => {
  expect(await sendEmail(smtp('127.0.0.1'), email, ['127.0.0.1/32'])).toEqual({ ok: true });
  expect(mail.taken).toHaveLength(1);
});

it('a name that nobody knows may be known later', async () => {
  const outcome = await sendEmail(smtp('mail.nowhere.invalid'), email, []);
  expect(outcome).toEqual({ ok: false, code: 'unavailable', passing: true });
});
