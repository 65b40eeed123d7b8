// One request handler for everything below /pms: Apaleo's API and the front-office page.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestError, sendProblem } from '../http-answers.ts';
import { createApaleoRoutes } from './apaleo-routes.ts';
import { serveFrontOffice } from './office-routes.ts';
import type { StandInPms } from './stand-in-pms.ts';

/** Serves a request whose path begins with `/pms`; always answers. */
export type PmsHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Makes the handler of one PMS. */
export function createPmsHandler(pms: StandInPms): PmsHandler {
  const api = createApaleoRoutes(pms);
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.slice('/pms'.length);
    if (path === '') {
      response.writeHead(308, { location: '/pms/' }).end();
      return;
    }
    try {
      const served =
        (await serveFrontOffice(request, response, path, pms)) ||
        (await api(request, response, path, url.searchParams));
      if (!served) sendProblem(response, 404, 'The stand-in PMS has nothing here.');
    } catch (error) {
      if (response.headersSent) response.destroy();
      else if (error instanceof RequestError) sendProblem(response, error.status, error.message);
      else if (error instanceof URIError || error instanceof RangeError) sendProblem(response, 400, error.message);
      else sendProblem(response, 500, 'The stand-in PMS failed.');
    }
  };
}
