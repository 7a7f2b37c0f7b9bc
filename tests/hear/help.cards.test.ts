import { readFileSync } from 'node:fs';
import { helpCard } from '../../src/hear/help.cards.ts';
import type { UserId } from '../../src/kernel/ids.ts';
import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { readSchoolFile } from '../../src/school/file/school-file.ts';

const school = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0];
if (!school) throw new Error('lanyard.yml has no school');
const dialog = { dialog: 'concern.report' };
const figures = {
  children: { open: 3, overAFortnight: 0, overdue: 1, unread: 0 },
  adults: { open: 0, overAFortnight: 0, overdue: 0, unread: 2 },
  isPartial: false,
};
const shown = (user: string) => JSON.stringify(helpCard(school, { user: user as UserId, figures }, dialog));

test('a DSL sees the children’s reports, a head those about adults and those of children that came to her, a teacher neither; without figures the card stands', () => {
  expect(shown(PEOPLE.miriamHale)).toContain('3 open, 1 overdue.');
  expect(shown(PEOPLE.miriamHale)).not.toContain('2 with something new');
  expect(shown(PEOPLE.joannaOkafor)).toContain('3 open, 1 overdue, 2 with something new from the reporter.');
  expect(shown('a0000000-0000-4000-8000-00000000ffff')).not.toContain('overdue.');
  expect(JSON.stringify(helpCard(school, { user: PEOPLE.miriamHale as UserId }, dialog))).toContain('As DSL or deputy');
  expect(JSON.stringify(helpCard(school, undefined, dialog))).not.toContain('As DSL');
});
