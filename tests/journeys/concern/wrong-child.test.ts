import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { channelCard, next, reportByClicking, shown, through } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';
import { fillsIn, heldBack, notTheirs, openTyped, printed, takenOn, typedInVain } from './pressing.ts';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const { priyaNair: teacher, miriamHale: dsl, joannaOkafor: head, anilKapoor: dpo, sunitaRao: hr } = PEOPLE;
const OTHERS = { 'the reporter': teacher, 'the headteacher': head, 'the DPO': dpo, HR: hr };
const reportAbout = (who: string, seen: string) =>
  reportByClicking(world, teacher, { about: 'child', first: { who }, words: { seen } });
const openedBy = async (user: string, reference: string) =>
  world.sandbox.openDialog(user, (await channelCard(world, reference)).id, 'Open');

/** A report about someone typed, as the DSL opens it, and the form that puts right which child it is. */
async function formOf() {
  const { sandbox } = world;
  await sandbox.say(teacher, 'report');
  const first = await sandbox.openDialog(teacher, sandbox.messages(teacher).at(-1)?.id ?? '', 'Report a concern');
  const second = await next(world, teacher, first, 'Next', { about: 'child', who: 'Ada Holt 7B' });
  const words = { seen: 'A bruise.', urgent: 'no' };
  const sent = shown((await next(world, teacher, second, 'Send to the DSL, Miriam Hale', words)).card);
  const reference = /Your reference is ([A-Z0-9]+)/.exec(sent)?.[1] ?? '';
  const record = await sandbox.openDialog(dsl, (await channelCard(world, reference)).id, 'Open');
  return through(world, dsl, record, 'Acknowledge and take it on', 'It is about another child');
}

test('without a roll the right child is typed; with one they are picked, also after a form that was not complete', async () => {
  const { sandbox } = world;
  const typed = await formOf();
  expect(shown(typed.card)).toContain('Name and class of the right child');
  expect(shown(typed.card)).not.toContain('concern.pupils');

  const content = 'Name,Class\nBen Cole,7B\nBen Cole,9A\nAda Holt,7B\n';
  await sandbox.say(dsl, '', undefined, [{ name: 'roll.csv', type: 'file', content }]);
  const form = await formOf();
  expect(shown(form.card)).toContain('concern.pupils');
  const found = shown((await sandbox.lookUp(dsl, 'concern.pupils', 'ben cole')).body);
  const [, title = '?', value = '?'] = /"title":"([^"]+)","value":"([^"]+)"/.exec(found) ?? [];
  const again = await next(world, dsl, form, 'It is about another child', { pupil: value, who: '' });
  expect(shown(again.card)).toContain('Please give the reason');
  expect(shown(again.card)).toContain(`"value":"${value}"`);
  expect(shown(again.card)).toContain(`"title":"${title}"`);
  const done = await next(world, dsl, again, 'It is about another child', { reason: 'The office looked it up.' });
  expect(shown(done.card)).toContain('Done, and recorded.');
  expect(shown(done.card)).toContain(`"text":"${title}"`);
});

test('a name without a class stands between two of the roll and bridges neither, until the DSL says which; the print has their head', async () => {
  const { sandbox } = world;
  const content = [
    'Name,Class,Date of birth',
    'Kai Wexford,7B,2015-03-05',
    'Kai Wexford,9A,2013-01-20',
    'Mia Stone,7B,2015-06-01',
  ].join('\n');
  await sandbox.say(dsl, '', undefined, [{ name: 'roll.csv', type: 'file', content }]);
  const young = await reportAbout('Kai Wexford 7B', 'He had no coat.');
  const old = await reportAbout('Kai Wexford 9A', 'He slept in class.');
  const unsaid = await reportAbout('Kai Wexford', 'He cried at the gate.');

  const opened = await takenOn(world, dsl, unsaid);
  expect(shown(opened.card)).toContain('2 reports may be about the same child');
  const page = await next(world, dsl, opened, 'Reports about this person');
  expect(shown(page.card)).toContain('Is one of these about the same child?');
  expect(shown(page.card)).not.toContain('On the roll');
  // The story of each has nothing of the others.
  for (const [own, others] of [
    [young, [old, unsaid]],
    [old, [young, unsaid]],
    [unsaid, [young, old]],
  ] as const) {
    const story = shown((await next(world, dsl, await openedBy(dsl, own), 'Chronology')).card);
    expect(story).toContain(own);
    for (const other of others) expect([own, other, story.includes(other)]).toEqual([own, other, false]);
  }

  const youngs = await through(world, dsl, await openedBy(dsl, young), 'Reports about this person');
  const print = await printed(world, await next(world, dsl, youngs, 'Print it'));
  for (const words of [
    'Name: Kai Wexford',
    'Date of birth: 5 March 2015',
    'Tutor group or class: 7B',
    'School: Oakfield Academy',
    'Page 1 of 1',
    'He had no coat.',
    'Priya Nair',
  ])
    expect(print).toContain(words);
  for (const words of ['slept', 'cried', old, unsaid, '9A', '2013'])
    expect([words, print.includes(words)]).toEqual([words, false]);

  // A person joins, by one press; then it is one story, and still not the other child's.
  const joined = await next(world, dsl, youngs, 'The same');
  expect(shown(joined.card)).toContain('Recorded in both.');
  const story = shown((await next(world, dsl, joined, 'One chronology')).card);
  expect(story).toContain('He cried at the gate.');
  expect(story).not.toContain('He slept in class.');
  await notTheirs(world, OTHERS, opened, 'Reports about this person');
  await notTheirs(world, OTHERS, youngs, 'Print it');
  await notTheirs(world, OTHERS, youngs, 'The same');
  await heldBack(world, 'Wexford', 'no coat', 'slept in class', 'cried at the gate');
});

test('the wrong child: the reporter says so, the DSL puts it right, every copy becomes an action, and the wrong child’s page, list and print show nothing', async () => {
  const { sandbox } = world;
  const stays = await reportAbout('Ada Thornbury 8C', 'She was late.');
  const wrong = await reportAbout('Ada Thornbury 8C', 'A bruise on his arm.');
  const receipt = await sandbox.until(() =>
    sandbox.messages(teacher).findLast((one) => shown(one).includes(`Your report ${wrong}`)),
  );

  // It was dealt with before anyone knew: exported, referred, and said to be about the same child as her other report.
  const taken = await takenOn(world, dsl, wrong);
  const exported = await through(world, dsl, taken, 'Export and keeping', 'Export as PDF');
  expect(await printed(world, exported)).toContain('Ada Thornbury 8C');
  const kinds = await through(world, dsl, await openedBy(dsl, wrong), 'Record a decision', 'Refer: child in need');
  await next(world, dsl, kinds, 'Record a decision', { reason: 'He needs help.', agency: 'Front door, Jo Birch' });
  const pages = await through(world, dsl, await openedBy(dsl, wrong), 'Reports about this person');
  if (shown(pages.card).includes('"The same"')) await next(world, dsl, pages, 'The same');

  const addition = await sandbox.openDialog(teacher, receipt.id, 'Add something');
  expect(shown(addition.card)).toContain('Did you name the wrong child?');
  const words = { text: 'I named the wrong child: it was Ben Ashdown 8C.', urgent: 'no' };
  expect(shown(await sandbox.submitDialog(teacher, addition, 'Add it', words))).toContain('It is added to your report');

  const again = await openedBy(dsl, wrong);
  expect(shown(again.card)).toContain('it was Ben Ashdown 8C');
  const form = await next(world, dsl, again, 'It is about another child');
  await notTheirs(world, OTHERS, again, 'It is about another child');
  await notTheirs(world, OTHERS, form, 'It is about another child', { who: 'Ben Ashdown 8C', reason: 'Because.' });
  const right = await next(world, dsl, form, 'It is about another child', {
    who: 'Ben Ashdown 8C',
    reason: 'Its reporter wrote so, and the tutor agrees.',
  });
  const record = shown(right.card);
  for (const words of [
    'Ben Ashdown 8C',
    'Its reporter wrote so, and the tutor agrees.',
    'Tell that the report was about another child: the export as PDF that Miriam Hale',
    'Tell that the report was about another child: who was told on',
  ])
    expect([words, record.includes(words)]).toEqual([words, true]);
  const list = await openTyped(world, dsl, 'reports', 'The list, with who each is about');
  // The two, and the review of what was decided.
  expect(shown(list.card)).toContain('My actions (3)');
  expect(shown((await next(world, dsl, list, 'My actions (3)')).card)).toContain(`Open ${wrong}`);

  // The child who was named by mistake: page, story, print and search have one report of theirs, and nothing of the other.
  const ada = await openedBy(dsl, stays);
  const page = await next(world, dsl, ada, 'Reports about this person');
  const story = await next(world, dsl, page, 'One chronology');
  const print = await printed(world, await next(world, dsl, page, 'Print it'));
  const sought = await openTyped(world, dsl, 'search reports for Thornbury', 'Search reports');
  for (const [what, text] of Object.entries({ page: shown(page), story: shown(story), print, search: shown(sought) })) {
    expect([what, text.includes(stays)]).toEqual([what, true]);
    for (const words of [wrong, 'bruise', 'Ashdown'])
      expect([what, words, text.includes(words)]).toEqual([what, words, false]);
  }
  // The trail of hers says by its reference alone that another was parted from it.
  for (const words of ['bruise', 'Ashdown']) expect([words, shown(ada).includes(words)]).toEqual([words, false]);
  // What leaves from now on is about the right child, and says nothing of the other.
  const copy = await through(world, dsl, await openedBy(dsl, wrong), 'Export and keeping', 'Export as PDF');
  const paper = await printed(world, copy);
  expect(paper).toContain('Ben Ashdown 8C');
  expect(paper).not.toContain('Thornbury');

  // Its reporter learns nothing of it, nor does anyone else; and no card, notification, log or column has a word.
  await typedInVain(world, OTHERS, 'reports', ['Ashdown', 'Thornbury', stays]);
  await heldBack(world, 'Thornbury', 'Ashdown', 'bruise', 'Jo Birch');
});

test('a hand-over that was made for the wrong child ends, its receiver is to be told, and the child’s own has nothing of it', async () => {
  const stays = await reportAbout('Finn Oldacre 6C', 'He is moving to Leeds.');
  const wrong = await reportAbout('Finn Oldacre 6C', 'He hid under a table.');
  const to = { toName: 'Ola Reed', toRole: 'DSL', toSchool: 'Elm Park', passedOn: 'He moves on Friday.' };
  const handOver = async (reference: string) => {
    const page = await next(world, dsl, await openedBy(dsl, reference), 'Reports about this person');
    const form = await next(world, dsl, page, 'Hand over to the next school');
    await notTheirs(world, OTHERS, page, 'Hand over to the next school');
    return next(world, dsl, form, 'Make the link', to);
  };
  await takenOn(world, dsl, wrong);
  const made = await handOver(wrong);
  const { pathname } = new URL(/http[^"]+\/h\/[^"]+/.exec(shown(made))?.[0] ?? 'none:');
  const code = /"([2-9A-Z]{4} [2-9A-Z]{4})"/.exec(shown(made))?.[1] ?? '';

  const right = await fillsIn(world, dsl, await openedBy(dsl, wrong), 'It is about another child', {
    ...{ who: 'Gus Tranter 6D', reason: 'His teacher knows both.' },
  });
  expect(shown(right)).toContain('Tell that the report was about another child: the hand-over that Miriam Hale');
  expect(shown(right)).toContain('for Ola Reed');
  const body = new URLSearchParams({ step: 'code', code });
  const opened = await fetch(`${world.url}${pathname}`, { method: 'POST', body, redirect: 'manual' });
  expect(opened.headers.get('location')).toBeNull();
  expect(await opened.text()).not.toMatch(/Oldacre|Tranter|table/);

  const paper = await printed(world, await next(world, dsl, await handOver(stays), 'See what they will get'));
  expect(paper).toContain('He is moving to Leeds.');
  expect(paper).not.toMatch(/Tranter|under a table/);
  expect(paper).not.toContain(wrong);
  await heldBack(world, 'Oldacre', 'Tranter', 'under a table', 'Ola Reed', 'moves on Friday');
});
