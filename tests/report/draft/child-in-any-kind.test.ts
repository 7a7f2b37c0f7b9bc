import { KINDS, type Kind, type Recipient } from '../../../src/report/concern.ts';
import { given, LEWIS, MIRIAM, oakfield, PRIYA, type World } from '../support.ts';

/** Those who answer for a child's report, one after the other. */
const FOR_CHILDREN: readonly Recipient[] = ['dsl', 'headteacher', 'chair-of-governors'];
/** The reporter said that it is about an adult who works with children: it goes to who answers for that adult. */
const OF_ADULTS: readonly Kind[] = ['staff', 'headteacher', 'dsl', 'chair'];
const ANSWERS = ['', 'no', 'yes'] as const;

describe('a child who is picked in a report of any kind', () => {
  let world: World;
  let pupil = '';
  beforeAll(async () => {
    world = await given();
    const school = oakfield(world.trust);
    await world.more.rolls.give(world.as(MIRIAM), 'Name,Class\nJosh Barker,7C\nMia Hart,7B\n');
    pupil = (await world.more.rolls.child(school, { typed: 'Josh Barker 7C' }))?.id ?? '';
    expect(pupil).not.toBe('');
  });
  afterAll(() => world.close());

  /** As the form takes it in, page by page, as far as it lets its writer go. */
  async function sent(
    about: Kind,
    atRisk: (typeof ANSWERS)[number],
    adult: boolean,
    child = { who: '', pupil },
  ): Promise<Readonly<Record<string, unknown>> | undefined> {
    const { form } = world.concerns;
    const { id } = await form.begin(PRIYA, oakfield(world.trust));
    const chosen = await form.chooseSubject(id, PRIYA, { about });
    if (chosen.kind !== 'kept') throw new Error(chosen.kind);
    await form.keep(id, PRIYA, { words: await form.whichChild(chosen.draft, child) });
    const said = { people: adult ? [LEWIS] : [], name: '', conduct: adult ? 'yes' : '', isHere: true } as const;
    await form.nameSubject(id, PRIYA, { ...said, atRisk });
    // The page of everything else has a box for the child in a child’s report alone; it sends an empty one for each that it has not got.
    const draft = await form.draft(id, PRIYA);
    const who = draft?.subject?.kind === 'child' ? (draft.words.who ?? '') : '';
    await form.writeAccount(id, PRIYA, { who, children: '', seen: 'It is on a page.' });
    const became = await form.send(id, PRIYA, { urgent: 'no', words: {} });
    if (became.kind !== 'raised') return undefined;
    const concern = await world.find(became.receipt.id);
    if (!concern) throw new Error('it was not kept');
    const raised = (await world.deps.store.entries(concern)).find(({ kind }) => kind === 'raised');
    return { kind: concern.kind, holder: concern.holder, words: raised?.words ?? {} };
  }

  test.each(
    KINDS.flatMap((about) =>
      ANSWERS.flatMap((atRisk) => [true, false].map((adult) => [about, atRisk, adult] as const)),
    ),
  )(
    '%s, at risk “%s”, an adult named: %s: the child stands on it, and who answers for children has it, or its writer said otherwise',
    async (about, atRisk, adult) => {
      const report = await sent(about, atRisk, adult);
      if (report === undefined) {
        // Something is to be answered first, and nothing was sent.
        expect(['online-abuse', 'data'].includes(about) ? atRisk : adult).toBe(
          ['online-abuse', 'data'].includes(about) ? '' : false,
        );
        return;
      }
      const words = report.words as Readonly<Record<string, string>>;
      expect(`${words.who} ${words.children}`).toContain('Josh Barker');
      expect(words.pupil).toBe(pupil);
      const isForChildren = FOR_CHILDREN.includes(report.holder as Recipient);
      expect(isForChildren || OF_ADULTS.includes(report.kind as Kind) || words.atRisk === 'no').toBe(true);
    },
  );

  test('a child who is hurt makes a report of online abuse one about the child, for the DSL', async () => {
    expect(await sent('online-abuse', 'yes', false)).toMatchObject({
      kind: 'child',
      holder: 'dsl',
      words: { who: 'Josh Barker, 7C', pupil, atRisk: 'yes' },
    });
    expect(await sent('online-abuse', 'no', false)).toMatchObject({
      kind: 'online-abuse',
      holder: 'senior-manager',
      words: { children: 'Josh Barker, 7C', pupil, atRisk: 'no' },
    });
    expect(await sent('online-abuse', '', false)).toBeUndefined();
  });

  test('without a child nothing is asked, and of another child it is asked again', async () => {
    expect(await sent('online-abuse', '', false, { who: '', pupil: '' })).toMatchObject({ holder: 'senior-manager' });
    const { form } = world.concerns;
    const { id } = await form.begin(PRIYA, oakfield(world.trust));
    await form.chooseSubject(id, PRIYA, { about: 'data' });
    await form.keep(id, PRIYA, { words: { who: 'Josh Barker', pupil } });
    const none = { people: [], name: '', conduct: '', isHere: false } as const;
    expect(await form.nameSubject(id, PRIYA, none)).toMatchObject({ kind: 'needs-risk' });
    expect(await form.nameSubject(id, PRIYA, { ...none, atRisk: 'no' })).toMatchObject({ kind: 'kept' });
    await form.keep(id, PRIYA, { words: { who: 'Mia Hart', pupil: '' } });
    expect(await form.send(id, PRIYA, { urgent: 'no', words: { seen: 'Lost.' } })).toMatchObject({
      kind: 'not-settled',
    });
    expect(await form.nameSubject(id, PRIYA, none)).toMatchObject({ kind: 'needs-risk' });
  });
});
