// A hotel's look as variables of the style sheet: the server has worked its colours out, here they only get their names.
import type { LocationRecord } from '@nightlatch/phone';

type Look = NonNullable<LocationRecord['look']>;

/** Attributes of an element that wears the hotel's look; none for the app's own. */
export function wears(look: Look | undefined): {
  readonly 'data-look'?: true;
  readonly style?: Record<string, string>;
} {
  if (!look?.colours) return {};
  const style: Record<string, string> = {};
  for (const [scheme, colours] of Object.entries(look.colours)) {
    for (const [name, colour] of Object.entries(colours)) style[`--${scheme}-${name}`] = colour;
  }
  return { 'data-look': true, style };
}

/** The look with the logo's whole address, where its hotel's server is not the one that the app came from. */
export function lookAt<T extends { readonly logo: { readonly path: string } | null }>(
  look: T,
  server: string | undefined,
): T {
  if (server === undefined || look.logo === null) return look;
  return { ...look, logo: { ...look.logo, path: new URL(look.logo.path, server).href } };
}
