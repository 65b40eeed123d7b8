// Both ports are checked before anything starts, and every refusal is one sentence with a way out.
import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { choosePort } from './check-ports.ts';

const host = '127.0.0.1';
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function occupy(port: number): Promise<void> {
  const server = createServer();
  servers.push(server);
  return new Promise((resolve, reject) => server.once('error', reject).listen(port, host, () => resolve()));
}

test('port 0 picks a free pair, which then is accepted by number', async () => {
  const port = await choosePort({ wanted: '0', host, pair: true });
  expect(await choosePort({ wanted: String(port), host, pair: true })).toBe(port);
});

test('a busy port and a busy port above it are told apart; without a corridor the second does not matter', async () => {
  const port = await choosePort({ wanted: '0', host, pair: true });
  await occupy(port + 1);
  await expect(choosePort({ wanted: String(port), host, pair: true })).rejects.toMatchObject({
    code: 'port_in_use',
    message: expect.stringMatching(new RegExp(`^Port ${port + 1} \\(for the virtual doors.*PORT=`)),
  });
  expect(await choosePort({ wanted: String(port), host, pair: false })).toBe(port);
  await occupy(port);
  await expect(choosePort({ wanted: String(port), host, pair: false })).rejects.toMatchObject({
    code: 'port_in_use',
    message: expect.stringContaining(`Port ${port} is in use`),
  });
});

test.each(['abc', '-1', '65535', '80.5', ' ', '4080x'])('PORT=%j is refused', async (wanted) => {
  await expect(choosePort({ wanted, host, pair: true })).rejects.toMatchObject({ code: 'invalid_port' });
});

test('an address that is not of this machine is explained', async () => {
  await expect(choosePort({ wanted: '4080', host: '192.0.2.1', pair: false })).rejects.toMatchObject({
    code: 'invalid_host',
  });
});
