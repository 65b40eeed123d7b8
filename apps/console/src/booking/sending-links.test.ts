// The guest link goes out whole, to the guest alone.
import { describe, expect, it } from 'vitest';
import { sendingLinks } from './sending-links.ts';

const guest = (email: string | null, phone: string | null) => ({
  guest: { id: 'g', firstName: 'A', lastName: 'B', email, phone, language: null },
});
const message = { subject: 'Hotel & Bar', body: (url: string) => `Your key: ${url}` };
const url = 'https://hotel.example/guest/#enrol=a_b-c';

describe('sending the guest link', () => {
  it('keeps the whole link, with its fragment, in the text', () => {
    const { email, sms } = sendingLinks(url, guest('ann+1@mail.example', '+43 660 123'), message);
    expect(email).toMatch(/^mailto:ann%2B1@mail\.example\?subject=Hotel%20%26%20Bar&body=/);
    expect(decodeURIComponent(email.split('&body=')[1] ?? '')).toBe(`Your key: ${url}`);
    expect(sms).toMatch(/^sms:\+43660123\?body=/);
    expect(decodeURIComponent(sms.split('?body=')[1] ?? '')).toBe(`Your key: ${url}`);
  });

  it('adds nobody through an address that is none', () => {
    const { email, sms } = sendingLinks(url, guest('a•••@•••.com', '••• 67'), message);
    expect(email).toMatch(/^mailto:\?/);
    expect(sms).toMatch(/^sms:\?/);
    expect(sendingLinks(url, guest('x@y.example?bcc=spy@z.example', null), message).email).toMatch(/^mailto:\?/);
  });
});
