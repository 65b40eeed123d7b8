// What the front-office page calls: its files, a live state, and the buttons. Loopback pages only, no token.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { mayChange, openEventStream, readJsonObject, sendJson, sendProblem, sendStatic } from '../http-answers.ts';
import { toZonedIso } from './apaleo-shapes.ts';
import { FRONT_OFFICE_CSS, FRONT_OFFICE_HTML, FRONT_OFFICE_JS } from './front-office-page.ts';
import type { PmsAction } from './pms-actions.ts';
import type { PmsReservation, PmsStatus } from './pms-types.ts';
import type { StandInPms } from './stand-in-pms.ts';

const NIGHT_MS = 86_400_000;
const PAGE = 'text/html';
const STATUS_WORDS: Readonly<Record<PmsStatus, string>> = {
  Confirmed: 'confirmed',
  InHouse: 'in house',
  CheckedOut: 'checked out',
  Canceled: 'cancelled',
  NoShow: 'a no-show',
};

/** Serves the page and its calls; `path` is what follows `/pms`. Resolves to false for any other path. */
export async function serveFrontOffice(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  pms: StandInPms,
): Promise<boolean> {
  const method = request.method ?? 'GET';
  if (method === 'GET') return serveRead(request, response, path, pms);
  const target = /^\/office\/reservations(?:\/([^/]+))?$/.exec(path);
  if (!target || method !== 'POST') return false;
  if (!mayChange(request)) {
    sendProblem(response, 403, 'Only this computer’s own pages may do that.');
    return true;
  }
  const body = await readJsonObject(request);
  if (target[1] === undefined) await book(response, body, pms);
  else await act(response, decodeURIComponent(target[1]), body, pms);
  return true;
}

function serveRead(request: IncomingMessage, response: ServerResponse, path: string, pms: StandInPms): boolean {
  if (path === '/') sendStatic(response, PAGE, FRONT_OFFICE_HTML);
  else if (path === '/office.css') sendStatic(response, 'text/css', FRONT_OFFICE_CSS);
  else if (path === '/office.js') sendStatic(response, 'text/javascript', FRONT_OFFICE_JS);
  else if (path === '/office/reservations') sendJson(response, 200, officeState(pms));
  else if (path === '/office/events') streamState(request, response, pms);
  else return false;
  return true;
}

function streamState(request: IncomingMessage, response: ServerResponse, pms: StandInPms): void {
  const stream = openEventStream(request, response, () => stop());
  const stop = pms.onChange(() => stream.send('state', officeState(pms)));
  stream.send('state', officeState(pms));
}

/** What the page shows; dates as the hotel reads them. */
function officeState(pms: StandInPms): Record<string, unknown> {
  return {
    property: pms.property,
    units: pms.units,
    unsent: pms.unsentCount(),
    reservations: pms.reservations().map((one) => officeRow(one, pms)),
  };
}

function officeRow(reservation: PmsReservation, pms: StandInPms): Record<string, unknown> {
  const shown = (instant: number): string => toZonedIso(instant, pms.property.timeZone).slice(0, 16).replace('T', ' ');
  const { firstName, lastName } = reservation.primaryGuest;
  return {
    id: reservation.id,
    status: reservation.status,
    guest: firstName === undefined ? lastName : `${firstName} ${lastName}`,
    unitId: reservation.unitId ?? null,
    unitName: pms.units.find((unit) => unit.id === reservation.unitId)?.name ?? null,
    arrival: shown(reservation.arrival),
    departure: shown(reservation.departure),
  };
}

async function act(
  response: ServerResponse,
  id: string,
  body: Record<string, unknown>,
  pms: StandInPms,
): Promise<void> {
  const action = toAction(body, pms.reservation(id));
  if (!action) return sendProblem(response, 400, 'Unknown action.');
  const result = await pms.act(id, action);
  if (result.ok) sendJson(response, 200, { message: `Done: ${id} is ${STATUS_WORDS[result.reservation.status]}.` });
  else sendProblem(response, result.code === 'not_found' ? 404 : 422, result.message);
}

function toAction(body: Record<string, unknown>, reservation: PmsReservation | undefined): PmsAction | undefined {
  const { kind, unit } = body;
  if (kind === 'extend') return reservation && { kind: 'amend', departure: reservation.departure + NIGHT_MS };
  if (kind === 'assign_unit') return typeof unit === 'string' ? { kind, unit } : { kind };
  if (kind === 'check_in' || kind === 'check_out' || kind === 'cancel' || kind === 'no_show' || kind === 'reinstate')
    return { kind };
  return undefined;
}

async function book(response: ServerResponse, body: Record<string, unknown>, pms: StandInPms): Promise<void> {
  const { firstName, lastName, email, unit } = body;
  const nights = Number(body.nights);
  if (typeof lastName !== 'string' || lastName.trim() === '' || !Number.isInteger(nights) || nights < 1 || nights > 30)
    return sendProblem(response, 400, 'A last name and 1 to 30 nights are needed.');
  const arrival = pms.now();
  const checkOut = checkOutInstant(arrival, nights, pms.property.timeZone);
  const reservation = await pms.create({
    arrival: new Date(arrival).toISOString(),
    departure: new Date(checkOut).toISOString(),
    primaryGuest: {
      lastName: lastName.trim(),
      ...(typeof firstName === 'string' && firstName !== '' && { firstName }),
      ...(typeof email === 'string' && email !== '' && { email }),
    },
    ...(typeof unit === 'string' && pms.units.some((one) => one.id === unit) && { unit }),
  });
  sendJson(response, 201, { message: `Booked: ${reservation.id}.`, id: reservation.id });
}

/** 11:00 at the hotel, `nights` days after `arrival`'s date there. */
function checkOutInstant(arrival: number, nights: number, timeZone: string): number {
  const elevenUtc = Date.parse(`${toZonedIso(arrival + nights * NIGHT_MS, timeZone).slice(0, 10)}T11:00:00Z`);
  const offset = toZonedIso(elevenUtc, timeZone).slice(19);
  return Date.parse(`${new Date(elevenUtc).toISOString().slice(0, 19)}${offset}`);
}
