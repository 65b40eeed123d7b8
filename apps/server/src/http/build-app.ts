// Puts the HTTP side together: error answers, limits, every operation of the contract, pages and static files.
import { randomUUID } from 'node:crypto';
import { ROUTES } from '@nightlatch/api';

import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { crashPoint, crashPointsArmed } from '../crash-point.ts';
import type { ServerParts } from '../server-parts.ts';
import { registerAccessRoutes } from './access-routes.ts';
import { registerAdministrationRoutes } from './administration-routes.ts';
import { answerErrors, answerMalformedHttp, sendProblem } from './answer-errors.ts';
import { registerAppShell } from './app-shell.ts';
import { registerArrivalRoutes } from './arrival-routes.ts';
import { registerBrandingRoutes } from './branding-routes.ts';
import { closeConnectionsAtEnd } from './close-connections.ts';
import { registerCompanySignInRoutes } from './company-sign-in-routes.ts';
import { registerDiagnosisRoutes } from './diagnosis-routes.ts';
import { registerEmergencyRoutes } from './emergency-routes.ts';
import { registerExportRoutes } from './export-routes.ts';
import { registerGatewayRoutes } from './gateway-routes.ts';
import { registerGuestRoutes } from './guest-routes.ts';
import { registerKeyRoutes } from './key-routes.ts';
import { registerLiveRoutes } from './live-routes.ts';
import { registerMessageRoutes } from './message-routes.ts';
import { registerOperationRoutes } from './operation-routes.ts';
import { validatorCompiler } from './operation-schemas.ts';
import { registerPageRoutes } from './page-routes.ts';
import { registerPasskeyRoutes } from './passkey-routes.ts';
import { registerPasswordRoutes } from './password-routes.ts';
import { registerPmsRoutes } from './pms-routes.ts';
import { registerReadRoutes } from './read-routes.ts';
import { registerRecordRoutes } from './record-routes.ts';
import { rejectHostileText } from './reject-hostile-text.ts';
import { registerSecondFactorRoutes } from './second-factor-routes.ts';
import { registerSetUpRoutes } from './set-up-routes.ts';
import { registerSharingRoutes } from './sharing-routes.ts';
import { registerSignInProviderRoutes } from './sign-in-provider-routes.ts';
import { registerStaffRoutes } from './staff-routes.ts';
import { registerStayRoutes } from './stay-routes.ts';
import { registerTaskRoutes } from './task-routes.ts';
import { registerWebhookRoutes } from './webhook-routes.ts';

const mostBodyBytes = 1_048_576;

/** Builds the app; it listens to nothing until `listen`. */
export async function buildApp(parts: ServerParts): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = parts.log;
  const app = Fastify({
    loggerInstance: logger,
    // Fastify's own lines hold the URL, which may hold a webhook's secret: ours hold the route.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: mostBodyBytes,
    trustProxy: parts.config.trustProxy,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 400 },
    return503OnClosing: true,
    clientErrorHandler: answerMalformedHttp,
    frameworkErrors: (_error, request, reply) => void sendProblem(request, reply, 'invalid_request'),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.removeContentTypeParser('text/plain');
  app.decorateRequest('nightlatch');
  answerErrors(app);
  closeConnectionsAtEnd(app);
  app.addHook('preValidation', async (request) => rejectHostileText(request));
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  if (crashPointsArmed) {
    app.addHook('onSend', async () => crashPoint('answer.before'));
    app.addHook('onResponse', async () => crashPoint('answer.after'));
  }
  app.addHook('onResponse', async (request, reply) => {
    parts.metrics.request({
      operation: request.nightlatch?.operation ?? 'none',
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        actor: request.nightlatch?.actor,
      },
      'request',
    );
  });
  await registerPageRoutes(app, parts);
  registerAppShell(app, parts.config.shell); // after the headers for everything
  registerOperationRoutes(app, parts);
  registerStaffRoutes(app, parts);
  registerPasskeyRoutes(app, parts);
  registerPasswordRoutes(app, parts);
  registerSecondFactorRoutes(app, parts);
  registerCompanySignInRoutes(app, parts);
  registerSignInProviderRoutes(app, parts);
  registerAdministrationRoutes(app, parts);
  registerSetUpRoutes(app, parts);
  registerExportRoutes(app, parts);
  registerAccessRoutes(app, parts);
  registerRecordRoutes(app, parts);
  registerWebhookRoutes(app, parts);
  registerEmergencyRoutes(app, parts);
  registerReadRoutes(app, parts);
  registerLiveRoutes(app, parts);
  registerKeyRoutes(app, parts);
  registerSharingRoutes(app, parts);
  registerStayRoutes(app, parts);
  registerDiagnosisRoutes(app, parts);
  registerTaskRoutes(app, parts);
  await registerMessageRoutes(app, parts);
  await registerArrivalRoutes(app, parts);
  await registerBrandingRoutes(app, parts);
  registerGuestRoutes(app, parts);
  registerGatewayRoutes(app, parts);
  registerPmsRoutes(app, parts);
  assertComplete(app);
  return app;
}

/** The contract is served whole or not at all. */
function assertComplete(app: FastifyInstance): void {
  const missing = Object.entries(ROUTES).filter(([, [method, url]]) => !app.hasRoute({ method, url }));
  if (missing.length > 0) throw new Error(`operations without a route: ${missing.map(([id]) => id).join(', ')}`);
}
