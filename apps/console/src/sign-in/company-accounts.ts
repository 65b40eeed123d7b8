// Company accounts in this browser: which one its people use, the way to its provider, and where to come back to.
const KNOWN = 'nightlatch.company';
const CAME_FROM = 'nightlatch.company.from';

/** A private window may refuse storage: nothing is remembered then. */
const attempt = <T>(what: () => T): T | undefined => {
  try {
    return what();
  } catch {
    return undefined;
  }
};

/** From now on this browser offers the account. */
export const rememberCompany = (providerId: string): void => {
  attempt(() => localStorage.setItem(KNOWN, providerId));
};

/** The account that this browser offers. */
export const rememberedCompany = (): string | undefined => attempt(() => localStorage.getItem(KNOWN)) ?? undefined;

/** Takes a hotel's own link (`#company=…`) out of the address, and remembers it. */
export const takeCompanyLink = (): void => {
  const id = /^#company=([0-9a-f-]{36})$/.exec(window.location.hash)?.[1];
  if (id === undefined) return;
  rememberCompany(id);
  window.history.replaceState(null, '', import.meta.env.BASE_URL);
};

/** Where the person was when they left for the provider; a path of this app, whoever wrote it. */
export const cameFrom = (): string => {
  const base = import.meta.env.BASE_URL;
  const path = attempt(() => sessionStorage.getItem(CAME_FROM)) ?? base;
  return path.startsWith(base) ? path : base;
};

/** Off to the provider's page. */
export const goToProvider = ({ url }: { url: string }): void => {
  attempt(() => sessionStorage.setItem(CAME_FROM, window.location.pathname));
  window.location.assign(url);
};
