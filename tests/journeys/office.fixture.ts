// The receptionist's hands at the stand-in PMS of a demo hotel, and people who sign in on screen there.
import { expect } from 'vitest';
import type { HotelProcess } from '../hotel-process.fixture.ts';
import type { Person } from './browser.fixture.ts';

/** A part of a person's screen by its test id. */
export const byId = (person: Person, id: string) => person.page.getByTestId(id);

/** The PMS of this hotel. */
export const openOffice = (hotel: HotelProcess) => {
  const at = `${hotel.pmsUrl}/office/reservations`;
  const act = async (path: string, body: object): Promise<{ id?: string }> => {
    const response = await fetch(at + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: hotel.corridorUrl },
      body: JSON.stringify(body),
    });
    expect(response.status, await response.clone().text()).toBeLessThan(300);
    return (await response.json()) as { id?: string }; // the stand-in's own answer
  };
  /** A room that nobody has or waits for. */
  const freeUnit = async (): Promise<string> => {
    type Office = { units: { id: string }[]; reservations: { status: string; unitId: string | null }[] };
    const { units, reservations } = (await (await fetch(at)).json()) as Office; // the stand-in's own answer
    const living = reservations.filter(({ status }) => status === 'InHouse' || status === 'Confirmed');
    const free = units.find(({ id }) => !living.some(({ unitId }) => unitId === id));
    if (!free) throw new Error('every room of the demo hotel is taken');
    return free.id;
  };
  return {
    /** Books a free room for two nights; gives the PMS's reference. */
    book: async (lastName: string): Promise<string> => {
      const { id } = await act('', { firstName: 'Journey', lastName, unit: await freeUnit(), nights: 2 });
      if (!id) throw new Error('the PMS gave no reference');
      return id;
    },
    act: (reference: string, kind: string) => act(`/${reference}`, { kind }),
  };
};

/** Signs in with the demo's account of that role, and waits for the day. */
export const signInAs = async (hotel: HotelProcess, person: Person, role: string): Promise<void> => {
  const who = hotel.signIns.find((one) => one.role === role);
  await person.page.goto(`${hotel.url}/console/`);
  await byId(person, 'sign-in-email').fill(who?.email ?? '');
  await byId(person, 'sign-in-password').fill(who?.password ?? '');
  await byId(person, 'sign-in-submit').click();
  await byId(person, 'today-problems').waitFor();
};
