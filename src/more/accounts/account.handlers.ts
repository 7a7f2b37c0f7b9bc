import { z } from 'zod/v4';
import type { UserId } from '../../kernel/ids.ts';
import { openDialog } from '../../platform/teams/card.ts';
import { form, freeText, madeUpText, nameText, someDay } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import type { MessageTurn } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import { accountCard, decideCard, listCard, loginForm } from './account.cards.ts';
import { PLATFORMS, runnersOf } from './account.ts';
import type { AccountPeople } from './account-ports.ts';
import type { Accounts, OpenAccount } from './accounts.ts';
import { applyForm, type Draft, EMPTY_DRAFT, openingCard, refusedCard } from './applying/apply.cards.ts';
import { accountId, byOf, dialog, NOT_STAFF, NOT_YOURS, ofAccount, pageOf, peopleIn } from './card-data.handlers.ts';
import { maySee } from './deciders.ts';
import { ACCOUNTS } from './verbs.cards.ts';

export interface AccountParts {
  readonly accounts: Accounts;
  readonly people: Pick<AccountPeople, 'staff'>;
  readonly schools: readonly School[];
  /** The school at which someone is staff. */
  schoolOf(user: UserId): Promise<School | undefined>;
}

const fromAccount = z.object({ from: accountId.optional() });
/** Plans and reasons read like reports now and then; their writer is asked, and goes on. */
const applying = z.object({
  name: nameText('Whose account is it?', 80),
  platform: z.enum(PLATFORMS).default('other'),
  aim: madeUpText('What is it for?', 600),
  audience: madeUpText('Who is it for?', 600),
  promotion: madeUpText('How will people hear about it?', 600),
  openness: z.enum(['open', 'closed']).default('closed'),
  runners: peopleIn,
  helper: nameText('A volunteer or parent who will also run it', 80),
});
const deciding = ofAccount.extend({
  verdict: z.enum(['approve', 'reject']).optional(),
  reasons: madeUpText('Your reasons', 600),
  trained0: someDay('Trained on (person 1)'),
  trained1: someDay('Trained on (person 2)'),
  trained2: someDay('Trained on (person 3)'),
  trained3: someDay('Trained on (person 4)'),
  trained4: someDay('Trained on (person 5)'),
  trained5: someDay('Trained on (person 6)'),
  trained6: someDay('Trained on (person 7)'),
});
const keeping = ofAccount.extend({
  address: freeText('Address or name of the account', 200),
  kept: freeText('Where is its login kept?', 200),
});

/** Accounts in the school's name, in the chat and in forms. Whether someone may is asked at every press. */
export function registerAccounts(routes: Routes, parts: AccountParts): void {
  routes.command(['accounts', 'school accounts', 'account'], (turn) => showAccounts(parts, turn));
  const list = form(z.object({}), async (_data, turn) => {
    const school = await parts.schoolOf(turn.sender.userId);
    return school ? dialog('School accounts', await listOf(parts, school, turn.sender.userId)) : NOT_STAFF;
  });
  routes.dialog(ACCOUNTS.list, list);
  registerApplying(routes, parts);
  registerDeciding(routes, parts);
  registerKeeping(routes, parts);
}

/** The register, in the chat. */
export async function showAccounts(parts: AccountParts, turn: MessageTurn): Promise<void> {
  const school = await parts.schoolOf(turn.sender.userId);
  if (!school) return void (await turn.replyPrivately({ text: NOT_STAFF.text }));
  const card = await listOf(parts, school, turn.sender.userId);
  await turn.replyPrivately({ card, summary: 'School accounts' });
}

/** What the policy says to someone who wants an account, and the way to apply. */
export async function showOpening(parts: AccountParts, turn: MessageTurn, school: School): Promise<void> {
  const card = openingCard(school, await parts.accounts.opening(school));
  await turn.replyPrivately({ card, summary: 'An account in the school’s name' });
}

async function listOf({ accounts }: AccountParts, school: School, user: UserId) {
  const all = await accounts.register(school);
  return listCard(school, all, (account) => maySee(school, account, user), [
    accounts.mayAdd(school, user) ? openDialog('Add an existing account', ACCOUNTS.add) : undefined,
    accounts.mayKnowLeavers(school, user) ? openDialog('Someone is leaving', ACCOUNTS.leaving) : undefined,
    openDialog('Before you post', ACCOUNTS.beforePost),
  ]);
}

function registerApplying(routes: Routes, { accounts, people: known, schoolOf }: AccountParts): void {
  const begin = form(fromAccount, async ({ from }, turn) => {
    const school = await schoolOf(turn.sender.userId);
    if (!school) return NOT_STAFF;
    const opening = await accounts.opening(school);
    if (opening.kind === 'none') return dialog('School accounts', refusedCard(school, opening));
    const before = from && (await accounts.open(turn.sender.userId, from))?.account;
    const draft = before?.applicant === turn.sender.userId ? draftOf(before) : EMPTY_DRAFT;
    const deciders = accounts.decidersOf(school, { applicant: turn.sender.userId });
    return dialog('Apply for an account', applyForm(opening, deciders, draft));
  });
  routes.dialog(ACCOUNTS.apply, begin);

  const send = form(applying, async (data, turn) => {
    const school = await schoolOf(turn.sender.userId);
    if (!school) return NOT_STAFF;
    const { runners, helper, ...asked } = data;
    const helpers = helper.words === '' ? [] : [helper];
    const applied = await accounts.apply(byOf(turn), school, { ...asked, runners, helpers });
    if (applied.kind === 'refused') return dialog('School accounts', refusedCard(school, { ...applied, kind: 'none' }));
    const deciders = accounts.decidersOf(school, { applicant: turn.sender.userId });
    if (applied.kind === 'applied') {
      const open = await accounts.open(turn.sender.userId, applied.id);
      const to = deciders[0]?.name ?? 'leadership';
      return open
        ? dialog('School accounts', accountCard(open, { text: `Sent to ${to}. You will get the answer in this chat.` }))
        : NOT_YOURS;
    }
    const names = await Promise.all(
      runners.map(async (id) => ({ id, name: (await known.staff(school.id, id))?.name ?? 'Not on the staff list' })),
    );
    const opening = await accounts.opening(school);
    if (opening.kind === 'none') return dialog('School accounts', refusedCard(school, opening));
    const draft: Draft = {
      ...{ name: asked.name.words, aim: asked.aim.words, audience: asked.audience.words },
      ...{ promotion: asked.promotion.words, platform: asked.platform, openness: asked.openness },
      ...{ runners: names, helper: helper.words },
    };
    return dialog('Apply for an account', applyForm(opening, deciders, draft, PROBLEMS[applied.kind]));
  });
  routes.submit(ACCOUNTS.sendApplication, send);
}

const PROBLEMS = {
  'not-complete': 'It was not sent. Please fill in every box.',
  'too-few-runners': 'It was not sent. Name at least two people who will run it.',
  'not-staff':
    'It was not sent. Someone you picked is not staff at your school; write a volunteer or parent in the last box.',
  'too-many': 'You have reached today’s limit for applications. Please try again tomorrow.',
} as const;

const draftOf = (account: OpenAccount['account']): Draft => ({
  ...account,
  runners: runnersOf(account).flatMap(({ user, name }) => (user ? [{ id: user, name }] : [])),
  helper: runnersOf(account).find(({ user }) => user === undefined)?.name ?? '',
});

function registerDeciding(routes: Routes, { accounts }: AccountParts): void {
  const show = form(ofAccount, async ({ account }, turn) => {
    const open = await accounts.open(turn.sender.userId, account);
    if (!open) return NOT_YOURS;
    return open.may.decide ? dialog('School accounts', decideCard(open)) : dialog('School accounts', accountCard(open));
  });
  routes.dialog(ACCOUNTS.decide, show);

  const decide = form(deciding, async ({ account, verdict, reasons, ...days }, turn) => {
    const open = await accounts.open(turn.sender.userId, account);
    if (!open) return NOT_YOURS;
    if (!verdict) return dialog('School accounts', open.may.decide ? decideCard(open) : accountCard(open));
    const given = [days.trained0, days.trained1, days.trained2, days.trained3, days.trained4, days.trained5];
    const trained = new Map(
      runnersOf(open.account).flatMap(({ id }, at) => {
        const day = [...given, days.trained6][at];
        return day ? [[id, day] as const] : [];
      }),
    );
    const result = await accounts.decide(byOf(turn), account, { approve: verdict === 'approve', reasons, trained });
    switch (result.kind) {
      case 'not-yours':
        return NOT_YOURS;
      case 'no-reasons':
        return dialog('School accounts', decideCard(open, 'Not decided yet. Please give your reasons.'));
      case 'not-ready':
        return dialog(
          'School accounts',
          decideCard(
            { ...open, readiness: result.readiness },
            'It cannot be approved yet. See below for what is missing.',
            reasons.words,
          ),
        );
      case 'decided':
      case 'already': {
        const after = (await accounts.open(turn.sender.userId, account)) ?? open;
        const isNews = result.kind === 'decided';
        const words = isNews ? 'Decided. I am telling the applicant now.' : 'This has already been decided.';
        return dialog('School accounts', accountCard(after, { text: words, isProblem: !isNews }));
      }
      default:
        return result satisfies never;
    }
  });
  routes.submit(ACCOUNTS.decide, decide);
}

function registerKeeping(routes: Routes, parts: AccountParts): void {
  const { accounts } = parts;
  const show = form(ofAccount, ({ account }, turn) => pageOf(parts, turn, account));
  routes.dialog(ACCOUNTS.open, show);

  const look = form(ofAccount, async ({ account }, turn) => {
    const noted = await accounts.check(byOf(turn), account);
    return noted === 'noted' ? pageOf(parts, turn, account, 'Recorded. Thank you.') : NOT_YOURS;
  });
  routes.submit(ACCOUNTS.check, look);

  const login = form(ofAccount, async ({ account }, turn) => {
    const open = await accounts.open(turn.sender.userId, account);
    if (!open?.may.keep || open.account.state !== 'approved') return NOT_YOURS;
    const { address = '', loginKept: kept = '' } = open.account;
    return dialog('School accounts', loginForm(open.account, { address, kept }));
  });
  routes.submit(ACCOUNTS.login, login);

  const save = form(keeping, async ({ account, address, kept }, turn) => {
    const result = await accounts.keepLogin(byOf(turn), account, { address, kept });
    if (result === 'kept') return pageOf(parts, turn, account, 'Saved.');
    const open = result === 'looks-like-login' ? await accounts.open(turn.sender.userId, account) : undefined;
    if (!open) return NOT_YOURS;
    // Not given back into the box: what looks like a password is nowhere any longer.
    return dialog(
      'School accounts',
      loginForm(
        open.account,
        { address: '', kept: '' },
        'That looks like the login itself, so I have not saved it. Only write where it is kept.',
      ),
    );
  });
  routes.submit(ACCOUNTS.saveLogin, save);
}
