import type { Harmless } from '../../hear/gate.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { Jobs } from '../../kernel/jobs.ts';
import type { Log } from '../../kernel/log.ts';
import type { IsoDay } from '../../kernel/time.ts';
import { holders, type School } from '../../school/school.ts';
import { syncRoster } from '../audience/sync.ts';
import { type Resent, resend } from '../delivery/resend.ts';
import { type Scheduled, type Sending, schedule } from '../delivery/sending.ts';
import { campaignCsv } from '../evidence/csv.ts';
import { campaignPack } from '../evidence/evidence.ts';
import { JOBS } from '../job-names.ts';
import { type PlanDeps, type Planned, plan, schoolsRunBy, type Wish } from '../planning/plan.ts';
import type { Courier } from '../ports.ts';
import { type Entry, enter, entriesIn, hasChanged, type Outcome, type Source } from '../register/entries.ts';
import { addPaperPerson, everywhere, type ToAddOnPaper, takeBackEverywhere, tryAgain } from '../register/people.ts';
import { type EntryKind, type Person, type PersonId, personIdOf } from '../register/person.ts';
import { requestView } from '../request/request-view.ts';
import type { ChaseStore } from '../store-ports.ts';
import type { PolicyText } from '../text/policy-text.ts';
import { type Campaign, type Held, UNSENT } from './campaign.ts';
import {
  type Command,
  type Commanded,
  type Corrected,
  command,
  correct,
  listFor,
  mayRun,
} from './campaign-commands.ts';
import type { CampaignView } from './campaign-view.ts';

interface CampaignDeskDeps extends PlanDeps {
  readonly chases: ChaseStore;
  readonly courier: Courier;
  readonly jobs: Pick<Jobs, 'wake'>;
  readonly log: Log;
  readonly schoolOf: (campaign: Campaign) => School;
  /** Cards that show this campaign are to be drawn again. */
  readonly changed: (id: CampaignId) => Promise<void>;
  readonly view: (campaign: Campaign) => Promise<CampaignView>;
}

/** What those who run campaigns do. Permission is checked at every step. */
export const createCampaignDesk = (deps: CampaignDeskDeps) => ({
  ...beforeStart(deps),
  ...commands(deps),
  ...registerChanges(deps),
  ...views(deps),
});

/** A campaign nobody has been told about yet. */
function beforeStart(deps: CampaignDeskDeps) {
  const { trust, policies, campaigns, clock, courier, jobs, host } = deps;
  return {
    /** Schools this person may run campaigns for, with the policies in force there and the staff groups of the last list. Empty: nothing may be offered. */
    async choices(by: UserId): Promise<
      readonly {
        readonly school: School;
        readonly policies: readonly PolicyText[];
        readonly groups: readonly string[];
      }[]
    > {
      const schools = schoolsRunBy(trust, by);
      return Promise.all(
        schools.map(async (school) => {
          const last = (await campaigns.list([school.id])).find(({ choices }) => (choices.groups ?? []).length > 0);
          const groups = (last?.choices.groups ?? []).map(([name]) => name);
          return { school, policies: await policies.inForce(school.id), groups };
        }),
      );
    },

    /** Notes a campaign and begins to read its roster; the card that asks for confirmation follows in the chat. */
    async plan(by: UserId, wish: Wish): Promise<Planned> {
      const planned = await plan(deps, by, wish);
      if (planned.kind === 'planned') await jobs.wake(JOBS.prepare, planned.campaign);
      return planned;
    },

    /** A fresh look at the roster of a draft. */
    async prepareAgain(by: UserId, id: CampaignId): Promise<boolean> {
      if (!(await mayRun(deps, by, id))) return false;
      await jobs.wake(JOBS.prepare, id);
      return true;
    },

    /** The card as everyone would get it, sent to the person who prepares it. Nothing about it is stored. */
    async trial(by: UserId, id: CampaignId): Promise<'sent' | 'unreachable' | 'not-allowed'> {
      const allowed = await mayRun(deps, by, id);
      if (!allowed) return 'not-allowed';
      const { campaign, school } = allowed;
      const nobody = { state: 'asked', dueDay: campaign.dueDay, signedBefore: {}, acknowledgedAt: undefined } as const;
      const shown = requestView(campaign, nobody, school, {
        now: clock(),
        opened: new Map(),
        host,
        isTrial: true,
      });
      return (await courier.ask(by, shown)).kind === 'sent' ? 'sent' : 'unreachable';
    },
  };
}

/** What happens to a campaign as a whole. */
function commands(deps: CampaignDeskDeps) {
  const { jobs, log, changed } = deps;
  return {
    async command(by: UserId, id: CampaignId, name: Command, seen?: string): Promise<Commanded> {
      const result = await command(deps, by, id, name, seen);
      if (result.kind === 'done') {
        if (result.campaign.status === 'running') await jobs.wake(JOBS.push, id);
        await changed(id);
        log.info('campaign.changed', { campaign: id, status: result.campaign.status });
      }
      return result;
    },

    /** When it is sent; see `schedule`. */
    async schedule(by: UserId, id: CampaignId, sending: Sending): Promise<Scheduled> {
      const result = await schedule(deps, by, id, sending);
      if (result.kind === 'planned') {
        await changed(id);
        log.info('campaign.changed', { campaign: id, status: 'planned' });
      }
      return result;
    },

    async resend(by: UserId, id: CampaignId): Promise<Resent> {
      const result = await resend(deps, by, id);
      if (result.kind === 'resent') {
        await jobs.wake(JOBS.push, id);
        await changed(id);
      }
      return result;
    },

    async correct(
      by: UserId,
      id: CampaignId,
      change: { readonly dueDay?: IsoDay; readonly keepsDay?: boolean; readonly note?: Harmless },
    ): Promise<Corrected> {
      const result = await correct(deps, by, id, change);
      if (result.kind === 'corrected') await changed(id);
      return result;
    },
  };
}

/** Who is asked, and how. */
function registerChanges(deps: CampaignDeskDeps) {
  const { jobs, changed } = deps;
  const pushed = async (outcome: Outcome): Promise<Outcome> => {
    if (hasChanged(outcome)) await jobs.wake(JOBS.push);
    return outcome;
  };
  const told = async (id: CampaignId, outcome: Outcome): Promise<Outcome> => {
    if (hasChanged(outcome)) await changed(id);
    return pushed(outcome);
  };
  return {
    /** Away, back, on paper, witnessed and so on: one person, by someone who runs the campaign. */
    enter: async (
      by: UserId,
      id: CampaignId,
      about: { readonly person: PersonId; readonly kind: EntryKind; readonly source: Source },
    ): Promise<Outcome> => pushed(await everywhere(deps, id, about.kind, (each) => enter(deps, by, each, about))),

    /** An entry no longer counts; why stays in the chain. */
    takeBack: async (
      by: UserId,
      id: CampaignId,
      about: { readonly person: PersonId; readonly seq: number; readonly why: string },
    ): Promise<Outcome> => pushed(await takeBackEverywhere(deps, by, id, about)),

    tryAgain: async (by: UserId, id: CampaignId, who: PersonId): Promise<Outcome> =>
      told(id, await tryAgain(deps, by, id, who)),

    addPaperPerson: async (by: UserId, id: CampaignId, named: ToAddOnPaper): Promise<Outcome> =>
      told(id, await addPaperPerson(deps, by, id, named)),

    /** How many people as the card said have really left, or really joined. */
    async confirmRoster(by: UserId, id: CampaignId, seen: Partial<Held>): Promise<boolean> {
      const allowed = await mayRun(deps, by, id);
      if (!allowed || !['running', 'paused'].includes(allowed.campaign.status)) return false;
      await syncRoster(deps, allowed.campaign, { leavers: 0, joiners: 0, ...seen });
      await jobs.wake(JOBS.push, id);
      await changed(id);
      return true;
    },
  };
}

/** What may be looked at, by those who may run the campaign. */
function views(deps: CampaignDeskDeps) {
  const { campaigns, clock, view, host } = deps;
  return {
    /** The card of a campaign, for those who may run it. */
    async campaign(by: UserId, id: CampaignId): Promise<CampaignView | undefined> {
      const allowed = await mayRun(deps, by, id);
      return allowed && view(allowed.campaign);
    },

    async list(by: UserId): Promise<readonly CampaignView[]> {
      return Promise.all((await listFor(deps, by)).map(view));
    },

    /** The register, for those who may run the campaign. */
    async register(by: UserId, id: CampaignId) {
      const allowed = await mayRun(deps, by, id);
      if (!allowed) return undefined;
      const { campaign, school } = allowed;
      const columns = await host.goesWith()?.columns(school, campaign.policies);
      return { campaign, people: await campaigns.people(id), columns };
    },

    /** How HR is called in what they enter. */
    nameOfHr: (by: UserId): string =>
      deps.trust.schools.flatMap((school) => holders(school, 'hr')).find(({ id }) => id === by)?.name ?? '',

    /** How someone of a register, or the holder of a role of a school, is called; empty for anyone else. For those who may run the campaign. */
    async nameOf(by: UserId, id: CampaignId, who: PersonId): Promise<string> {
      if (!(await mayRun(deps, by, id))) return '';
      const listed = await campaigns.person(id, who);
      const known = deps.trust.schools.flatMap(({ roles }) => Object.values(roles).flat());
      return listed?.name ?? known.find((one) => personIdOf(one.id) === who)?.name ?? '';
    },

    /** What was entered about one person, oldest first, for those who may run the campaign. */
    async entries(by: UserId, id: CampaignId, who: PersonId): Promise<readonly Entry[]> {
      return (await mayRun(deps, by, id)) ? entriesIn(await campaigns.eventsOf(id, who)) : [];
    },

    /** What one person of a register has signed at its school, for those who may run the campaign. */
    async signedOf(by: UserId, id: CampaignId, who: PersonId) {
      const allowed = await mayRun(deps, by, id);
      const person = allowed && (await campaigns.person(id, who));
      return person && { person, school: allowed.school, signed: await campaigns.signedBy(who, [allowed.school.id]) };
    },

    /** The registers of campaigns that run, newest first, for those who may run them; where none does, of the last that ended. */
    async registers(
      by: UserId,
    ): Promise<readonly { readonly campaign: Campaign; readonly people: readonly Person[] }[]> {
      const all = await listFor(deps, by);
      const open = all.filter(({ status }) => status === 'running' || status === 'paused');
      const shown = open.length > 0 ? open : all.filter(({ status }) => status === 'finished').slice(0, 1);
      return Promise.all(shown.map(async (campaign) => ({ campaign, people: await campaigns.people(campaign.id) })));
    },

    /** Campaigns of which nobody has been asked yet, newest first, for those who may run them. */
    notYetSent: async (by: UserId): Promise<readonly Campaign[]> =>
      (await listFor(deps, by)).filter(({ status }) => UNSENT.includes(status)),

    async csv(by: UserId, id: CampaignId): Promise<string | undefined> {
      const allowed = await mayRun(deps, by, id);
      if (!allowed) return undefined;
      const { campaign, school } = allowed;
      const columns = await host.goesWith()?.columns(school, campaign.policies);
      return campaignCsv(campaigns, campaign, { columns, hasQuestions: host.questions() !== undefined });
    },

    /** Everything that happened, as a file that `verifyEvidence` can check without us. */
    async evidence(by: UserId, id: CampaignId): Promise<string | undefined> {
      const allowed = await mayRun(deps, by, id);
      return allowed && campaignPack(allowed.campaign, await campaigns.events(id), clock());
    },
  };
}
