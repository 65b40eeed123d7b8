// `/` leads to the search from every page of a location.
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';

let wished = false;

/** Whether the search was asked for from another page; asked once. */
export const takeSearchWish = (): boolean => {
  const was = wished;
  wished = false;
  return was;
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Listens while the pages of the location are open. */
export const useSearchShortcut = (locationId: string): void => {
  const navigate = useNavigate();
  useEffect(() => {
    const jump = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      const field = document.querySelector<HTMLInputElement>('[data-testid="bookings-search"]');
      if (field) {
        field.focus();
        field.select();
        return;
      }
      wished = true;
      void navigate({ to: '/l/$locationId/bookings', params: { locationId } });
    };
    document.addEventListener('keydown', jump);
    return () => document.removeEventListener('keydown', jump);
  }, [navigate, locationId]);
};
