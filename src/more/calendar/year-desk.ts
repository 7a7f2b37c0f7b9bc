import type { Extension, Host, HostButton } from '../../acknowledge/host.ts';
import { type CampaignParts, schoolsRunBy } from '../../acknowledge/planning/plan.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { School } from '../../school/school.ts';
import { calendarFile } from './calendar-file.ts';
import { type GuidanceDeps, promptGuidance } from './guidance.ts';
import { type YearEntry, yearOf } from './year.ts';

/** The coming twelve months. */
export const YEAR = 'campaign.year';

/** A school's coming twelve months. */
export interface Year {
  readonly school: Pick<School, 'id' | 'name'>;
  readonly entries: readonly YearEntry[];
}

export interface YearDeps extends Pick<CampaignParts, 'campaigns' | 'policies'>, GuidanceDeps {
  readonly host: Pick<Host, 'ahead' | 'buttons'>;
}

export type YearDesk = ReturnType<typeof createYear>;

/** The coming year, for those who run campaigns. Whether someone may is asked each time. */
export function createYear(deps: YearDeps) {
  const { trust, campaigns, policies, host, clock } = deps;
  const ofSchool = async (school: School): Promise<Year> => {
    const open = (await campaigns.list([school.id])).filter(({ status }) =>
      ['planned', 'running', 'paused'].includes(status),
    );
    const withPeople = await Promise.all(
      open.map(async (campaign) => ({ campaign, people: await campaigns.people(campaign.id) })),
    );
    const now = clock();
    const everyone = withPeople.flatMap(({ people }) => people);
    const further = await host.ahead(school, everyone, now);
    return { school, entries: yearOf(school, withPeople, await policies.inForce(school.id), now, further) };
  };
  const extension: Extension = {
    button: { title: 'The year ahead', verb: YEAR },
    sweep: () => promptGuidance(deps),
  };
  return {
    /** Of every school for which this person runs campaigns; empty for anyone else. */
    years: (by: UserId): Promise<readonly Year[]> => Promise.all(schoolsRunBy(trust, by).map(ofSchool)),

    /** One school's year as a calendar file; `undefined` for anyone who does not run its campaigns. */
    async calendar(by: UserId, id: SchoolId): Promise<string | undefined> {
      const school = schoolsRunBy(trust, by).find((each) => each.id === id);
      if (!school) return undefined;
      const { entries } = await ofSchool(school);
      return calendarFile(`Policies at ${school.name}`, `${school.id}.lanyard`, entries, clock());
    },

    /** What there is beside the year. */
    buttons: (): readonly HostButton[] => host.buttons().filter(({ verb }) => verb !== YEAR),
    extension,
  };
}
