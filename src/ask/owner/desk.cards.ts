import { dayOf, formatDay } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  execute,
  heading,
  MOST_BUTTONS,
  openDialog,
  plain,
  section,
  text,
} from '../../platform/teams/card.ts';
import { ACCOUNT_RULES_DIALOG, EDIT_QUIZ } from '../../platform/teams/dialogs.ts';
import type { School } from '../../school/school.ts';
import type { Policy } from '../policy.ts';
import type { StoredVersion } from '../ports.ts';
import { edition } from '../quoting/quotes.ts';
import { POLICY } from '../verbs.cards.ts';
import { gapsPart, waitingButtons } from './change.cards.ts';
import type { Desk, Shelved } from './desk.ts';
import { decisionWording, ofVersion } from './version-wording.ts';

/** Every policy of the schools that someone owns, with what waits for a decision first. */
export const deskCard = (desks: readonly Desk[]): Card =>
  card(
    heading(desks.length === 1 ? 'Your policies' : 'Policies of your schools'),
    ...desks.flatMap((desk) => [
      desks.length > 1 ? plain(desk.school.name, { bold: true, apart: true }) : undefined,
      ...desk.newcomers.map((version) => waiting(desk.school, version, true)),
      ...desk.shelf.map((one) => shelved(desk.school, one)),
      desk.shelf.length + desk.newcomers.length === 0 ? plain('There is no policy yet.', { subtle: true }) : undefined,
    ]),
    text('To add a new version, send me the file in this chat: Word, PDF, Markdown or plain text.', {
      subtle: true,
      small: true,
      apart: true,
    }),
    actions([
      execute('Refresh', POLICY.desk),
      ...desks
        .filter(({ shelf }) => shelf.length > 0)
        .slice(0, MOST_NAMED)
        .map(({ school }) =>
          openDialog(desks.length > 1 ? `People named: ${school.name}` : 'People named', POLICY.names, {
            school: school.id,
          }),
        ),
    ]),
    actions(
      desks
        .filter(({ shelf }) => shelf.length > 0)
        .slice(0, MOST_BUTTONS)
        .map(({ school }) =>
          openDialog(
            desks.length > 1 ? `Accounts and posts: ${school.name}` : 'Accounts and posts',
            ACCOUNT_RULES_DIALOG,
            { school: school.id },
          ),
        ),
    ),
  );

/** For the head and the chair of governors: what is in force, and how it was adopted. No draft, and nothing to decide. */
export const adoptedCard = (
  shelves: readonly { readonly school: School; readonly policies: readonly Policy[] }[],
): Card =>
  card(
    heading('Policies in force'),
    ...shelves.flatMap(({ school, policies }) => [
      shelves.length > 1 ? plain(school.name, { bold: true, apart: true }) : undefined,
      ...policies.map((policy) =>
        section(
          { apart: true },
          plain(policy.title, { bold: true }),
          edition(policy) === '' ? undefined : plain(edition(policy), { subtle: true, small: true }),
          actions([openDialog('How it was adopted', POLICY.versions, { school: school.id, policy: policy.policyId })]),
        ),
      ),
    ]),
    text('The policy owner puts policies in force and consults people.', { subtle: true, small: true }),
  );

/** A row of buttons has room for six. */
const MOST_NAMED = 5;

const shelved = (school: School, { policy, isPastReview, waiting: next }: Shelved): Element =>
  section(
    { apart: true },
    plain(policy.title, { bold: true }),
    edition(policy) === '' ? undefined : plain(edition(policy), { subtle: true, small: true }),
    reviewLine(policy.reviewOn, isPastReview),
    next && waiting(school, next, false),
    actions([
      openDialog('Read', POLICY.read, ofVersion(school, policy)),
      openDialog('Earlier versions', POLICY.versions, { school: school.id, policy: policy.policyId }),
      openDialog('Questions for staff', EDIT_QUIZ, { school: school.id, policy: policy.policyId }),
    ]),
  );

const reviewLine = (reviewOn: string | undefined, isPast: boolean): Element =>
  reviewOn === undefined
    ? plain('No review date in the file', { subtle: true, small: true })
    : isPast
      ? plain(`⚠ Past review: ${reviewOn}`, { tone: 'attention', bold: true })
      : plain(`Review: ${reviewOn}`, { subtle: true, small: true });

const waiting = (school: School, stored: StoredVersion, isNew: boolean): Element => {
  const { version, proposedAt, adoption, consultation } = stored;
  const day = formatDay(dayOf(proposedAt));
  const data = ofVersion(school, version);
  return section(
    { style: 'accent' },
    plain(isNew ? `New policy: ${version.title}` : 'A new version is waiting for you', { bold: true }),
    plain([edition(version), `handed in ${day}`].filter(Boolean).join(' · '), { small: true }),
    gapsPart(stored),
    adoption ? plain(decisionWording(school, stored), { small: true, bold: true }) : undefined,
    consultation ? plain(`Comments until ${formatDay(consultation.until)}`, { small: true }) : undefined,
    actions([
      openDialog(
        isNew ? 'Read it' : 'See what changed',
        isNew ? POLICY.read : POLICY.changes,
        ofVersion(school, version),
        {
          primary: true,
        },
      ),
      ...waitingButtons(stored, data),
      consultation ? openDialog('Comments', POLICY.comments, ofVersion(school, version)) : undefined,
      execute('Set aside', POLICY.setAside, data),
    ]),
  );
};

/** Sent once for each version whose own review date has passed; staff are not told: the policy is still in force. */
export const reviewCard = (school: School, policies: readonly Policy[]): Card =>
  card(
    heading(
      policies.length === 1 ? 'A policy is past its review' : `${policies.length} policies are past their review`,
    ),
    plain(
      `${school.name} still answers from ${policies.length === 1 ? 'it' : 'them'}: policies do not end automatically.`,
    ),
    ...policies.map(({ title, reviewOn }) => plain(`${title}: review ${reviewOn ?? ''}`, { bold: true })),
    text(
      'Send me the reviewed version in this chat when it is adopted. I will not remind you about this version again.',
      {
        subtle: true,
        small: true,
      },
    ),
    actions([execute('Show my policies', POLICY.desk)]),
  );

/** A file in the school's SharePoint library that is no policy yet, because it cannot be read. */
export const unreadableCard = (school: School, file: string, why: string): Card =>
  card(
    heading('A file I cannot read'),
    plain(`${file}, in the SharePoint library of ${school.name}`, { bold: true }),
    plain(why),
    text('The current version stays in force. Put a readable file in its place: I check again every hour.', {
      subtle: true,
      small: true,
    }),
    actions([execute('Show my policies', POLICY.desk)]),
  );
