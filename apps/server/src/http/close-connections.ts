// Lets the server stop promptly: Node waits for connections that browsers opened ahead and never used, up to a minute.
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** When the app closes, connections without a request under way go at once, the others after their answer. */
export function closeConnectionsAtEnd(app: FastifyInstance): void {
  const requests = new Map<Socket, number>();
  let closing = false;
  const letGo = (socket: Socket): void => {
    if (closing && requests.get(socket) === 0) socket.destroySoon();
  };
  app.server.on('connection', (socket: Socket) => {
    requests.set(socket, 0);
    socket.once('close', () => requests.delete(socket));
    letGo(socket);
  });
  app.server.on('request', (request, response) => {
    const { socket } = request;
    requests.set(socket, (requests.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = requests.get(socket);
      if (left === undefined) return;
      requests.set(socket, left - 1);
      letGo(socket);
    });
  });
  app.addHook('preClose', (done) => {
    closing = true;
    for (const socket of requests.keys()) letGo(socket);
    done();
  });
}
