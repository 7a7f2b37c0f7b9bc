import { formatDay } from '../../kernel/time.ts';
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
} from '../../platform/teams/card.ts';
import { pageCard } from '../../platform/teams/pages.ts';
import type { School } from '../../school/school.ts';
import { gapsIn } from '../adoption/gaps.ts';
import type { SectionChange } from '../library/compare.ts';
import type { Comparison } from '../library/library.ts';
import { reviewWords } from '../library/review.ts';
import { namesIn } from '../named/named-recipients.ts';
import type { Policy } from '../policy.ts';
import type { StoredVersion } from '../ports.ts';
import { edition } from '../quoting/quotes.ts';
import { POLICY } from '../verbs.cards.ts';
import { missedPart } from './as-read.cards.ts';
import { adoptionLines, decisionWording, ofVersion } from './version-wording.ts';

/** What a change means for the person who has to follow the policy. */
const KINDS: Readonly<Record<SectionChange['kind'], string>> = {
  material: 'The rule may have changed',
  added: 'New',
  removed: 'Removed',
  wording: 'Wording only',
  unchanged: 'Unchanged',
};

const KIND_ORDER: readonly SectionChange['kind'][] = ['material', 'added', 'removed', 'wording'];

/** How many sections are named on the card; the dialog shows all. */
const NAMED = 8;

/** A version that waits for the owner: what is different, and the decision. After the decision: what was decided. */
export function proposalCard(
  school: School,
  { stored, after, before, isBeforeInForce, changes, displaced }: Comparison,
): Card {
  const isWaiting = stored.state === 'proposed';
  const changed = changes.filter(({ kind }) => kind !== 'unchanged');
  const data = ofVersion(school, after);
  return card(
    heading(isBeforeInForce ? 'A new version of a policy' : 'A policy you do not have yet'),
    plain(after.title, { bold: true }),
    facts([
      ['School', school.name],
      ['Version', after.version ?? 'not stated'],
      ['Adopted', stored.adoption ? formatDay(stored.adoption.adoptedOn) : (after.adoptedOn ?? 'not stated')],
      after.reviewOn ? ['Review', reviewWords(after.reviewOn)] : undefined,
      before ? [beforeIt(isBeforeInForce, isWaiting), edition(before) || formatFingerprint(before)] : undefined,
    ]),
    ...(before ? changeList(changed, changes.length, isWaiting ? 'decide' : undefined) : []),
    isWaiting && displaced ? displacedPart(displaced) : undefined,
    isWaiting ? gapsPart(stored) : undefined,
    isWaiting ? missedPart(stored.document) : undefined,
    isWaiting && !stored.adoption ? undefined : outcome(school, stored),
    actions([
      before
        ? openDialog('See what changed', POLICY.changes, data, { primary: isWaiting })
        : openDialog('Read it', POLICY.read, data, { primary: isWaiting }),
      ...(isWaiting ? waitingButtons(stored, data) : []),
      isWaiting ? execute('Not now', POLICY.notNow, data) : undefined,
      stored.state === 'in-force' && namesIn([after]).length > 0
        ? openDialog('Who it names', POLICY.names, { school: school.id }, { primary: true })
        : undefined,
    ]),
    isWaiting
      ? text(
          isBeforeInForce
            ? 'Until you put it in force, I answer from the current version. People can always read the version that they signed.'
            : 'Until you put it in force, nobody gets an answer from it.',
          { subtle: true, small: true },
        )
      : undefined,
  );
}

/** What an owner can do with a version that waits. */
export const waitingButtons = ({ adoption }: StoredVersion, data: object): readonly Action[] => [
  openDialog(adoption ? 'Adopted: see or take back' : 'Put in force', POLICY.adopt, data),
  openDialog('Consult', POLICY.consult, data),
  openDialog('Try a question', POLICY.askDraft, data),
];

/** A template that nobody filled in is told at once, and not only when it is too late. */
export function gapsPart({ document, adoption }: StoredVersion): Element | undefined {
  const gaps = gapsIn(document).filter(({ text: gap }) => !adoption?.meant.includes(gap));
  if (gaps.length === 0) return undefined;
  const [first, ...more] = gaps.slice(0, NAMED).map(({ text: gap }) => gap);
  return section(
    { style: 'attention' },
    text(gaps.length === 1 ? '1 gap is still to be filled in.' : `${gaps.length} gaps are still to be filled in.`, {
      bold: true,
    }),
    plain([first, ...more].join('  ·  ') + (gaps.length > NAMED ? '  …' : '')),
  );
}

const displacedPart = ({ adoption }: StoredVersion): Element | undefined =>
  adoption &&
  section(
    { style: 'warning' },
    text('This version has replaced an adopted version that was waiting.', { bold: true }),
    plain(
      `It was adopted by ${adoption.adoptedBy} and was to come into force on ${formatDay(adoption.from)}. If that still holds, send me that file again.`,
    ),
  );

const formatFingerprint = (policy: Policy): string => `fingerprint ${policy.contentHash.slice(0, 12)}`;

/** Once it is decided, the version before it is in force no longer. */
const beforeIt = (wasInForce: boolean, isWaiting: boolean): string =>
  wasInForce ? (isWaiting ? 'In force now' : 'The version before it') : 'The draft before it';

/** @param before what the reader is asked to read it before; absent once it is decided */
export function changeList(
  changed: readonly SectionChange[],
  all: number,
  before: 'decide' | 'comment' | undefined,
): Element[] {
  if (changed.length === 0) return [text('No wording has changed, only order or layout.')];
  const grave = changed.filter(({ kind }) => kind !== 'wording').length;
  const summary =
    grave === 0
      ? `${count(changed.length, 'section')} of ${all} changed in wording only.`
      : `${count(grave, 'section')} of ${all} may now have a different rule${before ? `; read ${grave === 1 ? 'it' : 'them'} before you ${before}` : ''}.`;
  const inOrder = [...changed].sort((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind));
  return [
    text(summary, { bold: true, apart: true }),
    ...[...Map.groupBy(inOrder.slice(0, NAMED), ({ kind }) => kind)].map(([kind, some]) =>
      section({}, text(`${KINDS[kind]}:`, { subtle: true }), ...some.map((change) => plain(`•  ${nameOf(change)}`))),
    ),
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
  const words = decisionWording(school, stored);
  const adopted = stored.adoption && stored.state !== 'set-aside' ? adoptionLines(school, stored.adoption) : [];
  return section(
    {
      style: stored.state === 'in-force' ? 'good' : 'emphasis',
    },
    plain(words, { bold: adopted.length > 0 }),
    ...adopted.map((line) => plain(line, { small: true })),
  );
}

export const keptCard = (school: School, { after }: Comparison): Card =>
  card(
    plain(after.title, { bold: true }),
    'Left for later. Write **policies** when you want to come back to it.',
    actions([openDialog('See what changed', POLICY.changes, ofVersion(school, after))]),
  );

/** Every changed section, before and after, word for word. `verb` shows another page; the owner can put it in force. */
export function changesDialog(
  school: School,
  comparison: Comparison,
  page: number,
  verb: string = POLICY.changesPage,
): Card {
  const { stored, after, before, isBeforeInForce, changes } = comparison;
  const shown = changes.filter(({ kind }) => kind !== 'unchanged');
  return pageCard({
    head: [
      plain(after.title, { bold: true }),
      plain(
        `${before ? edition(before) || (isBeforeInForce ? 'In force now' : 'The draft before it') : ''} → ${edition(after) || 'new'}`,
        {
          subtle: true,
          small: true,
        },
      ),
    ],
    elements: shown.length > 0 ? shown.flatMap(changeElements) : [text('No wording has changed.', { subtle: true })],
    page,
    verb,
    data: ofVersion(school, after),
    buttons: [
      stored.state === 'proposed' && verb === POLICY.changesPage
        ? submitDialog('Put in force', POLICY.adoptPage, ofVersion(school, after), { primary: true })
        : undefined,
    ],
  });
}

const changeElements = (change: SectionChange): Element[] => [
  heading(nameOf(change), { small: true }),
  text(KINDS[change.kind], { subtle: true, small: true }),
  ...goneFirst(change.passages).flatMap(({ before, after }) => [
    ...(before === undefined ? [] : [worded('Before', before, 'emphasis')]),
    ...(after === undefined ? [] : [worded('Now', after, 'good')]),
  ]),
];

/** Where one passage came and its neighbour went, what went is read first. */
function goneFirst(passages: SectionChange['passages']): SectionChange['passages'] {
  const sorted = [...passages];
  for (const [at, one] of sorted.entries()) {
    const last = sorted[at - 1];
    if (last && last.before === undefined && one.after === undefined) sorted.splice(at - 1, 2, one, last);
  }
  return sorted;
}

const worded = (label: string, words: string, style: 'emphasis' | 'good'): Element =>
  section({ style }, text(label, { bold: true, small: true }), plain(words.replaceAll('\t', '; ')));
