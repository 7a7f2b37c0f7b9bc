import { IDLE } from './plain.ts';

/** One way of saying something. */
export interface Line {
  /** Of the whole message in plain words with a space at its end; what stands for `*` is its first group. */
  readonly pattern: RegExp;
  /** Its plainest form: the first of several, without what may be left out. */
  readonly example: string;
  /** Every word that it knows. */
  readonly words: ReadonlySet<string>;
}

type Classes = Readonly<Record<string, readonly string[]>>;

interface Piece {
  readonly source: string;
  readonly example: string;
}

/** One to three words, such as a name. */
const SOME_WORDS = '((?:\\S+ ){1,3}?)';

/** Reads a line as `wishes.yml` explains it, to be said whole or at the beginning. @throws Error for a bracket or class that does not fit: a bug of ours */
export function readLine(line: string, classes: Classes, said: 'whole' | 'beginning' = 'whole'): Line {
  const tokens = line.match(/<[a-z]+>|[[\]()|*]|[^\s[\]()|*<>]+/g) ?? [];
  const known = new Set<string>();
  let at = 0;

  /** Up to the bracket that closes it, or the end. */
  function alternatives(close?: string): Piece {
    const parts: Piece[] = [sequence()];
    while (tokens[at] === '|') {
      at += 1;
      parts.push(sequence());
    }
    if (close !== undefined && tokens[at] !== close) throw new Error(`a bracket is not closed in: ${line}`);
    at += 1;
    return oneOf(parts);
  }

  function sequence(): Piece {
    let source = '';
    const examples: string[] = [];
    for (; at < tokens.length; ) {
      const token = tokens[at] ?? '';
      if (token === '|' || token === ']' || token === ')') break;
      at += 1;
      const piece = pieceOf(token);
      source += piece.source;
      if (piece.example !== '') examples.push(piece.example);
    }
    return { source, example: examples.join(' ') };
  }

  function pieceOf(token: string): Piece {
    if (token === '(') return alternatives(')');
    if (token === '[') return { source: `${alternatives(']').source}?`, example: '' };
    if (token === '*') return { source: SOME_WORDS, example: 'priya' };
    if (token.startsWith('<')) return classOf(token.slice(1, -1));
    if (IDLE.has(token)) return { source: '', example: '' };
    known.add(token);
    return { source: `${token} `, example: token };
  }

  function classOf(name: string): Piece {
    const options = classes[name];
    if (!options) throw new Error(`wishes.yml names a class that is not in it: ${name}`);
    const { piece, words } = readOptions(options);
    for (const word of words) known.add(word);
    return piece;
  }

  const whole = alternatives();
  return {
    pattern: new RegExp(`^${whole.source}${said === 'whole' ? '$' : ''}`, 'u'),
    example: whole.example,
    words: known,
  };
}

interface Class {
  readonly piece: Piece;
  readonly words: readonly string[];
}

/** Most lines name a class that another has named. */
const classesRead = new WeakMap<readonly string[], Class>();

function readOptions(options: readonly string[]): Class {
  const found = classesRead.get(options);
  if (found) return found;
  const lines = options.map((option) => readLine(option, {}));
  const read: Class = {
    piece: oneOf(lines.map(({ pattern, example }) => ({ source: pattern.source.slice(1, -1), example }))),
    words: lines.flatMap(({ words }) => [...words]),
  };
  classesRead.set(options, read);
  return read;
}

const oneOf = (parts: readonly Piece[]): Piece => ({
  source: `(?:${parts.map(({ source }) => source).join('|')})`,
  example: parts[0]?.example ?? '',
});
