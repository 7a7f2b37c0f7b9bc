import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BLIND = 'training/data/blind';
const LEDGER = 'training/ledger.json';
/** After that it is training data, and new writers make the next. */
const MOST_SCORINGS = 2;

/** One scoring of lots of the blind part, for good. */
interface Scoring {
  readonly at: string;
  /** The lots that were blind then: after two scorings they are training data, and others are blind. */
  readonly lots: string;
  readonly commit: string;
  readonly figures: object;
}

/** Lots of the blind part, which may be scored. */
export interface Blind {
  readonly folders: readonly string[];
  /** Writes down that they were scored. Nothing by writer or policy goes in: those names, too, are not read while building. */
  record(figures: object): void;
}

/**
 * The lots of the blind part that hold such a file. Nothing in them is read here.
 * @throws Error where there is none, or they were scored as often as may be
 */
export function openBlind(file: 'cases.jsonl' | 'heard.jsonl'): Blind {
  const names = existsSync(BLIND) ? readdirSync(BLIND).filter((lot) => existsSync(join(BLIND, lot, file))) : [];
  const lots = names.sort().join(' ');
  if (names.length === 0) throw new Error(`No lot of ${BLIND} holds ${file}: new writers make the next.`);
  const ledger: readonly Scoring[] = existsSync(LEDGER) ? JSON.parse(readFileSync(LEDGER, 'utf8')) : [];
  // Questions and messages of the same lots are scored each by their own bench.
  const scored = ledger.filter(
    (one) => one.lots === lots && 'hearing' in one.figures === (file === 'heard.jsonl'),
  ).length;
  if (scored >= MOST_SCORINGS)
    throw new Error(
      `${LEDGER} has ${scored} scorings of ${lots}: they are blind no longer. Move them to the training data.`,
    );
  return {
    folders: names.map((lot) => join(BLIND, lot)),
    record(figures) {
      const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
      const scoring: Scoring = { at: new Date().toISOString(), lots, commit, figures };
      writeFileSync(LEDGER, `${JSON.stringify([...ledger, scoring], null, 2)}\n`);
    },
  };
}
