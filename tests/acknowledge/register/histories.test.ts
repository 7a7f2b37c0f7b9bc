import { afterEach, expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import type { Chosen } from '../../../src/acknowledge/audience/wanted.ts';
import { missingCard } from '../../../src/acknowledge/campaign/asked-about.handlers.ts';
import { campaignCard } from '../../../src/acknowledge/campaign/campaign.cards.ts';
import { acknowledgementFigures } from '../../../src/acknowledge/campaign/campaign-overview.ts';
import { campaignPage } from '../../../src/acknowledge/evidence/campaign-page.pdf.ts';
import { campaignPack, verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import { peopleCard } from '../../../src/acknowledge/register/people.cards.ts';
import { type EntryKind, type PersonId, personIdOf } from '../../../src/acknowledge/register/person.ts';
import type { PolicyText } from '../../../src/acknowledge/text/policy-text.ts';
import type { CampaignId, PolicyId, PolicyVersionId, UserId } from '../../../src/kernel/ids.ts';
import { DAY_MS } from '../../../src/kernel/time.ts';
import { given } from '../given.ts';
import { HR, OAKFIELD, socialMedia, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

/** The same numbers for the same seed. */
function dice(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
}

/** What is true of a person, kept by the test itself and by no code of ours. */
interface Truth {
  /** Titles of what they were asked for when they came on the list. */
  readonly reads: readonly string[];
  readonly isOn: boolean;
  readonly isAway: boolean;
  readonly hasSigned: boolean;
}
interface Known {
  readonly truth: Truth;
  /** What was true before each entry that stands. */
  readonly before: readonly Truth[];
}

const ENTERED: Readonly<Partial<Record<EntryKind, (truth: Truth) => Truth>>> = {
  away: (truth) => ({ ...truth, isAway: true }),
  back: (truth) => ({ ...truth, isAway: false }),
  answered: (truth) => truth,
  'to-paper': (truth) => truth,
  'not-staff': (truth) => ({ ...truth, isOn: false, isAway: false }),
  witnessed: (truth) => ({ ...truth, hasSigned: true, isAway: false }),
};
const STAFF_COUNT = 8;
const KINDS = Object.keys(ENTERED) as EntryKind[];
const ACTS = ['sign', 'sign', 'query', 'talk', 'add', 'take-back', 'take-back', ...KINDS, 'witnessed', 'time'] as const;

/** Three policies, of which a history may ask some people for less than others. */
const POLICIES: readonly PolicyText[] = ['Social Media Policy', 'Visits Policy', 'Keys Policy'].map((title, at) => ({
  ...socialMedia('5.0'),
  ...{ title, policyId: `policy-${at}` as PolicyId, versionId: `version-${at}` as PolicyVersionId },
}));
const TITLES = POLICIES.map(({ title }) => title);
/** Whom a policy may be for, and who that is among the staff of the sample, told by the test itself. */
const AUDIENCES: readonly (readonly [Chosen, (n: number) => boolean])[] = [
  [{}, () => true],
  [{ groups: ['Teaching'] }, (n) => n % 3 !== 0],
  [{ groups: ['Site and office'] }, (n) => n % 3 === 0],
  [{ people: [userId(1), userId(2), userId(6)] }, (n) => [1, 2, 6].includes(n)],
];

/** Starts a campaign for audiences of its own. @returns it, and what each of the staff is asked for */
async function startedFor(pick: ReturnType<typeof dice>) {
  world.library.inForce = POLICIES.slice(0, pick([1, 2, 3]));
  const id = await world.drafted();
  const chosen = world.library.inForce.map((policy) => [policy, pick(AUDIENCES)] as const);
  const policies = Object.fromEntries(
    chosen.flatMap(([{ policyId }, [to]]) => (Object.keys(to).length > 0 ? [[policyId, to] as const] : [])),
  );
  await world.acknowledgements.want(HR, id, { policies });
  await world.settle();
  await world.acknowledgements.command(HR, id, 'start');
  await world.settle();
  const readsOf = (who: PersonId) =>
    chosen.flatMap(([{ title }, [, is]]) => (is(Number(who.slice(-4))) ? [title] : []));
  return { id, readsOf, isForSome: Object.keys(policies).length > 0 };
}

async function history(seed: number): Promise<void> {
  const pick = dice(seed);
  const { id, readsOf, isForSome } = await startedFor(pick);
  const known = new Map<PersonId, Known>();
  for (let n = 1; n <= STAFF_COUNT; n += 1) {
    const reads = readsOf(personIdOf(userId(n)));
    if (reads.length > 0)
      known.set(personIdOf(userId(n)), { truth: { reads, isOn: true, isAway: false, hasSigned: false }, before: [] });
  }
  const everything = world.library.inForce.map(({ title }) => title);
  const acts: string[] = [];
  for (let step = 0; step < 30; step += 1) {
    const act = pick(ACTS);
    const who = pick([...known.keys()]);
    acts.push(`${act} ${who.slice(-4)}`);
    const some = everything.filter(() => pick([true, false]));
    const reads = isForSome && some.length > 0 ? some : everything;
    await made(id, act, who, known, { step, reads });
    await world.settle();
    if (step % 10 === 9) await agrees(id, known, `seed ${seed}: ${acts.join(', ')}`);
  }
}

async function made(
  id: CampaignId,
  act: (typeof ACTS)[number],
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
        known.set(who, { truth: { ...one.truth, hasSigned: true, isAway: false }, before: [] });
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
      known.set(who, { truth, before: one.before.slice(0, -1) });
      return;
    }
    default:
      if ((await world.enters(id, who, act)) === 'entered')
        known.set(who, { truth: ENTERED[act]?.(one.truth) ?? one.truth, before: [...one.before, one.truth] });
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
  const typed = JSON.stringify(missingCard([{ campaign, people: register.people }]));
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
  expect(JSON.stringify(peopleCard(campaign, register.people, 'outstanding', 0, register.columns))).toContain(
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
    for (const { id, status } of await world.campaigns.list([OAKFIELD]))
      if (status === 'running') await world.acknowledgements.command(HR, id, 'withdraw');
  }
}, 120_000);
