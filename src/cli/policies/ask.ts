import { basename, dirname, extname, resolve } from 'node:path';
import type { Answer, Answerer } from '../../ask/answer/answer.ts';
import { type Fact, firstOf, isFact } from '../../ask/conversation/ask-after.ts';
import { asksForWhom, isAboutAnswer, leansOnAnswer } from '../../ask/conversation/read-follow-up.ts';
import { ruleUnderReport } from '../../ask/conversation/under-report.ts';
import { toSections } from '../../ask/parsing/sections.ts';
import type { Policy } from '../../ask/policy.ts';
import { asksSomething } from '../../ask/question/asks.ts';
import { severalQuestions } from '../../ask/question/several.ts';
import { type Detection, mayBeDanger } from '../../hear/detection.ts';
import type { Heard } from '../../hear/listen.ts';
import { whomBy } from '../../hear/offer/whom.ts';
import { factOf, readAfterFact, sensing, tellAfterFact } from '../../hear/talk/after/after-fact.ts';
import { createSenses, type ReadSense } from '../../hear/talk/after/senses.ts';
import { tellOfNotDone } from '../../hear/talk/not-done.ts';
import { asText, type Told } from '../../hear/talk/told.ts';
import { decide } from '../../hear/weighing/costs.ts';
import { createRecogniser, type Recogniser, type Wished } from '../../hear/wishes/recognise.ts';
import type { PolicyId, UserId } from '../../kernel/ids.ts';
import { remembering } from '../../kernel/remember.ts';
import { Typed } from '../../kernel/typed.ts';
import { readPolicyFile } from '../../platform/documents/policy-file.ts';
import { type Opening, openUnderstanding } from '../../platform/encoder/open.ts';
import { readTrust } from '../../platform/environment/config.ts';
import { createLog } from '../../platform/process/process-log.ts';
import { RECIPIENT_WORDING } from '../../report/concern.ts';
import { ConfigError, type Problem } from '../../school/file/problems.ts';
import type { School, Trust } from '../../school/school.ts';
import { supportSentence } from '../../school/support-lines.ts';
import { createEar } from '../../wiring/ear.ts';
import { loadCautions } from '../../wiring/policy/cautions.ts';
import { shippedWishes } from '../../wiring/wishes.ts';
import { answerText as answerAsText, quotedText } from './answer-text.ts';
import { answererFrom } from './answerer.ts';
import { answerText, HAPPENED, type OnTheTable, ofSchool } from './going-on-text.ts';
import { IN_TEAMS, wishText } from './wish-text.ts';

interface AskOptions {
  /** Path of lanyard.yml. */
  readonly config: string;
  /** A school's id; the first of the file when absent. */
  readonly school?: string;
  readonly explain?: boolean;
  /** The encoder that Lanyard ships when absent. */
  readonly opening?: Opening;
}

/**
 * What the bot would say to these questions, one after the other as in one conversation, as text. Reads the policy files that
 * lanyard.yml names and nothing else: no database, no network, no model. Where a newer version awaits its owner's approval, this
 * reads the newer one.
 * @throws ConfigError when lanyard.yml or a policy cannot be read
 */
export async function answerInTerminal(questions: string | readonly string[], options: AskOptions): Promise<string> {
  const asked = typeof questions === 'string' ? [questions] : questions;
  const say = await beginTalk(options);
  const answers: string[] = [];
  for (const question of asked)
    answers.push(asked.length === 1 ? await say(question) : `> ${question}\n\n${await say(question)}`);
  return answers.join('\n\n');
}

/** What is remembered of the last answer. */
type Last = OnTheTable | Fact;

/** A conversation in a terminal: it remembers where the last answer stood, until something may be a report. */
async function beginTalk(options: AskOptions): Promise<(question: string) => Promise<string>> {
  const { school, trust } = schoolIn(options);
  const opening = options.opening ?? (await openUnderstanding());
  const { hear, readExact } = createEar({ schools: [school], opening, log: createLog('warn') });
  const guess = opening.kind === 'open' ? opening.understanding.guessWish : undefined;
  const recogniser = createRecogniser(shippedWishes(), guess);
  const folder = dirname(resolve(options.config));
  const cautions = loadCautions(trust, folder);
  const policies = remembering(1, async (_all: 'all') => policiesOf(school, folder));
  const answerer = remembering(1, async (_all: 'all') => answererFrom(await policies('all'), { cautions, opening }));
  const senses = opening.kind === 'open' ? createSenses(opening.understanding.encoder) : undefined;
  const parts: LanyardParts = {
    school,
    recogniser,
    senses,
    policies: () => policies('all'),
    answerer: () => answerer('all'),
  };
  let last: Last | undefined;

  // The order of the bot: what may be a concern comes first, what is asked of Lanyard itself and small talk are no questions.
  return async (question) => {
    const exact = readExact(question)?.kind;
    if (exact && exact !== 'wish') return HELP;
    const { detection, readings, weighed } = exact ? EXACT : await hear(question, school);
    const asked = { school, question, detection };
    const remembered = detection.kind === 'none' ? last : undefined;
    const told =
      (await tellAfter(asked, last, { answerer: () => answerer('all'), opening })) ??
      (await tellOfLanyard({ question, detection, readings, weighed, last: remembered }, parts));
    last = remembered;
    if (told) {
      last = told.last;
      return told.text;
    }
    const raised = await raisedText(asked, () => answerer('all'));
    if (raised !== undefined) return raised;
    const isNothing = detection.kind === 'none';
    if (isNothing && isNoQuestion(weighed)) return HELP;
    const several = isNothing ? severalQuestions(question) : [];
    if (several.length > 1) return answerEach(several, await answerer('all'), school);
    const place = last && !isFact(last) ? last : undefined;
    const perhaps = isNothing ? recogniser.perhaps(question, { reading: oneOf(readings) }) : undefined;
    const answered = await answerText(await answerer('all'), {
      ...asked,
      explain: options.explain,
      place,
      opening,
      perhaps,
    });
    last = answered.place ?? (isNothing ? last : undefined);
    return answered.text;
  };
}

/** People come first, and a policy after them where one was asked. */
async function raisedText(asked: Asked, answerer: () => Promise<Answerer>): Promise<string | undefined> {
  const { school, question, detection } = asked;
  if (detection.kind === 'concern') return concernText(asked, answerer);
  if (detection.kind !== 'own-distress') return undefined;
  const isAnswered = !detection.isCrisis && asksSomething(question);
  return withRule(toTalkTo(school), isAnswered ? await (await answerer()).askLocally(question) : undefined);
}

/** What is nothing without the question before it, as in the bot: of what sounds like a report the offer is below. */
async function tellAfter(
  asked: Asked,
  last: Last | undefined,
  { answerer, ...given }: { answerer(): Promise<Answerer>; readonly opening: Opening },
): Promise<{ readonly text: string; readonly last: Last | undefined } | undefined> {
  const { school, question, detection } = asked;
  const before = last && !isFact(last) ? last : undefined;
  if (detection.kind !== 'none') return undefined;
  if (before && leansOnAnswer(question)) {
    const { text, place } = await answerText(await answerer(), { ...asked, ...given, place: before });
    return { text, last: place };
  }
  return asksForWhom(question) === 'surely'
    ? { text: asText(tellOfNotDone('for-whom', school)), last: undefined }
    : undefined;
}

interface LanyardParts {
  readonly school: School;
  readonly recogniser: Recogniser;
  readonly senses: ReadSense | undefined;
  policies(): Promise<readonly Policy[]>;
  answerer(): Promise<Answerer>;
}

/** What is asked of Lanyard itself, or goes on with what it told; and what is remembered then. */
async function tellOfLanyard(
  {
    question,
    detection,
    readings,
    weighed,
    last,
  }: Pick<Heard, 'detection' | 'readings' | 'weighed'> & {
    readonly question: string;
    readonly last: Last | undefined;
  },
  { school, recogniser, senses, policies, answerer }: LanyardParts,
): Promise<{ readonly text: string; readonly last: Last | undefined } | undefined> {
  const now = new Date();
  const sounded = await readWish(recogniser, question, { detection, readings, weighed });
  const isAfter = last && isFact(last) && detection.kind === 'none' && !sounded?.wished.isWhole;
  const senseOf = sensing(senses, oneOf(readings)?.vector);
  const after = isAfter ? await afterFact(question, last, { recogniser, senseOf, school, now }) : undefined;
  if (after && 'told' in after) return { text: asText(after.told), last: after.fact };
  const { wished, below } = after ? { wished: after.wished, below: [] } : (sounded ?? {});
  if (!wished) return undefined;
  const text =
    (await wishText(wished, { school, now, policies })) ??
    (await inTeams({ school, question, detection }, wished, await answerer()));
  const fact = detection.kind === 'none' ? factOf(wished.wish, wished.about, school, now) : undefined;
  return { text: [text, ...(below ?? [])].join('\n\n'), last: fact ?? last };
}

/** What goes on with the fact that was told last, told; or the same asked of another. */
async function afterFact(
  question: string,
  fact: Fact,
  { school, ...reading }: Parameters<typeof readAfterFact>[2] & { readonly school: School },
): Promise<{ readonly told: Told; readonly fact: Fact } | { readonly wished: Wished } | undefined> {
  const after = await readAfterFact(question, fact, reading);
  return after?.kind === 'wish' ? after : after && tellAfterFact(after, fact, school, reading.now);
}

/** Talk of Lanyard or the signing may ask for something all the same. */
const MAY_WISH: ReadonlySet<string> = new Set(['wish', 'help', 'signing']);

/** What is asked of Lanyard itself, with the offer below it where the message only sounds like a report. */
async function readWish(
  recogniser: Recogniser,
  question: string,
  { detection, readings, weighed }: Pick<Heard, 'detection' | 'readings' | 'weighed'>,
): Promise<{ readonly wished: Wished; readonly below: readonly string[] } | undefined> {
  const isOnlySound = detection.kind === 'unclear' && detection.isQuiet === true;
  const reading = readings?.length === 1 && (detection.kind === 'none' || isOnlySound) ? readings[0] : undefined;
  const isWish = weighed !== undefined && MAY_WISH.has(decide(weighed.chances, weighed.danger).answered);
  const wished = recogniser.recognise(question, isWish ? { reading, chances: weighed.chances } : {});
  if (!wished) return undefined;
  if (isOnlySound && wished.isSure && !wished.isWhole) return { wished, below: [HAPPENED] };
  const isFirst = detection.kind === 'none' && !isAboutAnswer(question);
  const isRead = isFirst || (wished.isWhole && (detection.kind === 'none' || detection.kind === 'unclear'));
  return isRead ? { wished, below: [] } : undefined;
}

/**
 * What only the running bot knows is named, and what the policies say about it stands above: the words of a question that merely comes
 * near to such a wish are the policies' all the same.
 */
async function inTeams({ question, school }: Asked, { isWhole }: Wished, answerer: Answerer): Promise<string> {
  const answer = await answerer.askLocally(question);
  if (isWhole && answer.kind !== 'answered') return IN_TEAMS;
  return [answerAsText(answer, ofSchool(school)), IN_TEAMS].join('\n\n');
}

/** Several questions in one message, each on its own; all of them together were heard already. */
async function answerEach(several: readonly string[], answerer: Answerer, school: School): Promise<string> {
  const answers = several.map(
    async (one) => `> ${one}\n\n${answerAsText(await answerer.askLocally(one), ofSchool(school))}`,
  );
  return (await Promise.all(answers)).join('\n\n');
}

interface Asked {
  readonly school: School;
  readonly question: string;
  readonly detection: Detection;
}

async function concernText({ school, question, detection }: Asked, answerer: () => Promise<Answerer>): Promise<string> {
  if (detection.kind !== 'concern') return '';
  if (detection.emergency || detection.ownDistress) return toAPerson(school, question, detection);
  const answer = await (await answerer()).askLocally(question);
  const { route, second, reasons } = detection;
  const routes = [route, second].filter((one) => one !== undefined);
  const rule = ruleUnderReport(answer, { isReport: true, reported: { words: question, routes, reasons } });
  return [
    toAPerson(school, question, detection),
    ...(rule ? [`What the policy says about reporting\n${quotedText(rule)}`] : []),
  ].join('\n\n');
}

function withRule(people: string, answer: Answer | undefined): string {
  const rule = answer && firstOf(answer);
  return [people, ...(rule ? [`The nearest rule\n${quotedText(rule)}`] : [])].join('\n\n');
}

/** Read in one part it was read whole. */
const oneOf = (readings: Heard['readings']) => (readings?.length === 1 ? readings[0] : undefined);

function schoolIn({ config, school: wanted }: AskOptions): { school: School; trust: Trust } {
  const problems: Problem[] = [];
  const trust = readTrust(config, problems, 'Name yours with --config.');
  if (!trust) throw new ConfigError(problems);
  const found = wanted === undefined ? trust.schools[0] : trust.schools.find(({ id }) => id === wanted);
  if (found) return { school: found, trust };
  const known = trust.schools.map(({ id }) => id).join(', ');
  throw new ConfigError([{ place: '--school', message: `"${wanted}" is not in ${config}. Write one of: ${known}.` }]);
}

export async function policiesOf(school: School, folder: string): Promise<Policy[]> {
  const problems: Problem[] = [];
  const policies: Policy[] = [];
  for (const file of school.policies.files) {
    const outcome = await readPolicyFile(folder, file);
    if (outcome.kind === 'read') {
      const name = basename(file, extname(file));
      policies.push(toSections(outcome.document, { id: name as PolicyId, fallbackTitle: name }));
    } else
      problems.push({
        place: file,
        message: outcome.kind === 'closed' ? `${outcome.what}. ${outcome.todo}` : outcome.why,
      });
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return policies;
}

/** What is exactly asked of Lanyard itself is heard for nothing else. */
const EXACT: Pick<Heard, 'detection' | 'readings' | 'weighed'> = {
  detection: { kind: 'none' },
  readings: undefined,
  weighed: undefined,
};

/** Said to Lanyard itself: no policy answers it. */
const NO_QUESTION: ReadonlySet<string> = new Set(['word', 'help', 'signing']);
const isNoQuestion = (weighed: Heard['weighed']): boolean =>
  weighed !== undefined && NO_QUESTION.has(decide(weighed.chances, weighed.danger).answered);

const HELP = 'Ask me what a policy says. In Teams I also send policies to acknowledge and take reports of a concern.';

const IN_DANGER = 'Someone in danger now? Phone 999 first.';

const toTalkTo = (school: School): string => `Please talk to someone now. ${supportSentence(school)} Nothing is kept.`;

function toAPerson(school: School, question: string, detection: Extract<Detection, { kind: 'concern' }>): string {
  return [
    'This may be something to report. None of it is kept.',
    ...(mayBeDanger(detection) ? [IN_DANGER] : []),
    whomToTell(school, question, detection),
  ].join('\n');
}

/** As in Teams: nobody is named where it may be about them, or where who it is about decides between two. */
function whomToTell(school: School, question: string, detection: Extract<Detection, { kind: 'concern' }>): string {
  const whom = whomBy(school, detection, { words: [new Typed(question)], writer: NOBODY });
  const routes = [detection.route, detection.second].filter((route) => route !== undefined);
  const named = routes.flatMap((route) => whom.to(route) ?? []);
  const [first, other] = named.map(
    ({ recipient, person }) =>
      `${RECIPIENT_WORDING[recipient]}: ${[person?.name, person?.phone].filter(Boolean).join(', ')}`,
  );
  if (first !== undefined && routes.length === 1) return `Speak to ${first}. In Teams: Report a concern.`;
  const who = named.length === routes.length ? `: ${first}, or ${other}` : '';
  return `Who gets it depends on who it is about${who}. In Teams: Report a concern, which asks that first.`;
}

/** Who types in a terminal is known to nobody. */
const NOBODY = '' as UserId;
