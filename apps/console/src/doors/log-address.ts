// Of which door, booking or guest the door log is, as it stands in the address.

/** At most one of them; none: of all doors. */
export type LogAddress = { readonly door?: string; readonly booking?: string; readonly guest?: string };

/** Reads an address; what it does not know, it leaves out. */
export const readLogAddress = (search: Readonly<Record<string, unknown>>): LogAddress => {
  const { door, booking, guest } = search;
  if (typeof door === 'string') return { door };
  if (typeof booking === 'string') return { booking };
  return typeof guest === 'string' ? { guest } : {};
};
