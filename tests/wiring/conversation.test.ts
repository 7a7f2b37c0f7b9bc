import { readFileSync } from 'node:fs';
import { readSchoolFile } from '../../src/config/school-file.ts';
import { Typed } from '../../src/core/typed.ts';
import type { Reading } from '../../src/core/understanding.ts';
import type { Detection } from '../../src/disclosure/detect.ts';
import type { Depth } from '../../src/disclosure/listen.ts';
import { createRecogniser, type Wished } from '../../src/talk/recognise.ts';
import type { WishId } from '../../src/talk/wishes.ts';
import { type Outgoing, plain } from '../../src/teams/card.ts';
import type { MessageTurn } from '../../src/teams/turn.ts';
import { wireConversation } from '../../src/wiring/conversation.ts';
import { shippedWishes } from '../../src/wiring/wishes.ts';

const trust = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', []);
const school = trust?.schools[0];

interface Options {
  readonly place?: string;
  readonly failing?: 'offer' | 'answer';
  /** Sent before, in the same minute. */
  readonly before?: number;
  readonly text?: string;
  readonly isReader?: boolean;
  /** An answer is remembered, and nothing since that may be a report. */
  readonly isAfterAnswer?: boolean;
  /** How likely the encoder finds it that the rota is asked for. */
  readonly share?: number;
  /** What it finds likeliest, where that is something else. */
  readonly wish?: WishId;
  /** It goes on with a fact that was told. */
  readonly goesOn?: boolean;
}

/** What someone gets, in order: an offer, an answer. Everything beyond the order of the two is left out. */
async function got(detection: Detection, options: Options = {}) {
  const {
    place = 'personal',
    failing,
    before = 0,
    isReader = false,
    text = 'what is typed',
    share,
    goesOn,
    wish = 'rota',
  } = options;
  const shown: string[] = [];
  const depths: (Depth | undefined)[] = [];
  const cards: unknown[] = [];
  const forgot: string[] = [];
  const context = {
    config: {
      connectorHosts: [],
      trust,
      bot: { id: 'bot', tenantId: 'tenant', credential: { kind: 'secret', secret: 'x' } },
    },
    routes: { findCommand: (typed: string) => (typed === 'report' ? async () => void shown.push('form') : undefined) },
    standingOf: async () => ({ kind: 'staff' }),
    schoolOfStanding: () => school,
  };
  const further = {
    gate: {
      hear: async (_typed: Typed, _school: unknown, depth?: Depth) => {
        depths.push(depth);
        return {
          detection: depths.length <= before ? { kind: 'none' } : detection,
          readings: share === undefined ? undefined : [{ vector: new Float32Array() }],
          mayLeave: undefined,
        };
      },
    },
    policies: {
      forget: async (user: string) => void forgot.push(user),
      answering: {
        beside: async (_turn: unknown, _school: unknown, _heard: unknown, wanted: string) => {
          if (failing === 'answer') throw new Error('no answer');
          if (wanted === 'below-if-asked' && !text.endsWith('?')) return undefined;
          const stands = wanted === 'first' ? 'first' : 'below';
          return { stands, elements: [plain(`rule ${stands}`)] };
        },
        answer: async () => void shown.push('answer'),
        isAfterAnswer: async () => options.isAfterAnswer === true,
      },
    },
    talk: {
      read: (words: string, heard?: { readings?: readonly Reading[] }) =>
        createRecogniser(shippedWishes(), () => ({ wish, share: share ?? 0 })).recognise(words, heard?.readings?.[0]),
      notDone: async (_turn: MessageTurn, _school: unknown, what: string) => void shown.push(what),
      mayHave: (_user: unknown, wish: string) => wish !== 'reports.search' || isReader,
      answer: async (_turn: MessageTurn, _school: unknown, { wish }: Wished) => void shown.push(wish),
      perhaps: () => undefined,
      after: async () => goesOn === true && shown.push('goes on') > 0,
      aboutName: async () => void shown.push('a name'),
    },
    concerns: { screenshots: {}, concerns: { figures: async () => Promise.reject(new Error('no directory')) } },
    serviceHosts: [],
  };
  const say = async (out: Outgoing) => {
    if (failing === 'offer') throw new Error('no offer');
    shown.push('card' in out ? readCard(JSON.stringify(out.card)) : 'text');
    cards.push(out);
    return 'sent';
  };
  const turn = {
    text: new Typed(text),
    attachments: [],
    sender: { userId: 'someone' },
    place: { kind: place },
    now: new Date('2026-11-23T10:00:00Z'),
    reply: say,
    replyPrivately: say,
  } as unknown as MessageTurn;
  const { message } = wireConversation(context as never, further as never);
  for (let sent = 0; sent < before; sent += 1) await message({ ...turn, text: new Typed('a question') });
  shown.length = 0;
  const failed = await message(turn).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { shown, failed, forgot, depth: depths.at(-1), last: JSON.stringify(cards.at(-1) ?? '') };
}

/** What is on the card, in order. */
const readCard = (card: string): string => {
  const [above, below] = [card.indexOf('rule first'), card.indexOf('rule below')];
  return above > -1 ? 'rule, offer' : below > -1 ? 'offer, rule' : 'offer';
};

const unclear = (likelier: 'report' | 'question'): Detection & { kind: 'unclear' } => ({
  kind: 'unclear',
  route: 'dsl',
  likelier,
  reasons: [],
});
const concern: Detection = { kind: 'concern', route: 'dsl', emergency: false, reasons: [] };

test('the rule and the offer come on one card: what is likelier a report is offered first', async () => {
  expect((await got(unclear('report'))).shown).toEqual(['offer, rule']);
  expect((await got(concern)).shown).toEqual(['offer, rule']);
  expect((await got(unclear('question'))).shown).toEqual(['rule, offer']);
});

test('the offer comes where there is no rule', async () => {
  for (const detection of [unclear('report'), unclear('question'), concern])
    expect(await got(detection, { failing: 'answer' })).toMatchObject({ shown: ['offer'], failed: undefined });
});

test('who is not well gets people first, and what they ask is answered below; in a crisis there are people alone', async () => {
  const own = (isCrisis: boolean): Detection => ({ kind: 'own-distress', isCrisis, reasons: [] });
  const asked = await got(own(false), { text: 'I take antidepressants, do I have to say?' });
  expect(asked.shown).toEqual(['offer, rule']);
  expect(asked.last.indexOf('116 123')).toBeLessThan(asked.last.indexOf('rule below'));
  expect(asked.last).not.toContain('I have not looked up');
  expect((await got(own(true), { text: 'Does anyone care if I die?' })).shown).toEqual(['offer']);
});

test('danger, the own distress of a writer, what others could read along and what was not understood get no rule', async () => {
  expect((await got({ ...concern, emergency: true })).shown).toEqual(['offer']);
  expect((await got({ ...concern, ownDistress: 'strain' })).shown).toEqual(['offer']);
  expect((await got({ kind: 'own-distress', isCrisis: false, reasons: [] })).shown).toEqual(['offer']);
  expect((await got({ ...unclear('report'), language: 'pl' })).shown).toEqual(['offer']);
  expect((await got(unclear('question'), { place: 'channel' })).shown).toEqual(['offer', 'text']);
});

test('more than thirty messages in a minute are heard by the rules alone, and nothing is looked up', async () => {
  expect((await got({ kind: 'none' }, { before: 29 })).depth).toBe('whole');
  const { shown, depth, last } = await got({ kind: 'none' }, { before: 30 });
  expect({ shown, depth }).toEqual({ shown: ['offer'], depth: 'rules' });
  // What the rules do not see may be a report all the same.
  expect(last).toContain('Please wait a minute');
  expect(last).toContain('"dialog":"concern.report"');
  expect(last).toContain('999');
});

test('a report is offered however many messages came before it, and the word report opens its form', async () => {
  const concern: Detection = { kind: 'concern', route: 'dsl', emergency: true, reasons: [] };
  const offered = await got(concern, { before: 45 });
  expect(offered.last).toContain('In danger now: phone 999');
  expect((await got(unclear('question'), { before: 45 })).shown).toEqual(['offer']);
  expect((await got({ kind: 'none' }, { before: 45, text: 'report' })).shown).toEqual(['form']);
});

const encoder = <D extends Detection>(detection: D): D => ({ ...detection, reasons: ['encoder'] });

test('a line of ours is what it says, whatever it sounds like; what is told as something that happened is no line', async () => {
  const said = { text: 'Who is the headteacher?' };
  expect((await got(encoder(unclear('question')), said)).shown).toEqual(['holder.headteacher']);
  expect((await got({ kind: 'own-distress', isCrisis: false, reasons: ['own'] }, said)).shown).toEqual(['offer, rule']);
  expect((await got({ kind: 'own-distress', isCrisis: false, reasons: [] }, said)).shown).toEqual([
    'holder.headteacher',
  ]);
  const seen: Detection = { ...concern, reasons: ['neglect'] };
  for (const detection of [
    seen,
    encoder({ ...unclear('report'), route: 'emergency' }),
    { ...concern, emergency: true },
  ])
    expect((await got(detection, said)).shown[0]).toMatch(/^offer/);
  expect((await got(concern, { text: 'reports about dad hitting me' })).shown).toEqual(['offer, rule']);
  const more = { text: 'Who is the headteacher? He hit a boy' };
  expect((await got(encoder(unclear('question')), more)).shown).toEqual(['rule, offer']);
});

test('a name and nothing else is no report, unless the rules have their say or more than a name is said', async () => {
  expect((await got(encoder(concern), { text: 'Kai Turner' })).shown).toEqual(['a name']);
  expect((await got({ ...concern, reasons: ['neglect'] } as Detection, { text: 'Kai Turner' })).shown).toEqual([
    'offer, rule',
  ]);
  expect((await got(encoder({ ...concern, emergency: true }), { text: 'Kai Turner' })).shown).toEqual(['offer']);
  expect((await got(encoder(concern), { text: 'kai turner', isReader: true })).shown).toEqual(['a name']);
  expect((await got(encoder(concern), { text: 'kai bleeding', isReader: true })).shown).toEqual(['offer, rule']);
  for (const text of ['Kai bleeding', 'kai turner', 'Kai Turner cut himself', 'Kai hurt', 'Kai Missing'])
    expect((await got(encoder(concern), { text })).shown).toEqual(['offer, rule']);
});

test('nothing is remembered after what may be a report, however it is answered', async () => {
  for (const detection of [concern, unclear('question'), unclear('report'), { ...concern, emergency: true }])
    expect((await got(detection)).forgot).toEqual(['someone']);
  expect((await got(unclear('question'), { failing: 'answer' })).forgot).toEqual(['someone']);
  expect((await got(concern, { before: 45 })).forgot).toEqual(['someone']);
  expect((await got({ kind: 'own-distress', isCrisis: true, reasons: [] })).forgot).toEqual(['someone']);
});

test('several questions in one message are answered one by one; what hangs together is one', async () => {
  const none: Detection = { kind: 'none' };
  const two = 'Can I have parents on Facebook? Who is the DSL? Thanks!';
  expect((await got(none, { text: two })).shown).toEqual(['answer', 'holder.dsl']);
  const five = 'May I one? May I two? May I three? May I four? May I five?';
  expect((await got(none, { text: five })).shown).toEqual(['answer', 'answer', 'answer', 'answer']);
  for (const text of [
    'My nephew is in year 8 and follows me. Can he do that? Should I tell the head?',
    'Can I follow pupils? And what about sixth formers?',
    'Can I post photos of pupils?',
  ])
    expect((await got(none, { text })).shown).toEqual(['answer']);
  expect((await got(none, { text: two, place: 'channel' })).shown).toEqual(['answer']);
});

test('a pasted mail that asks nothing is not looked up, and what one asks is', async () => {
  const mail = (line: string) => `From: Jo\nSubject: Trip\n\nHi all\n${line}\n\nKind regards\nJo`;
  const none: Detection = { kind: 'none' };
  expect((await got(none, { text: mail('Can we use our own phones?') })).shown).toEqual(['answer']);
  const { shown, last } = await got(none, { text: mail('Lunch is at one.') });
  expect(shown).toEqual(['text']);
  expect(last).toMatch(/in one sentence.*type: report/);
});

test('a greeting in another language that only sounds like a report is greeted; with a word more it is heard', async () => {
  const sounds: Detection = { ...unclear('report'), reasons: ['language'] };
  expect((await got(sounds, { text: 'bore da' })).shown).not.toContain('offer');
  expect((await got({ ...concern, reasons: ['encoder'] }, { text: 'dzień dobry' })).shown).not.toContain('offer, rule');
  expect((await got(sounds, { text: 'bore da, mae plentyn yn crio' })).shown).toEqual(['offer, rule']);
  expect((await got({ ...concern, reasons: ['physical/injury'] }, { text: 'salaam' })).shown).toEqual(['offer, rule']);
});

test('what is surely asked of Lanyard comes before what only sounds like a report, and the offer below it', async () => {
  const said = { text: 'put tom on weds', share: 0.95 };
  expect((await got(encoder(concern), said)).shown).toEqual(['rota', 'offer']);
  expect((await got(encoder(unclear('question')), said)).shown).toEqual(['rota', 'offer']);
  const strain: Detection = { kind: 'own-distress', isCrisis: false, reasons: [] };
  const strained = await got(strain, said);
  expect(strained.shown).toEqual(['rota', 'offer']);
  expect(strained.last).toContain('116 123');
  expect(strained.forgot).toEqual(['someone']);
});

test('less sure, in company, or with anything that a rule sees, the offer keeps its place', async () => {
  const said = { text: 'put tom on weds', share: 0.95 };
  expect((await got(encoder(concern), { ...said, share: 0.85 })).shown).toEqual(['offer, rule']);
  expect((await got(encoder(concern), { ...said, place: 'channel' })).shown).toEqual(['offer', 'text']);
  for (const detection of [
    { ...concern, reasons: ['neglect'] } as Detection,
    encoder({ ...concern, emergency: true } as Detection & { kind: 'concern' }),
    encoder({ ...unclear('question'), route: 'emergency' as const }),
    { kind: 'own-distress', isCrisis: true, reasons: [] } as Detection,
  ])
    expect((await got(detection, said)).shown).not.toContain('rota');
});

test('who looks for a name gets the way to look; faint danger in it keeps its offer', async () => {
  expect((await got(encoder(concern), { text: 'find kyle' })).shown).toEqual(['a name']);
  expect((await got({ kind: 'none' }, { text: 'anything on leah b' })).shown).toEqual(['a name']);
  const faint = { ...concern, route: 'emergency', emergency: true, isFaint: true } as Detection & { kind: 'concern' };
  const found = await got(encoder(faint), { text: 'find kyle' });
  expect(found.shown).toEqual(['a name', 'offer']);
  expect(found.last).toContain('999');
});

test('what Lanyard does not do is said, with the offer below where it sounds like a report', async () => {
  expect((await got({ kind: 'none' }, { text: 'when is my next training' })).shown).toEqual(['training']);
  expect((await got(encoder(unclear('question')), { text: 'export the list' })).shown).toEqual(['lists', 'offer']);
});

test('something broken is answered first, and the people to phone stand below, unless a rule hears that its writer is not well', async () => {
  const text = 'my login does not work and I cannot do the register';
  const strain = { kind: 'own-distress', isCrisis: false, reasons: [] } as const;
  const { shown, last } = await got(strain, { text });
  expect(shown).toEqual(['answer', 'offer']);
  expect(last).toContain('116 123');
  expect((await got({ ...strain, reasons: ['own/strain'] }, { text })).shown).toEqual(['offer']);
  expect((await got({ ...strain, isCrisis: true }, { text })).shown).toEqual(['offer']);
  expect((await got(strain, { text: 'I cannot do another day of this' })).shown).toEqual(['offer']);
});

test('what only perhaps tells that its writer is not well is answered first, with the people to phone below', async () => {
  const doubted = { kind: 'own-distress', isCrisis: false, isDoubted: true, reasons: [] } as const;
  const { shown, last } = await got(doubted, { text: 'drinking on residentials' });
  expect(shown).toEqual(['answer', 'offer']);
  expect(last).toContain('116 123');
  expect((await got({ ...doubted, isCrisis: true }, { text: 'drinking on residentials' })).shown).toEqual(['offer']);
});

test('what is surely asked of the dates comes before what only sounds like a report', async () => {
  const asked = { text: 'is monday a school day' };
  expect((await got(encoder(unclear('question')), asked)).shown).toEqual(['dates.all']);
  const guessed = { text: 'no-kids days', share: 0.95, wish: 'dates.inset' } as const;
  expect((await got(encoder(unclear('question')), guessed)).shown).toEqual(['dates.inset', 'offer']);
});

test('what goes on with a fact comes before what only sounds like a report, and the offer below it; never before what a rule sees', async () => {
  const text = 'is there a number for her';
  expect((await got({ kind: 'none' }, { text, goesOn: true })).shown).toEqual(['goes on']);
  const sounded = await got(encoder(unclear('question')), { text, goesOn: true });
  expect(sounded.shown).toEqual(['goes on', 'offer']);
  expect(sounded.forgot).toEqual(['someone']);
  const told = await got({ ...unclear('question'), reasons: ['neglect'] } as Detection, { text, goesOn: true });
  expect(told.shown).not.toContain('goes on');
});

test('a word that is a command of ours is that, whatever it sounds like; never where a rule sees harm', async () => {
  expect((await got(encoder(unclear('question')), { text: 'report' })).shown).toEqual(['form']);
  expect((await got(encoder(concern), { text: 'report' })).shown).toEqual(['form']);
  const told = { ...concern, reasons: ['neglect'] } as Detection;
  expect((await got(told, { text: 'report' })).shown).not.toContain('form');
});

describe('what is nothing without the question before it', () => {
  const faint: Detection = {
    kind: 'concern',
    route: 'emergency',
    emergency: true,
    isFaint: true,
    reasons: ['encoder'],
  };
  const NARROWED = { text: 'only in the shed n the yard, not near the kids', isAfterAnswer: true } as const;

  test('is answered first where it only sounds like a report, with the offer and 999 below it, and is forgotten', async () => {
    const { shown, last, forgot } = await got(faint, NARROWED);
    expect(shown).toEqual(['answer', 'offer']);
    expect(last).toContain('Someone in danger now?');
    expect(last).not.toContain('general question');
    expect(forgot).toEqual(['someone']);
  });

  test('is a report where nothing is remembered, a rule sees harm, danger is plain, or it tells of someone', async () => {
    expect((await got(faint, { ...NARROWED, isAfterAnswer: false })).shown).toEqual(['offer']);
    expect((await got({ ...faint, reasons: ['encoder', 'waiting'] }, NARROWED)).shown).toEqual(['offer']);
    const { isFaint: _, ...plainDanger } = faint;
    expect((await got(plainDanger as Detection, NARROWED)).shown).toEqual(['offer']);
    expect((await got(faint, { ...NARROWED, text: 'only in the shed, he said' })).shown).toEqual(['offer']);
  });

  test('is who to go to with it: read with what came before, and without that everyone is named', async () => {
    const none: Detection = { kind: 'none' };
    const text = 'who do i go to with it';
    expect((await got(none, { text, isAfterAnswer: true })).shown).toEqual(['answer']);
    expect((await got(none, { text })).shown).toEqual(['for-whom']);
    expect((await got(none, { text: 'who do I ask about IT', isAfterAnswer: true })).shown).toEqual(['holder.it-lead']);
    expect((await got(none, { text: 'who do i ask about it' })).shown).toEqual(['holder.it-lead']);
  });
});
