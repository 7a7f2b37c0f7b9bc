import type { UserId } from '../kernel/ids.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  openDialog,
  phones,
  plain,
  section,
  text,
  toggle,
} from '../platform/teams/card.ts';
import type { Figure, Figures } from '../report/opening/figures.ts';
import { holders, holdsRole, type Role, type School } from '../school/school.ts';
import { doing } from './talk/talk.cards.ts';
import type { WishId } from './wishes/wishes.ts';

/** What Lanyard does, in as few words as fit a phone, and what this person can do by the roles that they hold. */
export const helpCard = (
  school: School,
  /** `undefined` where others read along: nobody's roles are shown there. */
  person: { readonly user: UserId; readonly figures?: Figures | undefined } | undefined,
  reportDialog: { readonly dialog: string },
  schools: readonly School[] = [school],
  /** What comes with a role because of a feature. */
  ofFeatures: readonly Job[] = [],
): Card => {
  const all = [...TAKING, ...ofFeatures, ...OTHERS];
  const jobs = all.filter(({ roles }) => person && schools.some((one) => holdsRole(one, person.user, ...roles)));
  const introduction = [
    plain(`I know ${school.name}’s policies, and I know who to tell.`),
    section(
      {},
      '**Ask** me what a policy says, in your own words: *can I add a year 11 on Insta?* I answer with the policy’s own words, or tell you that they don’t cover it.',
      '**Acknowledge** policies once a year: I send you a card when it is time.',
      '**Report a concern** about a child or an adult: it goes straight to the right person.',
    ),
  ];
  const report = [
    text('A child in danger now? Phone **999** first.', { bold: true, tone: 'attention' }),
    actions([openDialog('Report a concern', reportDialog.dialog, {}, { primary: true })]),
  ];
  const work = jobs.flatMap((job) => jobElements(job, person?.figures));
  return card(
    heading('Hello, I am Lanyard'),
    // Anyone with a role has met the rest before: on a phone their own work is on the first screen.
    ...(work.length === 0 ? [...introduction, ...report] : [...report, ...work, ...introduction]),
    actions([toggle('What else can I ask?', [ELSE])]),
    section(
      { id: ELSE, hidden: true },
      actions([
        doing('Who is the DSL?', 'holder.dsl'),
        doing('When do we break up?', 'dates.break-up'),
        doing('What do I have to sign?', 'own.to-read'),
        doing('My reports', 'own.reports'),
        doing('School accounts', 'accounts.list'),
        doing('Before I post', 'posts.before'),
      ]),
    ),
  );
};

const ELSE = 'what-else';

const jobElements = ({ says, does, counts }: Job, figures: Figures | undefined): readonly Element[] => [
  text(says, { apart: true }),
  ...(counts && figures ? [text(standing(counts.map((shelf) => figures[shelf])), { bold: true })] : []),
  ...(does.length > 0 ? [actions(does.map(([title, wish]) => doing(title, wish)))] : []),
];

/** What comes with a role, and the buttons for it. It can be typed in any words too. */
export interface Job {
  readonly roles: readonly Role[];
  readonly says: string;
  readonly does: readonly (readonly [title: string, wish: WishId])[];
  /** Whose figures are beside it: a child’s report that was passed on, or named the DSL, is with the head, and one with another role may be too. */
  readonly counts?: readonly ('children' | 'adults')[];
}

/** Of those who take reports. */
const TAKING: readonly Job[] = [
  {
    roles: ['dsl', 'deputy-dsl'],
    counts: ['children'],
    says: '**As DSL or deputy** you get the concerns about children. Ask me, for example: *Anything overdue?*',
    does: [
      ['Open reports', 'reports.open'],
      ['Search reports', 'reports.search'],
      ['Records due', 'records.due'],
    ],
  },
  {
    roles: ['headteacher'],
    counts: ['adults', 'children'],
    says: '**As headteacher** you get the concerns about adults who work or volunteer here.',
    does: [
      ['Open reports', 'reports.open'],
      ['Search reports', 'reports.search'],
    ],
  },
  {
    roles: ['chair-of-governors', 'governance-officer', 'senior-manager', 'dpo'],
    counts: ['adults', 'children'],
    says: '**In your role** you get only the reports meant for it.',
    does: [
      ['Open reports', 'reports.open'],
      ['Search reports', 'reports.search'],
    ],
  },
];

const OTHERS: readonly Job[] = [
  {
    roles: ['hr'],
    says: '**As HR** you run the acknowledgements. Ask me, for example: *Has Priya signed?*',
    does: [
      ['Campaigns', 'campaigns'],
      ['Who hasn’t signed?', 'campaigns.missing'],
      ['Declarations', 'declarations'],
    ],
  },
  {
    roles: ['policy-owner'],
    says: '**As policy owner** you put policies in force: send me the file here (Word, PDF, Markdown or plain text).',
    does: [
      ['Policies', 'policies.desk'],
      ['What staff ask', 'policies.questions'],
    ],
  },
  {
    roles: ['it-lead'],
    says: '**As IT lead** you can see whether everything that I need is working.',
    does: [['Is it working?', 'lanyard.working']],
  },
];

/** Over what the person may open, and nothing else. */
function standing(figures: readonly Figure[]): string {
  const [open, overdue, unread] = (['open', 'overdue', 'unread'] as const).map((of) =>
    figures.reduce((all, one) => all + one[of], 0),
  ) as [number, number, number];
  return open + unread === 0
    ? 'You have no open reports.'
    : `${open} open, ${overdue} overdue${unread === 0 ? '' : `, ${unread} with something new from the reporter`}.`;
}

/** For someone who was asked to sign and does not want to, has no time, or does not understand why: what follows from it, and who helps. */
export const signingCard = (school: School): Card => {
  const [hr] = holders(school, 'hr');
  const who = hr ? [hr.name, hr.phone].filter(Boolean).join(', ') : `the school office, ${school.contacts.office}`;
  return card(
    '**About the policies that you are asked to sign**',
    'You sign that you have read them. It is no contract, and nobody is timed. The card waits in this chat until its date; you can stop half-way and go on.',
    plain(
      `Not clear, not right, no time, or you would rather talk first? Please tell ${who}. They look after this, and can give you more time or another format.`,
    ),
    actions([doing('What do I have to sign?', 'own.to-read'), doing('What have I signed?', 'own.signed')]),
  );
};

/** "Has gone", of nobody that is named: most mean a colleague, and one may mean a child who is missing this minute. */
export const missingCard = (school: School, reportDialog: { readonly dialog: string }): Card => {
  const [dsl] = holders(school, 'dsl');
  const [hr] = holders(school, 'hr');
  return card(
    heading('Is a child missing now?'),
    text('If so, do not wait for me: phone **999**, then the office and the DSL.', { bold: true, tone: 'attention' }),
    phones([
      ['School office', school.contacts.office],
      ...(dsl ? [['DSL', [dsl.name, dsl.phone].filter(Boolean).join(', ')] as const] : []),
    ]),
    actions([openDialog('Report a concern', reportDialog.dialog, {}, { primary: true })]),
    plain(`A colleague who is leaving? ${hr ? `${hr.name} (HR)` : 'HR'} looks after that.`),
  );
};

/** Answers to what is no more than manners. */
export const MANNERS = {
  thanks: 'You’re welcome. Ask me whenever you need to.',
  fine: '👍',
  bye: 'Goodbye. I am here at any time; type report if there is something to report.',
  button:
    'That is a button on one of my cards. Some cards come only to those whose role it is. If you have that card, press it there; if not, tell me what you would like to do, or type help.',
} as const;

/** For more than anyone types in a minute. What was not heard as thoroughly as ever may be a report, so the way to one is in it. */
export const tooFastCard = (reportDialog: { readonly dialog: string }): Card =>
  card(
    'You are writing faster than I can answer. Please wait a minute and try again. You can always report a concern.',
    text('In danger now? Phone **999** first.', { bold: true, tone: 'attention' }),
    actions([openDialog('Report a concern', reportDialog.dialog, {}, { primary: true })]),
  );
