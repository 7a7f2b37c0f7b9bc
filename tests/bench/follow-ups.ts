import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { HEADINGS } from '../../src/ask/answer/headings.ts';
import { startLocalServer } from '../../src/platform/postgres/embedded/embedded.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { withProduct } from '../gate/product.ts';

const WHO: Readonly<Record<string, string>> = {
  teacher: PEOPLE.lewisGrant,
  hr: PEOPLE.sunitaRao,
  dsl: PEOPLE.miriamHale,
  'policy-owner': PEOPLE.ruthEllery,
  'it-lead': PEOPLE.garethBevan,
};

/** A conversation: what is typed, and what a right answer shows before anything is pressed. */
interface Talk {
  readonly who: string;
  readonly says: readonly (readonly [text: string, wanted: string])[];
}

type Came = 'right' | 'nearest' | 'sure and wrong' | 'silent';

/**
 * `npm run bench -- follow-ups`: types the conversations of tests/fixtures/talks at the product as it ships, and says how many of the
 * messages after the first are answered rightly, honestly nearly, or wrongly and surely. `--set FILE`: others. `--policies FILES`: of a school
 * with these policies, separated by commas. `--show`: each.
 */
export default async function followUps(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      set: { type: 'string', default: 'tests/fixtures/talks/own.jsonl' },
      policies: { type: 'string' },
      show: { type: 'boolean' },
    },
  });
  const talks = readFileSync(values.set, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Talk => JSON.parse(line));
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-talks-'));
  chmodSync(folder, 0o711);
  const server = await startLocalServer(folder);
  try {
    const configFile = values.policies && schoolWith(values.policies.split(','), folder);
    const typed = (sandbox: Sandbox) => typeAll(sandbox, talks, values.show === true);
    const came = await withProduct(server.url, folder, typed, configFile);
    const share = (of: Came) => came.filter((one) => one === of).length;
    console.log(
      `${came.length} follow-ups: ${share('right')} right, ${share('nearest')} offered as perhaps or asked back, ` +
        `${share('silent')} told that no policy says it, ${share('sure and wrong')} sure and wrong`,
    );
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The sample school with other policies: where its lanyard.yml is. */
function schoolWith(files: readonly string[], folder: string): string {
  for (const file of files) copyFileSync(file, join(folder, basename(file)));
  const sample = readFileSync('lanyard.yml', 'utf8');
  const listed = files.map((file) => `        - ${basename(file)}\n`).join('');
  const written = join(folder, 'lanyard.yml');
  writeFileSync(written, sample.replace(/(?<=^ {6}files:\n)(?: {8}- .*\n)+/m, listed));
  return written;
}

async function typeAll(sandbox: Sandbox, talks: readonly Talk[], isShown: boolean): Promise<readonly Came[]> {
  const came: Came[] = [];
  for (const { who, says } of talks) {
    const user = WHO[who];
    if (!user) throw new Error(`nobody is ${who}`);
    for (const [at, [text, wanted]] of says.entries()) {
      const had = sandbox.messages(user).length;
      await sandbox.say(user, text);
      const seen = sandbox
        .messages(user)
        .slice(had)
        .filter(({ from }) => from.kind === 'bot')
        .flatMap((message) => [message.text ?? '', ...message.cards.flatMap((card) => wordsIn(card))])
        .join(' / ');
      const what = judge(seen, new RegExp(wanted, 'is'));
      if (at > 0) came.push(what);
      if (isShown) console.log(`${at === 0 ? '\n' : '  '}${text} => ${what}\n      ${seen.slice(0, 330)}`);
    }
    sandbox.clock.set(new Date(sandbox.clock.now().getTime() + 31 * 60_000));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return came;
}

function judge(seen: string, wanted: RegExp): Came {
  if (wanted.test(seen)) return 'right';
  if (seen.includes(HEADINGS.says) || seen.includes(HEADINGS.looks) || /Go to /.test(seen)) return 'sure and wrong';
  return seen.includes(HEADINGS.silent) ? 'silent' : 'nearest';
}

/** What a card shows before anything is pressed; of its buttons the titles. */
function wordsIn(element: unknown): readonly string[] {
  if (Array.isArray(element)) return element.flatMap(wordsIn);
  if (typeof element !== 'object' || element === null) return [];
  const one = element as Readonly<Record<string, unknown>>;
  if (one.isVisible === false) return [];
  if (typeof one.text === 'string') return [one.text];
  if (one.type === 'RichTextBlock')
    return [(one.inlines as readonly { text?: string }[]).map(({ text }) => text).join('')];
  if (one.type === 'FactSet')
    return (one.facts as readonly { title: string; value: string }[]).map((f) => `${f.title} ${f.value}`);
  if (typeof one.type === 'string' && one.type.startsWith('Action.')) return [`[${String(one.title)}]`];
  return ['body', 'items', 'columns', 'actions'].flatMap((key) => wordsIn(one[key]));
}
