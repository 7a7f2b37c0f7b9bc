import { JOBS } from '../../acknowledge/job-names.ts';
import type { EntryKind, Person } from '../../acknowledge/register/person.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { Jobs } from '../../kernel/jobs.ts';
import { answerLink, answerQuestions, type LinkAnswer, type Linked, openLink } from './follow-link.ts';
import { type LinkDeps, makeLinks, PURPOSE, withoutTeams } from './links.ts';
import { type Entered, enterSheet, type SignedSheet } from './witness.ts';

export type PeopleWithoutTeams = ReturnType<typeof createPeopleWithoutTeams>;

/** Kitchen, cleaning, supply, governors: anyone Teams does not reach answers by a personal link or on paper. */
export function createPeopleWithoutTeams(deps: LinkDeps & { readonly jobs: Pick<Jobs, 'wake'> }) {
  const { jobs } = deps;

  async function changed(id: CampaignId): Promise<void> {
    await Promise.all([jobs.wake(JOBS.redraw), jobs.wake(JOBS.progress, id)]);
  }

  return {
    list: (by: UserId, id: CampaignId, group?: string) => withoutTeams(deps, by, id, group),
    makeLinks: (by: UserId, id: CampaignId, group?: string) => makeLinks(deps, by, id, group),
    /** A link whose making is taken back opens nothing any more. */
    async takingBack({ campaign, id }: Pick<Person, 'campaign' | 'id'>, kind: EntryKind): Promise<void> {
      if (kind === 'link') await deps.tickets.end({ purpose: PURPOSE, subject: campaign, holder: id }, deps.clock());
    },
    open: (secret: string): Promise<Linked> => openLink(deps, secret),
    answerQuiz: (secret: string, answers: Readonly<Record<string, string>>): Promise<Linked> =>
      answerQuestions(deps, secret, answers),

    async answer(secret: string, answer: LinkAnswer): Promise<Linked> {
      const { linked, recorded } = await answerLink(deps, secret, answer);
      if (recorded) await changed(recorded);
      return linked;
    },

    async enter(by: UserId, id: CampaignId, sheet: SignedSheet): Promise<Entered> {
      const entered = await enterSheet(deps, by, id, sheet);
      if (entered.kind === 'entered' && entered.names.length > 0) await changed(id);
      return entered;
    },
  };
}
