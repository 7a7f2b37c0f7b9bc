import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../support/running.ts';
import { DISCLOSURE, leaksOf, submit } from './entrance-world.ts';
import { registeredEntrances } from './entrances.ts';

const ID = '11111111-1111-4111-8111-111111111111';

/** Who sends each form, with everything that is not written in it. */
const SENT_BY: Readonly<Record<string, readonly [user: string, data: Readonly<Record<string, unknown>>]>> = {
  'accounts.send-application': [
    PEOPLE.frankDoyle,
    { platform: 'x', openness: 'open', runners: `${PEOPLE.frankDoyle},${PEOPLE.priyaNair}` },
  ],
  'accounts.save-added': [PEOPLE.joannaOkafor, { platform: 'x' }],
  'accounts.decide': [PEOPLE.joannaOkafor, { account: ID, verdict: 'reject' }],
  'accounts.save-login': [PEOPLE.frankDoyle, { account: ID }],
  'accounts.save-rules': [PEOPLE.ruthEllery, { school: 'oakfield' }],
  'accounts.save-comment': [PEOPLE.frankDoyle, { account: ID, kind: 'comment', day: '2026-11-23', time: '09:00' }],
  'accounts.save-moderated': [PEOPLE.frankDoyle, { account: ID, what: 'hidden', why: 'offensive' }],
  'accounts.save-post': [PEOPLE.frankDoyle, { account: ID }],
  'accounts.ask-opinion': [PEOPLE.frankDoyle, { account: ID }],
  'accounts.give-opinion': [PEOPLE.joannaOkafor, { opinion: ID, fine: 'true' }],
  'accounts.send-press': [PEOPLE.frankDoyle, {}],
  'accounts.looked': [PEOPLE.frankDoyle, {}],
  'policy.send-referral': [PEOPLE.lewisGrant, {}],
  'policy.send-reply': [PEOPLE.ruthEllery, { referral: ID, curate: 'true' }],
  'declaration.declare': [PEOPLE.priyaNair, { id: ID, tie: 'related', whom: 'pupil' }],
  'policy.put-in-force': [
    PEOPLE.ruthEllery,
    { school: 'oakfield', version: '0000000000000000', adoptedOn: '2026-11-20', from: '2027-01-04' },
  ],
  'policy.send-comment': [PEOPLE.priyaNair, { school: 'oakfield', version: '0000000000000000' }],
  'policy.asked-draft': [PEOPLE.ruthEllery, { school: 'oakfield', version: '0000000000000000' }],
  'policy.placed-upload': [PEOPLE.ruthEllery, { upload: ID, policy: 'oakfield/*' }],
  'policy.save-kept': [PEOPLE.ruthEllery, { referral: ID }],
  'campaign.save-correction': [PEOPLE.sunitaRao, { campaign: ID, due: '2026-12-18' }],
  'campaign.save-message': [PEOPLE.sunitaRao, { campaign: ID }],
  'campaign.remind': [PEOPLE.sunitaRao, { campaign: ID, whom: 'all' }],
  'campaign.see-reminder': [PEOPLE.sunitaRao, { campaign: ID, whom: 'all' }],
  'campaign.send-reminder': [PEOPLE.sunitaRao, { campaign: ID, whom: 'all' }],
  'campaign.find': [PEOPLE.sunitaRao, { campaign: ID }],
  'acknowledgement.want-talk': [PEOPLE.priyaNair, { campaign: ID, kind: 'talk' }],
  'campaign.offer-talk': [PEOPLE.sunitaRao, { campaign: ID, user: ID }],
  'campaign.add-one': [PEOPLE.sunitaRao, { campaign: ID, day: '2026-11-23' }],
  'campaign.enter-one': [PEOPLE.sunitaRao, { campaign: ID, person: ID, change: 'witnessed', day: '2026-11-23' }],
  'campaign.take-back': [PEOPLE.sunitaRao, { campaign: ID, person: ID, event: 3 }],
  'campaign.enter-signed': [PEOPLE.sunitaRao, { campaign: ID, people: ID, signedOn: '2026-11-23' }],
  'scenario.away': [PEOPLE.sunitaRao, { school: 'oakfield' }],
  'scenario.save': [PEOPLE.sunitaRao, { school: 'oakfield', policy: 'social-media', right: '0', section: 's1' }],
  'training.find': [PEOPLE.sunitaRao, { school: 'oakfield' }],
  'acknowledgement.save-question': [
    PEOPLE.ruthEllery,
    { school: 'oakfield', policy: 'social-media', right: '0', section: 's1' },
  ],
};

const forms = registeredEntrances().flatMap(({ kind, name, fields }) =>
  kind === 'submit' && fields !== 'report' && fields.some((field) => field.kind === 'heard')
    ? [{ name, boxes: fields.filter((field) => field.kind === 'heard').map((field) => field.name) }]
    : [],
);

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

test('every form that has a box is tried, and no other', () => {
  expect(forms.map(({ name }) => name).sort()).toEqual(Object.keys(SENT_BY).sort());
});

describe.each(forms)('$name', ({ name, boxes }) => {
  const [user, data] = SENT_BY[name] ?? ['', {}];
  const harmless = Object.fromEntries(boxes.map((box) => [box, 'The canteen']));

  test('with harmless words it is not held back', async () => {
    expect(await submit(world, user, name, { ...data, ...harmless })).not.toMatch(/I have not sent (this|it)/);
  });

  test.each(boxes)('a disclosure in the box "%s" is held back, and nothing of it leaves', async (box) => {
    const sends = async () => {
      const before = world.sandbox.received().length;
      const held = await submit(world, user, name, { ...data, ...harmless, [box]: DISCLOSURE });
      expect(held).toMatch(/I have not sent (this|it)/);
      return world.sandbox
        .received()
        .slice(before)
        .filter(({ operation }) => operation === 'sendActivity');
    };
    // Nothing is said to anyone; the directory may be looked at meanwhile, and is searched for the words below. What the form
    // before this had sent may still be on its way: what this one sends comes each time.
    const sent = await sends();
    expect(sent.length === 0 ? sent : await sends()).toEqual([]);
    expect(await leaksOf(world)).toEqual([]);
  });
});
