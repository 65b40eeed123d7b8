// A catalogue that lacks sentences yet says them in English: a new screen need not wait for eight translations.

/** A catalogue some of whose sentences are still missing. */
export type Unfinished<T> = T extends string | readonly string[] | ((...facts: never[]) => unknown)
  ? T
  : { readonly [K in keyof T]?: Unfinished<T[K]> };

/** `own`, with what it lacks from `english`. Lists and functions are whole sentences: taken or not. */
export const fillUp = <T extends object>(english: T, own: Unfinished<T>): T => {
  const filled = Object.entries(english).map(([name, sentence]) => {
    const mine: unknown = Object.entries(own).find(([other]) => other === name)?.[1];
    if (mine === undefined) return [name, sentence];
    const isTable = typeof sentence === 'object' && sentence !== null && !Array.isArray(sentence);
    // A table of the English catalogue is one in every other: both have the type T[name].
    return [name, isTable ? fillUp(sentence as object, mine as Unfinished<object>) : mine];
  });
  // Every name of T, each with a value of its type.
  return Object.fromEntries(filled) as T;
};
