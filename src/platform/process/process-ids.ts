import { randomInt, randomUUID } from 'node:crypto';
import type { Ids } from '../../kernel/ids.ts';

/** Letters and digits that are not mistaken for each other when read out, and make no words. */
const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXZ';

export const randomIds: Ids = {
  uuid: () => randomUUID(),
  reference: (length) => Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
};
