// Where the keyboard goes on when what it stood on has left the screen.

/** Gives the focus to the page's content, unless it is somewhere already. */
export const focusPage = (): void => {
  // After the screen was drawn anew: until then the old place may still be there.
  requestAnimationFrame(() => {
    if (document.activeElement === null || document.activeElement === document.body)
      document.getElementById('content')?.focus({ preventScroll: true });
  });
};
