import { readFileSync } from 'node:fs';
import type { Detection } from '../../src/hear/detection.ts';
import type { HeardMessage } from '../../src/hear/gate.ts';
import type { HarmlessKind, Weighed } from '../../src/hear/weighing/heard-as.ts';
import { createExact } from '../../src/hear/wishes/exact.ts';
import { createRecogniser, type Wished } from '../../src/hear/wishes/recognise.ts';
import { isManners } from '../../src/hear/wishes/small-talk.ts';
import type { WishId } from '../../src/hear/wishes/wishes.ts';
import { Typed } from '../../src/kernel/typed.ts';
import { type Outgoing, plain } from '../../src/platform/teams/card.ts';
import type { MessageTurn } from '../../src/platform/teams/turn.ts';
import { readSchoolFile } from '../../src/school/file/school-file.ts';
import { wireConversation } from '../../src/wiring/conversation.ts';
import { shippedWishes } from '../../src/wiring/wishes.ts';
import { READING, weighedAs } from '../hear/weighing/given.ts';

const trust = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', []);
const school = trust?.schools[0];

interface Options {
  readonly place?: string;
  readonly failing?: 'offer' | 'answer';
  /** Sent before, in the same minute. */
  readonly before?: number;
  readonly text?: string;
  /** Words of someone else that the message answers. */
  readonly quoted?: string;
  readonly isReader?: boolean;
  /** What is harmless in the message, as far as it was heard; without an encoder nothing was. */
  readonly meant?: HarmlessKind | 'not-heard';
  /** What was told a little while ago, and nothing since that may be a report. */
  readonly last?: 'answer' | 'fact';
  /** Of wishes the one that it would be. */
  readonly wish?: WishId;
  /** A rule of the school's clearly answers it. */
  readonly isPlain?: boolean;
  readonly ofRole?: Wished;
  /** How likely it is a wish, where it was heard. */
  readonly chance?: number;
  /** It goes on with a fact that was told. */
  readonly goesOn?: boolean;
  /** The directory does not know the school of its writer. */
  readonly isUnknown?: boolean;
}

/** What someone gets, in order: an offer, an answer. Everything beyond the order of the two is left out. */
async function got(detection: Detection, options: Options = {}) {
  const { place = 'personal', failing, before = 0, isReader = false, text = 'what is typed', wish = 'rota' } = options;
  const { meant = 'question', goesOn, quoted = '' } = options;
  const shown: string[] = [];
  const heard: string[] = [];
  const cards: unknown[] = [];
  const forgot: string[] = [];
  /** What others read along. */
  const open: string[] = [];
  const findCommand = (typed: string) => (typed === 'report' ? async () => void shown.push('form') : undefined);
  const recogniser = createRecogniser(shippedWishes(), () => ({ wish, share: 0.5, among: 0.95, likeliest: [wish] }));
  const weighed: Weighed | undefined =
    meant === 'not-heard'
      ? undefined
      : weighedAs({ [meant]: options.chance ?? 1, ...(options.chance && { question: 1 - options.chance }) });
  const context = {
    config: {
      connectorHosts: [],
      trust,
      bot: { id: 'bot', tenantId: 'tenant', credential: { kind: 'secret', secret: 'x' } },
    },
    log: { warn: () => undefined },
    routes: { findCommand },
    standingOf: async () => ({ kind: 'staff' }),
    schoolOfStanding: () => (options.isUnknown ? undefined : school),
  };
  const further = {
    gate: {
      hear: async (typed: Typed): Promise<HeardMessage> => {
        heard.push(Typed.open(typed));
        const isTheirs = quoted === '' || Typed.open(typed) === quoted;
        return {
          detection: heard.length <= before || !isTheirs ? { kind: 'none' } : detection,
          weighed,
          readings: [READING],
          mayLeave: undefined,
        };
      },
    },
    readExact: createExact({
      isCommand: (words) => findCommand(words) !== undefined,
      recogniser,
      buttons: shippedWishes().buttons,
      isTalk: isManners,
    }),
    policies: {
      places: { forget: async (user: string) => void forgot.push(user) },
      answering: {
        beside: async (_turn: unknown, _school: unknown, _heard: unknown, wanted: string) => {
          if (failing === 'answer') throw new Error('no answer');
          if (wanted === 'below-if-asked' && !text.endsWith('?')) return undefined;
          const stands = wanted === 'first' ? 'first' : 'below';
          return { stands, elements: [plain(`rule ${stands}`)] };
        },
        answer: async () => void shown.push('answer'),
        answersPlainly: async () => options.isPlain === true,
        lastSaid: async () => options.last,
      },
    },
    talk: {
      read: (
        _user: unknown,
        words: string,
        { readings, weighed }: Partial<Pick<HeardMessage, 'readings' | 'weighed'>> = {},
      ) => recogniser.recognise(words, { reading: readings?.[0], chances: weighed?.chances }),
      readOfRole: () => options.ofRole,
      mayBeWish: () => true,
      askWhich: async () => shown.push('which') > 0,
      notDone: async (_turn: MessageTurn, _school: unknown, what: string) => void shown.push(what),
      answers: () => true,
      readShort: () => undefined,
      mayHave: (_user: unknown, of: string) => !['reports.search', 'rota'].includes(of) || isReader,
      answer: async (_turn: MessageTurn, _school: unknown, { wish: of }: Wished) => void shown.push(of),
      perhaps: () => undefined,
      after: async () => goesOn === true && shown.push('goes on') > 0,
      aboutName: async () => void shown.push('a name'),
    },
    concerns: {
      chatWords: { seal: async () => undefined },
      screenshots: {},
      concerns: { figures: async () => Promise.reject(new Error('no directory')) },
    },
    features: [],
    serviceHosts: [],
  };
  const say = async (out: Outgoing) => {
    if (failing === 'offer') throw new Error('no offer');
    shown.push('card' in out ? readCard(JSON.stringify(out.card), out.summary) : 'text');
    cards.push(out);
    return 'sent';
  };
  const turn = {
    text: new Typed(text),
    quoted: new Typed(quoted),
    attachments: [],
    sender: { userId: 'someone' },
    place: { kind: place },
    now: new Date('2026-11-23T10:00:00Z'),
    reply: async (out: Outgoing) => {
      if (place !== 'personal') open.push(JSON.stringify(out));
      return say(out);
    },
    replyPrivately: say,
  } as unknown as MessageTurn;
  const { message } = wireConversation(context as never, further as never);
  for (let sent = 0; sent < before; sent += 1) await message({ ...turn, text: new Typed('a question') });
  shown.length = 0;
  const failed = await message(turn).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { shown, failed, forgot, heard, open, last: JSON.stringify(cards.at(-1) ?? '') };
}

const OTHERS: Readonly<Record<string, string>> = {
  'What Lanyard does': 'help',
  'What Lanyard can do': 'a word',
  'About the policies that you are asked to sign': 'signing',
  'If today is hard': 'a line',
  'Please wait a minute': 'wait',
};

/** What is on the card, in order. */
const readCard = (card: string, summary: string): string => {
  const [above, below] = [card.indexOf('rule first'), card.indexOf('rule below')];
  return above > -1 ? 'rule, offer' : below > -1 ? 'offer, rule' : (OTHERS[summary] ?? 'offer');
};

const none: Detection = { kind: 'none' };
const unclear = (likelier: 'report' | 'question'): Detection & { kind: 'unclear' } => ({
  kind: 'unclear',
  route: 'dsl',
  likelier,
  reasons: ['encoder'],
});
const quiet: Detection = { ...unclear('question'), isQuiet: true };
const concern: Detection = { kind: 'concern', route: 'dsl', emergency: false, reasons: ['encoder'] };
const own = (isCrisis: boolean): Detection => ({ kind: 'own-distress', isCrisis, reasons: ['encoder'] });

describe('what may be a report', () => {
  test('the rule and the offer come on one card: what is likelier a report is offered first', async () => {
    expect((await got(unclear('report'))).shown).toEqual(['offer, rule']);
    expect((await got(concern)).shown).toEqual(['offer, rule']);
    expect((await got(unclear('question'))).shown).toEqual(['rule, offer']);
  });

  test('a wish for a role of its writer alone is done, and the offer is below; never where it is alarmed for', async () => {
    const ofRole = { wish: 'people.leaving', about: undefined, isWhole: false, isSure: true } as const;
    expect((await got(unclear('question'), { ofRole })).shown).toEqual(['people.leaving', 'offer']);
    expect((await got(unclear('report'), { ofRole: { ...ofRole, isWhole: true } })).shown).toEqual([
      'people.leaving',
      'offer',
    ]);
    expect((await got(unclear('report'), { ofRole })).shown[0]).not.toBe('people.leaving');
    expect((await got(concern, { ofRole: { ...ofRole, isWhole: true } })).shown).not.toContain('people.leaving');
  });

  test('the offer comes where there is no rule', async () => {
    for (const detection of [unclear('report'), unclear('question'), concern])
      expect(await got(detection, { failing: 'answer' })).toMatchObject({ shown: ['offer'], failed: undefined });
  });

  test('who is not well gets people first, and what they ask is answered below; in a crisis there are people alone', async () => {
    const asked = await got(own(false), { text: 'I take antidepressants, do I have to say?' });
    expect(asked.shown).toEqual(['offer, rule']);
    expect(asked.last.indexOf('116 123')).toBeLessThan(asked.last.indexOf('rule below'));
    expect(asked.last).not.toContain('I have not looked up');
    expect((await got(own(true), { text: 'Does anyone care if I die?' })).shown).toEqual(['offer']);
  });

  test('danger, the own distress of a writer, what others could read along and what was not understood get no rule', async () => {
    expect((await got({ ...concern, emergency: true })).shown).toEqual(['offer']);
    expect((await got({ ...concern, ownDistress: 'strain' })).shown).toEqual(['offer']);
    expect((await got(own(false))).shown).toEqual(['offer']);
    expect((await got({ ...unclear('report'), language: 'pl' })).shown).toEqual(['offer']);
    expect((await got(unclear('question'), { place: 'channel' })).shown).toEqual(['offer', 'text']);
  });

  test('whatever is meant beside it comes after it, or not at all', async () => {
    for (const meant of ['wish', 'social', 'about', 'campaign', 'nothing', 'not-heard'] as const) {
      expect((await got(concern, { meant })).shown).toEqual(['offer, rule']);
      expect((await got({ ...concern, emergency: true }, { meant })).shown).toEqual(['offer']);
    }
  });

  test('nothing is remembered after it, however it is answered', async () => {
    for (const detection of [concern, quiet, unclear('question'), unclear('report'), { ...concern, emergency: true }])
      expect((await got(detection)).forgot).toEqual(['someone']);
    expect((await got(unclear('question'), { failing: 'answer' })).forgot).toEqual(['someone']);
    expect((await got(own(true))).forgot).toEqual(['someone']);
    expect((await got(none)).forgot).toEqual([]);
  });

  test('words of someone else are offered as a report, whatever is written beside them', async () => {
    const quoted = 'dad hit him again';
    for (const detection of [concern, unclear('question'), quiet]) {
      const told = await got(detection, { text: 'thoughts?', quoted });
      expect(told.shown).toEqual(['offer, rule']);
      expect(told.heard).toEqual([quoted]);
    }
    const harmless = await got(none, { text: 'May I do that?', quoted: 'You may use your phone at break.' });
    expect(harmless.shown).toEqual(['answer']);
    // What its writer wrote of themselves is for them.
    expect((await got(own(false), { text: 'May I do that?', quoted: 'i cant cope' })).shown).toEqual(['answer']);
  });

  test('where nobody can say whether its writer is staff nothing is heard, and who to phone is told', async () => {
    for (const detection of [concern, quiet, none])
      expect(await got(detection, { isUnknown: true })).toMatchObject({ shown: ['text'], heard: [] });
  });
});

describe('what is a little of a report', () => {
  test('is answered by what it is, and the offer is small and below', async () => {
    const asked = await got(quiet);
    expect(asked.shown).toEqual(['answer', 'offer']);
    expect(asked.last).toContain('Or has this happened?');
    expect((await got(quiet, { meant: 'wish', text: 'put tom on the rota for weds' })).shown).toEqual([
      'rota',
      'offer',
    ]);
    expect((await got(quiet, { text: 'is there a number for her', last: 'fact', goesOn: true })).shown).toEqual([
      'goes on',
      'offer',
    ]);
  });

  test('the people to phone are one quiet line below, and it is forgotten by nobody', async () => {
    const { shown, last, forgot } = await got({ kind: 'none', mayBeDistress: true });
    expect(shown).toEqual(['answer', 'a line']);
    expect(last).toContain('Having a hard time yourself?');
    expect(forgot).toEqual([]);
  });

  test('where others read along the line comes to its writer alone', async () => {
    const { shown, open } = await got({ kind: 'none', mayBeDistress: true }, { place: 'channel' });
    expect(shown).toEqual(['answer', 'a line']);
    expect(open).toEqual([]);
  });
});

describe('exact words', () => {
  test('are what they say, and are not heard: a line of ours, a command, a greeting, a name', async () => {
    for (const [text, shown] of [
      ['Who is the headteacher?', 'holder.headteacher'],
      ['report', 'form'],
      ['bore da', 'help'],
      ['Kai Turner', 'a name'],
      ['👍', 'text'],
    ] as const)
      expect(await got(concern, { text })).toMatchObject({ shown: [shown], heard: [], forgot: [] });
  });

  test('with a word more they are heard', async () => {
    for (const text of [
      'Who is the headteacher? He hit a boy',
      'reports about dad hitting me',
      'bore da, mae plentyn yn crio',
      'kai turner',
      'Kai bleeding',
      'Kai Turner cut himself',
      'Kai Missing',
    ])
      expect(await got(concern, { text })).toMatchObject({ shown: ['offer, rule'], heard: [text] });
  });
});

describe('what is answered', () => {
  test.each<[meant: HarmlessKind | 'not-heard', options: Options, shown: string]>([
    ['question', {}, 'answer'],
    ['follow-up', { last: 'answer' }, 'answer'],
    ['social', {}, 'a word'],
    ['about', {}, 'help'],
    ['nothing', {}, 'help'],
    ['campaign', {}, 'signing'],
    ['wish', {}, 'rota'],
    ['wish', { wish: 'dates.inset', text: 'no-kids days' }, 'dates.inset'],
    ['wish', { wish: 'dates.all', text: 'is monday a school day' }, 'dates.all'],
    // A rota of theirs is not that of the DSL's team.
    ['wish', { text: 'put tom on weds' }, 'answer'],
    ['wish', { text: 'export the list' }, 'lists'],
    ['not-heard', {}, 'answer'],
    ['not-heard', { text: 'when is my next training' }, 'training'],
  ])('by what it most likely is: %s %j', async (meant, options, shown) => {
    const text = meant === 'wish' && !options.text ? 'put tom on the rota for weds' : (options.text ?? 'what is typed');
    expect((await got(none, { meant, ...options, text })).shown).toEqual([shown]);
  });

  test('what is only likely asked of Lanyard is asked of the policies where a rule clearly answers it', async () => {
    const asked = { meant: 'wish', wish: 'accounts.list', text: 'where is the list of pages' } as const;
    expect((await got(none, { ...asked, chance: 0.8 })).shown).toEqual(['accounts.list']);
    expect((await got(none, { ...asked, chance: 0.8, isPlain: true })).shown).toEqual(['answer']);
    expect((await got(none, { ...asked, chance: 0.99, isPlain: true })).shown).toEqual(['accounts.list']);
    // A line of ours that is the whole message is never for the policies.
    const whole = { ...asked, text: 'who is the dsl', isPlain: true };
    expect((await got(none, { ...whole, chance: 0.8 })).shown).toEqual(['holder.dsl']);
  });

  test('who looks for a name gets the way to look', async () => {
    for (const text of ['find kyle', 'anything on leah b'])
      expect((await got(none, { text })).shown).toEqual(['a name']);
    expect((await got(quiet, { text: 'find kyle' })).shown).toEqual(['a name', 'offer']);
    expect((await got(none, { text: 'kai turner', isReader: true })).shown).toEqual(['a name']);
    expect((await got(none, { text: 'kai turner' })).shown).toEqual(['answer']);
  });

  test('what is wanted of reports is said, whatever it is heard as', async () => {
    for (const meant of ['question', 'wish', 'about', 'not-heard'] as const)
      expect((await got(none, { text: 'is there a report about Lewis Grant?', meant })).last).toContain(
        'I do not say yes or no',
      );
  });

  test('several questions in one message are answered one by one; what hangs together is one', async () => {
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
    expect((await got(none, { text: mail('Can we use our own phones?') })).shown).toEqual(['answer']);
    const { shown, last } = await got(none, { text: mail('Lunch is at one.') });
    expect(shown).toEqual(['text']);
    expect(last).toMatch(/in one sentence.*type: report/);
  });

  test('who to go to with it is read with what came before, and without that everyone is named', async () => {
    const text = 'who do i go to with it';
    expect((await got(none, { text, last: 'answer' })).shown).toEqual(['answer']);
    expect((await got(none, { text })).shown).toEqual(['for-whom']);
    expect((await got(none, { text: 'who do I ask about IT', last: 'answer' })).shown).toEqual(['holder.it-lead']);
  });
});

test('more than thirty messages in a minute are not heard: the form is offered, with 999', async () => {
  expect((await got(none, { before: 29 })).shown).toEqual(['answer']);
  for (const [detection, text] of [
    [none, 'what is typed'],
    [{ ...concern, emergency: true }, 'what is typed'],
    [none, 'report'],
  ] as const) {
    const { shown, heard, last } = await got(detection, { before: 30, text });
    expect(shown).toEqual(['wait']);
    expect(heard).toHaveLength(30);
    expect(last).toContain('Please wait a minute');
    expect(last).toContain('"dialog":"concern.report"');
    expect(last).toContain('999');
  }
});
