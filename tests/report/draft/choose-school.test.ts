import { beginElsewhere, mayReport, schoolFor } from '../../../src/report/draft/choose-school.ts';
import type { Standing } from '../../../src/school/people.ts';
import { DANIEL, given, MIRIAM, oakfield, PRIYA, sampleTrust } from '../support.ts';

const trust = sampleTrust();
const [first, second] = trust.schools;
const staffOf = (school: string | undefined) => ({ kind: 'staff', school }) as Standing;

test('their own choice counts before what the directory says', () => {
  expect(schoolFor(trust, staffOf(first?.id))?.id).toBe(first?.id);
  expect(schoolFor(trust, staffOf(first?.id), second?.id)?.id).toBe(second?.id);
  expect(schoolFor(trust, staffOf(undefined))).toBeUndefined();
  expect(schoolFor(trust, { kind: 'unknown' } as Standing)).toBeUndefined();
  expect(schoolFor({ schools: [oakfield(trust)] }, { kind: 'unknown' } as Standing)?.id).toBe('oakfield');
});

test('pupils and strangers get no form; someone whose standing is not known does', () => {
  expect(mayReport({ kind: 'pupil' } as Standing)).toBe('pupil');
  expect(mayReport({ kind: 'outsider' } as Standing)).toBe('outsider');
  expect(mayReport({ kind: 'unknown' } as Standing)).toBe('yes');
  expect(mayReport(staffOf('oakfield'))).toBe('yes');
});

test('at another school who must not see it is asked again, and nobody who was named is let in', async () => {
  const world = await given();
  const { id } = await world.concerns.form.begin(PRIYA, oakfield(world.trust));
  await world.concerns.form.keep(id, PRIYA, {
    subject: { kind: 'staff', people: [DANIEL] },
    toldInPerson: 'yes',
    words: { named: 'Daniel', seen: 'What was seen.' },
  });
  const named = { people: [MIRIAM], name: 'A driver' };
  const other = world.trust.schools.find((school) => school.id !== 'oakfield') ?? oakfield();
  const moved = await beginElsewhere(world.deps, PRIYA, other, { from: id, named });
  expect(moved).toMatchObject({
    school: other.id,
    toldInPerson: 'yes',
    subject: { kind: 'staff', people: [DANIEL, MIRIAM], name: 'A driver' },
  });
  expect(moved.words).toEqual({ seen: 'What was seen.' });
  expect(await world.concerns.form.draft(id, PRIYA)).toBeUndefined();
  await world.close();
});
