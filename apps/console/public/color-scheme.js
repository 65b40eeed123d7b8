// Sets the colour scheme before the first paint; a file of its own so that no inline script is needed (CSP).
(() => {
  let stored = null;
  try {
    stored = localStorage.getItem('mantine-color-scheme-value');
  } catch {
    // Storage may be forbidden: the system's scheme is used then.
  }
  const chosen = stored === 'light' || stored === 'dark' ? stored : undefined;
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
