// The lock's brain: decide, remember, journal.
export {};
