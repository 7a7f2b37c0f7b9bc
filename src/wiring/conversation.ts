import type { Gate } from '../disclosure/gate.ts';
import { readAboutReports } from '../disclosure/report-requests.ts';
import { classifySmallTalk } from '../policy/question/small-talk.ts';
import { answerAboutReports } from '../teams/concern/offer/about-cards.ts';
import { offerReport } from '../teams/concern/offer/offer.ts';
import { createPictureFetch, createPictureReceipt } from '../teams/concern/picture/picture-handlers.ts';
import { createConversation } from '../teams/conversation.ts';
import { createBotTokens } from '../teams/inbound/adapter.ts';
import type { AppContext } from './app-context.ts';
import type { wireConcerns } from './concerns.ts';
import type { Policies } from './policy/policies.ts';

interface Further {
  readonly gate: Pick<Gate, 'hear'>;
  readonly policies: Policies;
  readonly concerns: Pick<ReturnType<typeof wireConcerns>, 'screenshots' | 'onStrayPicture'>;
  /** Where the Connector may keep a picture. */
  readonly serviceHosts: readonly string[];
}

/** What happens to something typed: which capability takes it. */
export function wireConversation(context: AppContext, { gate, policies, concerns, serviceHosts }: Further) {
  const { config, routes, standingOf, schoolOfStanding } = context;
  const fetchPicture = createPictureFetch({
    connectorHosts: serviceHosts,
    fileHosts: config.connectorHosts,
    sharepoint: config.trust.sharepoint,
    token: createBotTokens(config.bot),
  });
  return createConversation({
    routes,
    standingOf,
    schoolOfStanding,
    hear: gate.hear,
    onOffer: offerReport,
    onConcern: async (turn, heard, school) => {
      const offer = () => offerReport(turn, heard.detection, school);
      const isInTwoMinds = heard.detection.kind === 'unclear' && heard.detection.language === undefined;
      if (!isInTwoMinds || !school || turn.place.kind !== 'personal') return offer();
      // A general question gets its answer too, from the index alone: what may be a disclosure goes to no model.
      const answer = () => policies.answer(turn, school, heard);
      const [first, next] = heard.detection.likelier === 'report' ? [offer, answer] : [answer, offer];
      // The one comes even where the other fails.
      await first().finally(next);
    },
    readAboutReports,
    onAboutReports: answerAboutReports,
    isSmallTalk: (text) => classifySmallTalk(text) === 'help',
    onQuestion: policies.answer,
    onPicture: createPictureReceipt(concerns.screenshots, fetchPicture),
    onStrayPicture: concerns.onStrayPicture,
    onFile: policies.receive,
  });
}
