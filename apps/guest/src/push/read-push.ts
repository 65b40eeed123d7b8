// A push message as the server sends it; anything else becomes a notification that says no more than that there is news.

/** What is shown; nothing that a lock screen should not say. */
export interface PushedMessage {
  /** The server's id of the message; absent when it could not be read. */
  readonly id?: string;
  readonly title: string;
  readonly body: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
}

/** The name that the app has on a home screen. */
const NAME = 'Room key';

/** Reads the text of a push message. A browser asks that something is shown for each, so nothing is refused. */
export function readPush(text: string | undefined): PushedMessage {
  const read = parse(text);
  const said = (name: string): string | undefined => {
    const value = read[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const id = said('id');
  return {
    ...(id !== undefined && /^[0-9a-f-]{36}$/.test(id) ? { id } : {}),
    title: said('title') ?? NAME,
    body: said('body') ?? '',
    language: said('language') ?? 'en',
    direction: read.direction === 'rtl' ? 'rtl' : 'ltr',
  };
}

function parse(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}; // member by member above
  } catch {
    return {};
  }
}
