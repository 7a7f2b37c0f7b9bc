import { dayOf, formatDay, formatInstant } from '../../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  openDialog,
  plain,
  quote,
  section,
  submitDialog,
  text,
} from '../../../platform/teams/card.ts';
import { input } from '../../../platform/teams/input.ts';
import type { Clause, PostCheck } from '../../../school/account-rules.ts';
import type { School } from '../../../school/school.ts';
import { type Account, type Opinion, type PressCall, runnersOf } from '../account.ts';
import { ACCOUNTS } from '../verbs.cards.ts';
import { accountName, CHECK_NAMES, clauseQuote, namesOf } from '../wording.cards.ts';
import type { Checklist } from './posts.ts';

/** In the chat, after a question about a post: the way to the checks. */
export const beforePostCard = (school: School, { checks, disclaimer }: Checklist): Card =>
  card(
    heading('Before you post', { small: true }),
    text(
      checks.length > 0
        ? `${school.name}’s policy names ${checks.length === 1 ? 'one thing' : `${checks.length} things`} to check. Go through the list here. Your ticks are saved with the account.`
        : 'I found no checks in your policies. You can ask for a second opinion.',
    ),
    actions([
      openDialog(
        checks.length > 0 ? 'Go through the checks' : 'Ask for a second opinion',
        ACCOUNTS.beforePost,
        {},
        { primary: true },
      ),
      openDialog('A journalist got in touch', ACCOUNTS.press),
      disclaimer ? openDialog('Wording for your own profile', ACCOUNTS.settings) : undefined,
    ]),
  );

interface PostDraft {
  readonly account: string;
  readonly what: string;
  readonly ticked: readonly PostCheck[];
}

/** The policy's own checks, each beside its sentence, to be ticked by someone who posts for the school. */
export function postForm(
  { checks, isConfirmed, consentList }: Checklist,
  mine: readonly Account[],
  draft: PostDraft,
  problem?: string,
): Card {
  return card(
    problem === undefined ? undefined : section({ style: 'attention' }, text(problem, { bold: true })),
    text('Not sure about a child in the picture? Stop, and speak to the DSL before you post it.', { small: true }),
    input.choice('account', 'On which account?', {
      choices: mine.map((account) => ({ title: accountName(account), value: account.id })),
      value: draft.account || mine[0]?.id || '',
    }),
    input.text('what', 'What is it, in a few words? No names', {
      required: true,
      maxLength: 120,
      value: draft.what,
    }),
    isConfirmed || checks.length === 0
      ? undefined
      : text('The policy owner has not confirmed this list yet. I found these sentences in your policies.', {
          subtle: true,
          small: true,
        }),
    ...bySentence(checks).flatMap(([clause, some]) => [
      ...some.map(({ check }) =>
        input.toggle(check, CHECK_NAMES[check], {
          title: check === 'consent' && consentList ? `Yes. The list: ${consentList}` : 'Yes',
          value: `${draft.ticked.includes(check)}`,
        }),
      ),
      clauseQuote(clause),
    ]),
    actions([
      checks.length > 0
        ? submitDialog('Everything is right: save', ACCOUNTS.savePost, {}, { primary: true })
        : undefined,
      submitDialog('Ask for a second opinion', ACCOUNTS.askOpinion, {}, { primary: checks.length === 0 }),
    ]),
  );
}

/** For someone who runs no account: who does, and what they will look at. */
export const notARunnerCard = (school: School, { checks }: Checklist, accounts: readonly Account[]): Card =>
  card(
    'You don’t run a school account, so ask someone who does.',
    accounts.length === 0
      ? plain(`No account is on the register of ${school.name} yet. Ask the headteacher.`)
      : facts(
          accounts.map((account) => [
            accountName(account),
            runnersOf(account)
              .map(({ name }) => name)
              .join(', '),
          ]),
        ),
    checks.length > 0 ? text('They check this first:', { bold: true, apart: true }) : undefined,
    ...bySentence(checks).map(([clause]) => clauseQuote(clause)),
  );

/** The checks in their order, those of one sentence together: it stands there once. */
const bySentence = (checks: Checklist['checks']): readonly (readonly [Clause, Checklist['checks']])[] =>
  [...Map.groupBy(checks, ({ clause }) => clause.sentence).values()].flatMap((some) =>
    some[0] ? [[some[0].clause, some] as const] : [],
  );

/** For whom a second opinion is asked of. */
export const opinionForm = (opinion: Opinion, account: Account | undefined): Card =>
  card(
    heading('A second opinion'),
    account ? plain(accountName(account), { bold: true }) : undefined,
    plain(`${opinion.askerName} asks before posting:`),
    quote(opinion.what),
    text('I don’t have the picture. Please ask your colleague to show you.', { subtle: true, small: true }),
    ...(opinion.answered
      ? [
          plain(`${opinion.answered.byName} has answered: ${opinion.answered.isFine ? 'fine' : 'not like this'}.`, {
            bold: true,
          }),
        ]
      : [
          input.text('words', 'Anything to add', { multiline: true, maxLength: 400 }),
          actions([
            submitDialog('Fine', ACCOUNTS.giveOpinion, { opinion: opinion.id, fine: 'true' }, { primary: true }),
            submitDialog('Not like this', ACCOUNTS.giveOpinion, { opinion: opinion.id, fine: 'false' }),
          ]),
        ]),
  );

/** A journalist got in touch: what the policy says, and the way to the headteacher. */
export function pressForm({ press: clause, pressTo }: Pick<Checklist, 'press' | 'pressTo'>): Card {
  const name = pressTo.length === 0 ? 'the headteacher' : namesOf(pressTo);
  return card(
    heading('A journalist got in touch'),
    '**Do not answer them yourself.** Take their name and number, and say that someone will call back.',
    clause ? clauseQuote(clause) : undefined,
    input.text('who', 'Who was it, and from which newspaper or station?', {
      required: true,
      maxLength: 120,
    }),
    input.text('number', 'Phone number or email address', { maxLength: 80 }),
    input.text('about', 'What did they ask about? No pupil’s name', { maxLength: 300 }),
    actions([submitDialog(`Pass it to ${name}`, ACCOUNTS.sendPress, {}, { primary: true })]),
  );
}

/** In the chat, for "daily mail just messaged us". */
export const pressCard = ({ press: clause, pressTo }: Pick<Checklist, 'press' | 'pressTo'>): Card =>
  card(
    heading('A journalist got in touch'),
    '**Do not answer them yourself.** Pass it on here.',
    pressTo.length === 0 ? undefined : plain(`At your school, journalists go to ${namesOf(pressTo)}.`),
    clause ? clauseQuote(clause) : undefined,
    actions([openDialog('Pass it on', ACCOUNTS.press, {}, { primary: true })]),
  );

/** For the person who deals with it, and for the one who passed it on. */
export const pressNotice = (call: PressCall): Card =>
  card(
    heading('A journalist got in touch'),
    plain(`${call.byName} passed this on, ${formatInstant(call.at)}.`),
    facts([
      ['Who', call.who],
      call.number === '' ? undefined : ['Call back', call.number],
      call.about === '' ? undefined : ['About', call.about],
    ]),
    call.taken
      ? plain(`${call.taken.byName} is dealing with it.`, { bold: true })
      : actions([openDialog('I will deal with it', ACCOUNTS.takePress, { call: call.id }, { primary: true })]),
  );

/** One's own settings, once a year: the policy's sentence, and the approved line to copy. */
export const settingsCard = (
  { settings, disclaimer }: Checklist,
  looked: Date | undefined,
  { isInChat = false }: { readonly isInChat?: boolean } = {},
): Card =>
  card(
    heading('Check your own settings once a year'),
    ...(settings
      ? [clauseQuote(settings)]
      : [text('Your school has not confirmed a rule about this. Checking once a year is good practice.')]),
    'Check who can see your posts, who can tag you, and what a search for your name shows. Look through your connections.',
    ...disclaimerParts(disclaimer),
    looked
      ? plain(`✓ You checked on ${formatDay(dayOf(looked))}.`, { bold: true, tone: 'good' })
      : actions([
          isInChat
            ? openDialog('Record that I have checked', ACCOUNTS.settings)
            : submitDialog('I have checked my settings', ACCOUNTS.looked, {}, { primary: true }),
        ]),
    text('Only you see this. Nobody at school is told whether you checked.', { subtle: true, small: true }),
  );

const disclaimerParts = (disclaimer: Checklist['disclaimer']): readonly Element[] =>
  disclaimer
    ? [
        text('The approved wording for a profile that names the school', { bold: true, apart: true }),
        ...(disclaimer.clause ? [clauseQuote(disclaimer.clause)] : []),
        input.text('line', 'Copy it from here', {
          value: disclaimer.words,
          multiline: true,
          maxLength: 300,
        }),
      ]
    : [];
