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
  type Office = {
    units: { id: string; name: string }[];
    reservations: { status: string; unitId: string | null }[];
  };
  /** A room by its number, else one that nobody has or waits for. */
  const unitOf = async (room?: string): Promise<string> => {
    const { units, reservations } = (await (await fetch(at)).json()) as Office; // the stand-in's own answer
    const living = reservations.filter(({ status }) => status === 'InHouse' || status === 'Confirmed');
    const found = units.find(({ id, name }) =>
      room === undefined ? !living.some(({ unitId }) => unitId === id) : name === room,
    );
    if (!found) throw new Error(room === undefined ? 'every room of the demo hotel is taken' : `no room ${room}`);
    return found.id;
  };
  return {
    /** Books that room, else a free one; gives the PMS's reference. */
    book: async (
      lastName: string,
      { firstName = 'Journey', room, nights = 2 }: { firstName?: string; room?: string; nights?: number } = {},
    ): Promise<string> => {
      const { id } = await act('', { firstName, lastName, unit: await unitOf(room), nights });
      if (!id) throw new Error('the PMS gave no reference');
      return id;
    },
    /** Presses one of the receptionist's buttons. */
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
