import { afterEach, expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import type { Wanted } from '../../../src/acknowledge/audience/wanted.ts';
import { missingCard } from '../../../src/acknowledge/campaign/asked-about.handlers.ts';
import { campaignCard } from '../../../src/acknowledge/campaign/campaign.cards.ts';
import { acknowledgementFigures } from '../../../src/acknowledge/campaign/campaign-overview.ts';
import { campaignPage } from '../../../src/acknowledge/evidence/campaign-page.pdf.ts';
import { campaignPack, verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import { peopleCard } from '../../../src/acknowledge/register/people.cards.ts';
import { type EntryKind, type PersonId, personIdOf } from '../../../src/acknowledge/register/person.ts';
import type { PolicyText } from '../../../src/acknowledge/text/policy-text.ts';
import type { CampaignId, GroupId, UserId } from '../../../src/kernel/ids.ts';
import { DAY_MS } from '../../../src/kernel/time.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, OAKFIELD, STAFF, userId } from '../school.ts';
import {
  ASKED_ELSEWHERE,
  AUDIENCES,
  dice,
  ENTERED,
  GROUPS,
  type Known,
  left,
  numberOf,
  policiesOf,
  reading,
  type Story,
  synced,
  TITLES,
} from './history-model.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const AGENCY = 'd0000000-0000-4000-8000-0000000000bb' as GroupId;
const STAFF_COUNT = 8;
const KINDS = Object.keys(ENTERED) as EntryKind[];
const OWN_ACTS = [
  'sign',
  'sign',
  'query',
  'talk',
  'add',
  'take-back',
  'take-back',
  ...KINDS,
  'witnessed',
  'time',
] as const;
/** What becomes of the directory, and of what stands beside it. */
const OUTSIDE = [
  'leave',
  'leave',
  'return',
  'return',
  'joiner',
  'fill',
  'fill',
  'move',
  'by-name',
  'by-name',
  'other-ends',
] as const;
type Outside = (typeof OUTSIDE)[number];
const ACTS = [...OWN_ACTS, ...OUTSIDE];
const isOutside = (act: (typeof ACTS)[number]): act is Outside => OUTSIDE.some((one) => one === act);

function takeOut(who: PersonId): void {
  for (const group of [STAFF, AGENCY])
    world.groups.set(
      group,
      (world.groups.get(group) ?? []).filter(({ id }) => personIdOf(id) !== who),
    );
}

/** Puts someone into the directory as it is from now on. */
function place({ known, staff }: Pick<Story, 'known' | 'staff'>, who: PersonId, department: string | undefined): void {
  staff.set(who, department);
  takeOut(who);
  world.groups.get(known.get(who)?.isByName ? AGENCY : STAFF)?.push(directoryPerson(numberOf(who), { department }));
}

async function startedWith(wanted: Wanted): Promise<CampaignId> {
  const id = await world.drafted();
  await world.acknowledgements.want(HR, id, wanted);
  await world.settle();
  await world.acknowledgements.command(HR, id, 'start');
  await world.settle();
  world.at(new Date(world.now().getTime() + 60_000));
  return id;
}

/** Starts a campaign for audiences of its own, with another beside it or none. */
async function started(pick: ReturnType<typeof dice>, all: readonly PolicyText[]): Promise<Story> {
  const beside = { known: new Map<PersonId, Known>(), staff: new Map<PersonId, string | undefined>() };
  for (const group of [STAFF, AGENCY]) world.groups.set(group, []);
  for (let n = 1; n <= STAFF_COUNT; n += 1) place(beside, personIdOf(userId(n)), GROUPS[n % 3 === 0 ? 1 : 0]);
  world.library.inForce = all.slice(0, 1);
  const hasOther = pick([true, false]);
  const other = hasOther ? await startedWith({ people: ASKED_ELSEWHERE.map(userId) }) : undefined;
  world.library.inForce = all.slice(0, pick([1, 2, 3]));
  const chosen = world.library.inForce.map((policy) => [policy, pick(AUDIENCES)] as const);
  const policies = Object.fromEntries(
    chosen.flatMap(([{ policyId }, [to]]) => (Object.keys(to).length > 0 ? [[policyId, to] as const] : [])),
  );
  const isFor: Story['isFor'] = (who, department) =>
    chosen.flatMap(([{ title }, [, is]]) => (is(numberOf(who), department) ? [title] : []));
  const id = await startedWith({ policies });
  const story = { id, ...beside, isFor, isForSome: Object.keys(policies).length > 0, other };
  synced(story);
  return story;
}

async function history(seed: number): Promise<void> {
  const pick = dice(seed);
  const story = await started(pick, policiesOf(seed));
  const { id, known } = story;
  const everything = world.library.inForce.map(({ title }) => title);
  const acts: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    const act = pick(ACTS);
    const who = pick([...known.keys()]);
    acts.push(`${act} ${who.slice(-4)}`);
    const some = everything.filter(() => pick([true, false]));
    const reads = story.isForSome && some.length > 0 ? some : everything;
    if (isOutside(act)) await happens(story, act, who, { step, reads, department: pick(GROUPS) });
    else await made(id, act, who, known, { step, reads });
    await world.settle();
    if (step % 10 === 9) await agrees(id, known, `seed ${seed}: ${acts.join(', ')}`);
  }
}

/** Something changes in the directory or beside it, and the list is compared with it. */
async function happens(
  story: Story,
  act: Outside,
  who: PersonId,
  {
    step,
    reads,
    department,
  }: { readonly step: number; readonly reads: readonly string[]; readonly department: string },
): Promise<void> {
  const { id, known, staff } = story;
  switch (act) {
    case 'leave':
      staff.delete(who);
      takeOut(who);
      break;
    case 'return': {
      const gone = [...known].find(([, { isGone }]) => isGone)?.[0];
      if (gone) place(story, gone, department);
      break;
    }
    case 'joiner':
      place(story, personIdOf(userId(100 + step)), undefined);
      break;
    case 'fill': {
      const unknown = [...staff].find(([, one]) => one === undefined)?.[0];
      if (unknown) place(story, unknown, department);
      break;
    }
    case 'move':
      if (staff.get(who) !== undefined) place(story, who, department);
      break;
    case 'by-name':
      await addedByName(story, offIn(story) ?? personIdOf(userId(200 + step)), { reads, department });
      break;
    case 'other-ends':
      if (story.other) await world.acknowledgements.command(HR, story.other, 'withdraw');
      story.other = undefined;
      break;
    default:
      return act satisfies never;
  }
  await world.acknowledgements.confirmRoster(HR, id, {});
  synced(story);
}

/** Someone with an account who was on the list and is not any more; who signed first. */
const offIn = ({ known }: Story): PersonId | undefined =>
  [...known]
    .filter(([who, { truth }]) => !who.startsWith('paper:') && !truth.isOn)
    .toSorted(([, one], [, other]) => Number(other.truth.hasSigned) - Number(one.truth.hasSigned))[0]?.[0];

/** HR puts someone with an account on the list, who was never there or is gone from it. */
async function addedByName(
  story: Story,
  who: PersonId,
  { reads: chosen, department }: { readonly reads: readonly string[]; readonly department: string },
): Promise<void> {
  const { id, known } = story;
  const one = known.get(who);
  const reads = left(story, who, chosen);
  if (reads.length === 0) return;
  const before = one ?? { truth: { reads, isOn: true, isAway: false, hasSigned: false }, before: [] };
  known.set(who, { ...before, isByName: true });
  place(story, who, department);
  const added = await world.acknowledgements.addByName(HR, id, {
    ...{ user: who as string as UserId, isGuest: false, read: chosen.map((title) => TITLES.indexOf(title)) },
  });
  expect(added).toMatchObject(
    one?.truth.hasSigned ? { kind: 'signed' } : { kind: 'added', isAway: before.truth.isAway },
  );
  const on = { ...before, truth: { ...before.truth, isOn: true }, isByName: true, isGone: false };
  known.set(who, on.truth.hasSigned ? on : { ...reading(on, reads), settledBy: department });
}

async function made(
  id: CampaignId,
  act: (typeof OWN_ACTS)[number],
  who: PersonId,
  known: Map<PersonId, Known>,
  { step, reads }: { readonly step: number; readonly reads: readonly string[] },
): Promise<void> {
  const one = known.get(who);
  if (!one) return;
  const user = who.startsWith('paper:') ? undefined : (who as string as UserId);
  switch (act) {
    case 'time':
      world.at(new Date(world.now().getTime() + 3_600_000));
      return;
    case 'sign': {
      const answered = user && (await world.answers(user, id));
      // What they did themselves cannot be taken back, nor what HR entered before it.
      if (answered?.kind === 'recorded')
        known.set(who, { ...one, truth: { ...one.truth, hasSigned: true, isAway: false }, before: [] });
      return;
    }
    case 'query':
      if (user) await world.acknowledgements.query(user, id, 'queried');
      return;
    case 'talk':
      if (user) await world.talks.want(user, id, 'talk', undefined);
      return;
    case 'add': {
      const read = reads.map((title) => TITLES.indexOf(title));
      const added = await world.addsOnPaper(id, `Added ${step}`, 'Volunteer', HR, read);
      if (added.kind !== 'entered') throw new Error(added.kind);
      const truth = { reads, isOn: true, isAway: false, hasSigned: false };
      known.set(added.person.id, { truth, before: [{ ...truth, isOn: false }] });
      return;
    }
    case 'take-back': {
      const standing = (await world.acknowledgements.entries(HR, id, who)).findLast(({ takenBack }) => !takenBack);
      if (!standing) return;
      const about = { person: who, seq: standing.seq, why: 'A mistake' };
      const taken = await world.acknowledgements.takeBack(HR, id, about);
      if (taken.kind !== 'taken-back') return;
      const truth = one.before.at(-1);
      if (!truth) throw new Error(`nothing stood for ${who}, and ${standing.kind} was taken back`);
      // Who is gone from the directory meanwhile does not come back by it.
      const isOn = truth.isOn && !one.isGone;
      known.set(who, { ...one, truth: { ...truth, isOn }, before: one.before.slice(0, -1) });
      return;
    }
    default:
      if ((await world.enters(id, who, act)) === 'entered')
        known.set(who, {
          ...one,
          truth: ENTERED[act]?.(one.truth) ?? one.truth,
          before: [...one.before, one.truth],
        });
  }
}

async function agrees(id: CampaignId, known: ReadonlyMap<PersonId, Known>, because: string): Promise<void> {
  const truths = [...known.values()].map(({ truth }) => truth).filter(({ isOn, isAway }) => isOn && !isAway);
  const acknowledged = truths.filter(({ hasSigned }) => hasSigned).length;
  const numbers = { expected: truths.length, acknowledged, outstanding: truths.length - acknowledged };
  const [campaign, view] = [await world.campaigns.find(id), await world.acknowledgements.campaign(HR, id)];
  const register = await world.acknowledgements.register(HR, id);
  if (!campaign || !view || !register) throw new Error('no campaign');
  const people = (count: number) => (count === 1 ? '1 person' : `${count} people`);

  const csv = (await world.acknowledgements.csv(HR, id)) ?? '';
  const [header = '', ...rows] = csv.split('\r\n');
  const headings = header.slice(1, -1).split('","');
  const cells = rows.filter((row) => row !== '').map((row) => row.slice(1, -1).split('","'));
  const cell = (row: readonly string[], name: string) => row[headings.indexOf(name)] ?? '';
  const byName = Map.groupBy(cells, (row) => cell(row, 'Name'));
  const inCsv = (state: string) =>
    [...byName.values()].filter(([row]) => row !== undefined && cell(row, 'Status') === state).length;
  const { text } = await extractText(await campaignPage(world.campaigns, campaign, view), { mergePages: true });
  const [figures] = await acknowledgementFigures({ campaigns: world.campaigns, clock: world.now }, OAKFIELD);
  const pack = verifyEvidence(campaignPack(campaign, await world.campaigns.events(id), world.now()));
  const hrList = await world.acknowledgements.missing({ campaign: id, user: HR, kind: 'hr' });
  const typed = JSON.stringify(missingCard([{ campaign, people: register.people }], []));
  const signed = (await world.campaigns.signatures(id)).map(({ person }) => person).sort();

  expect([because, view.total]).toMatchObject([because, numbers]);
  expect([because, signed]).toEqual([
    because,
    [...known]
      .filter(([, { truth }]) => truth.hasSigned)
      .map(([who]) => who)
      .sort(),
  ]);
  expect([because, pack.kind]).toEqual([because, 'unaltered']);
  expect(text).toContain(
    `${acknowledged} of ${numbers.expected} have acknowledged, ${numbers.outstanding} have not yet.`,
  );
  expect(inCsv('Acknowledged')).toBe(acknowledged);
  expect(byName.size - inCsv('Paused') - inCsv('No longer on the list') - inCsv('Not asked')).toBe(numbers.expected);
  // Each is asked for what they were asked for at first, and signs no more and no less.
  const signatures = new Map((await world.campaigns.signatures(id)).map((one) => [one.person, one]));
  for (const { id: who, name } of register.people) {
    const reads = known.get(who)?.truth.reads;
    expect([because, name, byName.get(name)?.map((row) => cell(row, 'Policy'))]).toEqual([because, name, reads]);
    const signature = signatures.get(who);
    if (signature) {
      expect(signature.policies.map(({ title }) => title)).toEqual(reads);
      expect(signature.wording.filter((words) => words.startsWith('I have read'))).toHaveLength(reads?.length ?? 0);
    }
  }
  for (const { title, audience } of view.policies.filter((policy) => policy.audience)) {
    const theirs = truths.filter(({ reads }) => reads.includes(title));
    const done = theirs.filter(({ hasSigned }) => hasSigned).length;
    const told = { title, acknowledged: done, expected: theirs.length, outstanding: theirs.length - done };
    expect([because, { title, ...audience }]).toMatchObject([because, told]);
    expect(JSON.stringify(campaignCard(view))).toContain(`"${done} of ${theirs.length} (`);
    expect(typed).toContain(`${title}: ${theirs.length - done} of ${theirs.length} have not answered`);
  }
  expect(figures?.figures.expected).toBe(numbers.expected);
  if (figures?.figures.total) expect(figures.figures.total.acknowledged).toBe(acknowledged);
  expect(hrList?.outstanding).toBe(numbers.outstanding);
  expect(JSON.stringify(campaignCard(view))).toContain(
    `**${people(numbers.outstanding)}** ${numbers.outstanding === 1 ? 'has' : 'have'} not yet.`,
  );
  expect(JSON.stringify(peopleCard(campaign, register.people, 'outstanding', { page: 0 }, register.columns))).toContain(
    `Not acknowledged yet: ${numbers.outstanding} of ${people(numbers.expected)}`,
  );
  expect(typed).toContain(
    numbers.outstanding === 0 ? 'Everyone has answered.' : `**${people(numbers.outstanding)}** of ${numbers.expected},`,
  );
}

test('after any history every card, list, file and typed answer has the same numbers, and nothing taken back counts', async () => {
  world = await given({ staff: STAFF_COUNT });
  const monday = world.now().getTime();
  for (let seed = 1; seed <= 7; seed += 1) {
    // Each school day, at the same hour, and nothing is left of the one before.
    const weekends = Math.floor((seed - 1) / 5);
    world.at(new Date(monday + (seed - 1 + 2 * weekends) * DAY_MS));
    await history(seed);
    for (const { id, status } of await world.campaigns.list([OAKFIELD])) {
      if (status !== 'running') continue;
      // An absence would be held against them in the next one too.
      for (const { id: who, state } of await world.campaigns.people(id))
        if (state === 'paused') await world.enters(id, who, 'back');
      await world.acknowledgements.command(HR, id, 'withdraw');
    }
  }
}, 120_000);
