// Colours for terminals only: none into pipes and files, none with NO_COLOR (https://no-color.org) or a dumb terminal.

export type Style = {
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly link: (text: string) => string;
};

/** What the given stream can show. */
export function styleFor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): Style {
  const colours = Boolean(stream.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb';
  const paint =
    (on: number, off: number) =>
    (text: string): string =>
      colours ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return { strong: paint(1, 22), quiet: paint(2, 22), link: paint(36, 39) };
}
