import { expect } from '@jest/globals';
import { type Concern, isOfConduct, KINDS, type Kind } from '../../../src/report/concern.ts';
import type { About, Read, Unread } from '../../../src/report/fields/field.ts';
import { TOM, type World } from '../support.ts';

/** Words that name Tom Ashworth, a deputy, where a box asks for this; in a box that is not read, as someone would. */
export const NAMING: Readonly<Record<Read['asks'] | 'unread', string>> = {
  'what-happened': 'Mr Ashworth hit her.',
  'the-child': 'Maisie Lee, 7B, whose uncle is Mr Ashworth',
  'who-knows': 'Mr Ashworth hit her.',
  'who-must-not-see-it': 'Tom Ashworth',
  unread: 'Mr Ashworth',
};
export const textFor = (names: Read | Unread): string => NAMING['asks' in names ? names.asks : 'unread'];

export async function expectShutOut(world: World, concern: Concern | undefined, names: Read | Unread): Promise<void> {
  if (!concern) throw new Error('nothing was sent');
  expect(concern.excluded.includes(TOM)).toBe('asks' in names);
  if ('asks' in names)
    expect(await world.concerns.record.open(concern.id, world.as(TOM))).toMatchObject({ kind: 'not-available' });
}

const aboutOf = (kind: Kind): About => ({ isChild: kind === 'child', isConduct: isOfConduct(kind), isContact: false });
/** The first kind of report in which it is asked for. */
export const kindFor = (kinds: (about: About) => boolean): Kind => {
  const kind = KINDS.find((one) => kinds(aboutOf(one)));
  if (!kind) throw new Error('asked of no report');
  return kind;
};
