import type { NumberedSentence } from '../policy/ports.ts';
import type { Vocabulary } from '../policy/question/vocabulary.ts';
import { stem, wordsIn } from '../policy/question/words.ts';

/** Words of everyday English that a question is held together by; everything else must be known from elsewhere to leave. */
const EVERYDAY = new Set(
  `a about above across after again against all almost alone along already also although always am an and another any
  anybody anyone anything apart are around as ask asked asking at away back bad be because been before behind being best
  better between big both but buy by call called came can cannot cant change child children class come comes coming could
  couldnt day days did didnt different do does doesnt doing done dont down during each early either else end enough even
  ever every everybody everyone everything far feel few find first for found free friend friends from full further gave
  get gets getting give given gives giving go goes going gone good got had happen happened happens hard has have havent
  having he heard help her here hers him his home hour hours how however i id if ill im in inside instead into is isnt it
  its ive just keep keeping kept kid kids kind knew know known last late later least leave left less let lets like little
  live long look looking looks lot made make makes making many matter may maybe me mean means meant meet met might mine
  minute month months more morning most much must my myself name near need needed needs never new next night no nobody
  none nor not nothing now of off often ok okay old on once one only onto open or other others our ours out outside over
  own part parts people perhaps person place please point possible put quite rather really right rule rules said same saw
  say says school see seen send sending sent set shall she should shouldnt show since so some somebody someone something
  sometimes soon speak spoke start started still stop such sure take taken takes taking talk talking tell tells than
  thank thanks that thats the their theirs them then there theres these they thing things think this those though thought
  through time times to today together told tomorrow tonight too took toward tried try trying turn two under until up
  upon us use used uses using usually very wait want wanted wants was wasnt way we week weekend weeks well went were
  werent what whatever whats when where whether which while who whole whom whose why will with within without wont word
  words work worked working works would wouldnt wrong year years yes yesterday yet you your yours yourself`.split(
    /\s+/,
  ),
);

/** Ordinary words that are first names or surnames too: with a capital letter inside a sentence they are taken for one. */
const ALSO_NAMES = new Set(
  `will mark grace rose may april june hope faith joy jack bill rob sue pat art dean grant chase drew frank guy josh max
  miles nick penny ray rich ruby sandy summer victor violet wade dawn daisy ivy lily olive holly heather robin jay angel
  charity chance christian dale earl gene glen jean lance page pearl reed sky star stone taylor baker cook king young brown
  green white black carter mason parker porter potter price walker ward wood woods hill field fields day knight long short
  sharp small swift wise strong bishop pope`.split(/\s+/),
);

/** Addresses, numbers and ids of any kind. Year groups and short numbers are none. */
const IDENTIFIERS = [
  /\bhttps?:\/\/\S+/gi,
  /\bwww\.\S+/gi,
  /\S+@\S+/g,
  /@[\p{L}\p{N}_.]+/gu,
  /[\p{L}\p{N}_]*_[\p{L}\p{N}_]*/gu,
  /\b[0-9a-f]{8}-[0-9a-f-]{20,}\b/gi,
  /\b(?=[\p{L}]*\p{N})(?=\p{N}*\p{L})[\p{L}\p{N}]{5,}\b/gu,
  /\+?\p{N}[\p{N}\s()./-]{3,}\p{N}|\p{N}{4,}/gu,
  /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/gi,
];
const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'sir', 'madam', 'rev']);
const HIDDEN = '[…]';

export interface Mask {
  /** The question with everything left out that is not plainly an ordinary word of it. */
  question(text: string, names: readonly string[], sentences: readonly NumberedSentence[]): string;
  /** A sentence of the school's own policy: names that we know are left out of it, and addresses and numbers. */
  sentence(text: string, names: readonly string[]): string;
}

/**
 * What may leave this machine. It works by what is known to be harmless, not by what is known to be a name: a word of a
 * question goes out only if everyday English, the thesaurus or the offered sentences know it in lower case.
 */
export function createMask(vocabulary: Vocabulary, knownNames: readonly string[]): Mask {
  const spoken = new Set(
    [
      ...vocabulary.concepts.flatMap(({ words, said, written }) => [...words, ...said, ...written]),
      ...vocabulary.chatter,
      ...vocabulary.spellings.keys(),
      ...vocabulary.spellings.values(),
    ].flatMap((phrase) => wordsIn(phrase).map(stem)),
  );
  const partsOf = (names: readonly string[]) =>
    new Set([...knownNames, ...names].flatMap(wordsIn).filter((part) => part.length > 1));
  const hideIdentifiers = (text: string) =>
    IDENTIFIERS.reduce((hidden, pattern) => hidden.replace(pattern, HIDDEN), text);

  return {
    question(text, names, sentences) {
      const known = partsOf(names);
      const written = new Set(
        sentences.flatMap((sentence) =>
          (sentence.text.match(/\b\p{Ll}[\p{L}'’]*/gu) ?? []).flatMap((word) => wordsIn(word).map(stem)),
        ),
      );
      let isStart = true;
      let wasTitle = false;
      return hideIdentifiers(text)
        .replace(/\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|[.!?\n]+/gu, (token) => {
          if (/^[.!?\n]/.test(token)) {
            isStart = true;
            wasTitle = false;
            return token;
          }
          const [word = ''] = wordsIn(token);
          const isCapital = /^\p{Lu}/u.test(token) && token !== 'I' && !/^I['’]/.test(token);
          const afterTitle = wasTitle;
          wasTitle = TITLES.has(word);
          const atStart = isStart;
          isStart = false;
          if (afterTitle || known.has(word)) return HIDDEN;
          if (isCapital && ALSO_NAMES.has(word) && !(atStart && EVERYDAY.has(word))) return HIDDEN;
          const isOrdinary = wasTitle || EVERYDAY.has(word) || spoken.has(stem(word)) || written.has(stem(word));
          return isOrdinary ? token : HIDDEN;
        })
        .replace(/[^\p{L}\p{N}\p{P}\s…£%]/gu, ' ')
        .slice(0, 1_000);
    },

    sentence(text, names) {
      const known = partsOf(names);
      return hideIdentifiers(text).replace(/\p{Lu}[\p{L}\p{M}]*(?:['’]\p{L}+)*/gu, (token) =>
        known.has(wordsIn(token)[0] ?? '') ? HIDDEN : token,
      );
    },
  };
}
