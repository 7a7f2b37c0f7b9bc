import type { ConcernId, UserId } from '../../kernel/ids.ts';
import { type Bitmap, pngOf } from '../../kernel/png.ts';
import { formatAge, formatDay, formatFullDay, formatInstant, formatTime } from '../../kernel/time.ts';
import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  picture,
  plain,
  section,
  submitDialog,
  text,
  toggle,
} from '../../platform/teams/card.ts';
import { type Concern, type Entry, type EntryKind, isDecidedOn, statusWords } from '../concern.ts';
import { actorWords, lockedNames, saidWords, textsOf } from '../entry-wording.ts';
import { dutiesInWords } from '../form/duties.ts';
import { isToldNobody } from '../keeping/handled.ts';
import { mayInvolveAdult } from '../naming/adult.ts';
import { isUnknownToDsl } from '../naming/unknown-to-dsl.ts';
import { ADVICE, adviceInShort, dutySection, NUMBERS, ringFirst, toldNobody } from '../notice/advice.cards.ts';
import { ringReporterFirst, unknownToDsl, urgency } from '../notice/alert.cards.ts';
import { drillBanner } from '../notice/drill-mark.cards.ts';
import { withActionWords, wordsOfAction } from '../record/action-words.ts';
import { adviceFirstOn } from '../record/outline.ts';
import { asCorrected } from '../same-child/corrected.ts';
import { aboutIn, raisedIn } from '../same-child/telling.ts';
import type { ActForm, Place, Stage } from '../triage/act.ts';
import { categoriesIn } from '../triage/chosen-categories.ts';
import { OPENED_ACTS } from '../triage/opened-acts.ts';
import { ACT, CHRONOLOGY, FORM, KEEPING, LIST_PAGE, PICTURE } from '../verbs.cards.ts';
import { SENT_BY_LINK } from '../wording.ts';
import { addedSince } from './added-since.cards.ts';
import { backTo, type OpenedFrom, opensOther, RECORD_PAGE } from './list.cards.ts';
import { isOnClock, matterElements, mayMeanElements, newcomerElements } from './matter.cards.ts';
import type { ListPlace } from './morning.ts';
import type { Adults, OpenRecord } from './open.ts';
import { type Block, block, chunks, labelled, pagesOf } from './story-pages.cards.ts';

/** What features add to an opened record. */
export interface RecordParts {
  /** On others that are, or may be, about the same person. */
  readonly others?: Element | undefined;
  /** The way to what can be taken away of all reports on that person. */
  readonly copies?: readonly Action[] | undefined;
  /** How far what is done about it has come. */
  readonly work?: readonly Element[] | undefined;
  /** What can be done with it. */
  readonly acts?: Readonly<Record<string, ActForm>> | undefined;
  /** The regions of the body that a text names. */
  readonly drawn?: ((marks: string) => Bitmap) | undefined;
}

/** The whole record, for one person who was checked a moment ago. */
export function recordCard(
  record: OpenRecord,
  now: Date,
  options: {
    readonly page?: number;
    /** With how it was delivered, and who read it. */
    readonly isWhole?: boolean | undefined;
    readonly said?: string | undefined;
    /** Who reads it: what they may do is below it. */
    readonly reader?: UserId | undefined;
    readonly parts?: RecordParts;
    /** Where in the list it was opened from. */
    readonly list?: ListPlace | undefined;
    /** The page about another report from which it was opened. */
    readonly openedFrom?: OpenedFrom | undefined;
  } = {},
): Card {
  const { concern, school, entries } = record;
  const { parts = {} } = options;
  const { isWhole = false, list, openedFrom: from } = options;
  // What happened comes first; below it what is still to be done, and then what was done.
  const pages = pagesOf([
    ...reportBlocks(entries, parts.drawn),
    ...[...(parts.work ?? []), ...openActions(record)].map(block),
    ...trailBlocks(record, isWhole),
  ]);
  const page = Math.min(options.page ?? 0, pages.length - 1);
  const shown = buttons(record, options);
  // Of a child's report and of an adult's: what to do first in a line or two, and a button for the rest.
  // A referral that nobody is known to have made has its numbers in sight already.
  const duties = concern.isStub ? [] : dutiesInWords(school, concern.kind, now, entries);
  const unmade = toldNobody(concern, school, isToldNobody(entries), duties);
  const ring = page === 0 && !unmade ? ringFirst(concern, school, duties) : undefined;
  const advice = page === 0 ? adviceInShort(adviceFirstOn(school, concern)) : undefined;
  const folded = ring ? [toggle('Numbers to phone', [NUMBERS])] : advice ? [toggle('What to do first', [ADVICE])] : [];
  return card(
    concern.drillBegunAt === undefined ? undefined : drillBanner(),
    heading(`Report ${concern.reference}`),
    urgency({ ...concern, isDecided: isDecidedOn(concern) }),
    unmade,
    unknownToDsl({ isUnknownToDsl: isUnknownToDsl(school, concern) && !isDecidedOn(concern) }),
    ringReporterFirst(
      { mayInvolveAdult: mayInvolveAdult(concern) && !isDecidedOn(concern) },
      { number: raisedIn(entries).callback, address: record.reporterAddress },
    ),
    options.said ? section({ style: 'good' }, plain(options.said, { bold: true })) : undefined,
    ...(page === 0 ? addedSince(concern, entries) : []),
    ...whoAndWhen(record, now, folded),
    ...(ring ?? advice ?? []),
    ...(page === 0 ? duties.map(dutySection) : []),
    parts.others,
    ...mayMeanElements(record),
    ...matterElements(record, shown.beside ?? []),
    ...newcomerElements(record, options.reader),
    ...(pages[page] ?? []),
    pages.length > 1
      ? actions([
          page > 0 ? submitDialog('Earlier part', RECORD_PAGE, at(concern, page - 1, isWhole)) : undefined,
          page < pages.length - 1
            ? submitDialog(`Next part (${page + 2} of ${pages.length})`, RECORD_PAGE, at(concern, page + 1, isWhole))
            : undefined,
        ])
      : undefined,
    ...buttonElements(shown),
    from || list
      ? actions([
          from && backTo(from),
          list && submitDialog('Back to the list', LIST_PAGE, list, { withInputs: false }),
        ])
      : undefined,
    page === pages.length - 1 && !isWhole ? handlingLeftOut(concern, entries, page) : undefined,
    text('Access is checked and logged each time. Nothing here can be changed or deleted; corrections are added.', {
      subtle: true,
      small: true,
    }),
  );
}

const at = ({ id }: Concern, page: number, isWhole: boolean) => ({
  concern: id,
  page,
  ...(isWhole && { trail: 'whole' }),
});

const DETAILS = 'details';

/** Who it is about, who sent it and when, and where it stands; everything else that is known of it is a press away. */
function whoAndWhen(record: OpenRecord, now: Date, more: readonly Action[]): readonly Element[] {
  const { concern, school, entries } = record;
  const categories = categoriesIn(entries);
  const about = aboutIn(concern, entries);
  const from = concern.isByLink ? SENT_BY_LINK : nameOf(record, concern.reporter);
  const received = `${formatInstant(concern.raisedAt)} (${ago(formatAge(concern.raisedAt, now))})`;
  const owner = concern.owner && nameOf(record, concern.owner);
  const status = statusWords(concern.status, concern.actions.length);
  return [
    plain(about[1], { bold: true }),
    ...(record.adults ? adultLines(record.adults) : []),
    {
      ...plain(
        `From ${from}, ${received}. ${status}${owner ? `, with ${owner}` : ''}.${categories.length > 0 ? ` ${categories.join(', ')}.` : ''}`,
      ),
      spacing: 'None',
    },
    actions([toggle('Details', [DETAILS]), ...more]),
    section(
      { style: 'emphasis', id: DETAILS, hidden: true },
      facts([
        about,
        ['Received', received],
        ['From', from],
        ['Status', status],
        concern.lockedTo ? ['Locked to', lockedNames(school, concern)] : undefined,
        owner ? ['With', owner] : undefined,
        categories.length > 0 ? ['Categories', categories.join(', ')] : undefined,
        concern.reviewOn ? ['Review', formatDay(concern.reviewOn)] : undefined,
        concern.isOpenToTrust ? ['Also open to', 'The trust’s safeguarding lead (read only)'] : undefined,
      ]),
    ),
  ];
}

/** Who is whom of the adults in it, as far as that is known: whom it is about first. */
const adultLines = (adults: Adults): readonly Element[] =>
  (Object.keys(ADULT_WORDING) as (keyof Adults)[]).flatMap((way) => {
    const names = adults[way];
    const several = way === 'inForm' && names.length > 1 ? '. One box asks for both, and it does not say which' : '';
    return names.length > 0 ? [plain(`${ADULT_WORDING[way]}${several}: ${names.join(', ')}`)] : [];
  });

const ADULT_WORDING: Readonly<Record<keyof Adults, string>> = {
  about: 'The adult it is about, as named when it was passed on',
  byRole: 'Shut out, because they hold the role that it is about',
  inForm: 'Named in the form, because it is about them or they must not see it',
  meant: 'Shut out, because the reporter said that the words mean them, or something that they did',
  mayMean: 'Shut out, because a name in it may mean them',
  unsaid: 'Named or shut out besides. Whether it is about them, the record does not say',
};

/** What is still to be done, with a button to say that it is. */
const openActions = ({ concern, school, entries, role }: OpenRecord): readonly Element[] =>
  concern.actions
    .filter(({ of }) => of === undefined)
    .map(({ number, owner, due }) => {
      return section(
        { style: 'accent' },
        plain(`To do by ${formatDay(due)}, ${actorWords(school, concern, owner)}:`, { bold: true }),
        plain(wordsOfAction(entries, number) ?? ''),
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
      );
    });

const ago = (age: string): string => (age === 'just now' ? age : `${age} ago`);

/** What can be done: the likeliest in sight, one of it first; the rest behind a button, by what it is for. */
interface Buttons {
  readonly first: readonly Action[];
  /** Beside the clock, where the record shows one. */
  readonly beside?: readonly Action[];
  readonly more?: readonly (readonly [title: string, buttons: readonly Action[]])[];
}

const MORE = 'more';

function buttonElements({ first, more = [] }: Buttons): readonly Element[] {
  const groups = more.filter(([, group]) => group.length > 0);
  if (groups.length === 0) return [actions(first)];
  return [
    actions([...first, toggle('More', [MORE])]),
    section(
      { style: 'emphasis', id: MORE, hidden: true },
      ...groups.flatMap(([title, group]) => [heading(title, { small: true }), actions(group)]),
    ),
  ];
}

const stageOf = ({ isStub, status }: Concern): Stage => {
  if (isStub) return 'stub';
  if (status === 'submitted' || status === 'delivered') return 'waiting';
  return status === 'closed' || status === 'decided' ? status : 'open';
};

/** Only what can be done as it stands. */
function buttons(
  record: OpenRecord,
  { reader, parts: { acts: ofFeatures = {}, others, copies = [] } = {} }: Parameters<typeof recordCard>[2] = {},
): Buttons {
  const { concern, role } = record;
  const { id, version: seen } = concern;
  const stage = stageOf(concern);
  const chronology = submitDialog('Chronology', CHRONOLOGY, { concern: id, page: 0 });
  if (role === 'trust-lead') return { first: [chronology] };
  const acts: readonly (readonly [string, ActForm])[] = Object.entries({ ...OPENED_ACTS, ...ofFeatures });
  const offered = acts.flatMap(([name, { title, asks, at, isMain, isOffered }]) => {
    const stands = typeof at === 'object' ? at[stage] : at;
    if (stands === undefined || isOffered?.(record, reader) === false) return [];
    const [place, said] = typeof stands === 'string' ? [stands, title] : stands;
    const primary = isMain === stage;
    return [
      {
        place: primary ? 'main' : place,
        button:
          asks.length > 0
            ? submitDialog(said, FORM, { concern: id, seen, form: name }, { primary })
            : submitDialog(said, ACT, { concern: id, seen, act: name }, { primary }),
      },
    ];
  });
  const placed = (wanted: Place | 'main') =>
    offered.filter(({ place }) => place === wanted).map(({ button }) => button);
  const beside = isOnClock(concern) ? placed('clock') : [];
  const usual = beside.length > 0 ? [] : placed('clock');
  const first = [...placed('main'), ...placed('first'), ...usual, chronology, ...placed('last')];
  const kept = [submitDialog('Export and keeping', KEEPING, { concern: id }), ...placed('kept')];
  if (stage === 'stub') return { first: [...first, ...kept] };
  // Where it is the only one about them the way to their page is in sight nowhere else: the print and the hand-over are there.
  const person = others === undefined ? copies : [];
  return {
    ...{ first, beside },
    more: [
      ['Who has it', placed('who')],
      ['About it', placed('about')],
      ['Copies and keeping', [...kept, ...person]],
    ],
  };
}

/** The report itself, field by field: fact, their words and opinion stay apart. */
function reportBlocks(entries: readonly Entry[], drawn: RecordParts['drawn']): readonly Block[] {
  const raised = asCorrected(entries).find(({ kind }) => kind === 'raised');
  if (!raised?.words)
    return [block(plain('The text of this report is no longer kept here: see the decision below.', { subtle: true }))];
  return textsOf(raised).flatMap(({ label, text: written, marks }) =>
    [...labelled(label, written), ...(marks === undefined || !drawn ? [] : [markedBody(drawn(marks), written)])].map(
      block,
    ),
  );
}

/** Where on the body, drawn: from in front on the left, from behind on the right. The words are beside it. */
export function markedBody(drawing: Bitmap, where: string): Element {
  const png = pngOf(drawing).toString('base64');
  const words = `A drawing of a body from in front and from behind. Marked: ${where}`;
  return section(
    {},
    { ...picture(`data:image/png;base64,${png}`, words), size: 'Auto' },
    plain('From in front on the left, from behind on the right.', { small: true, subtle: true }),
  );
}

/** Turning a page is an opening too; read one after another they are one line. */
const onceEach = (entries: readonly Entry[]): readonly Entry[] =>
  entries.filter(({ kind, actor, facts }, index) => {
    const before = entries[index - 1];
    const isAgain = before?.kind === 'opened' && before.actor === actor && before.facts?.part === facts?.part;
    return !(kind === 'opened' && isAgain);
  });

/** What was written with an event, each text apart and called by its name where there is more than one. */
function writtenBlocks(entry: Entry): readonly Element[] {
  const texts = textsOf(entry);
  const [only, ...others] = texts;
  if (only && others.length === 0)
    return chunks(only.text, 3_000).map((part) => section({ style: 'emphasis' }, plain(part)));
  return texts.flatMap(({ label, text: written }) => labelled(label, written));
}

/** How it came to its readers, and who read it: in the trail for good, and shown where someone asks. */
const HANDLING: readonly EntryKind[] = [
  'delivered',
  'redelivered',
  'not-delivered',
  'redirected',
  'escalated',
  'told-also',
  'opened',
  'found',
];
const isHandling = ({ kind }: Entry): boolean => HANDLING.includes(kind);

function handlingLeftOut(concern: Concern, entries: readonly Entry[], page: number): Element | undefined {
  const { length } = onceEach(entries).filter(isHandling);
  return length === 0
    ? undefined
    : actions([submitDialog(`Show deliveries and readings (${length})`, RECORD_PAGE, at(concern, page, true))]);
}

/** Everything that happened since, oldest first. */
function trailBlocks({ school, concern, entries }: OpenRecord, isWhole: boolean): readonly Block[] {
  const later = onceEach(withActionWords(entries).filter(({ kind }) => kind !== 'raised')).filter(
    (entry) => isWhole || !isHandling(entry),
  );
  return [
    block(heading('What has happened since', { small: true })),
    ...later.flatMap((entry): readonly Block[] => {
      const who = actorWords(school, concern, entry.actor);
      const line = `${formatTime(entry.at)}: ${who} ${saidWords(school, entry)}`;
      return [
        { element: { ...plain(line, { small: true }), spacing: 'Small' }, day: formatFullDay(entry.at) },
        ...[...pictureButton(concern, entry), ...linkedRecord(concern, entry), ...writtenBlocks(entry)].map(block),
      ];
    }),
  ];
}

const pictureButton = (concern: Concern, { kind, facts: codes }: Entry): readonly Element[] =>
  kind === 'pictured' && !concern.isStub && typeof codes?.screenshot === 'string'
    ? [
        actions([
          submitDialog('Download this screenshot', PICTURE, { concern: concern.id, screenshot: codes.screenshot }),
        ]),
      ]
    : [];

/** Whether it opens for this reader is decided when they press it. */
const linkedRecord = ({ id }: Concern, { kind, facts: codes }: Entry): readonly Element[] =>
  kind === 'linked' && typeof codes?.to === 'string' && typeof codes.reference === 'string'
    ? [
        actions([
          opensOther({ id: codes.to as ConcernId, reference: codes.reference }, { concern: id, page: 'record' }),
        ]),
      ]
    : [];

const nameOf = ({ school, concern, reporterName }: OpenRecord, id: UserId): string =>
  id === concern.reporter && reporterName !== undefined ? reporterName : actorWords(school, concern, id);
