import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, insertMultiple, search as searchOrama } from '@orama/orama';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { z } from 'zod/v4';
import { loadCautions, loadTextPolicy, loadVocabulary } from '../../src/cli/policy-files.ts';
import { createAnswerer } from '../../src/policy/answer.ts';

const caseShape = z.object({
  id: z.string(),
  policy: z.string(),
  kind: z.string(),
  question: z.string(),
  evidence: z.array(z.string()).default([]),
});
type Case = z.infer<typeof caseShape>;

/** What an engine shows for a question, best first; nothing means "not covered". */
type Engine = (question: string) => readonly string[] | Promise<readonly string[]>;
const SHOWN = 5;

const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '');
/** Paragraphs as blank lines part them: a list stays whole, which favours the other engines. */
const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const engines: Record<string, (file: string) => Engine | Promise<Engine>> = {
  Lanyard: (file) => {
    const answerer = createAnswerer({
      policies: [loadTextPolicy(file)],
      vocabulary: loadVocabulary(),
      cautions: loadCautions(),
    });
    return (question) => {
      const answer = answerer.askLocally(question);
      return answer.kind === 'answered' ? [answer.best, ...answer.others].map(({ quote }) => quote) : [];
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
  const cases = readFileSync(casesFile, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => caseShape.parse(JSON.parse(line)));
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
  const tally = { answerable: 0, first: 0, three: 0, answered: 0, silent: 0, kept: 0 };
  for (const one of cases) {
    const engine = made.get(one.policy) ?? (await create(join(folder, `${one.policy}.txt`)));
    made.set(one.policy, engine);
    const shown = await engine(one.question);
    const holds = (quote: string | undefined) =>
      one.evidence.some((evidence) => letters(quote ?? '').includes(letters(evidence)));
    if (one.kind === 'answerable') {
      tally.answerable += 1;
      if (holds(shown[0])) tally.first += 1;
      if (shown.slice(0, 3).some(holds)) tally.three += 1;
      if (shown.length > 0) tally.answered += 1;
    } else if (one.kind === 'silent') {
      tally.silent += 1;
      if (shown.length === 0) tally.kept += 1;
    }
  }
  const share = (part: number, whole: number) => (whole === 0 ? '-' : `${Math.round((100 * part) / whole)} %`);
  return `| ${name} | ${share(tally.first, tally.answerable)} | ${share(tally.three, tally.answerable)} | ${share(tally.answered, tally.answerable)} | ${share(tally.kept, tally.silent)} |`;
}
