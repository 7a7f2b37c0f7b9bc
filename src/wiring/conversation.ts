import type { AppContext } from '../context.ts';
import type { FeatureParts } from '../feature.ts';
import { createConversation } from '../hear/conversation.handlers.ts';
import type { Detection } from '../hear/detection.ts';
import type { Caught, Gate, HeardMessage } from '../hear/gate.ts';
import { answerAboutReports } from '../hear/offer/about.cards.ts';
import { type Offering, offerReport, type Rule } from '../hear/offer/offer.cards.ts';
import { readAboutReports } from '../hear/report-requests.ts';
import type { Talk } from '../hear/talk/talk.handlers.ts';
import { tellsOfContact } from '../hear/words/contact.ts';
import { mayBeOfPictures } from '../hear/words/pictures.ts';
import { Fault, nameOf } from '../kernel/calls/fault.ts';
import { withTimeout } from '../kernel/calls/with-timeout.ts';
import { createPictureFetch, createPictureReceipt } from '../more/screenshots/screenshot.handlers.ts';
import type { MessageTurn } from '../platform/teams/turn.ts';
import { quietLineCard } from '../report/form/support.cards.ts';
import { actorOf } from '../report/handlers/who-acts.handlers.ts';
import type { School } from '../school/school.ts';
import type { ReportHost } from './concerns.ts';
import type { Ear } from './ear.ts';
import type { Policies } from './policy/policies.ts';
import { noteStrayPicture } from './stray-picture.ts';

interface Further {
  readonly gate: Pick<Gate, 'hear'>;
  readonly readExact: Ear['readExact'];
  readonly policies: Policies;
  readonly talk: Talk;
  readonly features: readonly FeatureParts[];
  readonly concerns: Pick<ReportHost, 'concerns' | 'screenshots' | 'chatWords'>;
  /** Where the Connector may keep a picture. */
  readonly serviceHosts: readonly string[];
  /** For the Connector, and nobody else. */
  readonly token: () => Promise<string>;
}

/** What happens to something typed: which capability takes it. */
export function wireConversation(
  context: AppContext,
  { gate, readExact, policies, talk, features, concerns, serviceHosts, token }: Further,
) {
  const { config, routes, log, standingOf, schoolOfStanding } = context;
  const fetchPicture = createPictureFetch({
    connectorHosts: serviceHosts,
    fileHosts: config.connectorHosts,
    sharepoint: config.trust.sharepoint,
    token,
  });
  /** What came before a message that may be a report is not remembered; the offer does not wait for that. */
  const forgetting = async (turn: MessageTurn, offer: Promise<void>): Promise<void> => {
    const forgotten = policies.places
      .forget(turn.sender.userId)
      .catch((error: unknown) => log.warn('conversation.not-forgotten', { reason: nameOf(error) }));
    await offer.finally(() => forgotten);
  };
  return createConversation({
    routes,
    schools: config.trust.schools,
    standingOf,
    schoolOfStanding,
    hear: gate.hear,
    tellsOfContact,
    mayBeOfPictures,
    onOfferBelow: (turn, detection, school) =>
      forgetting(turn, offerWithWords(concerns, turn, { detection, school, isBelow: true, isOfPictures: false })),
    onConcern: (turn, heard, school, told) => {
      const rule = turn.place.kind === 'personal' ? ruleBeside(policies, turn, school, heard) : undefined;
      const { detection } = heard;
      return forgetting(turn, offerWithWords(concerns, turn, { detection, school, rule, ...told }));
    },
    // Where others read along nothing says that it may be meant for someone.
    onQuietLine: (turn, school) =>
      turn.replyPrivately({ card: quietLineCard(school), summary: 'If today is hard' }).then(() => undefined),
    async readExact(words) {
      const exact = readExact(words);
      return exact?.kind === 'wish' && !talk.answers(exact.wished.wish) ? undefined : exact;
    },
    forget: (turn) => forgetting(turn, Promise.resolve()),
    talk,
    readAboutReports,
    help: features.flatMap((one) => one.help ?? []),
    onAboutReports: answerAboutReports,
    figuresFor: (turn) =>
      withTimeout(FIGURES_MS, () => concerns.concerns.figures(actorOf(turn)), late).catch((error: unknown) => {
        log.warn('conversation.no-figures', { reason: nameOf(error) });
        return undefined;
      }),
    onQuestion: policies.answering.answer,
    answersPlainly: (turn, school, heard) =>
      policies.answering.answersPlainly(turn, school, heard).catch((error: unknown) => {
        log.warn('conversation.not-looked-up', { reason: nameOf(error) });
        return false;
      }),
    lastSaid: (turn) =>
      policies.answering.lastSaid(turn).catch((error: unknown) => {
        log.warn('conversation.not-remembered', { reason: nameOf(error) });
        return undefined;
      }),
    onPosting: async (turn, school) => {
      for (const { onPosting } of features) await onPosting?.(turn, school);
    },
    onPicture: createPictureReceipt(concerns.screenshots, fetchPicture),
    onStrayPicture: (turn, school) => noteStrayPicture(context, turn, school),
    async onFile(turn) {
      for (const { receive } of features) if (await receive?.(turn)) return true;
      return policies.receive(turn);
    },
  });
}

/** The offer, with what was typed sealed on its buttons. What tells of its writer's own need is no account of anyone else. */
async function offerWithWords(
  { chatWords }: Pick<ReportHost, 'chatWords'>,
  turn: MessageTurn,
  {
    detection,
    school,
    rule,
    ...told
  }: Omit<Offering, 'rule' | 'chat'> & {
    readonly detection: Caught;
    readonly school: School;
    readonly rule?: Promise<Rule | undefined> | undefined;
  },
): Promise<void> {
  const sealed = detection.kind === 'own-distress' ? undefined : chatWords.seal(turn.sender.userId, turn.text);
  const [found, chat] = await Promise.all([rule, sealed]);
  await offerReport(turn, detection, school, { ...told, rule: found, chat });
}

/** A greeting waits for no directory: it comes without figures. */
const FIGURES_MS = 2_000;

const late = () => new Fault('unavailable', 'the figures took too long');

/** Nobody who may have something to report waits for a rule. */
const RULE_MS = 2_000;

/** Where the rule stands; `undefined` where there shall be none. Who is not well and asks something is answered below the people. */
function placeOfRule(detection: Detection): 'first' | 'below' | 'below-if-asked' | undefined {
  switch (detection.kind) {
    case 'none':
      return undefined;
    case 'own-distress':
      return detection.isCrisis ? undefined : 'below-if-asked';
    case 'concern':
      return detection.emergency || detection.ownDistress || detection.language !== undefined ? undefined : 'below';
    case 'unclear':
      if (detection.language !== undefined) return undefined;
      return detection.likelier === 'question' && !detection.ownDistress ? 'first' : 'below';
    default:
      return detection satisfies never;
  }
}

/**
 * What the policies say on a message that may be a report or a question, from the index alone: what may be a disclosure goes to
 * no model. `undefined` in danger, where nothing was understood, and where the rule is not there at once.
 */
async function ruleBeside(
  { answering }: Pick<Policies, 'answering'>,
  turn: MessageTurn,
  school: School,
  heard: HeardMessage,
): Promise<Rule | undefined> {
  const { detection } = heard;
  const wanted = placeOfRule(detection);
  if (!wanted) return undefined;
  const look = answering.beside(turn, school, heard, wanted);
  const late = () => new Fault('unavailable', 'the rule took too long');
  return withTimeout(RULE_MS, () => look, late).catch(() => undefined);
}
