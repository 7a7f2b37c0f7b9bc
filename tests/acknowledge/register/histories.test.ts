import { afterEach, expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import { missingCard } from '../../../src/acknowledge/campaign/asked-about.handlers.ts';
import { campaignCard } from '../../../src/acknowledge/campaign/campaign.cards.ts';
import { acknowledgementFigures } from '../../../src/acknowledge/campaign/campaign-overview.ts';
import { campaignPage } from '../../../src/acknowledge/evidence/campaign-page.pdf.ts';
import { campaignPack, verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import { peopleCard } from '../../../src/acknowledge/register/people.cards.ts';
import type { EntryKind, PersonId } from '../../../src/acknowledge/register/person.ts';
import type { CampaignId, UserId } from '../../../src/kernel/ids.ts';
import { DAY_MS } from '../../../src/kernel/time.ts';
import { given } from '../given.ts';
import { HR, OAKFIELD } from '../school.ts';

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
const KINDS = Object.keys(ENTERED) as EntryKind[];
const ACTS = ['sign', 'sign', 'query', 'talk', 'add', 'take-back', 'take-back', ...KINDS, 'witnessed', 'time'] as const;

async function history(seed: number): Promise<void> {
  const pick = dice(seed);
  const id = await world.started();
  const known = new Map<PersonId, Known>();
  for (const { id: who } of await world.campaigns.people(id))
    known.set(who, { truth: { isOn: true, isAway: false, hasSigned: false }, before: [] });
  const acts: string[] = [];
  for (let step = 0; step < 30; step += 1) {
    const act = pick(ACTS);
    const who = pick([...known.keys()]);
    acts.push(`${act} ${who.slice(-4)}`);
    await made(id, act, who, known, step);
    await world.settle();
    if (step % 10 === 9) await agrees(id, known, `seed ${seed}: ${acts.join(', ')}`);
  }
}

async function made(
  id: CampaignId,
  act: (typeof ACTS)[number],
  who: PersonId,
  known: Map<PersonId, Known>,
  step: number,
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
      const added = await world.addsOnPaper(id, `Added ${step}`, 'Volunteer');
      if (added.kind !== 'entered') throw new Error(added.kind);
      const truth = { isOn: true, isAway: false, hasSigned: false };
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
  // One policy, so that there is a row for each person.
  const statusAt = header.split('","').indexOf('Status');
  const inCsv = (state: string) => rows.filter((row) => row.split('","')[statusAt] === state).length;
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
  expect(
    rows.filter((row) => row !== '').length - inCsv('Paused') - inCsv('No longer on the list') - inCsv('Not asked'),
  ).toBe(numbers.expected);
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
  world = await given({ staff: 8 });
  const monday = world.now().getTime();
  for (let seed = 1; seed <= 5; seed += 1) {
    // Each day of a week, at the same hour, and nothing is left of the one before.
    world.at(new Date(monday + (seed - 1) * DAY_MS));
    await history(seed);
    for (const { id, status } of await world.campaigns.list([OAKFIELD]))
      if (status === 'running') await world.acknowledgements.command(HR, id, 'withdraw');
  }
}, 120_000);
