import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import type { Concern, Kind } from '../../../src/report/concern.ts';
import { decisionsFor, outcomesFor } from '../../../src/report/deciding/decision.ts';
import { alertCard } from '../../../src/report/notice/alert.cards.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import { outlineOf } from '../../../src/report/record/outline.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { formCard } from '../../../src/report/triage/triage.cards.ts';
import { ANIL, given, JOANNA, LEWIS, MIRIAM, type World } from '../support.ts';

let world: World;
let concern: Concern;
let by: UserId;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

async function matter(kind: Kind, reader: UserId) {
  by = reader;
  const { id } = await world.report(kind, kind === 'staff' ? { about: [LEWIS] } : {});
  await world.after(0);
  concern = await world.find(id);
  expect((await world.concerns.record.act(id, world.as(by), concern.version, { kind: 'take' })).kind).toBe('done');
}
/** As its form sends it. */
async function sends(act: keyof typeof FORMS, sent: Record<string, string>, user = by) {
  const wanted = FORMS[act].read(sent, world.now());
  if (!wanted) return 'not read';
  const { version } = await world.find(concern.id);
  const outcome = await world.concerns.record.act(concern.id, world.as(user), version, {
    kind: act,
    ...wanted,
  } as never);
  return outcome.kind === 'not-now' ? outcome.why : outcome.kind;
}
const decides = (decision: string, sent: Record<string, string> = {}) =>
  sends('decide', { decision, reason: 'Because of the day.', ...sent });
const opened = async () => {
  const record = await world.concerns.record.open(concern.id, world.as(by));
  if (record.kind !== 'open') throw new Error(record.kind);
  return JSON.stringify(recordCard(record, world.now()));
};
const form = (decision: string | undefined, kind: Kind) =>
  JSON.stringify(
    formCard({
      ...{ form: 'decide', act: FORMS.decide, chosen: decision },
      ...{ concern: { ...concern, kind }, school: world.school, user: by },
    }),
  );

describe('a matter about an adult', () => {
  beforeEach(() => matter('staff', JOANNA));
  const asked = { who: 'Sam Lowe, county, L-7', askedOn: '2026-11-23', askedAt: '08:30' };

  test('only what fits it is offered, and nothing of a child’s or a breach’s', async () => {
    expect(decisionsFor('staff')).toEqual(['lado', 'low-level', 'other-policy', 'no-further-action']);
    for (const decision of ['early-help', 'child-protection', 'breach-assessed', 'data-breach'])
      expect(await decides(decision)).toBe('no-such-decision');
  });

  test('the LADO is recorded with who, when, the advice and the threshold, or not at all', async () => {
    for (const lacking of [{}, asked, { ...asked, threshold: 'met' }, { threshold: 'met', advice: 'Refer.' }])
      expect(await decides('lado', lacking)).toBe('no-lado');
    expect(await decides('lado', { ...asked, askedOn: '2026-11-30', threshold: 'met', advice: 'Refer.' })).toBe(
      'no-time',
    );
    expect(await decides('lado', { ...asked, threshold: 'awaited' })).toBe('done');
    expect(await decides('lado', { ...asked, threshold: 'met', advice: 'MARKED-ADVICE' })).toBe('done');
    const card = await opened();
    for (const said of ['LADO asked on 23 November 2026, 08:30', 'It meets the harm threshold', 'MARKED-ADVICE'])
      expect(card).toContain(said);
    expect((await world.find(concern.id)).reviewOn).toBe('2026-11-24');
  });

  test('a low-level concern has its context, what is done, and who shared it', async () => {
    const whole = { context: 'A trip.', taken: 'Talked it through.', sharedBy: 'Did not want to be named' };
    for (const name of Object.keys(whole))
      expect(await decides('low-level', { ...whole, [name]: ' ' })).toBe('no-low-level');
    expect(await decides('low-level', whole)).toBe('done');
    expect(await opened()).toContain('Low-level concern, recorded');
    expect(await decides('other-policy', {})).toBe('no-policy');
    expect(await decides('other-policy', { policy: 'Complaints, the bursar' })).toBe('done');
  });

  test('every form in which the LADO may not be asked says what waits for their advice, and what does not', () => {
    const waits =
      /do not interview anyone, and do not investigate[^"]* Simple checks of a rota or a register are fine\./i;
    const nothingMore = JSON.stringify(
      formCard({
        ...{ form: 'no-further-action', act: FORMS['no-further-action'] },
        ...{ concern, school: world.school, user: by },
      }),
    );
    for (const said of [form('low-level', 'staff'), form('other-policy', 'staff'), nothingMore])
      expect(said).toMatch(waits);
    expect(form('early-help', 'child')).not.toMatch(waits);
  });

  test('what has been thought of stands with its day, and what has not is named', async () => {
    expect(await opened()).not.toContain('Alternatives to suspension');
    expect(await sends('step', { step: 'suspension', reason: 'Moved to the office.' })).toBe('done');
    const texts = [...(await opened()).matchAll(/"text":"([^"]*)"/g)].map(([, text]) => text);
    const after = (label: string) => texts[texts.indexOf(label) + 1];
    expect(after('Alternatives to suspension considered')).toBe('23 November 2026');
    expect(after('Named contact for the member of staff')).toBe('Not recorded yet');
    expect(await sends('step', { step: 'gossip', reason: 'So.' })).toBe('not read');
  });

  test('it ends in one of the five outcomes, or as what it was instead', async () => {
    expect(outcomesFor('staff').slice(0, 5)).toEqual([
      'substantiated',
      'malicious',
      'false',
      'unsubstantiated',
      'unfounded',
    ]);
    expect(await decides('lado', { ...asked, threshold: 'not-met', advice: 'None.' })).toBe('done');
    expect(await sends('close', { outcome: 'support-in-place', reason: 'So.' })).toBe('no-such-decision');
    expect(await sends('close', { outcome: 'unfounded', left: 'done', reason: 'So.' })).toBe('done');
  });
});

describe('a breach of personal data', () => {
  /** Monday at half past ten. */
  beforeEach(() => matter('data', ANIL));
  const whole = {
    risk: 'likely',
    contained: 'Link withdrawn.',
    ico: 'told',
    icoOn: '2026-11-23',
    icoAt: '10:00',
    affected: 'told',
  };

  test('the 72 hours run by the clock from the report, or from when the first member of staff knew', async () => {
    expect(concern.raisedAt.toISOString()).toBe('2026-11-23T10:31:00.000Z');
    const ends = '72 hours end on Thursday 26 November 2026, 10:31';
    expect(await opened()).toContain(ends);
    expect(JSON.stringify(alertCard(outlineOf(world.school, concern)))).toContain(ends);
    expect(await sends('known', { happenedOn: '2026-11-20', happenedAt: '' })).toBe('no-time');
    expect(await sends('known', { happenedOn: '2026-11-20', happenedAt: '16:10' })).toBe('done');
    // A weekend counts.
    expect(await opened()).toContain('72 hours end on Monday 23 November 2026, 16:10');
    expect(await sends('known', { happenedOn: '2026-11-20', happenedAt: '16:10' }, MIRIAM)).toBe('not-available');
    await decides('breach-assessed', whole);
    expect(await opened()).not.toContain('72 hours end');
  });

  test('the deadline says from what it counts, with what the form was told of times and the way to say it beside it', async () => {
    const { id } = await world.report('data', {
      words: { seen: 'A stick is gone.', learned: 'Friday, about four', happened: 'Thursday' },
    });
    await world.after(0);
    const clock = async (reader = ANIL) => {
      const record = await world.concerns.record.open(id, world.as(reader));
      if (record.kind !== 'open') throw new Error(record.kind);
      const { body } = recordCard(record, world.now(), { reader });
      const all = JSON.stringify(body);
      expect(all.split('"Say when it was first known"')).toHaveLength(2);
      return JSON.stringify(body.find((one) => JSON.stringify(one).includes('72 hours end')));
    };
    // Nobody has acknowledged it yet.
    const before = await clock();
    for (const said of [
      'Counted from the report. If someone knew earlier, say when',
      'When the reporter learned of it',
      '“Friday, about four”',
      '“Thursday”',
      '"title":"Say when it was first known"',
    ])
      expect(before).toContain(said);
    const { version } = await world.find(id);
    const known = FORMS.known.read({ happenedOn: '2026-11-20', happenedAt: '16:10' }, world.now());
    await world.concerns.record.act(id, world.as(ANIL), version, { kind: 'known', ...known } as never);
    const after = await clock();
    expect(after).toContain('Counted from Friday 20 November 2026, 16:10');
    expect(after).not.toContain('about four');
    expect(after).toContain('"title":"Say when it was first known"');
    // What goes into a chat has no words of it, and does not know what was said since.
    const alert = JSON.stringify(alertCard(outlineOf(world.school, await world.find(id))));
    expect(alert).toContain('at the latest');
    expect(alert).not.toContain('about four');
  });

  test('nobody learned of it after it was reported', async () => {
    world.at('2026-11-23T15:00:00Z');
    expect(await sends('known', { happenedOn: '2026-11-23', happenedAt: '14:00' })).toBe('after-report');
  });

  test('risk, ICO, people and how it was contained belong together; who was not told has a reason', async () => {
    for (const name of ['risk', 'contained', 'ico', 'affected'])
      expect([name, await decides('breach-assessed', { ...whole, [name]: '' })]).toEqual([name, 'no-risk']);
    expect(await decides('breach-assessed', { ...whole, icoOn: '', icoAt: '' })).toBe('no-risk');
    expect(await decides('breach-assessed', { ...whole, ico: 'not-told' })).toBe('not-told-why');
    expect(await decides('breach-assessed', { ...whole, affected: 'not-told' })).toBe('not-told-why');
    const why = {
      ico: 'not-told',
      icoWhy: 'MARKED-ICO',
      affected: 'not-told',
      peopleWhy: 'MARKED-PEOPLE',
      risk: 'unlikely',
    };
    expect(await decides('breach-assessed', { ...whole, ...why })).toBe('done');
    const card = await opened();
    for (const said of ['A risk to people is unlikely', 'The ICO was not told', 'MARKED-ICO', 'MARKED-PEOPLE'])
      expect(card).toContain(said);
  });

  test('a late one says why', async () => {
    await sends('known', { happenedOn: '2026-11-19', happenedAt: '09:00' });
    expect(await decides('breach-assessed', whole)).toBe('late-why');
    expect(await decides('breach-assessed', { ...whole, late: 'It was found on a Friday.' })).toBe('done');
  });
});

test('the form of a low-level concern opens with what one is, that of any other decision with the rule for an allegation', async () => {
  await matter('staff', JOANNA);
  const [low, lado] = [form('low-level', 'staff'), form('lado', 'staff')];
  expect(low).toContain('Only for what does not meet the harm threshold. Not sure whether it meets the threshold?');
  expect(low).not.toContain('until the LADO has advised. Simple checks');
  expect(lado).toContain('until the LADO has advised. Simple checks');
  expect(lado).not.toContain('Only for what does not meet');
});

test('a form asks what belongs to the decision that was chosen, and first which one', async () => {
  await matter('staff', JOANNA);
  const kinds = form(undefined, 'staff');
  for (const title of ['LADO asked', 'Low-level concern, recorded', 'Handled under another policy'])
    expect(kinds).toContain(`"title":"${title}"`);
  expect(kinds).not.toContain('Input.Text');
  expect(form('early-help', 'staff')).toBe(kinds);
  for (const [decision, kind, has] of [
    ['lado', 'staff', ['advice', 'threshold']],
    ['low-level', 'staff', ['context', 'taken', 'sharedBy']],
    ['breach-assessed', 'data', ['risk', 'contained', 'icoWhy', 'late', 'peopleWhy']],
    ['early-help', 'child', ['agency', 'parents']],
  ] as const) {
    const drawn = form(decision, kind);
    for (const id of ['advice', 'threshold', 'context', 'sharedBy', 'risk', 'late', 'parents'])
      expect([decision, id, drawn.includes(`"id":"${id}"`)]).toEqual([
        decision,
        id,
        (has as readonly string[]).includes(id),
      ]);
  }
});
