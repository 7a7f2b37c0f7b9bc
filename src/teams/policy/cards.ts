import { holders, type School } from '../../core/school.ts';
import type { Answer, Quoted } from '../../policy/answer.ts';
import type { Block } from '../../policy/document.ts';
import type { Policy, Section } from '../../policy/policy.ts';
import type { Referral } from '../../policy/questions.ts';
import {
  type Action,
  actions,
  type Card,
  card,
  columns,
  type Element,
  execute,
  facts,
  heading,
  input,
  openDialog,
  plain,
  quote,
  section,
  submitDialog,
  table,
  text,
  toggle,
} from '../card.ts';
import { REPORT_DIALOG } from '../dialogs.ts';
import { keptReply } from './kept-reply.ts';

/** Names of what these cards do; handlers use the same. */
export const POLICY = {
  section: 'policy.section',
  wasIt: 'policy.was-it',
  refer: 'policy.refer',
  sendReferral: 'policy.send-referral',
  reply: 'policy.reply',
  sendReply: 'policy.send-reply',
  desk: 'policy.desk',
  read: 'policy.read',
  readPage: 'policy.read-page',
  versions: 'policy.versions',
  changes: 'policy.changes',
  changesPage: 'policy.changes-page',
  putInForce: 'policy.put-in-force',
  notNow: 'policy.not-now',
  setAside: 'policy.set-aside',
} as const;

/** Where a quote stands, as one would say it: `Social media policy, 5.2 Contact with pupils`. */
export const reference = ({ policyTitle, section: number, heading: path }: Quoted): string => {
  const last = path.split(' › ').at(-1) ?? path;
  // The heading path may already begin with the printed number.
  const place = number !== '' && !last.startsWith(number) ? `${number} ${last}` : last;
  return [policyTitle, place].filter((part) => part !== '').join(', ');
};

/** `Version 5.0 · adopted 16 September 2026`; '' where the document states neither. */
export const edition = ({ version, adoptedOn }: Pick<Quoted, 'version' | 'adoptedOn'>): string =>
  [version && `Version ${version}`, adoptedOn && `adopted ${adoptedOn}`].filter(Boolean).join(' · ');

const readButton = (title: string, quoted: Quoted): Action =>
  openDialog(title, POLICY.section, {
    version: quoted.versionId,
    section: quoted.sectionId,
    passage: quoted.passageIds[0],
  });

const quoted = (citation: Quoted): Element[] => [
  plain(reference(citation), { bold: true }),
  ...(edition(citation) === '' ? [] : [plain(edition(citation), { subtle: true, small: true })]),
  quote(citation.quote),
  ...(citation.caution
    ? [
        section(
          [
            text('⚠ Before you follow this', { bold: true }),
            plain(citation.caution.title, { bold: true }),
            plain(citation.caution.text),
          ],
          { style: 'warning' },
        ),
      ]
    : []),
];

export interface AnswerView {
  readonly answer: Answer;
  readonly school: School;
  /** Names the noted outcome, for "was this it?". */
  readonly outcomeId: string;
  /** Only in the person's own chat, where it stands anyway: lets them send it on without typing it again. */
  readonly question: string | undefined;
  /** A reply of the policy owner that others may see, to a question like this one. */
  readonly curated?: Referral | undefined;
}

/** The answer: the policy's own words first, everything else after. */
export function answerCard(view: AnswerView): Card {
  return view.answer.kind === 'answered' ? answeredCard(view, view.answer) : notCoveredCard(view, view.answer);
}

function answeredCard(
  { outcomeId, school, question, curated }: AnswerView,
  answer: Extract<Answer, { kind: 'answered' }>,
): Card {
  const { best, others, conflicts } = answer;
  return card({
    body: [
      ...quoted(best),
      answer.chosenBy === 'model'
        ? text('A language model chose this passage; the words are the policy’s own.', { subtle: true, small: true })
        : undefined,
      conflicts.length > 0
        ? section(
            [
              text(
                '**Another clause says something different on this.** Read both; if they do not fit together for you, ask before you act.',
              ),
              ...conflicts.flatMap(quoted),
              ...(conflicts.length > 0
                ? [actions(conflicts.map((conflict) => readButton('Read that section', conflict)))]
                : []),
            ],
            { style: 'warning', apart: true },
          )
        : undefined,
      actions([
        readButton('Read the whole section', best),
        others.length > 0 ? toggle('See also', ['others']) : undefined,
      ]),
      others.length > 0
        ? section(
            [
              text('Other places that may help', { bold: true }),
              ...others
                .slice(0, 3)
                .flatMap((other) => [
                  section([...quoted(other), actions([readButton('Open', other)])], { apart: true }),
                ]),
            ],
            { id: 'others', hidden: true },
          )
        : undefined,
      curated && keptReply(curated),
      section(
        [
          text('Was this it?', { subtle: true, small: true }),
          actions([
            execute('Yes', POLICY.wasIt, { outcome: outcomeId, wasIt: true }),
            execute('No', POLICY.wasIt, {
              outcome: outcomeId,
              wasIt: false,
              ...(question !== undefined && { question }),
            }),
          ]),
        ],
        { apart: true },
      ),
      columns([
        {
          width: 'stretch',
          items: [
            plain(`${school.name}’s own policy, word for word. Has something happened, or does a child worry you?`, {
              subtle: true,
              small: true,
            }),
          ],
        },
        { width: 'auto', items: [actions([openDialog('Report a concern', REPORT_DIALOG)])] },
      ]),
    ],
  });
}

function notCoveredCard(
  { school, question, curated }: AnswerView,
  answer: Extract<Answer, { kind: 'not-covered' }>,
): Card {
  const [owner] = holders(school, answer.ask);
  const name = owner?.name ?? 'the policy owner';
  return card({
    body: [
      heading('Your policies do not say'),
      plain(`I looked through ${school.name}’s policies and found nothing that answers this. I will not guess.`),
      curated && keptReply(curated),
      plain(`Ask ${name}, who looks after the policies.`, { bold: true }),
      answer.chosenBy === 'model'
        ? text('A language model looked through the nearest passages too, and chose none.', {
            subtle: true,
            small: true,
          })
        : undefined,
      answer.nearest.length > 0
        ? section(
            [
              text('The nearest I found (not an answer)', { bold: true }),
              ...answer.nearest.flatMap((near) => [
                section([...quoted(near), actions([readButton('Open', near)])], { apart: true }),
              ]),
            ],
            { id: 'nearest', hidden: true },
          )
        : undefined,
      actions([
        question === undefined
          ? undefined
          : openDialog(`Send my question to ${name}`, POLICY.refer, { question }, { primary: true }),
        answer.nearest.length > 0 ? toggle('Show the nearest passages', ['nearest']) : undefined,
      ]),
    ],
  });
}

export const thanksCard = (wasIt: boolean, school: School, question: string | undefined): Card => {
  const name = holders(school, 'policy-owner')[0]?.name ?? 'the policy owner';
  if (wasIt) return card({ body: [text('✓ Thank you. Glad that helped.')] });
  return card({
    body: [
      text('Thank you for saying so. Try other words, or ask a person.'),
      question === undefined
        ? undefined
        : actions([openDialog(`Send my question to ${name}`, POLICY.refer, { question })]),
    ],
  });
};

/** A section whole, in the document's own order, the cited passage marked. */
export function sectionCard(policy: Policy, whole: Section, cited: string | undefined): Card {
  return card({
    body: [
      plain(policy.title, { subtle: true }),
      ...sectionElements(policy, whole, cited, true),
      facts([
        policy.version ? ['Version', policy.version] : undefined,
        policy.adoptedOn ? ['Adopted', policy.adoptedOn] : undefined,
        policy.reviewOn ? ['Next review', policy.reviewOn] : undefined,
        ['Fingerprint', policy.contentHash.slice(0, 12)],
      ]),
    ],
  });
}

export function sectionElements(policy: Policy, whole: Section, cited?: string, isFirst = false): Element[] {
  const title = [whole.number && !whole.heading.startsWith(whole.number) ? whole.number : '', whole.heading]
    .filter((part) => part !== '')
    .join(' ');
  const citedText = policy.passages.find(({ id }) => id === cited)?.text;
  return [
    ...(title === '' ? [] : [heading(title, { small: !isFirst })]),
    ...toElements(whole.blocks, citedText),
    ...whole.children.flatMap((child) => sectionElements(policy, child, cited)),
  ];
}

/** Blocks as elements; runs of rows become one table. */
function toElements(blocks: readonly Block[], cited: string | undefined): Element[] {
  const out: Element[] = [];
  let rows: (Block & { kind: 'row' })[] = [];
  const flush = () => {
    const [first] = rows;
    if (first)
      out.push(
        table(
          first.columns.length > 0 ? first.columns : first.cells.map(() => ''),
          rows.map(({ cells }) => cells),
        ),
      );
    rows = [];
  };
  for (const block of blocks) {
    if (block.kind === 'row') {
      rows.push(block);
      continue;
    }
    flush();
    const element = toElement(block);
    if (!element) continue;
    // What was cited is shaded, and said so for those who cannot see shading.
    out.push(
      cited !== undefined && 'text' in block && normal(block.text).includes(normal(cited))
        ? section([text('Quoted in the answer', { subtle: true, small: true }), element], { style: 'emphasis' })
        : element,
    );
  }
  flush();
  return out;
}

const normal = (words: string): string => words.replace(/\s+/g, ' ').trim();

function toElement(block: Exclude<Block, { kind: 'row' }>): Element | undefined {
  switch (block.kind) {
    case 'heading':
      return heading(block.text, { small: true });
    case 'paragraph':
      return plain(block.text);
    case 'item':
      return columns([
        { width: 'auto', items: [plain(`${'\u2003'.repeat(block.depth)}${block.marker}`)] },
        { width: 'stretch', items: [plain(block.text)] },
      ]);
    case 'note':
      return plain(`${block.marker} ${block.text}`, { small: true });
    case 'furniture':
      return undefined;
    default:
      return block satisfies never;
  }
}

export const referDialog = (school: School, question: string): Card => {
  const name = holders(school, 'policy-owner')[0]?.name ?? 'the policy owner';
  return card({
    body: [
      plain(
        `${name} will see your name and the question as it stands here. Leave out pupils’ names. If it is about something that has happened, use Report a concern instead.`,
      ),
      input.text({
        id: 'question',
        label: 'Your question',
        multiline: true,
        required: true,
        maxLength: 1_000,
        value: question,
      }),
      actions([submitDialog(`Send to ${name}`, POLICY.sendReferral, {}, { primary: true })]),
    ],
  });
};

export const referralCard = (referral: Referral): Card =>
  card({
    body: [
      heading('A question the policies do not answer'),
      facts([['From', referral.askerName]]),
      quote(referral.question),
      referral.answer
        ? section([
            text('✓ Answered', { bold: true, tone: 'good' }),
            plain(referral.answer.text),
            plain(`Source: ${referral.answer.source}`, { subtle: true, small: true }),
          ])
        : actions([openDialog('Reply', POLICY.reply, { referral: referral.id }, { primary: true })]),
    ],
  });

export const replyDialog = (referral: Referral): Card =>
  card({
    body: [
      plain(`${referral.askerName} asked:`, { subtle: true }),
      quote(referral.question),
      input.text({ id: 'answer', label: 'Your reply', multiline: true, required: true, maxLength: 2_000 }),
      input.text({
        id: 'source',
        label: 'What it rests on (policy, guidance or decision, with its date)',
        required: true,
        maxLength: 300,
      }),
      input.toggle({
        id: 'curate',
        label: 'Keep as an answer',
        title: 'Show this reply to others who ask the same (without the name of who asked)',
        value: 'false',
      }),
      input.text({
        id: 'shown',
        label: 'If you keep it: the question as others will read it (no names)',
        maxLength: 500,
        value: referral.question.slice(0, 500),
      }),
      actions([submitDialog('Send reply', POLICY.sendReply, { referral: referral.id }, { primary: true })]),
    ],
  });

export const repliedCard = (referral: Referral): Card =>
  card({
    body: [
      heading('A reply to your question'),
      quote(referral.question),
      plain(referral.answer?.text ?? ''),
      plain(`${referral.answer?.by ?? ''} · ${referral.answer?.source ?? ''}`, { subtle: true, small: true }),
      text('This is a person’s reply, not the policy’s own words.', { subtle: true, small: true }),
    ],
  });
