// Whether a newer version of the app has taken over under this page: its worker keeps the new files only.
let updated = false;

/** Listens for it. A page's very first worker is no update. */
export function watchUpdates(container: Pick<ServiceWorkerContainer, 'controller' | 'addEventListener'>): void {
  let before = container.controller !== null;
  container.addEventListener('controllerchange', () => {
    updated ||= before;
    before = true;
  });
}

/** True once files of this page's own build may be gone; a page that is loaded anew is of the new one. */
export function wasUpdated(): boolean {
  return updated;
}
