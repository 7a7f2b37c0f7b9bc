import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { HeardAs } from '../src/hear/weighing/heard-as.ts';

/** A question about one policy; see README.md for the format. */
export interface Question {
  readonly id: string;
  readonly policy: string;
  /** The folder that it stands in. */
  readonly lot: string;
  readonly text: string;
  /** Phrases of the policy, any one of which an answer must hold; none for a question that the policy leaves open. */
  readonly evidence: readonly string[];
}

/** What someone typed to the bot. */
export interface Message {
  readonly id: string;
  readonly lot: string;
  /** Who wrote it, told apart from voices of the same name in other folders. */
  readonly writer: string;
  readonly text: string;
  readonly kind: 'concern' | 'question' | 'distress';
  readonly route: string | null;
  /** Of which file: one of messages, or one that says of every line what it is. */
  readonly source: 'messages' | 'heard';
}

/** A line of which it is said what it is. */
export interface HeardLine {
  readonly id: string;
  readonly lot: string;
  readonly writer: string;
  readonly text: string;
  /** `other`: neither a question, a report nor distress; more was not said. */
  readonly kind: HeardAs | 'other';
  readonly route?: string;
  /** Of a wish: which; one of src/hear/wishes, or none. */
  readonly wish?: string;
  /** Of distress: plainly, or hidden. */
  readonly told?: 'plain' | 'hidden';
  /** It shares its words with a report or distress of its writer, and is neither. */
  readonly near?: boolean;
  /** What the same person typed just before. */
  readonly before?: string;
  /** As what, or on which route, a second reader without labels read it, where that was otherwise. */
  readonly second?: string;
}

/** What someone asked of Lanyard itself. */
export interface Asked {
  readonly id: string;
  /** One of the wishes of src/hear/wishes. */
  readonly wish: string;
  readonly text: string;
  readonly writer: string;
}

interface Row {
  readonly id: string;
  readonly policy: string;
  readonly question: string;
  readonly kind: string;
  readonly evidence?: readonly string[];
  readonly writer: string;
  readonly text: string;
  readonly route: string | null;
}

const rows = <R = Row>(file: string): readonly R[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as R);

const files = (folder: string, name: string): readonly string[] =>
  globSync(`**/${name}`, { cwd: folder })
    .sort()
    .map((file) => join(folder, file));

/** The policy files below a folder, by the name that questions call them. */
export const policyFiles = (folder: string): ReadonlyMap<string, string> =>
  new Map(files(folder, 'policies/*.txt').map((file) => [basename(file, '.txt'), file]));

export const questionsIn = (folder: string): readonly Question[] =>
  files(folder, 'cases.jsonl').flatMap((file) =>
    rows(file).map(({ id, policy, question, kind, evidence = [] }) => ({
      id,
      policy,
      lot: lotOf(file),
      text: question,
      evidence: kind === 'answerable' ? evidence : [],
    })),
  );

export const messagesIn = (folder: string): readonly Message[] => [
  ...files(folder, 'messages.jsonl').flatMap((file) =>
    rows(file).map(({ id, text, kind, route, writer }) => ({
      id,
      lot: lotOf(file),
      text,
      kind: kind as Message['kind'],
      route,
      writer: `${lotOf(file)}:${writer}`,
      source: 'messages' as const,
    })),
  ),
  ...heardIn(folder).map(
    ({ kind, route = null, ...one }): Message => ({
      ...one,
      kind: (kind === 'other' ? undefined : MESSAGE_KINDS[kind]) ?? 'question',
      route,
      source: 'heard',
    }),
  ),
];

const MESSAGE_KINDS: Partial<Record<HeardAs, Message['kind']>> = { report: 'concern', distress: 'distress' };

/** Lines of every kind; see README.md for the format. */
export const heardIn = (folder: string): readonly HeardLine[] =>
  files(folder, 'heard.jsonl').flatMap((file) =>
    rows<Omit<HeardLine, 'lot'>>(file).map((row) => ({
      ...row,
      lot: lotOf(file),
      writer: `${lotOf(file)}:${row.writer}`,
    })),
  );

const lotOf = (file: string): string => basename(dirname(file));

/**
 * Lots that were written to be hard, and not as people write from day to day: pairs, each as like the other as can be, and questions
 * that share hardly a word with what answers them.
 */
const HARD: ReadonlySet<string> = new Set([
  ...['third', 'twins', 'y-distress', 'y-near'],
  ...['z1', 'z2', 'z3', 'z4', 'z5', 'z6', 'z7', 'z8', 'z9', 'za', 'zb', 'zc', 'zd', 'ze', 'zf'],
  ...['zda', 'zdb', 'zdc', 'zdd'],
]);

export const isHard = ({ lot }: Pick<Question, 'lot'>): boolean => HARD.has(lot);

/**
 * Lots from which only what hears messages learns (hearing.ts): neither the encoder nor the wording does. What those say of texts that
 * they know is surer than it will ever be of what people type, and a sum that was learnt from that would trust them too much.
 */
export const isOfHearing = ({ lot }: Pick<Question, 'lot'>): boolean => /^z(?:r\d|[s-wy].)$/.test(lot);

/**
 * The tenth of the writers of those lots from whom nothing is learnt: they say how sure the hearing may be, and how well it hears.
 */
export const heldOfHearing = (folder: string): ReadonlySet<string> => {
  const writers = foldsOf(
    messagesIn(folder)
      .filter(isOfHearing)
      .map(({ writer }) => writer),
    10,
  );
  return new Set([...writers.keys()].filter((writer) => writers.get(writer) === 0));
};

/** What an encoder did not learn from, so that it can be judged on it. */
export interface LeftOut {
  readonly policies: readonly string[];
  readonly writers: readonly string[];
}

/** The policies on which only these lots ask: one on which an older lot asks was read with that, too. */
export const policiesOf = (folder: string, lots: ReadonlySet<string>): readonly string[] =>
  [...Map.groupBy(questionsIn(folder), ({ policy }) => policy)]
    .filter(([, asked]) => asked.every(({ lot }) => lots.has(lot)))
    .map(([policy]) => policy)
    .sort();

/** The file beside the folds' encoders that says what each has left out. */
export const LEFT_OUT = 'left-out.json';

/** What the folds that were trained into this folder left out, by their number; none where nothing was. */
export const leftOutIn = (folder: string): readonly LeftOut[] =>
  existsSync(join(folder, LEFT_OUT)) ? JSON.parse(readFileSync(join(folder, LEFT_OUT), 'utf8')) : [];

/** Names in parts that are left out of training together. */
export function foldsOf(names: Iterable<string>, folds: number): ReadonlyMap<string, number> {
  const sorted = [...new Set(names)].sort();
  return new Map(sorted.map((name, at) => [name, at % folds]));
}

/** White space, what parts the cells of a row, and the shapes of quotation marks apart. */
export const plain = (text: string): string =>
  text
    .replace(/[’‘]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[\s|]+/g, ' ')
    .trim()
    .toLowerCase();

/** Words that a line's end cut in two, as in a scan: joined, as they are quoted. A phrase may end in such a half. */
const joined = (text: string): string => text.replace(/(?<=\p{Ll})- (?=\p{Ll})/gu, '').replace(/(?<=\p{Ll})-$/u, '');

/** Whether a passage holds the answer: any phrase, with its clause number or without. */
export const holds = (text: string, evidence: readonly string[]): boolean => {
  const words = plain(text);
  return evidence.some((phrase) => {
    const wanted = plain(phrase);
    return (
      words.includes(joined(wanted)) ||
      words.includes(wanted) ||
      words.includes(wanted.replace(/^\(?[\divxa-z.]{1,6}\)?[.)]?\s/, ''))
    );
  });
};

/** All that was asked of Lanyard itself below a folder. */
export const wishesIn = (folder: string): readonly Asked[] =>
  files(folder, 'wishes.jsonl').flatMap((file) =>
    rows<Asked>(file).map((asked) => ({ ...asked, writer: `${lotOf(file)}:${asked.writer}` })),
  );
