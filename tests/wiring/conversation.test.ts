import { readFileSync } from 'node:fs';
import { readSchoolFile } from '../../src/config/school-file.ts';
import type { Detection } from '../../src/disclosure/detect.ts';
import type { Outgoing } from '../../src/teams/card.ts';
import type { MessageTurn } from '../../src/teams/turn.ts';
import { wireConversation } from '../../src/wiring/conversation.ts';

const trust = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', []);
const school = trust?.schools[0];

/** What someone gets, in order: an offer, an answer. Everything beyond the order of the two is left out. */
async function got(detection: Detection, options: { place?: string; failing?: 'offer' | 'answer' } = {}) {
  const { place = 'personal', failing } = options;
  const shown: string[] = [];
  const context = {
    config: {
      connectorHosts: [],
      trust,
      bot: { id: 'bot', tenantId: 'tenant', credential: { kind: 'secret', secret: 'x' } },
    },
    routes: { findCommand: () => undefined },
    standingOf: async () => ({ kind: 'staff' }),
    schoolOfStanding: () => school,
  };
  const further = {
    hear: async () => ({ detection, readings: undefined, mayLeave: false }),
    policies: {
      answer: async () => {
        if (failing === 'answer') throw new Error('no answer');
        shown.push('answer');
      },
    },
    concerns: { screenshots: {} },
    serviceHosts: [],
  };
  const say = async (out: Outgoing) => {
    if (failing === 'offer') throw new Error('no offer');
    shown.push('card' in out ? 'offer' : 'text');
    return 'sent';
  };
  const turn = {
    text: 'what is typed',
    attachments: [],
    sender: { userId: 'someone' },
    place: { kind: place },
    now: new Date('2026-11-23T10:00:00Z'),
    reply: say,
    replyPrivately: say,
  } as unknown as MessageTurn;
  const { message } = wireConversation(context as never, further as never);
  const failed = await message(turn).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { shown, failed };
}

const unclear = (likelier: 'report' | 'question'): Detection & { kind: 'unclear' } => ({
  kind: 'unclear',
  route: 'dsl',
  likelier,
  reasons: [],
});

test('what is likelier a report is offered first, what is likelier a question is answered first', async () => {
  expect((await got(unclear('report'))).shown).toEqual(['offer', 'answer']);
  expect((await got(unclear('question'))).shown).toEqual(['answer', 'offer']);
});

test('the offer comes where the answer fails, and the answer where the offer does', async () => {
  for (const likelier of ['report', 'question'] as const) {
    expect(await got(unclear(likelier), { failing: 'answer' })).toEqual({ shown: ['offer'], failed: 'no answer' });
    expect(await got(unclear(likelier), { failing: 'offer' })).toEqual({ shown: ['answer'], failed: 'no offer' });
  }
});

test('a concern, what others could read along and what was not understood gets no answer', async () => {
  const concern: Detection = { kind: 'concern', route: 'dsl', emergency: false, reasons: [] };
  expect((await got(concern)).shown).toEqual(['offer']);
  expect((await got({ ...unclear('report'), language: 'pl' })).shown).toEqual(['offer']);
  expect((await got(unclear('question'), { place: 'channel' })).shown).toEqual(['offer', 'text']);
});
