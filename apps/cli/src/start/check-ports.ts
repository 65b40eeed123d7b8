// Makes sure both ports are free before anything is started, and picks a free pair when asked for port 0.
import { createServer } from 'node:net';
import { CliProblem, errnoOf } from '../cli-problem.ts';

/** The server's port; the corridor of virtual doors uses the next one. */
export async function choosePort(options: {
  wanted: string | undefined;
  host: string;
  pair: boolean;
}): Promise<number> {
  const { wanted, host, pair } = options;
  const port = Number(wanted ?? '4080');
  if (!Number.isInteger(port) || port < 0 || port > 65_534 || wanted?.trim() === '') {
    throw new CliProblem('invalid_port', `PORT must be a whole number from 1 to 65534, not "${wanted}".`);
  }
  if (port === 0) return findFreePair(host);
  await requireFree(port, host, `Port ${port}`);
  if (pair) await requireFree(port + 1, host, `Port ${port + 1} (for the virtual doors, one above PORT)`);
  return port;
}

async function requireFree(port: number, host: string, name: string): Promise<void> {
  const failure = await tryPort(port, host);
  if (failure === '') return;
  if (failure === 'EADDRINUSE') {
    throw new CliProblem(
      'port_in_use',
      `${name} is in use by another program; stop that or choose another, for example with PORT=${port + 1000 > 65_000 ? 4180 : port + 1000}.`,
    );
  }
  if (failure === 'EACCES') {
    throw new CliProblem('port_not_allowed', `${name} may not be used by this user; choose one above 1023 with PORT.`);
  }
  if (failure === 'EADDRNOTAVAIL' || failure === 'ENOTFOUND') {
    throw new CliProblem('invalid_host', `HOST is ${host}, which is not an address of this machine.`);
  }
  throw new CliProblem('port_in_use', `${name} can't be used (${failure}); choose another with PORT.`);
}

async function findFreePair(host: string): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    // Below those that systems give to outgoing connections (Linux: from 32,768): one of them could take it before we do.
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if ((await tryPort(port, host)) === '' && (await tryPort(port + 1, host)) === '') return port;
  }
  throw new CliProblem('port_in_use', 'No two free ports in a row were found; choose one with PORT.');
}

/** The error code of listening there, or an empty string. */
function tryPort(port: number, host: string): Promise<string> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', (error) => resolve(errnoOf(error) || error.message));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve('')));
  });
}
