// Figures and readiness on a port of their own, on this machine only, so that nobody from outside reads how a hotel is doing.
import { createServer, type Server } from 'node:http';
import type { ServerParts } from '../server-parts.ts';
import { readReadiness } from './readiness.ts';

/** Listens on 127.0.0.1. Rejects when the port is taken. */
export const serveMetrics = async (
  parts: ServerParts,
  port: number,
): Promise<{ port: number; stop: () => Promise<void> }> => {
  const server: Server = createServer((request, response) => {
    const answer = async (): Promise<{ status: number; type: string; body: string }> => {
      if (request.method === 'GET' && request.url === '/metrics') {
        const { registry } = parts.metrics;
        return { status: 200, type: registry.contentType, body: await registry.metrics() };
      }
      if (request.method === 'GET' && request.url === '/ready') {
        const readiness = await readReadiness(parts);
        return { status: readiness.ready ? 200 : 503, type: 'application/json', body: JSON.stringify(readiness) };
      }
      return { status: 404, type: 'text/plain', body: 'There are /metrics and /ready.\n' };
    };
    answer().then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : port,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
