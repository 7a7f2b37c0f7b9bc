import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { isPilot } from '../../../src/report/rehearsal/pilot.ts';
import type { DrillDecision } from '../../../src/school/file/drill-names.ts';
import { readSchoolFile } from '../../../src/school/file/school-file.ts';
import type { Trust } from '../../../src/school/school.ts';
import { given, type World } from '../support.ts';
import { rehearsed, withSheet } from './rehearsing.ts';

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const decided =
  (...rehearsal: Pick<DrillDecision, 'drill'>[]) =>
  (trust: Trust): Trust => ({
    ...trust,
    schools: trust.schools.map((school) => ({
      ...school,
      concerns: {
        ...school.concerns,
        rehearsal: rehearsal.map(({ drill }) => ({
          ...{
            drill,
            why: 'The trust’s board decided so',
            decidedBy: 'Ines Ward',
            on: '2026-09-14' as DrillDecision['on'],
          },
        })),
      },
    })),
  });

test('it is a pilot until every drill has passed, and again when one that is held once more fails', async () => {
  world = await given();
  await withSheet(world);
  const { deps, school } = world;
  expect(await isPilot(deps, school)).toBe(true);
  await rehearsed(world, undefined, { leave: ['adult'] });
  expect(await isPilot(deps, school)).toBe(true);
  await rehearsed(world, ['adult'], { isWaitedFor: false });
  expect(await isPilot(deps, school)).toBe(false);
  // One that goes on says nothing yet.
  await rehearsed(world, ['data'], { leave: ['data'], isWaitedFor: false });
  expect(await isPilot(deps, school)).toBe(false);
  await world.after(11);
  expect(await isPilot(deps, school)).toBe(true);
});

test('what a school decided to do without is not waited for; where nothing can be read, it is a pilot', async () => {
  world = await given({ file: decided({ drill: 'adult' }, { drill: 'no-teams' }) });
  await rehearsed(world, undefined, { leave: ['adult'] });
  expect(await isPilot(world.deps, world.school)).toBe(false);
  const unread = async () => {
    throw new Error('no database');
  };
  const rehearsals = { ...world.deps.rehearsals, latest: unread };
  expect(await isPilot({ ...world.deps, rehearsals }, world.school)).toBe(true);
  expect(world.logged.join()).toContain('rehearsal.unread');
});

test('a school that decides on all of them has no such line, and lanyard.yml asks it for why and who', async () => {
  world = await given({ file: decided({ drill: 'all' }) });
  expect(await isPilot(world.deps, world.school)).toBe(false);
  const marker = '      # rehearsal: [';
  const source = readFileSync('lanyard.yml', 'utf8');
  expect(source).toContain(marker);
  const withLine = (line: string) => source.replace(/^ {6}# rehearsal: .*$/m, `      rehearsal: [${line}]`);
  const problemsOf = (line: string) => {
    const problems: { readonly place: string; readonly message: string }[] = [];
    readSchoolFile(withLine(line), 'lanyard.yml', problems);
    return problems.map(({ place, message }) => `${place} ${message}`).join('\n');
  };
  expect(problemsOf('{ drill: all, why: Agreed, decidedBy: Ines Ward, on: 2026-09-14 }')).toBe('');
  expect(problemsOf('{ drill: all, on: 2026-09-14 }')).toMatch(/why it was decided so[\s\S]*who decided it/);
  expect(problemsOf('{ drill: fire, why: Agreed, decidedBy: Ines Ward, on: 2026-09-14 }')).toContain(
    'write one of child, adult',
  );
});
