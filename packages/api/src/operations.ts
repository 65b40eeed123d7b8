// Every operation whole: who may call it, what it takes and answers. Server, OpenAPI and the typed client read this table.
import type { Type } from 'typebox';
import { accessOperations } from './operations/access-operations.ts';
import { administrationOperations } from './operations/administration-operations.ts';
import { arrivalOperations } from './operations/arrival-operations.ts';
import { bookingOperations } from './operations/booking-operations.ts';
import { brandingOperations } from './operations/branding-operations.ts';
import { companySignInOperations } from './operations/company-sign-in-operations.ts';
import { diagnosisOperations } from './operations/diagnosis-operations.ts';
import { doorOperations } from './operations/door-operations.ts';
import { emergencyOperations } from './operations/emergency-operations.ts';
import { figureOperations } from './operations/figure-operations.ts';
import { gatewayOperations } from './operations/gateway-operations.ts';
import { guestOperations } from './operations/guest-operations.ts';
import { keyOperations } from './operations/key-operations.ts';
import { messageOperations } from './operations/message-operations.ts';
import type { OperationSchema } from './operations/operation-schema.ts';
import { pmsOperations } from './operations/pms-operations.ts';
import { recordOperations } from './operations/record-operations.ts';
import { serviceOperations } from './operations/service-operations.ts';
import { sharingOperations } from './operations/sharing-operations.ts';
import { staffOperations } from './operations/staff-operations.ts';
import { stayOperations } from './operations/stay-operations.ts';
import { taskOperations } from './operations/task-operations.ts';
import { webhookOperations } from './operations/webhook-operations.ts';
import type { OperationId } from './routes.ts';

export type { Caller, OperationSchema } from './operations/operation-schema.ts';

export const OPERATIONS = {
  ...serviceOperations,
  ...staffOperations,
  ...administrationOperations,
  ...brandingOperations,
  ...accessOperations,
  ...companySignInOperations,
  ...webhookOperations,
  ...emergencyOperations,
  ...bookingOperations,
  ...stayOperations,
  ...keyOperations,
  ...diagnosisOperations,
  ...sharingOperations,
  ...taskOperations,
  ...recordOperations,
  ...doorOperations,
  ...pmsOperations,
  ...figureOperations,
  ...gatewayOperations,
  ...guestOperations,
  ...messageOperations,
  ...arrivalOperations,
} as const satisfies Record<OperationId, OperationSchema>;

type Ops = typeof OPERATIONS;
type StaticOf<T> = T extends Type.TSchema ? Type.Static<T> : undefined;
type Part<O extends OperationId, P extends 'params' | 'query' | 'body'> =
  Ops[O] extends Record<P, infer S> ? StaticOf<S> : undefined;

/** What a caller gives an operation: params and body as declared, query in part. */
export type OperationInput<O extends OperationId> = (Part<O, 'params'> extends undefined
  ? object
  : { params: Part<O, 'params'> }) &
  (Part<O, 'query'> extends undefined ? object : { query?: Partial<Part<O, 'query'>> }) &
  (Part<O, 'body'> extends undefined
    ? object
    : Ops[O] extends { bodyOptional: true }
      ? { body?: Part<O, 'body'> }
      : { body: Part<O, 'body'> }) &
  (Ops[O] extends { takes: readonly string[] } ? { bytes: Uint8Array | Blob; type: Ops[O]['takes'][number] } : object);

/** What an operation answers on success. */
export type OperationResult<O extends OperationId> = Ops[O] extends { gives: readonly string[] }
  ? Uint8Array
  : Ops[O]['success'][1] extends Type.TSchema
    ? Type.Static<Ops[O]['success'][1]>
    : undefined;
