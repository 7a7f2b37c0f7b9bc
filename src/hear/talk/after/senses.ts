import type { Encoder } from '../../../kernel/understanding.ts';
import { createNearest } from '../../nearest.ts';

/** What is asked after a fact: who stands in, how to reach them, the one after it, how long it lasts. */
export type Sense = 'stand-in' | 'contact' | 'next' | 'end';

/** A message means what the nearest of these means. `other`: it goes on with something else, as after a rule. */
const SAID: Readonly<Record<Sense | 'other', readonly string[]>> = {
  'stand-in': [
    'what if they are off',
    'who else is there if they are away',
    'and when she is not in',
    'who do i go to instead',
    'is there a deputy',
    'who covers for him',
    'what if i can not get hold of her',
    'and if he is ill',
    'who stands in while they are on leave',
    'who else could i ask',
    'they are not here today',
    'who is second in line',
  ],
  contact: [
    'what is their phone number',
    'how do i contact them',
    'have you got a number for her',
    'what is his extension',
    'can i ring him',
    'what is her email address',
    'how do i get hold of them',
    'is there a phone for him',
    'what are their contact details',
    'her mobile',
  ],
  next: [
    'and the one after that',
    'when is the next one',
    'and after that',
    'what about the following one',
    'and the next',
    'what comes after it',
  ],
  end: ['how long is it', 'when does it end', 'when are we back after that', 'till when', 'how many days is that'],
  other: [
    'and for supply staff',
    'what if he messages me',
    'can i ring a parent',
    'what if a pupil follows me',
    'and if they are over 18',
    'what about social media',
    'do i have to tell her about it',
    'can i call him by his first name',
    'and in the evenings',
    'what do they do with it',
  ],
};

/** As near as this to one of them, 0 to 1, it is meant so: of nearness below this half are something else. */
const NEAR = 0.5;

/** Which of these a message means, by what the encoder makes of it; `undefined` where it means none. */
export type ReadSense = (vector: Float32Array, of: readonly Sense[]) => Promise<Sense | undefined>;

export function createSenses(encoder: Pick<Encoder, 'read'>): ReadSense {
  const nearest = createNearest(encoder, SAID);
  return async (vector, of) => {
    const best = await nearest(vector);
    return best && best.near >= NEAR && best.group !== 'other' && of.includes(best.group) ? best.group : undefined;
  };
}
