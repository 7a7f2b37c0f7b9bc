import { createInterface } from 'node:readline/promises';
import { Failure } from '../deploy/azure/failure.ts';
import type { Rule } from './rules.ts';

/** The administrator at the terminal. Every question can be answered by Enter where it has an answer already. */
export interface Asker {
  /** @param usual what Enter means; without it the question is put again until something is typed */
  ask(question: string, usual?: string): Promise<string>;
  say(line: string): void;
}

/** Asks until the answer is what it has to be. @param usual what Enter means, where it is that */
export async function askBy(asker: Asker, rule: Rule, question: string, usual?: string): Promise<string> {
  const fitting = usual !== undefined && rule(usual) === undefined ? usual : undefined;
  for (;;) {
    const typed = await asker.ask(question, fitting);
    const trouble = rule(typed);
    if (trouble === undefined) return typed;
    asker.say(`  “${typed}” ${trouble}.`);
  }
}

/** Which of several; where there is one, Enter takes it. @returns `undefined` for none of them */
export async function choose<T>(
  asker: Asker,
  options: readonly T[],
  show: (option: T) => string,
): Promise<T | undefined> {
  const [only] = options;
  if (options.length === 1 && only !== undefined) {
    for (;;) {
      const answer = await asker.ask(`  ${show(only)}: is that right?`, 'yes');
      if (/^[yn]/i.test(answer)) return /^y/i.test(answer) ? only : undefined;
      asker.say('  Type yes or no.');
    }
  }
  for (const [at, option] of options.entries()) asker.say(`  ${at + 1}  ${show(option)}`);
  for (;;) {
    const typed = await asker.ask('  Which number? (0: none of these)');
    if (typed === '0') return undefined;
    const chosen = options[Number(typed) - 1];
    if (chosen !== undefined) return chosen;
    asker.say(`  A number from 0 to ${options.length}.`);
  }
}

/**
 * Asks at this terminal until `close`.
 * @throws Failure where the terminal ends or Ctrl+C is pressed before an answer
 */
export function terminalAsker(
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stdout,
): Asker & { close(): void } {
  const lines = createInterface({ input, output });
  const closed = new Promise<never>((_, reject) => lines.once('close', reject));
  // Closed after the last answer it ends nothing.
  closed.catch(() => undefined);
  const typedAt = async (prompt: string): Promise<string> => {
    try {
      return (await Promise.race([lines.question(prompt), closed])).trim();
    } catch {
      throw new Failure('Stopped before the last question', ['Run the same command again to answer them']);
    }
  };
  return {
    async ask(question, usual) {
      for (;;) {
        const typed = await typedAt(usual ? `${question} [${usual}] ` : `${question} `);
        if (typed !== '' || usual !== undefined) return typed || (usual ?? '');
        output.write('  This question needs an answer.\n');
      }
    },
    say: (line) => void output.write(`${line}\n`),
    close: () => lines.close(),
  };
}
