// What is said of one operation, and the path parameters that many share.
import type { Action } from '@nightlatch/domain';
import { Type } from 'typebox';
import type { ProblemCode } from '../problem.ts';
import type { OperationId } from '../routes.ts';
import { Id } from '../scalars.ts';

/**
 * Who calls: `none` anyone · `staff` a signed-in staff member or an API key · `apiKey` an API key only ·
 * `device` an enrolled phone's bearer token.
 */
export type Caller = 'none' | 'staff' | 'apiKey' | 'device';

export type OperationSchema = {
  readonly tag:
    | 'Staff'
    | 'Bookings'
    | 'Digital keys'
    | 'Tasks'
    | 'Doors'
    | 'Gateways'
    | 'PMS'
    | 'Guest app'
    | 'Administration'
    | 'Webhooks'
    | 'Emergencies'
    | 'Messages'
    | 'Arrival'
    | 'Operations';
  readonly summary: string;
  readonly caller: Caller;
  /**
   * What the caller must be allowed to do at `params.locationId`, else at `params.brandId`, else at any brand (docs/domain.md §2); `null`:
   * any role or scope there is enough, or the operation has no place. Server, OpenAPI document (`x-action`) and the tests of rights read it here and nowhere else.
   */
  readonly action: Action | null;
  readonly params?: Type.TSchema;
  readonly query?: Type.TSchema;
  readonly body?: Type.TSchema;
  /** A request without a body counts as one with an empty object. */
  readonly bodyOptional?: true;
  /** Status of success and its body; `null` for none. */
  readonly success: readonly [200 | 201 | 202 | 204, Type.TSchema | null];
  /** Problems that it may answer with beyond those that its kind brings (`problemCodesOf`); the document and its tests read them. */
  readonly problems?: readonly ProblemCode[];
  /** A command: takes the header Idempotency-Key (1–255 characters); the same key and body give the same answer. */
  readonly idempotent?: true;
  /** A command without a stored answer: why a repeat has no second effect by itself. Every command says one or the other. */
  readonly repeatable?: string;
  /** Takes the header If-Match with the ETag of that resource, and answers 412 when it changed meanwhile. */
  readonly ifMatch?:
    | 'booking'
    | 'key'
    | 'location'
    | 'room'
    | 'door'
    | 'pms_connection'
    | 'webhook_endpoint'
    | 'message_settings'
    | 'message_text'
    | 'arrival_settings'
    | 'branding';
  /** Answers text/event-stream. */
  readonly stream?: true;
  /** Takes these media types instead of JSON; the body is checked by the handler. */
  readonly takes?: readonly string[];
  /** Answers bytes of these media types instead of JSON. */
  readonly gives?: readonly string[];
};

/** Some rows of the whole table. */
export type OperationTable = { readonly [O in OperationId]?: OperationSchema };

export const atLocation = Type.Object({ locationId: Id });
export const atBooking = Type.Object({ locationId: Id, bookingId: Id });
export const atKey = Type.Object({ locationId: Id, keyId: Id });
