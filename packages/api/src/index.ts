// The HTTP contract: schemas, OpenAPI, typed client.

export * from './administration.ts';
export * from './arrival.ts';
export * from './booking.ts';
export * from './branding.ts';
export * from './client.ts';
export * from './company-sign-in.ts';
export * from './diagnosis.ts';
export * from './emergency.ts';
export * from './figures.ts';
export * from './gateway.ts';
export * from './guest.ts';
export * from './invitation.ts';
export * from './key.ts';
export * from './live.ts';
export * from './live-stream.ts';
export * from './location.ts';
export * from './message.ts';
export type { AuditVerification } from './operations/record-operations.ts';
export * from './operations.ts';
export * from './problem.ts';
export * from './routes.ts';
export * from './scalars.ts';
export * from './staff.ts';
export * from './task.ts';
export * from './today.ts';
export * from './webhook.ts';
