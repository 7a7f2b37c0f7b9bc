import { expect, test } from '@jest/globals';
import { soughtIn } from '../../../src/report/handlers/sought.ts';

test.each([
  ['Kai Turner', 'Kai Turner'],
  ['search Kai Turner', 'Kai Turner'],
  ['find kyle', 'kyle'],
  ['have we got anything on Kai Turner please?', 'Kai Turner'],
  ['show me all reports about Mia H-B.', 'Mia H-B'],
  ['Kai Turner reports', 'Kai Turner'],
  ['can you pull up the file on “Leah Brown”', 'Leah Brown'],
  ['search reports for a bruise on the arm', 'bruise on the arm'],
  ['search for 7K4TQ9', '7K4TQ9'],
])('%s looks for %s', (message, sought) => expect(soughtIn(message)).toBe(sought));

test.each(['search reports', 'find a pupil', 'search', 'any reports on JT', '', 'x'.repeat(101)])(
  '“%s” leaves nothing to look for, or too little or too much',
  (message) => expect(soughtIn(message)).toBeUndefined(),
);
