import type { IsoDay } from '../../../kernel/time.ts';
import { type Account, FEWEST_RUNNERS, type Runner, type RunnerId, runnersOf } from '../account.ts';
import type { AccountPeople, AccountPolicies } from '../account-ports.ts';

/** Why someone may not run a school account yet. */
export const GAPS = ['not-staff', 'not-acknowledged', 'no-training'] as const;
export type Gap = (typeof GAPS)[number];

export interface RunnerStanding {
  readonly runner: Runner;
  readonly trainedOn: IsoDay | undefined;
  readonly gaps: readonly Gap[];
}

export interface Readiness {
  readonly runners: readonly RunnerStanding[];
  readonly areTooFew: boolean;
  /** The title of the policy that each of them must have acknowledged. */
  readonly policy: string | undefined;
}

/**
 * Whether everyone who is to run it may: staff now, the policy in force acknowledged, trained on a known day.
 * @param trained days that were given just now
 */
export async function readinessOf(
  { policies, people }: { readonly policies: AccountPolicies; readonly people: AccountPeople },
  account: Pick<Account, 'school' | 'runners'>,
  trained: ReadonlyMap<RunnerId, IsoDay> = new Map(),
): Promise<Readiness> {
  const { school } = account;
  const policy = await policies.toAcknowledge(school);
  const acknowledged = policy ? await policies.acknowledged(school, policy) : undefined;
  const standings = runnersOf(account).map(async (runner): Promise<RunnerStanding> => {
    const { user } = runner;
    const trainedOn = trained.get(runner.id) ?? runner.trainedOn ?? (await people.trainedOn(school, runner));
    const isStaff = user === undefined || (await people.staff(school, user)) !== undefined;
    const hasRead = acknowledged?.(runner) ?? false;
    const gaps: readonly (Gap | undefined)[] = [
      isStaff ? undefined : 'not-staff',
      policy && !hasRead ? 'not-acknowledged' : undefined,
      trainedOn ? undefined : 'no-training',
    ];
    return { runner, trainedOn, gaps: gaps.filter((gap) => gap !== undefined) };
  });
  const runners = await Promise.all(standings);
  return { runners, areTooFew: runners.length < FEWEST_RUNNERS, policy: policy?.title };
}

export const isReady = ({ runners, areTooFew }: Readiness): boolean =>
  !areTooFew && runners.every(({ gaps }) => gaps.length === 0);
