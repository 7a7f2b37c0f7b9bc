import type { Acknowledgements } from '../acknowledge/acknowledgements.ts';
import { showAway, showMissing, showOwnPeople, showPerson } from '../acknowledge/campaign/asked-about.handlers.ts';
import { type CampaignLists, showCampaigns } from '../acknowledge/planning/plan.handlers.ts';
import { type AskedWith, showAskedFor } from '../acknowledge/register/asked-for.handlers.ts';
import { showOwn } from '../acknowledge/request/own-list.handlers.ts';
import { showTalkWays } from '../acknowledge/talk/talk.handlers.ts';
import { showTelling, type TellingDesk } from '../acknowledge/telling/telling.handlers.ts';
import type { PlaceMemory } from '../ask/conversation/ask-after.ts';
import { compareVersions } from '../ask/library/compare.ts';
import type { Library } from '../ask/library/library.ts';
import type { AppContext } from '../context.ts';
import type { FeatureParts } from '../feature.ts';
import { createSenses } from '../hear/talk/after/senses.ts';
import { oneDayIn } from '../hear/talk/dates/read-day.ts';
import { type PolicyFact, tellOfChanges, tellOfPolicies, tellOfReview } from '../hear/talk/policy-facts.ts';
import { isSchoolWish, type SchoolWish, tellOfSchool } from '../hear/talk/school-facts.ts';
import { bareNameCard, doing, toldCard } from '../hear/talk/talk.cards.ts';
import { createTalk, type Doer, registerTalk, type Talk } from '../hear/talk/talk.handlers.ts';
import type { Told } from '../hear/talk/told.ts';
import { createRecogniser, type Wished } from '../hear/wishes/recognise.ts';
import { WISHES, type WishId } from '../hear/wishes/wishes.ts';
import { Fault } from '../kernel/calls/fault.ts';
import type { Readiness } from '../kernel/readiness.ts';
import { openDialog } from '../platform/teams/card.ts';
import { REPORT_DIALOG } from '../platform/teams/dialogs.ts';
import type { MessageTurn, Turn } from '../platform/teams/turn.ts';
import type { Concerns } from '../report/concerns.ts';
import type { ChatWords } from '../report/draft/chat-words.ts';
import { tellOpenReports } from '../report/triage/triage.handlers.ts';
import { holders, holdsRole, type School } from '../school/school.ts';
import { answersOfItself } from './talk/own-facts.ts';
import { shippedWishes } from './wishes.ts';

interface Further {
  readonly library: Library;
  readonly places: PlaceMemory;
  readonly acknowledgements: Pick<
    Acknowledgements,
    'own' | 'goesWith' | 'registers' | 'notYetSent' | 'ownLists' | keyof TellingDesk | keyof CampaignLists
  >;
  readonly reports: Pick<Concerns, 'lists'>;
  readonly chatWords: Pick<ChatWords, 'seal'>;
  /** What the features that are on answer. */
  readonly features: readonly FeatureParts[];
  readiness(): Promise<Readiness>;
}

/** Puts together what is asked of Lanyard itself: who answers which wish. */
export function wireTalk(context: AppContext, further: Further): Talk {
  const { library, places, acknowledgements, features, readiness, reports, chatWords } = further;
  const { config, routes, understanding, schoolOf, command } = context;
  const { schools } = config.trust;
  const wishes = shippedWishes();

  const telling =
    (tell: (school: School, about: string | undefined, now: Date) => Told | Promise<Told>): Doer =>
    async (turn, school, about) => {
      const told = await tell(school, about, turn.now);
      await turn.reply({ card: toldCard(told), summary: told.heading });
    };
  const facts = (school: School) => policyFacts(library, school);
  const ofSchool = Object.fromEntries(
    WISHES.filter(isSchoolWish).map((wish) => [wish, ofSchoolDoer(wish)] as const),
  ) as Record<SchoolWish, Doer>;

  const doers: Partial<Record<WishId, Doer>> = {
    ...ofSchool,
    'policy.review': telling(async (school, about, now) => tellOfReview(await facts(school), about, now)),
    'policy.changed': telling(async (school, about, now) => tellOfChanges(await facts(school), about, now)),
    'policy.list': telling(async (school) => tellOfPolicies(await facts(school))),
    'own.signed': (turn, school) => showOwn(acknowledgements, turn, school, 'signed'),
    'own.to-read': (turn, school) => showOwn(acknowledgements, turn, school, 'to-read'),
    // The same words are asked of reports by those who take them, and of policies by everyone else.
    'own.waiting': (turn, school) =>
      talk.mayHave(turn.sender.userId, 'reports.open')
        ? command('reports')(turn)
        : showOwn(acknowledgements, turn, school, 'to-read'),
    'own.talk-first': (turn, school) => showTalkWays(acknowledgements, turn, school),
    'own.reports': command('my reports'),
    'own.add': command('my reports'),
    'lanyard.privacy': telling(() => PRIVACY),
    'lanyard.working': (turn, school) => showWorking(context, { readiness, library }, turn, school),
    ...answersOfItself(context),
    'lanyard.report': command('report'),
    'reports.open': (turn, _school, about) => tellOpenReports(reports, turn, about),
    // What is looked for lies on the button as what was typed does on that of a report: sealed, for its writer alone.
    'reports.search': async (turn, _school, about) => {
      const sealed = about === undefined ? undefined : await chatWords.seal(turn.sender.userId, turn.text);
      await turn.replyPrivately({ card: bareNameCard(true, sealed), summary: 'Search reports' });
    },
    'records.due': command('records due'),
    rota: command('rota'),
    ...askedOfCampaigns(acknowledgements),
    // To those who take reports it is those, to HR the campaign's, to everyone else their own.
    'campaigns.outstanding': (turn, school) => {
      if (talk.mayHave(turn.sender.userId, 'reports.open')) return command('reports')(turn);
      return talk.mayHave(turn.sender.userId, 'campaigns.missing')
        ? showMissing(acknowledgements, turn)
        : showOwn(acknowledgements, turn, school, 'to-read');
    },
    'campaigns.missing': (turn) => showMissing(acknowledgements, turn),
    'campaigns.away': (turn, { contacts }) => showAway(acknowledgements, turn, contacts.office),
    'campaigns.person': (turn, _school, about) => showPerson(acknowledgements, turn, about),
    'policies.desk': command('policies'),
    'policies.questions': command('questions'),
    ...Object.assign({}, ...features.map(({ wishes: answered }) => answered)),
  };

  const ownPeople = ownPeopleOf(acknowledgements);
  const talk: Talk = createTalk({
    recogniser: createRecogniser(wishes, understanding?.guessWish),
    wishes: wishes.wishes,
    doers,
    schools,
    schoolOf,
    places,
    readSense: understanding && createSenses(understanding.encoder),
    show: showFact,
    hasPartOf: hasFigures,
    // A head manages some of the school's people, and has the figures of all.
    ofTheirOwn: async (turn, wished) => {
      const hasPeople = await ownPeople(turn, wished);
      return (await ofTheirs(turn, wished, talk, command)) || hasPeople;
    },
  });
  registerTalk(routes, { schoolOf, talk });
  return talk;
}

/** Who is someone's manager only the directory knows; where it does not answer, they hear who has the whole register. */
const ownPeopleOf =
  (acknowledgements: Further['acknowledgements']) =>
  async (turn: MessageTurn, { wish, about }: Wished): Promise<boolean> => {
    if (wish !== 'campaigns.missing' && wish !== 'campaigns.person') return false;
    return showOwnPeople(acknowledgements, turn, wish === 'campaigns.person' ? (about ?? '') : undefined).catch(
      (error: unknown) => {
        if (!(error instanceof Fault)) throw error;
        return false;
      },
    );
  };

/** What those who run campaigns ask to do. */
const askedOfCampaigns = (acknowledgements: Further['acknowledgements']): Partial<Record<WishId, Doer>> => ({
  campaigns: (turn, { id: own }, text) =>
    showCampaigns(
      acknowledgements,
      turn,
      text === undefined ? undefined : { text, own, dueDay: oneDayIn(text, turn.now, 'coming') },
    ),
  'people.leaving': (turn, school, text) =>
    showAskedFor(acknowledgements, turn, 'leaving', askedWith(text, school, turn.now, 'coming')),
  'people.joining': (turn) => showAskedFor(acknowledgements, turn, 'joining'),
  'campaigns.due': (turn, school, text) =>
    showAskedFor(acknowledgements, turn, 'due', askedWith(text, school, turn.now, 'coming')),
  'campaigns.remind': (turn) => showAskedFor(acknowledgements, turn, 'remind'),
  'campaigns.change': (turn, school, text) =>
    showAskedFor(acknowledgements, turn, 'change', askedWith(text, school, turn.now, 'past')),
  'campaigns.files': (turn) => showAskedFor(acknowledgements, turn, 'files'),
  'campaigns.managers': (turn, school, text) =>
    showTelling(acknowledgements, turn, askedWith(text, school, turn.now, 'past')),
});

/** @param when a day without a year is the last of that date, or the next */
function askedWith(
  text: string | undefined,
  school: School,
  now: Date,
  when: 'past' | 'coming',
): AskedWith | undefined {
  if (text === undefined) return undefined;
  const day = oneDayIn(text, now, when);
  return { text, school, day: day === 'unsure' ? undefined : day, isDayUnread: day === 'unsure' };
}

const WITH_FIGURES: ReadonlySet<WishId> = new Set(['campaigns', 'campaigns.missing', 'campaigns.files']);

const hasFigures = (wish: WishId, mayHave: (wish: WishId) => boolean): boolean =>
  WITH_FIGURES.has(wish) && mayHave('governors.page');

/**
 * Of a campaign the head and the chair of governors may have its figures, where the school has its overview. “Any news on Ali”, by someone who
 * opens no reports, is asked of what they sent themselves; that they look for others’ is only in lines that say so.
 */
async function ofTheirs(
  turn: MessageTurn,
  { wish, isWhole }: Wished,
  talk: Pick<Talk, 'mayHave'>,
  command: AppContext['command'],
): Promise<boolean> {
  const isOfFigures = hasFigures(wish, (other) => talk.mayHave(turn.sender.userId, other));
  const isOfTheirReport = wish === 'reports.search' && !isWhole;
  if (!isOfFigures && !isOfTheirReport) return false;
  await command(isOfFigures ? 'overview' : 'my reports')(turn);
  return true;
}

/** Whether all is well; those who look after it hear where to look. */
async function showWorking(
  context: AppContext,
  parts: Pick<Further, 'readiness' | 'library'>,
  turn: Turn,
  school: School,
): Promise<void> {
  const told = await tellOfWorking(context, parts, school);
  const mayOpen = holdsRole(school, turn.sender.userId, 'it-lead', 'headteacher');
  const more = mayOpen
    ? [...told.lines, 'Every check, with what to do: run lanyard doctor on the server.']
    : told.lines;
  await turn.replyPrivately({ card: toldCard({ ...told, lines: more }), summary: told.heading });
}

/** Who it is about decides where a report goes, so beside the DSL's name stands the way to report. */
const ofSchoolDoer =
  (wish: SchoolWish): Doer =>
  (turn, school, about) =>
    showFact(turn, wish, tellOfSchool(wish, school, turn.now, about));

async function showFact(turn: MessageTurn, wish: WishId, told: Told): Promise<void> {
  const isOfConcerns = wish === 'holder.dsl' || wish === 'holder.deputy-dsl' || wish === 'number.outside';
  const buttons = [
    isOfConcerns ? openDialog('Report a concern', REPORT_DIALOG) : undefined,
    wish.startsWith('dates.') && told.lines.length < MANY_DATES ? doing('All term dates', 'dates.all') : undefined,
    wish === 'holder.hr' ? doing('What do I have to sign?', 'own.to-read') : undefined,
  ];
  await turn.reply({ card: toldCard(told, buttons), summary: told.heading });
}

/** All dates are on the card already. */
const MANY_DATES = 8;

/** The policies in force, with what changed since the version before. */
async function policyFacts(library: Library, school: School): Promise<readonly PolicyFact[]> {
  const policies = await library.inForce(school.id);
  return Promise.all(
    policies.map(async (policy): Promise<PolicyFact> => {
      const history = await library.history(school.id, policy.policyId);
      const stored = history.find(({ version }) => version.versionId === policy.versionId);
      const before = history.find(({ state }) => state === 'replaced');
      const earlier = before && (await library.version(school.id, before.version.versionId));
      const { title, version, adoptedOn, reviewOn } = policy;
      return {
        ...{ title, version, adoptedOn, reviewOn, inForceAt: stored?.inForceAt },
        ...(earlier && { changed: { sections: changedSections(compareVersions(earlier, policy)) } }),
      };
    }),
  );
}

const changedSections = (changes: ReturnType<typeof compareVersions>): readonly string[] => [
  ...new Set(
    changes
      .filter(({ kind }) => kind === 'material' || kind === 'added' || kind === 'removed')
      .map(
        ({ heading, kind }) => `${heading.split(' › ').at(-1) ?? heading}${kind === 'material' ? '' : ` (${kind})`}`,
      ),
  ),
];

const PRIVACY: Told = {
  heading: 'Who sees what you write here',
  lines: [
    'Nobody at your school reads this chat through me. What you asked I keep for half an hour, sealed, so that you can go on from it; then it is gone. I count how often each section was the answer, without names.',
    'What may be a report is not kept or sent anywhere unless you send it yourself, through Report a concern. A report goes, with your name, to the people whose job it is; it is not anonymous.',
    'A question that you send to the policy owner goes to them with your name.',
    'The chat itself is kept by Microsoft Teams like your other chats, and your school decides for how long.',
  ],
  source: 'How Lanyard works; there is more in its data protection page, which the data protection officer has',
};

async function tellOfWorking(
  { understanding }: Pick<AppContext, 'understanding'>,
  { readiness, library }: Pick<Further, 'readiness' | 'library'>,
  school: School,
): Promise<Told> {
  const [state, policies] = await Promise.all([readiness(), library.inForce(school.id)]);
  const lead = holders(school, 'it-lead')[0];
  return {
    heading: state === 'ready' ? 'Yes, I am working' : 'I am working, but something I need is not',
    lines: [
      state === 'ready'
        ? 'The database, the queue, Microsoft Graph and the places where reports go are all answering.'
        : 'Something that I need is not answering. Reports are still received and sent on. The IT lead can see what it is.',
      ['Policies', policies.length === 1 ? '1 in force' : `${policies.length} in force`],
      ['Understanding', understanding ? 'by meaning' : 'by words alone: answers are never certain'],
      ...(lead ? [['If something fails', [`tell ${lead.name}`, lead.phone].filter(Boolean).join(', ')] as const] : []),
    ],
    source: 'As it stands this minute',
  };
}
