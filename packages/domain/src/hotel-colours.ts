// A hotel's one colour becomes the Guest App's colours. Each text and control keeps its contrast on its ground (WCAG 2.2 AA), whatever was chosen.

/** How the key card looks: the colour made deep, the colour as it is, or a light card with the colour in its lines. */
export const CARD_LOOKS = ['deep', 'solid', 'light'] as const;
export type CardLook = (typeof CARD_LOOKS)[number];

/** What one colour scheme of the phone shows; every value `#rrggbb`. */
export type SchemeColours = {
  /** Buttons, links, focus. */
  readonly accent: string;
  readonly onAccent: string;
  readonly cardFrom: string;
  readonly cardTo: string;
  readonly cardInk: string;
  readonly cardMuted: string;
  /** Fine lines and drawings on the card, and the ground of its button. */
  readonly cardLine: string;
  readonly onCardLine: string;
};

export type HotelColours = {
  readonly light: SchemeColours;
  readonly dark: SchemeColours;
  /** The card's ground in the dark corridor; its ink is the app's own dim one. */
  readonly night: { readonly cardFrom: string; readonly cardTo: string };
};

/** The Guest App's own green, where a hotel chose no colour. */
export const HOUSE_COLOUR = '#1d463d';

/** The app's own look, as its style sheet has it (apps/guest/src/styles/tokens.css): for showing it elsewhere. */
export const HOUSE_COLOURS: HotelColours = {
  light: {
    accent: HOUSE_COLOUR,
    onAccent: '#fdfaf3',
    cardFrom: '#24554a',
    cardTo: '#14332c',
    cardInk: '#fbf7ec',
    cardMuted: '#c3d3cb',
    cardLine: '#c9a564',
    onCardLine: '#1b1405',
  },
  dark: {
    accent: '#dbbb7c',
    onAccent: '#1b1405',
    cardFrom: '#1f4a40',
    cardTo: '#112a25',
    cardInk: '#fbf7ec',
    cardMuted: '#c3d3cb',
    cardLine: '#c9a564',
    onCardLine: '#1b1405',
  },
  night: { cardFrom: '#0f201c', cardTo: '#071110' },
};

/** WCAG 2.2 §1.4.3 for text, §1.4.11 for controls and drawings. */
const TEXT = 4.5;
const DRAWING = 3;

/** Grounds of the Guest App that carry the accent as text: the ones with the least contrast of each scheme (apps/guest/src/styles/tokens.css). */
const LIGHT_GROUNDS = ['#f4ead2', '#f8e9e4', '#f5f2eb', '#fffdf9'];
const DARK_GROUNDS = ['#29230f', '#2c1a17', '#181f1d', '#0f1413'];
/** Ink and quiet ink of the card in the dark corridor. */
const NIGHT_INKS = ['#d8cfbe', '#9db0a7'];

const WHITE = '#ffffff';
const BLACK = '#000000';
const LIGHT_INK = '#fbf7ec';
const DARK_INK = '#14110b';

const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/.test(text);

/** The card, the buttons and the lines for a colour (`#rrggbb`, lower case) and a look. Throws for any other text. */
export function hotelColours(of: { readonly colour: string; readonly look: CardLook }): HotelColours {
  const { colour, look } = of;
  if (!isColour(colour)) throw new TypeError('a colour is # and six hexadecimal digits');
  const lightAccent = until(colour, BLACK, (one) => LIGHT_GROUNDS.every((ground) => contrast(one, ground) >= TEXT));
  const darkAccent = until(colour, WHITE, (one) => DARK_GROUNDS.every((ground) => contrast(one, ground) >= TEXT));
  const nightFrom = until(colour, BLACK, (one) => NIGHT_INKS.every((ink) => contrast(ink, one) >= 6));
  return {
    light: { accent: lightAccent, onAccent: inkOn(lightAccent), ...cardOf(colour, look, 'light') },
    dark: { accent: darkAccent, onAccent: inkOn(darkAccent), ...cardOf(colour, look, 'dark') },
    night: { cardFrom: nightFrom, cardTo: mix(nightFrom, BLACK, 0.5) },
  };
}

/** What of a colour had to change to be read: nothing, or its text and buttons of a scheme. */
export function adjustedSchemes(colour: string): ('light' | 'dark')[] {
  const { light, dark } = hotelColours({ colour, look: 'solid' });
  return [
    ...(light.accent === colour ? [] : (['light'] as const)),
    ...(dark.accent === colour ? [] : (['dark'] as const)),
  ];
}

type Card = Omit<SchemeColours, 'accent' | 'onAccent'>;

function cardOf(colour: string, look: CardLook, scheme: 'light' | 'dark'): Card {
  switch (look) {
    case 'solid':
      return inked(colour, colour);
    case 'deep': {
      const readable = until(colour, BLACK, (one) => contrast(LIGHT_INK, one) >= 7);
      const from = scheme === 'light' ? readable : mix(readable, BLACK, 0.15);
      return inked(from, mix(from, BLACK, 0.4));
    }
    case 'light':
      return scheme === 'light'
        ? inked('#fffdf9', mix('#fffdf9', colour, 0.1), colour)
        : inked(mix('#232b28', colour, 0.06), mix('#1a201e', colour, 0.14), colour);
  }
}

/** Inks that can be read from one end of the ground to the other. `line`: where lines have a colour of their own. */
function inked(cardFrom: string, cardTo: string, line?: string): Card {
  const grounds = [cardFrom, cardTo];
  const onAll = (least: number) => (one: string) => grounds.every((ground) => contrast(one, ground) >= least);
  const cardInk = onAll(TEXT)(LIGHT_INK) ? LIGHT_INK : onAll(TEXT)(DARK_INK) ? DARK_INK : inkOn(cardFrom);
  const end = luminance(cardInk) > luminance(cardFrom) ? WHITE : BLACK;
  const cardMuted = until(mix(cardInk, cardFrom, 0.28), end, onAll(TEXT));
  const cardLine = until(line ?? mix(cardInk, cardFrom, 0.35), end, onAll(DRAWING));
  return { cardFrom, cardTo, cardInk, cardMuted, cardLine, onCardLine: inkOn(cardLine) };
}

/** Black or white: one of them is always readable (4.58 at least). */
function inkOn(ground: string): string {
  return [LIGHT_INK, DARK_INK, WHITE, BLACK].find((ink) => contrast(ink, ground) >= TEXT) ?? BLACK;
}

const STEPS = 64;

/** The colour, moved towards `end` as little as it takes. The end itself where nothing less will do. */
function until(colour: string, end: string, isEnough: (colour: string) => boolean): string {
  for (let step = 0; step < STEPS; step += 1) {
    const moved = mix(colour, end, step / STEPS);
    if (isEnough(moved)) return moved;
  }
  return end;
}

const channels = (colour: string): [number, number, number] => {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
};

function mix(colour: string, other: string, share: number): string {
  const to = channels(other);
  const mixed = channels(colour).map((channel, at) => Math.round(channel + ((to[at] ?? 0) - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number]; // one for each of three channels
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours (`#rrggbb`), WCAG 2.2: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]; // two of two
  return (lighter + 0.05) / (darker + 0.05);
}
