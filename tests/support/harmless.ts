import { createGate, type Harmless } from '../../src/hear/gate.ts';
import { Typed } from '../../src/kernel/typed.ts';

/** Only the gate makes words that may be kept: here one that hears nothing, for tests of what comes after it. */
const deaf = createGate(async () => ({ detection: { kind: 'none' } }));
const looked = await deaf.look({ text: new Typed('') }, undefined);
if (looked.kind !== 'harmless') throw new Error('a gate that hears nothing holds nothing back');
const Maker = looked.texts.text.constructor as new (words: string) => Harmless;

export const harmless = (words: string): Harmless => new Maker(words);
