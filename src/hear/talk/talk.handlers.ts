import { z } from 'zod/v4';
import type { PlaceMemory } from '../../ask/conversation/ask-after.ts';
import { isFact } from '../../ask/conversation/ask-after.ts';
import type { UserId } from '../../kernel/ids.ts';
import { Typed } from '../../kernel/typed.ts';
import type { Action, Outgoing } from '../../platform/teams/card.ts';
import { action } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type MessageTurn, message } from '../../platform/teams/turn.ts';
import { rolesNamed } from '../../school/role-titles.ts';
import { holdsRole, type Role, type School } from '../../school/school.ts';
import type { HeardMessage } from '../gate.ts';
import type { AboutMessage, Recogniser, Wished } from '../wishes/recognise.ts';
import { WISHES, type Wish, type WishId } from '../wishes/wishes.ts';
import { type AfterFact, factOf, mayFollow, readAfterFact, sensing, tellAfterFact } from './after/after-fact.ts';
import type { ReadSense } from './after/senses.ts';
import { type NotDone, tellOfNotDone } from './not-done.ts';
import { bareNameCard, DO, doing, notYoursCard, toldCard, whichCard } from './talk.cards.ts';
import type { Told } from './told.ts';
import { titleOfWish } from './wish-titles.ts';

/** Answers one wish. `about`: who or what it names, in plain words. */
export type Doer = (turn: MessageTurn, school: School, about: string | undefined) => Promise<void>;

interface TalkDeps {
  readonly recogniser: Recogniser;
  readonly wishes: readonly Wish[];
  /** Of what a school has left out there is none: what asks for it is for the policies. */
  readonly doers: Partial<Readonly<Record<WishId, Doer>>>;
  /** Every school of the trust: a role at one of them opens what is for that role. */
  readonly schools: readonly School[];
  schoolOf(user: UserId): Promise<School | undefined>;
  /** What the last answers were, and what a message means after one. */
  readonly places: Pick<PlaceMemory, 'recent' | 'remember'>;
  readonly readSense: ReadSense | undefined;
  /** A fact as its card, with the buttons of its wish. */
  readonly show: (turn: MessageTurn, wish: WishId, told: Told) => Promise<void>;
  /** Whether someone without the role has something of it by another role of theirs. */
  hasPartOf(wish: WishId, mayHave: (wish: WishId) => boolean): boolean;
  /** What someone without the role may have of it all the same; answers whether they were answered. */
  ofTheirOwn(turn: MessageTurn, wished: Wished): Promise<boolean>;
}

/** What is asked of Lanyard itself, in anyone's words. */
export interface Talk {
  /** `undefined` where it is none. What was not heard by itself is read by lines alone. */
  read(user: UserId, words: string, heard?: Pick<HeardMessage, 'readings' | 'weighed'>): Wished | undefined;
  /** The same, of what is for a role of theirs alone. */
  readOfRole(user: UserId, words: string, heard: Pick<HeardMessage, 'readings' | 'weighed'>): Wished | undefined;
  /** What someone asks for in short, in words that mean it from them alone; `undefined` for anyone else. */
  readShort(user: UserId, words: string): Wished | undefined;
  /** Whether a wish can be read in it at all: in one part, not too long, and not as a question to the policies begins. */
  mayBeWish(user: UserId, words: string, heard: Pick<HeardMessage, 'readings'>): boolean;
  /** For what was heard as a wish and is none of them surely: the likeliest, to choose from; answers whether there was any. */
  askWhich(turn: MessageTurn, words: string, heard: Pick<HeardMessage, 'readings'>): Promise<boolean>;
  /** What is perhaps asked of Lanyard, and is theirs, as a button beside what the policies say. */
  perhaps(turn: MessageTurn, words: string, heard: Pick<HeardMessage, 'readings'>): Action | undefined;
  /** What was answered is on the table: what is typed next may go on with it. */
  note(turn: MessageTurn, school: School, wished: Pick<Wished, 'wish' | 'about'>): Promise<void>;
  /** Whether there is anyone here who has what is wished for: a school may have left it out. */
  answers(wish: unknown): boolean;
  /** Whether this person has what is wished for: for everyone, or for a role of theirs. */
  mayHave(user: UserId, wish: WishId): boolean;
  /** For someone's name and nothing else: it is not looked up, but where that is done is on a button. */
  aboutName(turn: MessageTurn, school: School, words: string): Promise<void>;
  /** For what Lanyard does not do: who would know. */
  notDone(turn: MessageTurn, school: School, what: NotDone): Promise<void>;
  /** Answers what goes on with a fact that was told in the last half hour; answers whether it did. */
  after(turn: MessageTurn, school: School, words: string, heard: Pick<HeardMessage, 'readings'>): Promise<boolean>;
  /** Does it, or tells who has it. A fact is remembered, in the personal chat, unless something may be a report. */
  answer(
    turn: MessageTurn,
    school: School,
    wished: Wished,
    options?: { readonly isRemembered: boolean },
  ): Promise<void>;
}

/** People ask seldom for what is another role’s, and often for someone by name. */
const OF_OTHERS = 0.2;
const NAMED = 5;

/** How it is called to someone who has not got it. */
const WHAT: Partial<Record<WishId, string>> = {
  'reports.open': 'The list of reports is',
  'reports.search': 'Looking through reports is',
  'records.due': 'Records due for review are',
  rota: 'The rota of the DSL’s team is',
  pin: 'The PIN for opening reports is',
  campaigns: 'Acknowledgement campaigns are',
  'campaigns.missing': 'The list of who has signed is',
  'campaigns.person': 'The list of who has signed is',
  'campaigns.due': 'Acknowledgement campaigns are',
  'campaigns.remind': 'Acknowledgement campaigns are',
  'campaigns.change': 'The list of who has signed is',
  'campaigns.files': 'The list of who has signed is',
  'campaigns.managers': 'Whether line managers are told who has not signed is',
  'governors.page': 'The school’s figures are',
  'policies.desk': 'Putting policies in is',
  'policies.questions': 'What staff ask is',
};

const pressed = z.object({ wish: z.enum(WISHES) });

/** What makes one wish likelier than another, beside the words: who types them, and whom they name. */
const aboutMessages =
  (schools: readonly School[], isTheirs: Talk['mayHave']) =>
  (user: UserId, words: string, { readings }: Pick<HeardMessage, 'readings'>): AboutMessage => {
    const named = new Set<string>(
      schools.flatMap((school) => rolesNamed(words, school)).map((role) => `holder.${role}`),
    );
    return {
      // More than one part is a story or several questions.
      reading: readings?.length === 1 ? readings[0] : undefined,
      likelier: (wish) => (isTheirs(user, wish) ? 1 : OF_OTHERS) * (named.has(wish) ? NAMED : 1),
    };
  };

/** The likeliest wishes that someone may have, as a card to choose from; `undefined` where there is none. */
function whichOf(wishes: readonly WishId[], isTheirs: (wish: WishId) => boolean): Outgoing | undefined {
  // Of what is another role's, what is everyone's own.
  const theirs = new Set(wishes.map((wish) => (isTheirs(wish) ? wish : ownInsteadOf(wish))));
  const buttons = [...theirs].flatMap((wish) => {
    const title = wish && titleOfWish(wish);
    return wish && title ? [doing(title, wish)] : [];
  });
  return buttons.length === 0 ? undefined : { card: whichCard(buttons), summary: 'Which of these do you mean?' };
}

/** That Lanyard does not do it, and who would know. */
const tellNotDone: Talk['notDone'] = async (turn, school, what) => {
  const told = tellOfNotDone(what, school);
  const own = what === 'training' ? doing('What do I have to sign?', 'own.to-read') : undefined;
  await turn.reply({ card: toldCard(told, [own]), summary: told.heading });
};

/** Answers what goes on with the fact that was told last. */
function goingOn({
  recogniser,
  places,
  readSense,
  show,
  answer,
}: TalkDeps & {
  readonly answer: (turn: MessageTurn, school: School, wished: Wished, isRemembered: boolean) => Promise<void>;
}): Talk['after'] {
  /** What was told last, and what a message asks of that; `undefined` where it goes on with no fact. */
  async function read(turn: MessageTurn, words: string, { readings }: Pick<HeardMessage, 'readings'>) {
    if (turn.place.kind !== 'personal' || !mayFollow(words)) return undefined;
    const [fact] = await places.recent(turn.sender.userId, turn.now);
    if (!fact || !isFact(fact)) return undefined;
    const vector = readings?.length === 1 ? readings[0]?.vector : undefined;
    const after: AfterFact | undefined = await readAfterFact(words, fact, {
      recogniser,
      senseOf: sensing(readSense, vector),
      now: turn.now,
    });
    return after && { after, fact };
  }

  return async (turn, school, words, heard) => {
    const found = await read(turn, words, heard);
    if (!found) return false;
    const { after, fact } = found;
    if (after.kind === 'wish') {
      await answer(turn, school, after.wished, true);
      return true;
    }
    const said = tellAfterFact(after, fact, school, turn.now);
    if (!said) return false;
    await show(turn, said.fact.fact as WishId, said.told);
    await places.remember(turn.sender.userId, said.fact, turn.now);
    return true;
  };
}

export function createTalk(deps: TalkDeps): Talk {
  const { recogniser, wishes, doers, schools, places, show, ofTheirOwn } = deps;
  const roles = new Map(wishes.map((wish) => [wish.id, wish.for] as const));
  const mayHave = (user: UserId, wish: WishId): boolean => {
    const whom = roles.get(wish);
    if (!doers[wish]) return false;
    return whom === undefined || schools.some((school) => holdsRole(school, user, ...whom));
  };
  const isTheirs = (user: UserId, wish: WishId): boolean =>
    mayHave(user, wish) || deps.hasPartOf(wish, (other) => mayHave(user, other));
  const about = aboutMessages(schools, isTheirs);
  const note: Talk['note'] = async (turn, school, { wish, about }) => {
    const fact = turn.place.kind === 'personal' ? factOf(wish, about, school, turn.now) : undefined;
    if (fact) await places.remember(turn.sender.userId, fact, turn.now);
  };
  async function answer(turn: MessageTurn, school: School, wished: Wished, isRemembered: boolean): Promise<void> {
    const { wish, about } = wished;
    if (mayHave(turn.sender.userId, wish)) {
      const standIn = wished.isOfStandIn
        ? tellAfterFact({ kind: 'stand-in' }, { fact: wish }, school, turn.now)
        : undefined;
      await (standIn ? show(turn, wish, standIn.told) : doers[wish]?.(turn, school, about));
      if (isRemembered) await note(turn, school, wished);
      return;
    }
    if (!(await ofTheirOwn(turn, wished))) await turn.replyPrivately(notYours(wish, roles.get(wish) ?? [], school));
  }

  const read: Talk['read'] = (user, words, heard = { readings: undefined, weighed: undefined }) => {
    const chances = heard.weighed?.chances;
    const wished = recogniser.recognise(words, { ...about(user, words, heard), chances });
    return wished && doers[wished.wish] ? wished : undefined;
  };

  return {
    read,
    readOfRole(user, words, heard) {
      const wished = read(user, words, heard);
      return wished && roles.get(wished.wish) && mayHave(user, wished.wish) ? wished : undefined;
    },
    readShort: (user, words) => recogniser.inShort(words, (wish) => mayHave(user, wish)),
    mayBeWish: (user, words, heard) => recogniser.which(words, about(user, words, heard)).length > 0,
    async askWhich(turn, words, heard) {
      const { userId } = turn.sender;
      const card = whichOf(recogniser.which(words, about(userId, words, heard)), (wish) => isTheirs(userId, wish));
      if (card) await turn.reply(card);
      return card !== undefined;
    },
    mayHave,
    note,
    answers: (wish) => doers[wish as WishId] !== undefined,
    perhaps(turn, words, heard) {
      const wish = recogniser.perhaps(words, about(turn.sender.userId, words, heard));
      const title = wish && titleOfWish(wish);
      return wish && title && mayHave(turn.sender.userId, wish) ? doing(`Did you mean: ${title}?`, wish) : undefined;
    },
    async aboutName(turn, school, words) {
      if (mayHave(turn.sender.userId, 'reports.search')) await doers['reports.search']?.(turn, school, words);
      else await turn.replyPrivately({ card: bareNameCard(false), summary: 'About a name' });
    },
    notDone: tellNotDone,
    after: goingOn({ ...deps, answer }),
    answer: (turn, school, wished, { isRemembered } = { isRemembered: true }) =>
      answer(turn, school, wished, isRemembered),
  };
}

/** Who has what someone asked for and has not. */
const notYours = (wish: WishId, whose: readonly Role[], school: School): Outgoing => ({
  card: notYoursCard(WHAT[wish] ?? 'This is', whose, school, {
    own: ownInstead(wish),
    perhaps: wish === 'rota' ? otherRotas(school) : undefined,
  }),
  summary: 'Who has this',
});

/** Most who speak of a rota mean another one. */
const otherRotas = ({ contacts }: School): string =>
  `Cover for lessons, duties at break and lunch: I do not have those rotas. Ask the school office, ${contacts.office}.`;

/** What is everyone's own, beside what is not theirs. */
function ownInstead(wish: WishId) {
  const own = ownInsteadOf(wish);
  if (own === 'own.to-read') return [doing('What do I have to sign?', own)];
  if (own === 'policy.list') return [doing('Which policies are there?', own)];
  return [doing('My reports', 'own.reports'), doing('Report a concern', 'lanyard.report')];
}

const ownInsteadOf = (wish: WishId): WishId | undefined => {
  if (wish.startsWith('campaigns')) return 'own.to-read';
  if (wish.startsWith('policies')) return 'policy.list';
  return wish.startsWith('reports') ? 'own.reports' : undefined;
};

/** The buttons that do what could be typed. Whether someone may is asked at every press. */
export function registerTalk(
  routes: Routes,
  { schoolOf, talk }: Pick<TalkDeps, 'schoolOf'> & { readonly talk: Pick<Talk, 'answer'> },
): void {
  const press = action(pressed, async ({ wish }, turn) => {
    const school = await schoolOf(turn.sender.userId);
    if (!school) return message('This is for school staff.');
    const typed = { ...turn, text: new Typed(''), attachments: [] };
    await talk.answer(typed, school, { wish, about: undefined, isWhole: true, isSure: true });
    return message('It is below.');
  });
  routes.action(DO, press);
}
