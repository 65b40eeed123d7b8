// Every operation's method and path, without schemas, so that a browser client stays small.

/** Operation id → [method, path]; `:name` marks a path parameter. */
export const ROUTES = {
  getHealth: ['GET', '/health'],
  getDemo: ['GET', '/v1/demo'],
  // staff
  signIn: ['POST', '/v1/sign-in'],
  signOut: ['POST', '/v1/sign-out'],
  getMe: ['GET', '/v1/me'],
  listLocations: ['GET', '/v1/locations'],
  getLocation: ['GET', '/v1/locations/:locationId'],
  listBookings: ['GET', '/v1/locations/:locationId/bookings'],
  getBooking: ['GET', '/v1/locations/:locationId/bookings/:bookingId'],
  putBooking: ['PUT', '/v1/locations/:locationId/bookings/by-reference/:reference'],
  createEnrolmentLink: ['POST', '/v1/locations/:locationId/bookings/:bookingId/enrolment-links'],
  listKeys: ['GET', '/v1/locations/:locationId/bookings/:bookingId/keys'],
  issueKey: ['POST', '/v1/locations/:locationId/bookings/:bookingId/keys'],
  getKey: ['GET', '/v1/locations/:locationId/keys/:keyId'],
  changeKeyValidity: ['POST', '/v1/locations/:locationId/keys/:keyId/validity'],
  suspendKey: ['POST', '/v1/locations/:locationId/keys/:keyId/suspend'],
  resumeKey: ['POST', '/v1/locations/:locationId/keys/:keyId/resume'],
  revokeKey: ['POST', '/v1/locations/:locationId/keys/:keyId/revoke'],
  reissueKey: ['POST', '/v1/locations/:locationId/keys/:keyId/reissue'],
  getLocationStatus: ['GET', '/v1/locations/:locationId/status'],
  listStaffTasks: ['GET', '/v1/locations/:locationId/tasks'],
  completeStaffTask: ['POST', '/v1/locations/:locationId/tasks/:taskId/done'],
  listDoors: ['GET', '/v1/locations/:locationId/doors'],
  listAccessEvents: ['GET', '/v1/locations/:locationId/access-events'],
  listAuditEntries: ['GET', '/v1/locations/:locationId/audit-entries'],
  commissionLock: ['POST', '/v1/locations/:locationId/locks'],
  streamLocation: ['GET', '/v1/locations/:locationId/live'],
  resyncPms: ['POST', '/v1/locations/:locationId/pms/resync'],
  // gateways
  listLockMail: ['GET', '/v1/locations/:locationId/lock-mail'],
  streamLockMail: ['GET', '/v1/locations/:locationId/lock-mail/live'],
  postGatewayLockReports: ['POST', '/v1/locations/:locationId/lock-reports'],
  postGatewayJournalPages: ['POST', '/v1/locations/:locationId/journal-pages'],
  answerGatewayLockTime: ['POST', '/v1/locations/:locationId/lock-time'],
  // PMS
  receiveApaleoWebhook: ['POST', '/v1/connectors/apaleo/:webhookSecret'],
  // guest app
  enrol: ['POST', '/v1/guest/enrolments'],
  getChallenge: ['POST', '/v1/guest/challenges'],
  openGuestSession: ['POST', '/v1/guest/sessions'],
  getWallet: ['GET', '/v1/guest/wallet'],
  streamWallet: ['GET', '/v1/guest/live'],
  offerDoorKeys: ['POST', '/v1/guest/door-keys'],
  postReceipts: ['POST', '/v1/guest/receipts'],
  renewLeases: ['POST', '/v1/guest/leases'],
  postDoorAttempts: ['POST', '/v1/guest/door-attempts'],
  postJournalPages: ['POST', '/v1/guest/journal-pages'],
  answerLockTime: ['POST', '/v1/guest/lock-time'],
} as const satisfies Record<string, readonly ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', `/${string}`]>;

/** An operation's id, as in the OpenAPI document. */
export type OperationId = keyof typeof ROUTES;
