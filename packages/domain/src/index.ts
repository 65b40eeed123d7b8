// What a hotel means, as pure functions.

export * from './apply-changes.ts';
export * from './change-validity.ts';
export * from './conditions.ts';
export * from './diagnose.ts';
export * from './diagnosis-facts.ts';
export * from './errors.ts';
export * from './generation.ts';
export * from './hotel-colours.ts';
export * from './key-actions.ts';
export * from './key-changes.ts';
export * from './key-facts.ts';
export * from './message-plan.ts';
export * from './opening-hours.ts';
export * from './override-room.ts';
export * from './revocation.ts';
export * from './roles.ts';
export * from './room-alarm.ts';
export * from './sentences.ts';
export * from './settle-facts.ts';
export * from './settle-keys.ts';
export * from './settle-replaced-keys.ts';
export * from './settle-shared-keys.ts';
export * from './share-key.ts';
export * from './validity.ts';
export * from './wall-clock.ts';
export * from './words.ts';
