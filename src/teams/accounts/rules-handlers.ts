import { z } from 'zod/v4';
import type { SchoolId, UserId } from '../../core/ids.ts';
import {
  type AccountRuleBook,
  type AccountRules,
  NEW_ACCOUNTS,
  POST_CHECKS,
  type PostCheck,
} from '../../core/school/account-rules.ts';
import type { School } from '../../core/school/school.ts';
import type { Library } from '../../policy/library/library.ts';
import { accountClauses } from '../../policy/owner/account-clauses.ts';
import { form, freeText, id } from '../entrances.ts';
import type { Routes } from '../routes.ts';
import { type DialogAnswer, message } from '../turn.ts';
import { OPINION_ROLES, rulesCard } from './rules-cards.ts';
import { ACCOUNTS } from './verbs.ts';

interface AccountRulesDeps {
  readonly library: Pick<Library, 'inForce'>;
  readonly rules: AccountRuleBook;
  /** The schools whose policies someone looks after; none for who is not staff. */
  ownedBy(user: UserId): Promise<readonly School[]>;
}

const NOT_OWNER = message('This is for the policy owner.');
const yes = z.enum(['true', 'false']).default('false');
const ofSchool = z.object({ school: id<SchoolId>(100) });
const chosen = ofSchool.extend({
  newAccounts: z.enum([...NEW_ACCOUNTS, 'unsaid']).default('unsaid'),
  comments: yes,
  press: yes,
  settings: yes,
  checks: z
    .string()
    .default('')
    .transform((all): readonly PostCheck[] => POST_CHECKS.filter((check) => all.split(',').includes(check))),
  disclaimer: freeText('Wording that staff may copy', 300),
  opinionBy: z.enum(OPINION_ROLES).default('headteacher'),
  consentList: freeText('Where is the list of people who may be shown?', 100),
});

/** What a school's policies say on its accounts: proposed from what is in force, confirmed by those who look after them. */
export function registerAccountRules(routes: Routes, { library, rules, ownedBy }: AccountRulesDeps): void {
  const owned = async (user: UserId, wanted: SchoolId): Promise<School | undefined> =>
    (await ownedBy(user)).find(({ id: one }) => one === wanted);
  const page = async (school: School, isSaved = false): Promise<DialogAnswer> => {
    const [inForce, confirmed] = await Promise.all([library.inForce(school.id), rules.of(school.id)]);
    const card = rulesCard(school, accountClauses(inForce), confirmed, { isSaved });
    return { kind: 'dialog', title: 'Accounts and posts', card, size: 'large' };
  };

  const show = form(ofSchool, async (data, turn) => {
    const school = await owned(turn.sender.userId, data.school);
    return school ? page(school) : NOT_OWNER;
  });
  routes.dialog(ACCOUNTS.rules, show);

  const save = form(chosen, async (data, turn) => {
    const school = await owned(turn.sender.userId, data.school);
    if (!school) return NOT_OWNER;
    const found = accountClauses(await library.inForce(school.id));
    const { newAccounts, checks } = data;
    const clause = found.newAccounts?.clause;
    const confirmed: AccountRules = {
      ...(newAccounts !== 'unsaid' && clause && { newAccounts: { rule: newAccounts, clause } }),
      ...(data.comments === 'true' && found.comments && { comments: found.comments }),
      ...(data.press === 'true' && found.press && { press: found.press }),
      ...(data.settings === 'true' && found.settings && { settings: found.settings }),
      ...(data.disclaimer.words !== '' && {
        disclaimer: { words: data.disclaimer.words, ...(found.disclaimer && { clause: found.disclaimer }) },
      }),
      ...(data.consentList.words !== '' && { consentList: data.consentList.words }),
      opinionBy: data.opinionBy,
      checks: found.checks.filter(({ check }) => checks.includes(check)),
    };
    await rules.confirm(school.id, confirmed, turn.sender.userId, turn.now);
    return page(school, true);
  });
  routes.submit(ACCOUNTS.saveRules, save);
}
