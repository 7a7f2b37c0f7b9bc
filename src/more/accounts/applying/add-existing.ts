import type { Harmless } from '../../../hear/gate.ts';
import type { UserId } from '../../../kernel/ids.ts';
import type { School } from '../../../school/school.ts';
import { type AccountId, FEWEST_RUNNERS, type Platform, type RunnerId } from '../account.ts';
import type { By, NewRunner } from '../account-ports.ts';
import { looksLikeLogin } from '../care/login-words.ts';
import { leads } from '../deciders.ts';
import type { ApplyDeps } from './apply.ts';

export interface Existing {
  readonly name: Harmless;
  readonly platform: Platform;
  readonly address: Harmless;
  readonly openness: 'open' | 'closed';
  readonly runners: readonly UserId[];
}

export type Added =
  | { readonly kind: 'added'; readonly id: AccountId }
  | { readonly kind: 'not-yours' | 'not-complete' | 'too-few-runners' | 'not-staff' | 'looks-like-login' };

const BEFORE = 'It existed before the register.';

/** Puts an account on the register that was there before Lanyard. Who runs it and is not ready is seen on its page. */
export async function addExisting(deps: ApplyDeps, by: By, school: School, asked: Existing): Promise<Added> {
  if (!leads(school, by.user)) return { kind: 'not-yours' };
  if (asked.name.words === '') return { kind: 'not-complete' };
  if (looksLikeLogin(asked.address.words)) return { kind: 'looks-like-login' };
  const users = [...new Set(asked.runners)];
  if (users.length < FEWEST_RUNNERS) return { kind: 'too-few-runners' };
  const runners: NewRunner[] = [];
  for (const user of users) {
    const found = await deps.people.staff(school.id, user);
    if (!found) return { kind: 'not-staff' };
    runners.push({ id: deps.ids.uuid() as RunnerId, user, name: found.name });
  }
  const id = deps.ids.uuid() as AccountId;
  const at = deps.clock();
  const { name, platform, openness, address } = asked;
  const blank = { aim: undefined, audience: undefined, promotion: undefined };
  const applicant = { applicant: by.user, applicantName: by.name, appliedAt: at };
  await deps.accounts.create(
    {
      ...{ id, school: school.id, name, platform, openness, runners },
      ...blank,
      ...applicant,
      existing: { reasons: BEFORE, address },
    },
    { at, by: by.user, byName: by.name, kind: 'added' },
  );
  return { kind: 'added', id };
}
