import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, insertMultiple, search as searchOrama } from '@orama/orama';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { answererFrom } from '../../src/cli/policies/answerer.ts';
import { loadTextPolicy } from '../../src/cli/policies/policy-files.ts';
import { openUnderstanding } from '../../src/platform/encoder/open.ts';
import { type Case, readCases, scoreOf } from './question-sets.ts';

/** What an engine shows for a question, best first; nothing means "not covered". */
type Engine = (question: string) => readonly string[] | Promise<readonly string[]>;
const SHOWN = 5;

/** Paragraphs as blank lines part them: a list stays whole, which favours the other engines. */
const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const engines: Record<string, (file: string) => Engine | Promise<Engine>> = {
  Lanyard: async (file) => {
    const answerer = await answererFrom([loadTextPolicy(file)], { cautions: [], opening: await openUnderstanding() });
    return async (question) => {
      const answer = await answerer.askLocally(question);
      if (answer.kind === 'answered')
        return [answer.best, ...answer.together, ...answer.others].map(({ quote }) => quote);
      return answer.kind === 'nearest' ? answer.nearest.map(({ quote }) => quote) : [];
    };
  },
  MiniSearch: (file) => {
    const texts = paragraphsOf(readFileSync(file, 'utf8'));
    const index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'] });
    index.addAll(texts.map((text, id) => ({ id, text })));
    return (question) =>
      index
        .search(question)
        .slice(0, SHOWN)
        .map(({ id }) => texts[Number(id)] ?? '');
  },
  lunr: (file) => {
    const texts = paragraphsOf(readFileSync(file, 'utf8'));
    const index = lunr((builder) => {
      builder.ref('id');
      builder.field('text');
      for (const [id, text] of texts.entries()) builder.add({ id, text });
    });
    const plain = (question: string) => question.replace(/[^\p{L}\p{N}\s]/gu, ' ');
    return (question) =>
      index
        .search(plain(question))
        .slice(0, SHOWN)
        .map(({ ref }) => texts[Number(ref)] ?? '');
  },
  Orama: async (file) => {
    const texts = paragraphsOf(readFileSync(file, 'utf8'));
    const index = create({ schema: { text: 'string' } });
    await insertMultiple(
      index,
      texts.map((text) => ({ text })),
    );
    return async (question) =>
      (await searchOrama(index, { term: question, limit: SHOWN })).hits.map(({ document }) => String(document.text));
  },
};

/** Asks every engine the same questions in the same run and prints a table for the README. */
export default async function benchQuality(args: readonly string[] = []): Promise<void> {
  const [casesFile = '../shared/eval/dev.jsonl', folder = '../shared/policies'] = args;
  if (!existsSync(casesFile) || !existsSync(folder)) {
    console.info(`skipped: ${casesFile} or ${folder} is not on this machine`);
    return;
  }
  const cases = readCases(readFileSync(casesFile, 'utf8'));
  console.log('| | right passage first | among the first three | answered | silence kept |');
  console.log('|---|--:|--:|--:|--:|');
  for (const [name, create] of Object.entries(engines)) console.log(await rowOf(name, create, cases, folder));
}

async function rowOf(
  name: string,
  create: (file: string) => Engine | Promise<Engine>,
  cases: readonly Case[],
  folder: string,
): Promise<string> {
  const made = new Map<string, Engine>();
  const shown = new Map<Case, readonly string[]>();
  for (const one of cases) {
    const engine = made.get(one.policy) ?? (await create(join(folder, `${one.policy}.txt`)));
    made.set(one.policy, engine);
    shown.set(one, await engine(one.question));
  }
  const { answerable, first, three, answered, silent, kept } = scoreOf(cases, (one) => shown.get(one) ?? []);
  const share = (part: number, whole: number) => (whole === 0 ? '-' : `${Math.round((100 * part) / whole)} %`);
  return `| ${name} | ${share(first, answerable)} | ${share(three, answerable)} | ${share(answered, answerable)} | ${share(kept, silent)} |`;
}
