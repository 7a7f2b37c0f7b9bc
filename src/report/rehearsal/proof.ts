import type { UserId } from '../../kernel/ids.ts';
import { DRILLS, type DrillDecision, type DrillId, decisionOn } from '../../school/file/drill-names.ts';
import { holders, type Role, type School } from '../../school/school.ts';
import { REHEARSED } from './drills.ts';
import { type DrillLine, outstanding, type RehearsalStore } from './rehearsal.ts';

/** How one drill stands: as it ended last, or as the school decided. */
export interface Proved {
  readonly drill: DrillId;
  readonly title: string;
  readonly last:
    | { readonly hasPassed: boolean; readonly begunAt: Date | undefined; readonly line: DrillLine }
    | undefined;
  /** How often it was held. */
  readonly runs: number;
  readonly decision: DrillDecision | undefined;
}

/** What the school has proved to itself, and who says with their name that they have seen it. */
export interface Proof {
  readonly school: Pick<School, 'name'>;
  readonly drills: readonly Proved[];
  /** Until there is none, every form says that it is a pilot. */
  readonly outstanding: readonly DrillId[];
  readonly signs: readonly { readonly as: string; readonly name: string | undefined }[];
}

const SIGNS: readonly (readonly [string, Role | undefined])[] = [
  ['Designated safeguarding lead', 'dsl'],
  ['Headteacher', 'headteacher'],
  ['Chair of governors', 'chair-of-governors'],
  ['Data protection officer', 'dpo'],
  ['Union representative', undefined],
  ['IT lead', 'it-lead'],
];

/** Everything that is on the page. */
export async function proofOf(rehearsals: RehearsalStore, school: School): Promise<Proof> {
  const latest = await rehearsals.latest(school.id);
  const runs = await rehearsals.runs(school.id);
  return {
    school,
    drills: DRILLS.map((drill) => {
      const last = latest.find((one) => one.drill === drill);
      return {
        drill,
        title: REHEARSED[drill].title,
        last: last?.settled && { ...last.settled, begunAt: last.begunAt },
        runs: runs.get(drill) ?? 0,
        decision: decisionOn(school.concerns.rehearsal ?? [], drill),
      };
    }),
    outstanding: await outstanding({ rehearsals }, school),
    signs: SIGNS.map(([as, role]) => ({ as, name: role && holders(school, role)[0]?.name })),
  };
}

/** In whose name drills are sent, by name. */
export const calledAs = (school: School, id: UserId): string | undefined =>
  (['it-lead', 'hr', 'policy-owner'] as const).flatMap((role) => holders(school, role)).find((one) => one.id === id)
    ?.name;
