import { basename } from 'node:path';
import type { Answerer } from '../../../src/ask/answer/answer.ts';
import { type Heading, headingOf } from '../../../src/ask/answer/headings.ts';
import { askAfter, asPerhaps, MAY_GO_ON, type Place, placeOf } from '../../../src/ask/conversation/ask-after.ts';
import { goingOn, type Matter } from '../../../src/ask/conversation/matter.ts';
import { goesOnFrom, readFollowUp } from '../../../src/ask/conversation/read-follow-up.ts';
import { toSections } from '../../../src/ask/parsing/sections.ts';
import { answererFrom } from '../../../src/cli/policies/answerer.ts';
import type { PolicyId } from '../../../src/kernel/ids.ts';
import { readPolicyFile } from '../../../src/platform/documents/policy-file.ts';
import { shippedUnderstanding } from '../../support/shipped.ts';

let answerer: Answerer;
beforeAll(async () => {
  const policies = await Promise.all(
    ['social-media', 'code-of-conduct', 'safeguarding-summary'].map(async (name) => {
      const outcome = await readPolicyFile('policies', `${name}.md`);
      if (outcome.kind !== 'read') throw new Error(name);
      return toSections(outcome.document, { id: name as PolicyId, fallbackTitle: basename(name) });
    }),
  );
  answerer = await answererFrom(policies, { cautions: [], opening: await shippedUnderstanding() });
});

/**
 * What a conversation shows, message by message: where each answer stands, and whether it was read with the one before.
 * @param heard how likely each goes on with the one before, as far as that was heard
 */
async function talk(messages: readonly string[], heard?: { readonly question: number; readonly 'follow-up': number }) {
  const shown: { headings: readonly string[]; quotes: string; kind: string; under: Heading; isAfter: boolean }[] = [];
  let place: Place | undefined;
  let matter: Matter = { said: [] };
  for (const question of messages) {
    const follow = readFollowUp(question);
    const goesOn = goesOnFrom(question, heard);
    const isMarked = follow?.kind === 'more' && follow.isMarked;
    const { answer, isAfter } =
      place && (follow?.kind === 'more' || goesOn >= MAY_GO_ON)
        ? await askAfter(answerer, { place, matter, question, isMarked, goesOn }, {})
        : { answer: await answerer.askLocally(question), isAfter: false };
    const quoted = answer.kind === 'answered' ? [answer.best] : answer.nearest;
    if (quoted[0]) place = placeOf(quoted[0]);
    matter = goingOn(isAfter ? matter : { said: [] }, question);
    shown.push({
      headings: quoted.map(({ heading }) => heading.split(' › ').at(-1) ?? ''),
      quotes: quoted.map(({ quote }) => quote).join('\n'),
      kind: answer.kind,
      under: headingOf(answer),
      isAfter,
    });
  }
  return shown;
}

/** Six chains of three: the second and third are nothing by themselves. */
test.each<[first: string, second: string, secondSays: RegExp, third: string, thirdSays: RegExp]>([
  [
    'what do I do if a parent sends me a friend request',
    'what about ex-pupils',
    /ex-pupil/,
    'even if they are family?',
    /[Ff]amily/,
  ],
  [
    'someone has made a fake account about me',
    'and if it is in the name of the school?',
    /academy/,
    'what if it is a pupil',
    /If pupils have been approached/,
  ],
  ['can I use whatsapp with colleagues', 'and with pupils?', /pupil/, 'what about a group for the trip', /trip/],
  [
    'can I post photos of pupils on the school facebook page',
    'what about videos',
    /video|film/,
    'and if the parents said no?',
    /consent|picture/,
  ],
  [
    'a pupil keeps sending me messages on my personal account',
    'and for sixth formers?',
    /sixth/,
    'what about LinkedIn',
    /LinkedIn/,
  ],
  ['can I get a phone out in lessons', 'and on a school trip?', /trip/, 'what if it is an emergency', /./],
])('%s: what is asked after it is read with it', async (first, second, secondSays, third, thirdSays) => {
  const [, one, other] = await talk([first, second, third]);
  expect(one).toMatchObject({ isAfter: true });
  expect(one?.quotes).toMatch(secondSays);
  expect(other).toMatchObject({ isAfter: true });
  expect(other?.quotes).toMatch(thirdSays);
});

test('what is asked after an answer is never said as surer than its own words make it', async () => {
  const shown = await talk(['can I use whatsapp with colleagues', 'and then?', 'what about that though', 'why though']);
  expect(shown.slice(1).filter(({ kind }) => kind === 'answered')).toEqual([]);
});

test('a question of its own is not held to the policy before it', async () => {
  const [, next] = await talk(['can I use whatsapp with colleagues', 'Can I accept gifts or vouchers from a parent?']);
  expect(next?.isAfter).toBe(false);
  expect(next?.headings[0]).toContain('Gifts');
});

test('only ids are remembered, and what is not in force any more leads nowhere', async () => {
  const found = await answerer.askLocally('can I use whatsapp with colleagues');
  const first = found.kind === 'answered' ? found.best : found.nearest[0];
  if (!first) throw new Error('nothing found');
  const place = placeOf(first);
  expect(Object.keys(place).sort()).toEqual(['passage', 'policy', 'section', 'version']);
  expect(JSON.stringify(place)).not.toMatch(/whatsapp|colleague/i);
  expect(answerer.at(place)?.quote).toBeTruthy();
  expect(answerer.at({ ...place, version: 'gone' as never })).toBeUndefined();
});

test('nothing is offered of what was added where no rule says anything of it; one that does, or another person, may look like the rule', async () => {
  const [, unsaid] = await talk(['can I drive a pupil home after a match', 'what if my tortoise is asleep']);
  expect(unsaid).toMatchObject({ isAfter: true, under: 'silent' });
  const [, said] = await talk(['can I give a pupil a lift home after a match', 'and in an emergency']);
  expect(said).toMatchObject({ isAfter: true, under: 'looks' });
  const [, other] = await talk(['can I use whatsapp with colleagues', 'and with pupils?']);
  expect(other).toMatchObject({ isAfter: true, under: 'looks' });
});

test('where only the person is another, the clause of the same policy that speaks of them is offered, and nothing is asked back', async () => {
  const [, parents] = await talk(['can i add a year 11 on insta?', 'and parents?']);
  expect(parents).toMatchObject({ isAfter: true, under: 'perhaps' });
  expect(parents?.quotes).toContain('friend requests from parents');
});

test('what may go on and may be a question of its own is read both ways, and neither is sure', async () => {
  const picture = 'can i put a picture of my class on the school insta';
  const [, byOwn] = await talk([picture, 'ok got one on the school ipad instead. so can it go on insta now']);
  expect(byOwn).toMatchObject({ isAfter: true, under: 'perhaps' });
  expect(byOwn?.headings).toEqual(expect.arrayContaining(['Use during the working day', 'Mobile phones']));
  const [, both] = await talk([picture, 'mums changed her mind n its already up'], { question: 0.3, 'follow-up': 0.7 });
  expect(both).toMatchObject({ isAfter: true, under: 'perhaps' });
  expect(both?.quotes).toContain('consent was withdrawn');
});

test('what is told after an answer, and says nothing by itself, is read with it; a new thing of which the rule says nothing is not', async () => {
  const lift = 'can i give a pupil a lift home in my car';
  const [, told] = await talk([lift, 'hes been sick on the bus']);
  expect(told).toMatchObject({ isAfter: true });
  expect(told?.quotes).toContain('in your own car');
  const [, gap] = await talk([lift, 'do i need business insurance for it']);
  expect(gap).toMatchObject({ isAfter: false, under: 'silent' });
});

test('what leads to another rule has the one on the table beside it', async () => {
  const [, after] = await talk([
    'can i take a picture of my class on my own phone',
    'even if i delete it straight after',
  ]);
  expect(after).toMatchObject({ isAfter: true, under: 'perhaps' });
  expect(after?.quotes).toMatch(/personal phone|equipment that belongs/);
});

test('what is said as no more than perhaps stays what it is where it is silent', async () => {
  const sure = await answerer.askLocally('Can I accept gifts or vouchers from a parent?');
  expect(headingOf(asPerhaps(sure))).toBe('perhaps');
  const silent = await answerer.askLocally('what does the moon weigh');
  expect(asPerhaps(silent)).toBe(silent);
});
