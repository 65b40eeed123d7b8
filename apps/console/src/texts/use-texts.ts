// The catalogue of the reader's language; more languages hang in here.
import { createContext, useContext } from 'react';
import { en, type Texts } from './en.ts';

const TextsContext = createContext<Texts>(en);

/** Gives the catalogue of another language to what stands below. */
export const TextsProvider = TextsContext.Provider;

/** The catalogue of the reader's language. */
export const useTexts = (): Texts => useContext(TextsContext);
