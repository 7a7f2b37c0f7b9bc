import type { School } from '../../../core/school/school.ts';
import type { SectionChange } from '../../../policy/library/compare.ts';
import type { Comparison } from '../../../policy/library/library.ts';
import { namesIn } from '../../../policy/owner/named-recipients.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { StoredVersion } from '../../../policy/ports.ts';
import {
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
} from '../../card.ts';
import { edition } from '../ask/quote.ts';
import { pageCard } from '../pages.ts';
import { POLICY } from '../verbs.ts';
import { decisionWording, ofVersion } from './version-wording.ts';

/** What a change means for the person who has to follow the policy. */
const KINDS: Readonly<Record<SectionChange['kind'], string>> = {
  material: 'What it asks may have changed',
  added: 'New',
  removed: 'No longer there',
  wording: 'Wording only',
  unchanged: 'As before',
};

const KIND_ORDER: readonly SectionChange['kind'][] = ['material', 'added', 'removed', 'wording'];

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
        stored.state === 'in-force' && namesIn([after]).length > 0
          ? openDialog('Who it names', POLICY.names, { school: school.id }, { primary: true })
          : undefined,
      ]),
      isWaiting
        ? text(
            before
              ? 'Until you put it in force, answers come from the version in force now. What people signed stays readable either way.'
              : 'Until you put it in force, nobody is answered from it.',
            { subtle: true, small: true },
          )
        : undefined,
    ],
  });
}

const formatFingerprint = (policy: Policy): string => `fingerprint ${policy.contentHash.slice(0, 12)}`;

function changeList(changed: readonly SectionChange[], all: number): Element[] {
  if (changed.length === 0) return [text('No wording has changed, only order or layout.')];
  const grave = changed.filter(({ kind }) => kind !== 'wording').length;
  const summary =
    grave === 0
      ? `${count(changed.length, 'section')} of ${all} changed in wording only.`
      : `${count(grave, 'section')} of ${all} may ask something else; read ${grave === 1 ? 'it' : 'them'} before you decide.`;
  const inOrder = [...changed].sort((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind));
  return [
    text(summary, { bold: true, apart: true }),
    ...[...Map.groupBy(inOrder.slice(0, NAMED), ({ kind }) => kind)].map(([kind, some]) =>
      section([text(`${KINDS[kind]}:`, { subtle: true }), ...some.map((change) => plain(`•  ${nameOf(change)}`))]),
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
  return section([plain(words)], { style: stored.state === 'in-force' ? 'good' : 'emphasis' });
}

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
    elements: shown.length > 0 ? shown.flatMap(changeElements) : [text('No wording has changed.', { subtle: true })],
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
    ...(before === undefined ? [] : [worded('Before', before, 'emphasis')]),
    ...(after === undefined ? [] : [worded('Now', after, 'good')]),
  ]),
];

const worded = (label: string, words: string, style: 'emphasis' | 'good'): Element =>
  section([text(label, { bold: true, small: true }), plain(words.replaceAll('\t', '; '))], { style });
