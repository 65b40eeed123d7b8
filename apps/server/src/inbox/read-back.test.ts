// How a PMS is asked in a rush: a few questions at once, and no more once it is out of reach.
import { ConnectorError, type ConnectorErrorCode, type PmsConnection } from '@nightlatch/connectors';
import { expect, it } from 'vitest';
import { createQuestions } from './read-back.ts';

/** Asks for forty reservations of which each fails; how many questions were sent, and what every asker heard. */
const askAll = async (code: ConnectorErrorCode) => {
  let sent = 0;
  let most = 0;
  let running = 0;
  // Only this part of a connection is used.
  const connection = {
    readReservation: async () => {
      sent += 1;
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      throw new ConnectorError(code, 'no');
    },
  } as unknown as PmsConnection;
  const questions = createQuestions({ connection });
  const heard = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => questions.read(`R-${n}`)));
  const codes = new Set(heard.map((one) => (one.status === 'rejected' ? one.reason.code : 'answered')));
  return { sent, most, codes: [...codes], trouble: questions.trouble() };
};

it('asks at most ten at once, and goes on past a reservation that can not be read', async () => {
  const code = 'vendor_bad_answer';
  expect(await askAll(code)).toEqual({ sent: 40, most: 10, codes: [code], trouble: code });
});

it('asks no more once the PMS is out of reach: whoever waits hears it at once', async () => {
  const code = 'vendor_unavailable';
  expect(await askAll(code)).toEqual({ sent: 10, most: 10, codes: [code], trouble: code });
});
