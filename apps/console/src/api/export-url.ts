// Where a browser downloads an export from: the session's cookie goes along, the server streams.
import { type OperationId, ROUTES } from '@nightlatch/api';

/** The address of an export with its filters. */
export const exportUrl = (
  operation: Extract<OperationId, `export${string}`>,
  params: Readonly<Record<string, string>>,
  filters: Readonly<Record<string, string | undefined>>,
): string => {
  const path = ROUTES[operation][1].replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const given = Object.entries(filters).filter((one): one is [string, string] => Boolean(one[1]));
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
};
