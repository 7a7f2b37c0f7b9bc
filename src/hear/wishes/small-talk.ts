import { ASSISTANT, COURTESIES, FILLERS, GREETINGS, MANNERLY } from './small-talk-words.ts';

/**
 * Is the message a greeting, thanks or a question about the assistant itself? A message is small talk when it names nothing
 * else: every word is a courtesy, a word about the assistant or a filler, so "hi, can I add pupils?" stays a question.
 * Ignores case, punctuation, emoji and invisible characters.
 */
export function classifySmallTalk(text: string): 'help' | 'none' {
  if (text.length > LONGEST) return 'none';
  const said = plainWords(text);
  if (said.length === 0) return /\p{Extended_Pictographic}|[?!.]/u.test(text) ? 'help' : 'none';
  if (isGreeting(text)) return 'help';
  // What something says about AI or an app is for the policies.
  if (/\bsays? (?:about|on)\b/.test(said.join(' '))) return 'none';
  if (said.some((word) => !COURTESIES.has(word) && !ASSISTANT.has(word) && !FILLERS.has(word))) return 'none';

  // "If" and a bare "who do I ask" are left to the policy; what is left must be about manners or about the assistant.
  const about = said.some((word) => ASSISTANT.has(word)) || THIS_THING.test(said.join(' '));
  return about || isCourtesy(said) ? 'help' : 'none';
}

/**
 * Whether a message greets or thanks in Welsh or a language of the home and says nothing else: it sounds like a report to an encoder
 * that knows no such word.
 */
export function isGreeting(text: string): boolean {
  const said = text.length > LONGEST ? [] : plainWords(text);
  return said.length > 0 && said.every((word) => GREETINGS.has(word));
}

/**
 * Whether a message is manners and nothing else: it greets, thanks, agrees, or asks for help in a word. What speaks of its writer ("I am not
 * OK"), or says no to more than an offer ("no good"), is none, however friendly its words are.
 */
export function isManners(text: string): boolean {
  const said = plainWords(text);
  if (said.length === 0 || text.length > LONGEST) return classifySmallTalk(text) === 'help';
  if (asksAfterwards(said)) return false;
  const isNo = said.some((word) => NO.has(word));
  if (isNo) return said.every((word) => NO.has(word) || THANKS.has(word) || word === 'you');
  return said.some((word) => KIND.has(word)) && said.every((word) => KIND.has(word) || MANNERLY.has(word));
}

/** The same by words alone, for when nothing hears more: talk of any sort, unless it says that something is not so, or to stop. */
export const isTalkByWords = (text: string): boolean =>
  classifySmallTalk(text) === 'help' && !plainWords(text).some((word) => DENIES.has(word));

/**
 * What small talk is answered with: thanks and goodbyes with a word, an "ok" or a picture with less, and whatever asks for
 * something with the help.
 */
export function answerToSmallTalk(text: string): 'thanks' | 'fine' | 'bye' | 'help' {
  const said = plainWords(text);
  if (said.some((word) => ASKS.has(word)) || /\?/.test(text)) return 'help';
  if (said.some((word) => BYE.has(word))) return 'bye';
  if (said.some((word) => THANKS.has(word))) return 'thanks';
  return said.length === 0 || said.every((word) => FINE.has(word) || FILLERS.has(word)) ? 'fine' : 'help';
}

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const ASKS = wordSet(
  'help menu start commands options instructions what who how which where when why can could hello hi hey hiya morning afternoon evening',
);
const BYE = wordSet('bye goodbye cya ciao laters tara night hwyl nos');
const THANKS = wordSet(
  'thanks thank thankyou ta cheers diolch appreciated appreciate grateful dziekuje dzieki shukran shukria shukriya dhanyavaad dhanyavad multumesc mersi merci gracias obrigado obrigada dhonnobad mahadsanid tesekkurler helpful helped helps star legend lifesaver useful',
);
const FINE = wordSet(
  'ok okay k kk right alright great brilliant brill perfect lovely super ace fab good sound sorted sweet fine noted understood gotcha cool nice yes yep yeah yup no nope nah lol haha excellent amazing wonderful fantastic awesome sorry oops',
);

const NO = wordSet('no nope nah');
const DENIES = wordSet('not cant cannot dont didnt isnt wont stop');
const KIND: ReadonlySet<string> = new Set([
  ...COURTESIES,
  ...GREETINGS,
  ...wordSet('help menu start commands options instructions faq'),
]);

/** Longer messages say something. */
const LONGEST = 160;

const THIS_THING =
  /\b(?:whats?|whos?|hows?|does|is|use|using)\b.*\bth(?:is|at) ?(?:thing|one|here|for|work|works|working|on|do|stuff)?$|\bthis (?:thing|app)\b|\b(?:what|things?|questions?)\b.*(?:can|could|may|allowed|should) (?:i|to) (?:ask|say|do|put)\b|\bany(?:one|body) (?:there|here)\b|\breal (?:person|people)\b|\bsomeone real\b|\bask (?:a|something|one|another) ?(?:question|thing)?$/;

/** "So is that a yes", "is it fine", "ok can i": something is asked about what was said before, however friendly its words are. */
const asksAfterwards = (said: readonly string[]): boolean =>
  /^(?:(?:and|so|but|ok|okay|right|well|then|oh|sorry) )*(?:is|was|can|could|may|do|does|should|am) (?:it|that|this|i|we)\b/.test(
    said.join(' '),
  );

/** A courtesy counts only where it is one. */
function isCourtesy(said: readonly string[]): boolean {
  const asks = /^(?:is|are|am|was|can|could|may|do|does|should|who|what|where|when|which|why)$/.test(said[0] ?? '');
  return !asks && !asksAfterwards(said) && said.some((word) => COURTESIES.has(word));
}

const SHORT_FORMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    u: 'you',
    ur: 'your',
    r: 'are',
    wat: 'what',
    wot: 'what',
    pls: 'please',
    plz: 'please',
    thx: 'thanks',
    tks: 'thanks',
    ty: 'thanks',
    tnx: 'thanks',
    youre: 'you',
    yous: 'you',
    tysm: 'thanks',
    thanx: 'thanks',
    fanks: 'thanks',
    hlp: 'help',
    cn: 'can',
    ya: 'you',
    dya: 'you',
  }),
);

/** Courtesies of several words, by the word that says the same. */
const FIXED_COURTESIES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:got it|i see)\b/g, 'understood'],
  [/\bsee (?:you|ya|u)\b/g, 'bye'],
  [
    /\b(?:(?:how is|hows) (?:(?:it|everything) (?:going|hanging)|tricks|life|yourself|your day)|(?:what is|whats) up|how are (?:things|you|u)|long time no see)\b/g,
    'hello',
  ],
];

function plainWords(text: string): string[] {
  const plain = text
    .toWellFormed()
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]+/gu, '')
    .replace(/['‘’`´]/g, '')
    .replace(/([a-z])\1{2,}/g, '$1');
  const short = FIXED_COURTESIES.reduce((said, [courtesy, word]) => said.replace(courtesy, word), plain);
  const words = short.match(/[\p{L}\p{N}]+/gu)?.map((word) => SHORT_FORMS.get(word) ?? word) ?? [];
  return words
    .filter((word, at) => at === 0 || !KISSES.test(word) || words.slice(at).some((after) => !KISSES.test(after)))
    .map((word, at, all) => (word === 'ta' && at > 0 && at < all.length - 1 ? 'teaching assistant' : word));
}

/** Thanks stand first or last: in the middle a TA is meant. At the end of a message kisses; "x" in front of anything is a letter. */
const KISSES = /^(?:xx?|(?:xo)+x?)$/;
