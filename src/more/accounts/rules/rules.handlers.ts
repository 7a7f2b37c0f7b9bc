import { z } from 'zod/v4';
import type { Library } from '../../../ask/library/library.ts';
import {
  chooseIn,
  choosing,
  type Picks,
  pickedFrom,
  picksIn,
  sentenceCard,
} from '../../../ask/named/sentence.cards.ts';
import type { SchoolId, UserId } from '../../../kernel/ids.ts';
import { form, freeText, id, people } from '../../../platform/teams/entrances.ts';
import type { Routes } from '../../../platform/teams/routes.ts';
import { type DialogAnswer, message } from '../../../platform/teams/turn.ts';
import {
  type AccountRuleBook,
  type AccountRules,
  NEW_ACCOUNTS,
  POST_CHECKS,
  type PostCheck,
} from '../../../school/account-rules.ts';
import type { School } from '../../../school/school.ts';
import type { AccountPeople } from '../account-ports.ts';
import { dialog } from '../card-data.handlers.ts';
import { ACCOUNTS } from '../verbs.cards.ts';
import { accountClauses, answerWithin, RULE_MATTERS, withChosen } from './account-clauses.ts';
import { liveRules } from './live-rules.ts';
import { OPINION_ROLES, PRESS_ROLES, RULE_NAMES, rulesCard } from './rules.cards.ts';

interface AccountRulesDeps {
  readonly library: Pick<Library, 'inForce'>;
  readonly rules: AccountRuleBook;
  readonly people: Pick<AccountPeople, 'colleague'>;
  /** The schools whose policies someone looks after; none for who is not staff. */
  ownedBy(user: UserId): Promise<readonly School[]>;
}

const NOT_COLLEAGUE = 'Not saved. Anyone you choose by name must be on the staff list of a school here.';
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
  pressTo: z.enum(PRESS_ROLES).default('headteacher'),
  pressPerson: people(1),
  opinionPerson: people(1),
  picks: picksIn(),
  consentList: freeText('Where is the list of people who may be shown?', 100),
});

/** What a school's policies say on its accounts: proposed from what is in force, confirmed by those who look after them. */
export function registerAccountRules(routes: Routes, deps: AccountRulesDeps): void {
  const { library, rules, ownedBy } = deps;
  const owned = async (user: UserId, wanted: SchoolId): Promise<School | undefined> =>
    (await ownedBy(user)).find(({ id: one }) => one === wanted);
  const page = async (
    school: School,
    { isSaved = false, picks = NONE, problem }: { isSaved?: boolean; picks?: Picks; problem?: string | undefined } = {},
  ): Promise<DialogAnswer> => {
    const { proposed, confirmed } = await proposalsOf(deps, school, picks);
    return dialog('Accounts and posts', rulesCard(school, proposed, confirmed, { isSaved, picks, problem }));
  };

  const show = form(ofSchool, async (data, turn) => {
    const school = await owned(turn.sender.userId, data.school);
    return school ? page(school) : NOT_OWNER;
  });
  routes.dialog(ACCOUNTS.rules, show);

  const save = form(chosen, async (data, turn) => {
    const school = await owned(turn.sender.userId, data.school);
    if (!school) return NOT_OWNER;
    const { proposed: found } = await proposalsOf(deps, school, data.picks);
    const { newAccounts, checks } = data;
    const clause = found.newAccounts?.clause;
    const [officer, adviser] = await Promise.all(
      [data.pressPerson[0], data.opinionPerson[0]].map((user) => user && pickedPerson(deps, user)),
    );
    if (officer === NOBODY || adviser === NOBODY) return page(school, { picks: data.picks, problem: NOT_COLLEAGUE });
    const confirmed: AccountRules = {
      ...(newAccounts !== 'unsaid' && clause && { newAccounts: { rule: newAccounts, clause } }),
      ...(data.comments === 'true' && found.comments && { comments: found.comments }),
      ...(data.press === 'true' && found.press && { press: found.press }),
      ...(data.settings === 'true' && found.settings && { settings: found.settings }),
      ...(data.disclaimer.words !== '' && {
        disclaimer: { words: data.disclaimer.words, ...(found.disclaimer && { clause: found.disclaimer }) },
      }),
      ...(data.consentList.words !== '' && { consentList: data.consentList.words }),
      opinionBy: adviser || data.opinionBy,
      pressTo: officer || data.pressTo,
      checks: found.checks.filter(({ check }) => checks.includes(check)),
    };
    await rules.confirm(school.id, confirmed, turn.sender.userId, turn.now);
    return page(school, { isSaved: true });
  });
  routes.submit(ACCOUNTS.saveRules, save);

  const choose = form(choosing, async (data, turn) => {
    const school = await owned(turn.sender.userId, data.school);
    if (!school) return NOT_OWNER;
    const inForce = await library.inForce(school.id);
    const next = chooseIn(data, inForce, CHOICES);
    if (next.kind === 'done') {
      const timed = pickedFrom(inForce, next.picks, ['comments']).get('comments');
      const problem = timed && !answerWithin(timed.clause.sentence) ? NO_TIME : undefined;
      return page(school, { picks: next.picks, problem });
    }
    const about = { verb: ACCOUNTS.sentence, school: school.id, picks: data.picks, matters: CHOICES };
    return dialog('Accounts and posts', sentenceCard(about, inForce, next.at));
  });
  routes.submit(ACCOUNTS.sentence, choose);
}

const NOBODY = 'nobody';
async function pickedPerson({ people: known }: Pick<AccountRulesDeps, 'people'>, id: UserId) {
  const found = await known.colleague(id);
  return found ? { id, name: found.name } : NOBODY;
}

const CHOICES = RULE_MATTERS.map((matter) => ({ matter, title: RULE_NAMES[matter] }));
const NONE: Picks = new Map();
const NO_TIME = 'That sentence does not tell me when comments have to be answered by, so I cannot remind anyone.';

/** What is proposed to the owner: what stands confirmed, or was found, or was just chosen. */
async function proposalsOf(
  { library, rules }: Pick<AccountRulesDeps, 'library' | 'rules'>,
  school: School,
  picks: Picks,
) {
  const [inForce, kept] = await Promise.all([library.inForce(school.id), rules.of(school.id)]);
  const confirmed = kept && liveRules(kept, inForce);
  const chosenNow = new Map(
    [...pickedFrom(inForce, picks, RULE_MATTERS)].map(([matter, { clause }]) => [matter, clause]),
  );
  return { proposed: withChosen(accountClauses(inForce), confirmed, chosenNow), confirmed };
}
