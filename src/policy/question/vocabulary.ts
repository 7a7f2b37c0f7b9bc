import { parse } from 'yaml';
import { z } from 'zod/v4';

/**
 * How much a concept tells about what is asked. `topic`: the matter itself. `setting`: the scene in which nearly every
 * question plays (staff, school, social media). `aside`: matters that questions mention in passing more often than they
 * ask about them (trips, parties); they count in full once a policy speaks of them. `part`: only makes others together. `manner`: the kind of answer wanted (who, by when, whether allowed).
 */
export type Importance = 'topic' | 'aside' | 'setting' | 'manner' | 'part';

/** One idea, and the words for it on either side of the staff-room door. */
export interface Concept {
  readonly id: string;
  readonly importance: Importance;
  /** Phrases that mean this whoever uses them. */
  readonly words: readonly string[];
  /** Phrases that mean this when staff ask, but not when a policy is written. */
  readonly said: readonly string[];
  /** Phrases that mean this in a policy, but not in a question. */
  readonly written: readonly string[];
  /** Concepts that say this when they come together: a photo and a pupil are a photo of a pupil. Kinds of them count too. */
  readonly together: readonly (readonly string[])[];
  /** What a passage on it keeps of its worth for a question that does not mention it; 1 where it is no subject of its own. */
  readonly narrows: number;
  /** Asked for, an answer must say it: a passage without any time does not tell how long. Says nothing of the matter. */
  readonly demanded: boolean;
  /** Counts inside a longer phrase too: "who do i ask about" still asks who. For manners; other matters do so anyway. */
  readonly always: boolean;
  /** Concepts of which this is a kind: a rule on the kind's whole family applies to it. */
  readonly broader: readonly string[];
  /** Concepts a rule about which is likely to answer a question about this, with how likely, 0 to 1. */
  readonly near: ReadonlyMap<string, number>;
}

/** How the staff of a school speak, as data: see `src/policy/vocabulary`. */
export interface Vocabulary {
  readonly concepts: readonly Concept[];
  /** Words that carry no topic: 'please', 'quick', 'lol'. */
  readonly chatter: readonly string[];
  /** Misspellings and short forms put right before looking: 'shud' → 'should'. */
  readonly spellings: ReadonlyMap<string, string>;
}

/** The file is not a vocabulary; `problems` says where, in words for the person who edits it. */
export class VocabularyError extends Error {
  override readonly name = 'VocabularyError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The vocabulary cannot be used:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Phrases stand in a list, or in one text parted by commas. */
const phrases = z
  .union([z.array(z.coerce.string()), z.coerce.string().transform((text) => text.split(','))])
  .transform((all) => all.map((phrase) => phrase.trim()).filter((phrase) => phrase !== ''))
  .default([]);
const conceptShape = z.strictObject({
  // The phrases share a field but do not stand for one another: a pen is not a report. Each finds only itself.
  importance: z.enum(['topic', 'aside', 'setting', 'manner', 'part']).default('topic'),
  words: phrases,
  said: phrases,
  written: phrases,
  together: z.array(z.array(z.string()).min(2)).default([]),
  narrows: z.union([z.literal(true), z.number().min(0).max(1)]).optional(),
  each: z.boolean().default(false),
  demanded: z.boolean().default(false),
  always: z.boolean().default(false),
  broader: z.array(z.string()).default([]),
  near: z.union([z.array(z.string()), z.record(z.string(), z.number().min(0).max(1))]).default([]),
});
const fileShape = z.strictObject({
  concepts: z.record(z.string(), conceptShape),
  chatter: phrases,
  spellings: z.record(z.string(), z.coerce.string()).default({}),
});

/** How likely a rule on a `near` concept answers, where the file does not say. */
const NEAR = 0.5;
/** What a subject of its own keeps, where the file does not say. */
const NARROWED = 0.95;

/**
 * Reads one or more vocabulary files; a later one adds to an earlier one, concept by concept, so that a school keeps
 * its own words in a file of its own. Throws VocabularyError with every problem at once.
 */
export function parseVocabulary(...texts: readonly string[]): Vocabulary {
  const problems: string[] = [];
  const concepts = new Map<string, Concept>();
  const fields = new Set<string>();
  /** Parts a field of words that do not stand for one another into a concept for each of them. */
  const apart = (concept: Concept): Concept[] => {
    if (!fields.has(concept.id)) return [concept];
    const phrases = new Set([...concept.words, ...concept.said, ...concept.written]);
    return [...phrases].map((phrase) => ({
      ...concept,
      id: `${concept.id}: ${phrase}`,
      words: [phrase],
      said: [],
      written: [],
    }));
  };
  const chatter = new Set<string>();
  const spellings = new Map<string, string>();
  for (const text of texts) {
    const file = readFile(text, problems);
    for (const [id, shape] of Object.entries(file?.concepts ?? {})) {
      if (shape.each) fields.add(id);
      concepts.set(id, mergeConcept(id, concepts.get(id), shape));
    }
    for (const word of file?.chatter ?? []) chatter.add(word);
    for (const [typed, meant] of Object.entries(file?.spellings ?? {})) spellings.set(typed.toLowerCase(), meant);
  }
  for (const concept of concepts.values()) {
    for (const other of [...concept.broader, ...concept.near.keys(), ...concept.together.flat()]) {
      if (!concepts.has(other)) problems.push(`"${concept.id}" refers to "${other}", which no file defines`);
    }
    if (concept.words.length + concept.said.length + concept.written.length + concept.together.length === 0) {
      problems.push(`"${concept.id}" has no words`);
    }
  }
  if (problems.length > 0) throw new VocabularyError(problems);
  return { concepts: [...concepts.values()].flatMap(apart), chatter: [...chatter], spellings };
}

function readFile(text: string, problems: string[]): z.infer<typeof fileShape> | undefined {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    problems.push(`not YAML: ${error instanceof Error ? error.message.split('\n')[0] : 'unreadable'}`);
    return undefined;
  }
  const read = fileShape.safeParse(value);
  if (read.success) return read.data;
  for (const issue of read.error.issues) problems.push(`${issue.path.join(' › ') || 'the file'}: ${issue.message}`);
  return undefined;
}

function mergeConcept(id: string, before: Concept | undefined, shape: z.infer<typeof conceptShape>): Concept {
  const near = Array.isArray(shape.near)
    ? shape.near.map((other) => [other, NEAR] as const)
    : Object.entries(shape.near);
  const both = (one: readonly string[] | undefined, other: readonly string[]) => [
    ...new Set([...(one ?? []), ...other]),
  ];
  return {
    id,
    importance: before?.importance ?? shape.importance,
    words: both(before?.words, shape.words),
    said: both(before?.said, shape.said),
    written: both(before?.written, shape.written),
    together: [...(before?.together ?? []), ...shape.together],
    narrows: before?.narrows ?? (shape.narrows === true ? NARROWED : (shape.narrows ?? 1)),
    demanded: before?.demanded ?? shape.demanded,
    always: before?.always ?? shape.always,
    broader: both(before?.broader, shape.broader),
    near: new Map([...(before?.near ?? []), ...near]),
  };
}
