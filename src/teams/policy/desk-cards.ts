import { holders, ROLES, type School } from '../../core/school.ts';
import { dayOf, formatDay, formatInstant } from '../../core/time.ts';
import type { SectionChange } from '../../policy/compare.ts';
import type { Desk, Shelved } from '../../policy/desk.ts';
import type { Comparison } from '../../policy/library.ts';
import type { Policy } from '../../policy/policy.ts';
import type { StoredVersion } from '../../policy/ports.ts';
import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  execute,
  facts,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../card.ts';
import { EDIT_CHECK } from '../dialogs.ts';
import { edition, POLICY, sectionElements } from './cards.ts';
import { pageCard } from './pages.ts';

const ofVersion = (school: School, version: { readonly versionId: string }): object => ({
  school: school.id,
  version: version.versionId,
});

/** Every policy of the schools that somebody owns, with what waits for a decision first. */
export const deskCard = (desks: readonly Desk[]): Card =>
  card({
    body: [
      heading(desks.length === 1 ? 'Your policies' : 'Policies of your schools'),
      ...desks.flatMap((desk) => [
        desks.length > 1 ? plain(desk.school.name, { bold: true, apart: true }) : undefined,
        ...desk.newcomers.map((version) => waiting(desk.school, version, true)),
        ...desk.shelf.map((one) => shelved(desk.school, one)),
        desk.shelf.length + desk.newcomers.length === 0
          ? plain('There is no policy yet.', { subtle: true })
          : undefined,
      ]),
      text('To hand in a new version, send me the file in this chat: Word, PDF, Markdown or plain text.', {
        subtle: true,
        small: true,
        apart: true,
      }),
      actions([execute('Show again', POLICY.desk)]),
    ],
  });

const shelved = (school: School, { policy, isPastReview, waiting: next }: Shelved): Element =>
  section(
    [
      plain(policy.title, { bold: true }),
      edition(policy) === '' ? undefined : plain(edition(policy), { subtle: true, small: true }),
      reviewLine(policy.reviewOn, isPastReview),
      next && waiting(school, next, false),
      actions([
        openDialog('Read', POLICY.read, ofVersion(school, policy)),
        openDialog('Earlier versions', POLICY.versions, { school: school.id, policy: policy.policyId }),
        openDialog('Questions for staff', EDIT_CHECK, { school: school.id, policy: policy.policyId }),
      ]),
    ],
    { apart: true },
  );

const reviewLine = (reviewOn: string | undefined, isPast: boolean): Element =>
  reviewOn === undefined
    ? plain('States no review date', { subtle: true, small: true })
    : isPast
      ? plain(`⚠ Past review: ${reviewOn}`, { tone: 'attention', bold: true })
      : plain(`Review: ${reviewOn}`, { subtle: true, small: true });

const waiting = (school: School, { version, proposedAt }: StoredVersion, isNew: boolean): Element => {
  const day = formatDay(dayOf(proposedAt));
  const data = { ...ofVersion(school, version), from: 'desk' };
  return section(
    [
      plain(isNew ? `New policy: ${version.title}` : 'A new version waits for you', { bold: true }),
      plain([edition(version), `handed in ${day}`].filter(Boolean).join(' · '), { small: true }),
      actions([
        openDialog(
          isNew ? 'Read it' : 'See what changed',
          isNew ? POLICY.read : POLICY.changes,
          ofVersion(school, version),
          {
            primary: true,
          },
        ),
        execute('Put in force', POLICY.putInForce, data),
        execute('Set aside', POLICY.setAside, data),
      ]),
    ],
    { style: 'accent' },
  );
};

/** What a change means for whoever has to follow the policy. */
const KINDS: Readonly<Record<SectionChange['kind'], string>> = {
  material: 'What it asks may have changed',
  added: 'New',
  removed: 'No longer there',
  wording: 'Wording only',
  unchanged: 'As before',
};

/** So many sections are named on the card; the dialog shows all. */
const NAMED = 8;

/** A version that waits for the owner: what is different, and the decision. After the decision: what was decided. */
export function proposalCard(school: School, { stored, after, before, changes }: Comparison): Card {
  const isWaiting = stored.state === 'proposed';
  const changed = changes.filter(({ kind }) => kind !== 'unchanged');
  const data = ofVersion(school, after);
  return card({
    body: [
      heading(before ? 'A new version of a policy' : 'A policy you do not have yet'),
      plain(after.title, { bold: true }),
      facts([
        ['School', school.name],
        ['Version', after.version ?? 'not stated'],
        ['Adopted', after.adoptedOn ?? 'not stated'],
        after.reviewOn ? ['Review', after.reviewOn] : undefined,
        before ? ['In force now', edition(before) || formatFingerprint(before)] : undefined,
      ]),
      ...(before ? changeList(changed, changes.length) : []),
      isWaiting ? undefined : outcome(school, stored),
      actions([
        before
          ? openDialog('See what changed', POLICY.changes, data, { primary: isWaiting })
          : openDialog('Read it', POLICY.read, data, { primary: isWaiting }),
        isWaiting ? execute('Put in force', POLICY.putInForce, data) : undefined,
        isWaiting ? execute('Not now', POLICY.notNow, data) : undefined,
      ]),
      isWaiting
        ? text(
            'Until you put it in force, answers come from the version before. What people signed stays readable either way.',
            { subtle: true, small: true },
          )
        : undefined,
    ],
  });
}

const formatFingerprint = (policy: Policy): string => `fingerprint ${policy.contentHash.slice(0, 12)}`;

function changeList(changed: readonly SectionChange[], all: number): Element[] {
  if (changed.length === 0) return [text('No section reads differently; only order or print has changed.')];
  const grave = changed.filter(({ kind }) => kind !== 'wording').length;
  const summary =
    grave === 0
      ? `${count(changed.length, 'section')} of ${all} changed in wording only.`
      : `${count(grave, 'section')} of ${all} may ask something else; read ${grave === 1 ? 'it' : 'them'} before you decide.`;
  const inOrder = [...changed].sort((a, b) => Number(a.kind === 'wording') - Number(b.kind === 'wording'));
  return [
    text(summary, { bold: true, apart: true }),
    ...inOrder.slice(0, NAMED).map((change) => plain(`${KINDS[change.kind]}: ${nameOf(change)}`)),
    ...(inOrder.length > NAMED ? [text(`… and ${inOrder.length - NAMED} more`, { subtle: true })] : []),
  ];
}

const count = (many: number, what: string): string => `${many} ${what}${many === 1 ? '' : 's'}`;

const nameOf = ({ number, heading: path }: SectionChange): string => {
  const last = path.split(' › ').at(-1) || 'before the first heading';
  return number && !last.startsWith(number) ? `${number} ${last}` : last;
};

/** Who decided what, and when; for the card of every owner. */
function outcome(school: School, stored: StoredVersion): Element {
  const words = decisionWords(school, stored);
  return section([plain(words)], { style: stored.state === 'in-force' ? 'good' : 'emphasis' });
}

/** One sentence on where a version stands now. */
export function decisionWords(
  school: School,
  { state, inForceAt, inForceBy, setAsideAt, setAsideBy }: StoredVersion,
): string {
  switch (state) {
    case 'proposed':
      return 'It waits for a decision.';
    case 'in-force':
      return `✓ In force since ${when(inForceAt)}${by(school, inForceBy)}.`;
    case 'replaced':
      return `It was in force from ${when(inForceAt)} and has been replaced.`;
    case 'retired':
      return `It was in force from ${when(inForceAt)} and has been taken out.`;
    case 'set-aside':
      return setAsideBy === undefined
        ? `A newer version came on ${when(setAsideAt)}; decide on that one.`
        : `Set aside on ${when(setAsideAt)}${by(school, setAsideBy)}.`;
    default:
      return state satisfies never;
  }
}

const when = (at: Date | undefined): string => (at ? formatInstant(at) : 'an unknown time');

/** Names come from the school's own list; who is no longer on it stays unnamed. */
const by = (school: School, user: StoredVersion['inForceBy']): string => {
  if (user === undefined) return '';
  const holder = ROLES.flatMap((role) => holders(school, role)).find(({ id }) => id === user);
  return `, by ${holder?.name ?? 'another policy owner'}`;
};

export const keptCard = (school: School, { after }: Comparison): Card =>
  card({
    body: [
      plain(after.title, { bold: true }),
      text('Left for later. Write **policies** when you want to come back to it.'),
      actions([openDialog('See what changed', POLICY.changes, ofVersion(school, after))]),
    ],
  });

/** Every changed section, before and after, word for word. */
export function changesDialog(school: School, comparison: Comparison, page: number): Card {
  const { stored, after, before, changes } = comparison;
  const shown = changes.filter(({ kind }) => kind !== 'unchanged');
  return pageCard({
    head: [
      plain(after.title, { bold: true }),
      plain(`${before ? edition(before) || 'In force now' : ''} → ${edition(after) || 'new'}`, {
        subtle: true,
        small: true,
      }),
    ],
    elements:
      shown.length > 0 ? shown.flatMap(changeElements) : [text('No section reads differently.', { subtle: true })],
    page,
    verb: POLICY.changesPage,
    data: ofVersion(school, after),
    buttons: [
      stored.state === 'proposed'
        ? submitDialog('Put in force', POLICY.putInForce, ofVersion(school, after), { primary: true })
        : undefined,
    ],
  });
}

const changeElements = (change: SectionChange): Element[] => [
  heading(nameOf(change), { small: true }),
  text(KINDS[change.kind], { subtle: true, small: true }),
  ...change.passages.flatMap(({ before, after }) => [
    ...(before === undefined ? [] : [worded('Before', before, 'attention')]),
    ...(after === undefined ? [] : [worded('Now', after, 'good')]),
  ]),
];

const worded = (label: string, words: string, style: 'attention' | 'good'): Element =>
  section([text(label, { bold: true, small: true }), plain(words)], { style });

/** A version whole, part by part: what was signed stays readable. */
export const readingDialog = (school: School, policy: Policy, stored: StoredVersion, page: number): Card =>
  pageCard({
    head: [
      plain(policy.title, { bold: true }),
      plain([edition(policy), decisionWords(school, stored)].filter(Boolean).join(' · '), {
        subtle: true,
        small: true,
      }),
    ],
    elements: policy.sections.flatMap((one) => sectionElements(policy, one)),
    page,
    verb: POLICY.readPage,
    data: ofVersion(school, policy),
    buttons: [
      stored.state === 'proposed'
        ? submitDialog('Put in force', POLICY.putInForce, ofVersion(school, policy), { primary: true })
        : undefined,
    ],
  });

export const versionsDialog = (school: School, history: readonly StoredVersion[]): Card =>
  card({
    body: history.flatMap((stored): Element[] => [
      section(
        [
          plain(stored.version.title, { bold: true }),
          plain(edition(stored.version) || `fingerprint ${stored.version.contentHash.slice(0, 12)}`, { small: true }),
          plain(decisionWords(school, stored), { subtle: true, small: true }),
          actions([readAgain(school, stored)]),
        ],
        { apart: true },
      ),
    ]),
  });

const readAgain = (school: School, stored: StoredVersion): Action =>
  submitDialog('Read this version', POLICY.readPage, { ...ofVersion(school, stored.version), page: 0 });

/** Sent once for each version whose own review date has passed; staff are not told: the policy is still in force. */
export const reviewCard = (school: School, policies: readonly Policy[]): Card =>
  card({
    body: [
      heading(
        policies.length === 1 ? 'A policy is past its review' : `${policies.length} policies are past their review`,
      ),
      plain(
        `${school.name} still answers from ${policies.length === 1 ? 'it' : 'them'}: nothing stops being in force by itself.`,
      ),
      ...policies.map(({ title, reviewOn }) => plain(`${title}: review ${reviewOn ?? ''}`, { bold: true })),
      text(
        'Send me the reviewed version in this chat when it is adopted. I will not remind you of this version again.',
        {
          subtle: true,
          small: true,
        },
      ),
      actions([execute('Show my policies', POLICY.desk)]),
    ],
  });

/** A file in the school's SharePoint library that is no policy yet, because it cannot be read. */
export const unreadableCard = (school: School, file: string, why: string): Card =>
  card({
    body: [
      heading('A file I cannot read'),
      plain(`${file}, in the SharePoint library of ${school.name}`, { bold: true }),
      plain(why),
      text('What is in force stays so. Put a file that can be read in its place: I look again every hour.', {
        subtle: true,
        small: true,
      }),
      actions([execute('Show my policies', POLICY.desk)]),
    ],
  });
