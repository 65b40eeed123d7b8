// Whatever colour a hotel chooses, everything that guests read keeps its contrast; the grounds are those of the app's own style sheet.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustedSchemes, CARD_LOOKS, contrast, HOUSE_COLOUR, HOUSE_COLOURS, hotelColours } from './hotel-colours.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

/** Tokens of the Guest App by scheme, read from what is shipped. */
const tokens = (): { light: Map<string, string>; dark: Map<string, string>; night: Map<string, string> } => {
  const css = readFileSync(new URL('../../../apps/guest/src/styles/tokens.css', import.meta.url), 'utf8');
  const [light = '', rest = ''] = css.split('@media (prefers-color-scheme: dark)');
  const [dark = '', night = ''] = rest.split('data-corridor="dark"');
  const read = (part: string) =>
    new Map([...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]));
  return { light: read(light), dark: read(dark), night: read(night) };
};

const GROUNDS = ['paper', 'sheet', 'note-ground', 'bad-ground'];

describe('colours of a hotel', () => {
  it('are read on every ground of the app, in every scheme, for every colour and look', () => {
    const ours = tokens();
    fc.assert(
      fc.property(colour, fc.constantFrom(...CARD_LOOKS), (chosen, look) => {
        const made = hotelColours({ colour: chosen, look });
        for (const scheme of ['light', 'dark'] as const) {
          const is = made[scheme];
          for (const name of GROUNDS)
            expect(contrast(is.accent, ours[scheme].get(name) ?? '')).toBeGreaterThanOrEqual(4.5);
          expect(contrast(is.accent, is.onAccent)).toBeGreaterThanOrEqual(4.5);
          for (const ground of [is.cardFrom, is.cardTo]) {
            expect(contrast(is.cardInk, ground)).toBeGreaterThanOrEqual(4.5);
            expect(contrast(is.cardMuted, ground)).toBeGreaterThanOrEqual(4.5);
            expect(contrast(is.cardLine, ground)).toBeGreaterThanOrEqual(3);
          }
          expect(contrast(is.onCardLine, is.cardLine)).toBeGreaterThanOrEqual(4.5);
        }
        for (const ground of Object.values(made.night)) {
          expect(contrast(ours.night.get('card-ink') ?? '', ground)).toBeGreaterThanOrEqual(4.5);
          expect(contrast(ours.night.get('card-muted') ?? '', ground)).toBeGreaterThanOrEqual(4.5);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('leave a colour alone that can be read as it is, and say which scheme changed it', () => {
    expect(hotelColours({ colour: HOUSE_COLOUR, look: 'deep' }).light.accent).toBe(HOUSE_COLOUR);
    expect(adjustedSchemes(HOUSE_COLOUR)).toEqual(['dark']);
    expect(adjustedSchemes('#f4d35e')).toEqual(['light']);
    expect(hotelColours({ colour: '#f4d35e', look: 'solid' }).light.cardFrom).toBe('#f4d35e');
  });

  it('show the app’s own look as its style sheet has it', () => {
    const ours = tokens();
    const named = { accent: 'accent', onAccent: 'on-accent', cardFrom: 'card-from', cardTo: 'card-to' } as const;
    for (const scheme of ['light', 'dark'] as const) {
      for (const [name, token] of Object.entries(named))
        expect(ours[scheme].get(token), `${scheme} ${token}`).toBe(HOUSE_COLOURS[scheme][name as keyof typeof named]); // Object.entries forgets whose names these are
    }
    expect(ours.light.get('brass')).toBe(HOUSE_COLOURS.light.cardLine);
    expect([ours.night.get('card-from'), ours.night.get('card-to')]).toEqual(Object.values(HOUSE_COLOURS.night));
  });

  it('give a light look a dark card in the dark scheme', () => {
    const { light, dark } = hotelColours({ colour: '#8a1538', look: 'light' });
    expect(contrast(light.cardFrom, '#000000')).toBeGreaterThan(15);
    expect(contrast(dark.cardFrom, '#ffffff')).toBeGreaterThan(10);
  });

  it('know the contrast of WCAG, and refuse what is no colour', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(() => hotelColours({ colour: 'red;}', look: 'deep' })).toThrow(TypeError);
  });
});
