/**
 * The small language in which the detector's data is written, one phrase a line:
 *
 *   `hit|slapped`      one of these words            `bruis*`    any word that starts so
 *   `<child>`          a word tagged as a child      `..3`       up to three words of the same sentence
 *   `just?`            may be missing                `!of|boy`   the next word is none of these
 *   `=is|has`          the next word is one of these, and is left where it is
 *   `^`                at the start of a clause      `$`         at the end of one
 *   `^^`               at the start of a sentence    `$$`        at the end of one
 *
 * Gaps are bounded, so one try at one place costs a constant and a message costs its length.
 */
export interface Tagged {
  readonly text: string;
  readonly tags: ReadonlySet<string>;
  readonly sentence: number;
  readonly clause: number;
}

type Test = (token: Tagged) => boolean;
type Step =
  | { readonly kind: 'word'; readonly test: Test; readonly optional: boolean }
  | { readonly kind: 'gap'; readonly max: number }
  | { readonly kind: 'not'; readonly test: Test }
  | { readonly kind: 'next'; readonly test: Test }
  | { readonly kind: 'edge'; readonly of: 'clause' | 'sentence'; readonly side: 'start' | 'end' };

export interface Pattern {
  readonly source: string;
  readonly steps: readonly Step[];
  /** What the first word must look like, so that most patterns are never tried: whole words, three-letter starts, tags. */
  readonly keys: readonly string[] | 'any';
}

/** @throws SyntaxError when a phrase in the data files is malformed; found by the tests, never at run time. */
export function compilePattern(source: string): Pattern {
  const parts = source.trim().split(/\s+/);
  const steps = parts.map(compileStep);
  const first = steps.findIndex((step) => step.kind === 'word');
  const head = steps[first];
  if (first < 0 || !head || steps.slice(0, first).some((step) => step.kind === 'gap'))
    throw new SyntaxError(`A pattern needs a first word: ${source}`);
  const free = head.kind === 'word' && head.optional;
  return { source, steps, keys: free ? 'any' : keysOf(parts[first] ?? '') };
}

function compileStep(part: string): Step {
  if (part === '^' || part === '^^') return { kind: 'edge', side: 'start', of: part === '^' ? 'clause' : 'sentence' };
  if (part === '$' || part === '$$') return { kind: 'edge', side: 'end', of: part === '$' ? 'clause' : 'sentence' };
  const gap = /^\.\.(\d)$/.exec(part);
  if (gap) return { kind: 'gap', max: Number(gap[1]) };
  if (part.startsWith('=')) return { kind: 'next', test: testOf(part.slice(1)) };
  if (part.startsWith('!')) return { kind: 'not', test: testOf(part.slice(1)) };
  const optional = part.endsWith('?');
  return { kind: 'word', test: testOf(optional ? part.slice(0, -1) : part), optional };
}

function testOf(part: string): Test {
  const words = new Set<string>();
  const starts: string[] = [];
  const tags: string[] = [];
  for (const option of part.split('|')) {
    if (option.startsWith('<') && option.endsWith('>')) tags.push(option.slice(1, -1));
    else if (option.endsWith('*') && option.length > 3) starts.push(option.slice(0, -1));
    else if (/^[\p{L}\p{N}-]+$/u.test(option)) words.add(option);
    else throw new SyntaxError(`Not a word, a start or a tag: ${option}`);
  }
  return (token) =>
    words.has(token.text) ||
    tags.some((tag) => token.tags.has(tag)) ||
    starts.some((start) => token.text.startsWith(start));
}

function keysOf(part: string): readonly string[] {
  return part.split('|').map((option) => (option.endsWith('*') ? `${option.slice(0, 3)}*` : option));
}

/** Where a pattern that begins at `at` ends (exclusive), or -1. */
export function matchAt(pattern: Pattern, tokens: readonly Tagged[], at: number): number {
  return step(pattern.steps, 0, tokens, at, at);
}

function step(steps: readonly Step[], s: number, tokens: readonly Tagged[], at: number, from: number): number {
  const now = steps[s];
  if (!now) return at;
  const token = tokens[at];
  const here = token !== undefined && (at === from || token.sentence === tokens[at - 1]?.sentence);
  switch (now.kind) {
    case 'edge':
      return isEdge(now, tokens, at) ? step(steps, s + 1, tokens, at, from) : -1;
    case 'not':
      return here && now.test(token) ? -1 : step(steps, s + 1, tokens, at, from);
    case 'next':
      return here && now.test(token) ? step(steps, s + 1, tokens, at, from) : -1;
    case 'word': {
      const end = here && now.test(token) ? step(steps, s + 1, tokens, at + 1, from) : -1;
      return end < 0 && now.optional ? step(steps, s + 1, tokens, at, from) : end;
    }
    case 'gap':
      return acrossGap(now.max, steps, s + 1, tokens, at, from);
    default:
      return now satisfies never;
  }
}

function isEdge({ of, side }: Extract<Step, { kind: 'edge' }>, tokens: readonly Tagged[], at: number): boolean {
  const [previous, token] = [tokens[at - 1], tokens[at]];
  const [inner, outer] = side === 'start' ? [token, previous] : [previous, token];
  return !outer || outer[of] !== inner?.[of];
}

/** The rest of a pattern, begun after none, one or up to `max` words of the sentence. */
function acrossGap(
  max: number,
  steps: readonly Step[],
  s: number,
  tokens: readonly Tagged[],
  at: number,
  from: number,
): number {
  for (let skipped = 0; skipped <= max; skipped += 1) {
    const end = step(steps, s, tokens, at + skipped, from);
    if (end >= 0) return end;
    const next = tokens[at + skipped];
    if (!next || (at + skipped > from && next.sentence !== tokens[at + skipped - 1]?.sentence)) return -1;
  }
  return -1;
}

export interface Found<Rule> {
  readonly rule: Rule;
  readonly start: number;
  readonly end: number;
}

/** Compiles many rules into one scanner. Each rule is reported at most once per starting word. */
export function createScanner<Rule extends { readonly patterns: readonly string[] }>(rules: readonly Rule[]) {
  const byKey = new Map<string, { rule: Rule; pattern: Pattern }[]>();
  for (const rule of rules)
    for (const source of rule.patterns) {
      const pattern = compilePattern(source);
      for (const key of pattern.keys === 'any' ? ['any'] : pattern.keys) {
        const list = byKey.get(key) ?? [];
        list.push({ rule, pattern });
        byKey.set(key, list);
      }
    }

  return (tokens: readonly Tagged[]): Found<Rule>[] => {
    const found: Found<Rule>[] = [];
    tokens.forEach((token, at) => {
      const seen = new Set<Rule>();
      const keys = ['any', token.text, `${token.text.slice(0, 3)}*`, ...[...token.tags].map((tag) => `<${tag}>`)];
      for (const key of keys)
        for (const { rule, pattern } of byKey.get(key) ?? []) {
          if (seen.has(rule)) continue;
          const end = matchAt(pattern, tokens, at);
          if (end < 0) continue;
          seen.add(rule);
          found.push({ rule, start: at, end });
        }
    });
    return found;
  };
}
