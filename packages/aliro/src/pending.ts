// Placeholder while the public surface is published ahead of the bodies.
import { AliroError } from './aliro-error.ts';

/** Throws: this function has a signature but no body yet. */
export function pending(name: string): never {
  throw new AliroError('platform', `${name} is not written yet`);
}
