import { dayOf, formatDay, formatInstant } from '../../kernel/time.ts';
import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { FeatureNotice } from '../../report/host.ts';
import type { NoticeCards } from '../../report/notice/notice.cards.ts';
import { CHANGE_ROLE, END_ROLE, PROPOSE_ROLE, ROLES_PAGE, SECOND_ROLE, TRUST } from '../../report/verbs.cards.ts';
import { ROLE_TITLES } from '../../school/role-titles.ts';
import { ROLES, type Role, type RoleHolder, type School } from '../../school/school.ts';
import type { NotChanged, Proposal } from './proposal.ts';
import { WORDS } from './proposal.ts';
import type { RolesView } from './roles.ts';

const names = (people: readonly Pick<RoleHolder, 'name' | 'coversUntil'>[]): string =>
  people.length === 0
    ? 'Nobody'
    : people
        .map(({ name, coversUntil }) => (coversUntil ? `${name} (covers until ${formatInstant(coversUntil)})` : name))
        .join(', ');

/** `Tom Ashworth in place of Miriam Hale`, as far as there are such. */
function swap(newcomer: string | undefined, outgoing: readonly string[]): string {
  const leaving = outgoing.join(' and ');
  if (newcomer === undefined) return `${leaving} no longer holds it`;
  return leaving === '' ? `${newcomer}, beside those who hold it` : `${newcomer} in place of ${leaving}`;
}
const swapOf = ({ newcomer, outgoing }: Proposal): string =>
  swap(
    newcomer?.name,
    outgoing.map(({ name }) => name),
  );

const NOT_CHANGED: Readonly<Record<NotChanged, string>> = {
  'nothing-chosen': 'Please choose a role, and who takes it on or who leaves it.',
  'holds-it': 'This person holds the role already.',
  'not-a-holder': 'The people who hold this role have changed in the meantime. Please look again.',
  'nobody-left': 'Then nobody would hold this role, and reports must have somewhere to go. Please say who takes it on.',
  'is-newcomer': 'You cannot approve this for yourself. Others can.',
  'nobody-else': 'Nobody else could give the second approval. It can only be changed in lanyard.yml, by IT.',
  pupil: 'This account is in a group of pupils.',
  'no-account': 'This person’s school account is switched off, or they have none, or they are a guest.',
  'cannot-check': 'I cannot reach the directory just now, so nothing was changed. Please try again.',
  'waits-already': 'A change to this role is already waiting for a second approval.',
  'own-word': 'You gave the first approval. The second has to come from someone else.',
  expired: 'Nobody agreed to this within a week. If it is still right, please ask again.',
  gone: 'This is settled, or no longer applies: someone has changed the role in the meantime.',
};

interface Said {
  readonly why?: NotChanged | undefined;
  readonly done?: 'proposed' | 'made' | 'ended' | undefined;
}

const DONE: Readonly<Record<NonNullable<Said['done']>, string>> = {
  proposed: 'Asked. It takes effect once one of the others agrees. They are being told now.',
  made: 'Changed. It takes effect everywhere within a minute.',
  ended: 'The request was cancelled. Nothing changed.',
};

const saidBox = ({ why, done }: Said): Element | undefined => {
  if (why) return section({ style: 'attention' }, text(NOT_CHANGED[why], { bold: true }));
  return done && section({ style: 'good' }, text(DONE[done], { bold: true }));
};

/** Who holds which role; for those whose word counts also what waits for one, what was changed, and the way to change. */
export const rolesCard = (view: RolesView, said: Said = {}): Card =>
  card(
    heading(`Who holds which role, ${view.school.name}`),
    saidBox(said),
    ...view.open.map((one) => waiting(view.school, one)),
    facts(ROLES.map((role) => [ROLE_TITLES[role], names(view.school.roles[role])] as const)),
    ...(view.mayChange ? changing(view) : [text(WHO_MAY, { subtle: true, small: true })]),
    ...otherSchools(view),
  );

const WHO_MAY = 'The headteacher, the chair of governors, the governance officer and the DSL change these.';

const changing = ({ school, trail }: RolesView): readonly Element[] => [
  heading('Change a role', { small: true }),
  input.choice('role', 'Which one?', {
    choices: ROLES.map((role) => ({ title: ROLE_TITLES[role], value: role })),
  }),
  actions([submitDialog('Go on', CHANGE_ROLE, { school: school.id }, { primary: true })]),
  text(
    'A role that takes reports changes when two of these approve: headteacher, chair of governors, governance officer and DSL. Neither may be the person who takes it on. HR, policy owner and IT lead need one approval.',
    { subtle: true, small: true },
  ),
  ...(trail.length > 0 ? [heading('Latest changes', { small: true }), ...trail.map(trailLine)] : []),
  text('If IT later changes this role in lanyard.yml, the settings file, the file decides, and you are told.', {
    subtle: true,
    small: true,
  }),
];

function trailLine(proposal: Proposal): Element {
  const { first, state, role } = proposal;
  const second = state.kind === 'made' ? state.second : undefined;
  const by = [first, ...(second ? [second] : [])].map((word) => word.by.name).join(' and ');
  const day = formatDay(dayOf(second?.at ?? first.at));
  return plain(`${day}: ${ROLE_TITLES[role]}: ${swapOf(proposal)}. By ${by}.`, { small: true });
}

function waiting(school: School, { proposal, isOwn, mayConfirm }: RolesView['open'][number]): Element {
  const { id, role, first, expiresAt, outgoing } = proposal;
  const data = { school: school.id, proposal: id };
  const leaving = outgoing.map(({ name }) => name).join(' and ');
  const agree: readonly (Action | undefined)[] = first.isQuiet
    ? [
        submitDialog(
          `Agree, and do not tell ${leaving}`,
          SECOND_ROLE,
          { ...data, quiet: 'true' },
          { withInputs: false },
        ),
        submitDialog(`Agree, and tell ${leaving}`, SECOND_ROLE, { ...data, quiet: 'false' }, { withInputs: false }),
      ]
    : [submitDialog('Agree', SECOND_ROLE, { ...data, quiet: 'false' }, { primary: true, withInputs: false })];
  return section(
    { style: 'warning' },
    heading(`Waiting for a second approval: ${ROLE_TITLES[role]}`, { small: true }),
    plain(`${swapOf(proposal)}. Asked for by ${first.by.name}, until ${formatDay(dayOf(expiresAt))}.`),
    first.isQuiet
      ? text(
          isOwn
            ? 'You said that a concern is the reason. The people who leave the role are told unless the second approval says so too.'
            : 'They say that a concern is the reason. The people who leave the role are told unless you say so too.',
        )
      : undefined,
    actions([
      ...(mayConfirm ? agree : []),
      isOwn || mayConfirm
        ? submitDialog(isOwn ? 'Take it back' : 'Say no', END_ROLE, data, { withInputs: false })
        : undefined,
    ]),
  );
}

const otherSchools = ({ elsewhere }: RolesView): readonly Element[] =>
  elsewhere.length === 0
    ? []
    : [
        input.choice('other', 'At another school', {
          choices: elsewhere.map(({ id, name }) => ({ title: name, value: id })),
        }),
        actions([submitDialog('Show', ROLES_PAGE)]),
      ];

/** One role: who takes it on, who leaves it, and whether they are told. */
export const changeRoleCard = ({ school }: RolesView, role: Role, id: string, said: Said = {}): Card => {
  const now = school.roles[role].filter(({ coversUntil }) => coversUntil === undefined);
  return card(
    heading(`${ROLE_TITLES[role]}, ${school.name}`),
    saidBox(said),
    facts([['Now', names(now)]]),
    input.people('newcomer', 'Who takes it on?'),
    now.length === 0
      ? undefined
      : input.choice('outgoing', 'Who leaves it?', {
          choices: now.map(({ id: value, name }) => ({ title: name, value })),
          many: true,
          expanded: true,
        }),
    now.length === 0
      ? undefined
      : input.choice('quiet', 'Should the person who leaves be told?', {
          choices: [
            { title: 'Yes', value: 'false' },
            { title: 'No: a concern is the reason. (Both people have to say so.)', value: 'true' },
          ],
          value: 'false',
          expanded: true,
        }),
    text(
      'Open reports stay with the people who have them now until they hand them on. They are told that the role has changed, whatever you choose above. Nobody opens a report about themselves.',
      {
        subtle: true,
        small: true,
      },
    ),
    actions([
      submitDialog('Ask for it', PROPOSE_ROLE, { school: school.id, role, id }, { primary: true }),
      submitDialog('Back', ROLES_PAGE, { other: school.id }, { withInputs: false }),
    ]),
  );
};

/** The way to the roles, for who typed for them. */
export const rolesInvitation = (): Card =>
  card(
    heading('Who holds which role'),
    'The headteacher, the chair, the governance officer and the DSL change it there.',
    actions([openDialog('Open the roles', ROLES_PAGE, {}, { primary: true })]),
  );

type RoleNotice = FeatureNotice<'role'>;

/** News about a role, in someone's own chat. Says nothing about any report, and never why. */
function roleNewsCard(notice: RoleNotice): Card {
  const { news, school, role, newcomer, outgoing, by } = notice;
  if (news === 'covers' || news === 'cover-given' || news === 'cover-ended') return coverNewsCard(notice, news);
  const title = ROLE_TITLES[role];
  const who = by.length === 0 ? 'lanyard.yml was edited' : by.join(' and ');
  const open = actions([openDialog('Open the roles', ROLES_PAGE, {}, { primary: true })]);
  const about = facts([
    ['Role', title],
    ['School', school],
    news === 'given' || news === 'taken' ? undefined : (['Change', swap(newcomer, outgoing)] as const),
    [by.length === 0 ? 'Why' : 'Approved by', who],
  ]);
  switch (news) {
    case 'asked':
      return card(heading('A change of role needs your approval'), about, 'Please agree or say no there.', open);
    case 'given':
      return card(
        heading('You have a role in Lanyard now'),
        about,
        'Type **help** to see what the role involves, and **numbers** to give the number to phone you on.',
        'Reports that come from now on reach you. What was open before stays with the people who had it until they hand it on to you.',
      );
    case 'taken':
      return card(
        heading('You no longer hold a role in Lanyard'),
        about,
        'If this surprises you, please speak to one of them.',
      );
    case 'changed':
      return card(
        heading('Someone new has a role'),
        about,
        text(
          by.length === 0
            ? 'Others were chosen in Teams before. If this is an old copy of the file, change it back there or in Teams.'
            : 'If this surprises you, please speak to one of them.',
        ),
        open,
      );
    default:
      return news satisfies never;
  }
}

/** That the trust's safeguarding lead covers for a DSL, or no longer. Of no report. */
function coverNewsCard(
  { school, newcomer = '', by, cover }: RoleNotice,
  news: 'covers' | 'cover-given' | 'cover-ended',
): Card {
  const words = {
    covers:
      'Until it ends you are one of the DSL’s team there: you can open what a deputy can, and I tell you about each new report. It ends automatically. Type **help** to see what you can do.',
    'cover-given':
      'Until it ends they can open every report about a child that a deputy can. It ends automatically. If this surprises you, please speak to the person who gave it.',
    'cover-ended': 'They are no longer one of the DSL’s team there.',
  }[news];
  const title = {
    covers: 'You are covering for a DSL',
    'cover-given': 'The trust’s safeguarding lead is covering for the DSL',
    'cover-ended': 'Cover for the DSL has ended early',
  }[news];
  return card(
    heading(title),
    facts([
      ['Who', newcomer],
      ['School', school],
      cover ? ['From', formatInstant(new Date(cover.from))] : undefined,
      cover ? ['Until', formatInstant(new Date(cover.until))] : undefined,
      [news === 'cover-ended' ? 'Ended by' : 'Given by', by.join(' and ')],
    ]),
    text(words),
    actions([openDialog('Open the page', TRUST, {}, { primary: true })]),
  );
}

export const roleNotices: NoticeCards = {
  role: (notice) => ({ card: roleNewsCard(notice), summary: 'About a role at your school' }),
};

/** What help says of it to those who may. */
export const ROLES_HELP = {
  roles: WORDS,
  says: '**Roles** change when two of you approve: type **roles**.',
  does: [],
} as const;
