import { caseOf } from '../../../concern/case/case-state.ts';
import { hasCase } from '../../../concern/case/steps.ts';
import { categoriesIn } from '../../../concern/child/categories.ts';
import type { PersonPage } from '../../../concern/child/child.ts';
import { type Concern, type Entry, shelfOf } from '../../../concern/concern.ts';
import { actorWords, factsWords, textsOf } from '../../../concern/entry-wording.ts';
import { openIn } from '../../../concern/naming/answer-own.ts';
import { questionOf } from '../../../concern/naming/question.ts';
import { type Chronology, type ChronologyLine, categoriesOf } from '../../../concern/record/chronology.ts';
import type { OpenRecord } from '../../../concern/record/open.ts';
import { adviceFirstOn } from '../../../concern/record/outline.ts';
import { leadsFor, mayOpenToTrust } from '../../../concern/trust/trust-plan.ts';
import { ENTRY_WORDING, KIND_WORDING, SENT_BY_LINK, STATUS_WORDING } from '../../../concern/wording.ts';
import type { ConcernId, UserId } from '../../../core/ids.ts';
import type { School } from '../../../core/school/school.ts';
import { formatAge, formatDay, formatInstant } from '../../../core/time.ts';
import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  input,
  plain,
  section,
  submitDialog,
  text,
} from '../../card.ts';
import { bodyPicture } from '../body/body-picture.ts';
import { caseLine } from '../case/case-cards.ts';
import { lockedNames, personLine } from '../child/person-cards.ts';
import { adviceFirst, ringFirst } from '../notice/advice-cards.ts';
import { urgency } from '../notice/alert-cards.ts';
import { ACT, CASE, CHRONOLOGY, FORM, KEEPING, PICTURE } from '../verbs.ts';
import { chronologyBlocks, RECORD_PAGE } from './list-cards.ts';
import { FORM_TITLES, type Form } from './triage-cards.ts';

/** Teams asks for cards below 25,000 characters; what is around the entries needs some of it. */
const PAGE_CHARACTERS = 14_000;

/** The whole record, for one person who was checked a moment ago. */
export function recordCard(
  record: OpenRecord,
  now: Date,
  options: {
    readonly page?: number;
    readonly said?: string | undefined;
    readonly person?: PersonPage | undefined;
    /** Who reads it: what they may do stands below it. */
    readonly reader?: UserId | undefined;
  } = {},
): Card {
  const { concern, school, entries } = record;
  const categories = categoriesIn(entries);
  const pages = paginate([...reportBlocks(entries), ...trailBlocks(school, concern, entries)]);
  const page = Math.min(options.page ?? 0, pages.length - 1);
  return card({
    body: [
      heading(`Report ${concern.reference}`),
      urgency(concern),
      options.said ? section([plain(options.said, { bold: true })], { style: 'good' }) : undefined,
      facts([
        ['About', KIND_WORDING[concern.kind]],
        ['Received', `${formatInstant(concern.raisedAt)} (${ago(formatAge(concern.raisedAt, now))})`],
        ['From', concern.isByLink ? SENT_BY_LINK : nameOf(record, concern.reporter)],
        ['Status', STATUS_WORDING[concern.status]],
        concern.lockedTo ? ['Locked to', lockedNames(school, concern)] : undefined,
        concern.owner ? ['With', nameOf(record, concern.owner)] : undefined,
        categories.length > 0 ? ['Categories', categories.join(', ')] : undefined,
        concern.reviewOn ? ['Review', formatDay(concern.reviewOn)] : undefined,
        concern.isOpenToTrust ? ['Also open to', 'The trust’s safeguarding lead (read only)'] : undefined,
      ]),
      page === 0 ? (ringFirst(concern, school) ?? adviceFirst(adviceFirstOn(school, concern))) : undefined,
      options.person && personLine(options.person),
      ...mayMeanElements(record),
      ...caseElements(record),
      ...openActions(record),
      text('Access is checked and logged each time. Nothing here can be changed or deleted; corrections are added.', {
        subtle: true,
        small: true,
      }),
      ...(pages[page] ?? []),
      pages.length > 1
        ? actions([
            page > 0 ? submitDialog('Earlier part', RECORD_PAGE, { concern: concern.id, page: page - 1 }) : undefined,
            page < pages.length - 1
              ? submitDialog(`Next part (${page + 2} of ${pages.length})`, RECORD_PAGE, {
                  concern: concern.id,
                  page: page + 1,
                })
              : undefined,
          ])
        : undefined,
      ...buttons(record, options.reader).map((row) => actions(row)),
    ],
  });
}

/** Of a report by the shared address nobody could ask whom a name means: those who have it read that here, and can pass it on. */
function mayMeanElements({ concern, school }: OpenRecord): readonly Element[] {
  const asked = concern.isByLink ? questionOf(school, openIn(school, concern), concern.id) : undefined;
  if (!asked) return [];
  const names = [...new Set([...asked.typed, ...asked.mentioned].map(({ name }) => name))].join(', ');
  return [
    section(
      [
        plain(`A name in it may mean: ${names}. They do not have it, and nobody could ask the sender.`, { bold: true }),
        text(
          'If it does not mean them and they should have it, pass it to their role. If a number was left, ring back first.',
        ),
      ],
      { style: 'warning' },
    ),
  ];
}

/** Something online has a case of its own. */
const caseElements = ({ concern, entries }: OpenRecord): readonly Element[] =>
  hasCase(concern.kind) && !concern.isStub
    ? [
        section(
          [
            plain(caseLine(caseOf(concern.reporter, entries)), { bold: true }),
            actions([submitDialog('Open the case', CASE, { concern: concern.id }, { primary: true })]),
          ],
          { style: 'accent' },
        ),
      ]
    : [];

/** What is still to be done, with a button to say that it is. */
const openActions = ({ concern, school, entries, role }: OpenRecord): readonly Element[] =>
  concern.actions
    .filter(({ of }) => of === undefined)
    .map(({ number, owner, due }) => {
      const written = entries.find(({ kind, facts: codes }) => kind === 'action-set' && codes?.number === number);
      return section(
        [
          plain(`To do by ${formatDay(due)}, ${actorWords(school, concern, owner)}:`, { bold: true }),
          plain(written?.words?.text ?? ''),
          role === 'trust-lead'
            ? undefined
            : actions([
                submitDialog('Mark as done', ACT, {
                  concern: concern.id,
                  seen: concern.version,
                  act: 'action-done',
                  number,
                }),
              ]),
        ],
        { style: 'emphasis' },
      );
    });

const ago = (age: string): string => (age === 'just now' ? age : `${age} ago`);

/** Only what can be done as it stands, the likeliest first. */
function buttons({ concern, school, role }: OpenRecord, reader: UserId | undefined): readonly (readonly Action[])[] {
  const { id, status, version } = concern;
  const at = { concern: id, seen: version };
  const form = (name: Form, primary = false) =>
    submitDialog(FORM_TITLES[name], FORM, { ...at, form: name }, { primary });
  const now = (title: string, act: string, primary = false) => submitDialog(title, ACT, { ...at, act }, { primary });
  const chronology = submitDialog('Chronology', CHRONOLOGY, { concern: id, page: 0 });
  const keeping = submitDialog('Export and keeping', KEEPING, { concern: id });
  if (role === 'trust-lead') return [[chronology]];
  const mayOpen = reader !== undefined && mayOpenToTrust(school, concern, { role, user: reader });
  const trust = !mayOpen
    ? []
    : concern.isOpenToTrust
      ? [form('trust-shut')]
      : leadsFor(school, concern).length > 0
        ? [form('trust-open')]
        : [];
  const told = shelfOf(concern.kind) === 'child' ? [[form('categorise'), form('date'), ...trust]] : [];
  if (concern.isStub) return [[form('note'), form('link'), chronology, keeping], trust];
  if (status === 'closed') return [[form('note'), form('link'), chronology, keeping, form('reopen')], ...told];
  if (status === 'submitted' || status === 'delivered')
    return [
      [
        now('Acknowledge', 'acknowledge', true),
        now('Acknowledge and take it on', 'take'),
        form('note'),
        form('reroute'),
        chronology,
        keeping,
      ],
      ...(trust.length > 0 ? [trust] : []),
    ];
  const isDecided = status === 'decided';
  return [
    [
      ...(isDecided ? [form('close', true)] : [form('decide', true)]),
      now('Take it on', 'take'),
      form('note'),
      form('action'),
      form('ask'),
      form('review'),
    ],
    [...(isDecided ? [form('decide')] : []), form('hand-over'), form('reroute'), form('link'), chronology, keeping],
    ...told,
  ];
}

/** The report itself, field by field: fact, their words and opinion stay apart. */
function reportBlocks(entries: readonly Entry[]): readonly Element[] {
  const raised = entries.find(({ kind }) => kind === 'raised');
  if (!raised?.words)
    return [plain('The text of this report is no longer kept here: see the decision below.', { subtle: true })];
  return textsOf(raised).flatMap(({ label, text: written, marks }) => [
    ...labelled(label, written),
    ...(marks === undefined ? [] : [bodyPicture(marks)]),
  ]);
}

/** Long texts are cut into blocks so that they can be spread over pages; not a character is left out. */
const labelled = (title: string, written: string): readonly Element[] =>
  chunks(written, 3_000).map((part, index) =>
    section([text(index === 0 ? `**${title}**` : `**${title}** (continued)`, { small: true }), plain(part)], {
      style: 'emphasis',
    }),
  );

function chunks(words: string, size: number): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < words.length; at += size) parts.push(words.slice(at, at + size));
  return parts;
}

/** Turning a page is an opening too; read one after another they are one line. */
const onceEach = (entries: readonly Entry[]): readonly Entry[] =>
  entries.filter(({ kind, actor }, index) => {
    const before = entries[index - 1];
    return !(kind === 'opened' && before?.kind === 'opened' && before.actor === actor);
  });

/** What was written with an event, each text apart and called by its name where there is more than one. */
function writtenBlocks(entry: Entry): readonly Element[] {
  const texts = textsOf(entry);
  const [only, ...others] = texts;
  if (only && others.length === 0)
    return chunks(only.text, 3_000).map((part) => section([plain(part)], { style: 'emphasis' }));
  return texts.flatMap(({ label, text: written }) => labelled(label, written));
}

/** Everything that happened since, oldest first. */
function trailBlocks(school: School, concern: Concern, entries: readonly Entry[]): readonly Element[] {
  const later = onceEach(entries.filter(({ kind }) => kind !== 'raised'));
  return [
    heading('What has happened since', { small: true }),
    ...later.flatMap((entry): readonly Element[] => {
      const who = actorWords(school, concern, entry.actor);
      const line = plain(
        `${formatInstant(entry.at)}: ${who} ${ENTRY_WORDING[entry.kind]}${factsWords(school, entry)}`,
        {
          small: true,
        },
      );
      return [
        line,
        ...(entry.kind === 'pictured' && !concern.isStub && typeof entry.facts?.screenshot === 'string'
          ? [
              actions([
                submitDialog('Download this screenshot', PICTURE, {
                  concern: concern.id,
                  screenshot: entry.facts.screenshot,
                }),
              ]),
            ]
          : []),
        ...linkedRecord(entry),
        ...writtenBlocks(entry),
      ];
    }),
  ];
}

/** Whether it opens for this reader is decided when they press it. */
const linkedRecord = ({ kind, facts: codes }: Entry): readonly Element[] =>
  kind === 'linked' && typeof codes?.to === 'string' && typeof codes.reference === 'string'
    ? [actions([submitDialog(`Open ${codes.reference}`, RECORD_PAGE, { concern: codes.to, page: 0 })])]
    : [];

const nameOf = ({ school, concern, reporterName }: OpenRecord, id: UserId): string =>
  id === concern.reporter && reporterName !== undefined ? reporterName : actorWords(school, concern, id);

/** Blocks put together until a page is full. */
function paginate(blocks: readonly Element[]): readonly (readonly Element[])[] {
  const pages: Element[][] = [[]];
  let size = 0;
  for (const block of blocks) {
    const length = JSON.stringify(block).length;
    if (size + length > PAGE_CHARACTERS && size > 0) {
      pages.push([]);
      size = 0;
    }
    pages.at(-1)?.push(block);
    size += length;
  }
  return pages;
}

/** A record with those linked to it, as one story in order of time. */
export function chronologyCard(
  concern: ConcernId,
  { lines, isPartial, closed }: Omit<Extract<Chronology, { kind: 'chronology' }>, 'kind'>,
  page: number,
  category?: string,
): Card {
  const all = categoriesOf(lines);
  const only = all.some(({ name }) => name === category) ? category : undefined;
  const chosen = only === undefined ? lines : lines.filter((line) => isIn(all, only, line));
  const pages = paginate(chronologyBlocks(chosen));
  const at = { concern, ...(only !== undefined && { category: only }) };
  const here = Math.min(page, pages.length - 1);
  return card({
    body: [
      heading('Chronology'),
      isPartial
        ? section(
            [
              text(
                'A linked report is missing here: I cannot check just now whether you may see it, or it has just gone to someone else. Open this again in a few minutes.',
              ),
            ],
            { style: 'warning' },
          )
        : undefined,
      ...(closed.length === 0
        ? []
        : [
            text(
              'Linked reports that are closed are not in it. Open each one, then come back here before it closes again.',
            ),
            actions(
              closed.map(({ id, reference }) =>
                submitDialog(`Open ${reference}`, RECORD_PAGE, { concern: id, page: 0 }),
              ),
            ),
          ]),
      ...categoryFilter(all, concern, only),
      ...(pages[here] ?? []),
      actions([
        here > 0 ? submitDialog('Earlier part', CHRONOLOGY, { ...at, page: here - 1 }) : undefined,
        here < pages.length - 1 ? submitDialog('Next part', CHRONOLOGY, { ...at, page: here + 1 }) : undefined,
        submitDialog('Back to the report', RECORD_PAGE, { concern, page: 0 }),
      ]),
    ],
  });
}

type Categories = ReturnType<typeof categoriesOf>;

const isIn = (all: Categories, name: string, { concern }: ChronologyLine): boolean =>
  all.some((one) => one.name === name && one.reports.includes(concern.id));

/** Only what the reports in it have: a list of everything that could be would say nothing. */
function categoryFilter(all: Categories, concern: ConcernId, only: string | undefined): readonly Element[] {
  if (all.length === 0) return [];
  return [
    input.choice({
      id: 'category',
      label: 'Category',
      choices: [
        { title: 'All reports', value: ALL },
        ...all.map(({ name, reports: { length } }) => ({
          title: `${name} (${length === 1 ? '1 report' : `${length} reports`})`,
          value: name,
        })),
      ],
      value: only ?? ALL,
    }),
    actions([submitDialog('Show these', CHRONOLOGY, { concern, page: 0 })]),
  ];
}

/** No school calls a category so: it is what a choice without one sends. */
const ALL = '*';
