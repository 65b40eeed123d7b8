// What a hotel means, as pure functions.
export * from './conditions.ts';
export * from './diagnose.ts';
export * from './errors.ts';
export * from './key-facts.ts';
export * from './revocation.ts';
export * from './roles.ts';
export * from './settle-keys.ts';
export * from './validity.ts';
export * from './wall-clock.ts';
export * from './words.ts';
