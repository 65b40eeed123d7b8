// Addresses lead back to where the guest was, and nothing else is taken for one.
import { expect, it } from 'vitest';
import { hashOf, type Place, placeOf } from './address.ts';

const ID = '01890a5d-ac96-774b-bcce-b302099a8002';

it.each<Place>([
  {},
  { keyId: ID },
  { page: { kind: 'share', keyId: ID } },
  { page: { kind: 'help', keyId: ID } },
  { page: { kind: 'arrival', bookingId: ID } },
  { page: { kind: 'stay_help', bookingId: ID } },
  { page: { kind: 'settings' } },
])('%j comes back from its address', (place) => {
  expect(placeOf(hashOf(place))).toEqual(place);
});

it.each(['', '#', '#key=', '#enrol=secret', '#share=<script>', '#nothing=1'])('%j is the list', (hash) => {
  expect(placeOf(hash)).toEqual({});
});
