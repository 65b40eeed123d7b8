// What a hotel means, as pure functions.
export * from './words.ts';
