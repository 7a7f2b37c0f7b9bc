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
  ['show me Kai Turner’s file', 'Kai Turner'],
  ["show me kai turner's file", 'kai turner'],
  ['any reports on Kai Turner this term?', 'Kai Turner'],
  ['have we got anything on kai turner from last week', 'kai turner'],
  ['What do we know about Kai Turner', 'Kai Turner'],
  ['has Kai Turner come up before?', 'Kai Turner'],
  ['I need to find Kai Turner', 'Kai Turner'],
  ['search Kai Turner in 8C', 'Kai Turner'],
  ['Kai Turner (8C)', 'Kai Turner'],
  ['find Kai Turner, Year 8', 'Kai Turner'],
  ['search kai turner 8c', 'kai turner'],
  ['search for An Nguyen', 'An Nguyen'],
  ['Will Case', 'Will Case'],
  ['find Jo New', 'Jo New'],
  ['anything on Jan van der Berg since Monday', 'Jan van der Berg'],
  ['SEARCH KAI TURNER', 'KAI TURNER'],
  ["I'm looking for kai turner", 'kai turner'],
  ['Where’s kai turner’s file', 'kai turner'],
  ['Did kai turner come up before', 'kai turner'],
  ['Kai’s file please', 'Kai'],
])('%s looks for %s', (message, sought) => expect(soughtIn(message)).toBe(sought));

test.each(['search reports', 'find a pupil', 'search', 'any reports on JT', '', 'x'.repeat(101)])(
  '“%s” leaves nothing to look for, or too little or too much',
  (message) => expect(soughtIn(message)).toBeUndefined(),
);
