/** A job, as the directory has it or as someone writes it, taken apart. */
interface Job {
  /** `deputy-headteacher`: a place in the leadership of a school. */
  readonly ranks: readonly string[];
  /** What they lead or work in, `year9`, `inclusion`, and for those who lead nothing the words of the job itself. */
  readonly words: readonly string[];
  readonly isLeading: boolean;
}

/** How words of jobs are written for one another, in this order, in plain small letters. English and Welsh. */
const WRITTEN: readonly (readonly [RegExp, string])[] = [
  [/[()]/g, ' '],
  [/co-ordinat/g, 'coordinat'],
  [/\bhead[ -]?(?:teacher|master|mistress)s?\b/g, 'headteacher'],
  [/\b(?:asst|assist|ass)\b\.?/g, 'assistant'],
  [/\bdep\b\.?/g, 'deputy'],
  [/\bexec\b\.?/g, 'executive'],
  [/\bd?dirprwy [bp]h?ennaeth\b|\bdht\b/g, 'deputy headteacher'],
  [/\b[bp]h?ennaeth cynorthwyol\b|\baht\b/g, 'assistant headteacher'],
  [/\b[bp]h?ennaeth (?=blwyddyn|adran|cyfadran|y flwyddyn)/g, 'head of '],
  [
    /\b(deputy|assistant|associate|vice|executive) (?:head(?! of (?:y|department|faculty|house))|principal)s?\b/g,
    '$1 headteacher',
  ],
  // Who is called so by itself, or by what they look after.
  [/\bdeputy$|\bd?dirprwy$/g, 'deputy headteacher'],
  [/\b(deputy|assistant|associate|vice|executive) headteachers?\b/g, '$1-headteacher'],
  [/\bahoy(?=\d|\b)/g, 'assistant head of year '],
  [/\bhoy(?=\d|\b)/g, 'head of year '],
  [/\bho6f?\b/g, 'head of sixth'],
  [/\bhods?\b/g, 'head of department'],
  [/\bhofs?\b/g, 'head of faculty'],
  [/\bhoks(?=\d|\b)/g, 'head of ks'],
  [/\bsbm\b/g, 'business manager'],
  [/\b(?:runs|leads|manages|looks after|(?:is )?(?:in charge of|responsible for))\b/g, 'leader of'],
  [/\bs\.?e\.?n\.?d?\.? ?co\b|\ba\.?l\.?n\.?co\b|\bcady\b/g, 'coordinator of sen'],
  [
    /\bspecial (?:educational )?needs(?: and disabilit\w+)?\b|\badditional (?:learning|support) needs\b|\bsend\b|\baln\b/g,
    'sen',
  ],
  ...'seven eight nine ten eleven twelve thirteen'
    .split(' ')
    .map((word, at) => [new RegExp(`\\byear ${word}\\b`, 'g'), `year ${at + 7}`] as const),
  [/\b(?:years?|yr|y|blwyddyn|flwyddyn) *(\d{1,2})\b/g, 'year$1'],
  [/\b(?:key stage|ks) *(\d)\b/g, 'ks$1'],
  [/\b(?:sixth|6th) form\b|\bpost[ -]?16\b|\bks5\b/g, 'sixth'],
  [/\bearly years(?: foundation stage)?\b|\bfoundation stage\b/g, 'eyfs'],
  [/\b(?:blwyddyn|flwyddyn)\b/g, 'year'],
  [/\badran\b/g, 'department'],
];

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));
/** Who is called so leads what is said beside it; colleagues take one of these for another. */
const LEADS = list('head lead leader manager coordinator director officer lady person woman man bloke guy');
const NO_WORDS = list(
  'the of for and in at our my her his their a an to school schools whole senior acting interim y yr s',
);
/** Jobs that many have, and words beside them that tell nobody apart. */
const MANY = list(
  'teacher teachers teaching assistant assistants ta tas lsa hlta tutor form class classroom support staff worker cover supply supervisor lunchtime midday member subject key learning trainee student',
);

/** The words of a job in the order in which they are written. */
export function wordsOfJob(written: string): readonly string[] {
  let text = written
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]s?\b/g, '');
  for (const [pattern, becomes] of WRITTEN) text = text.replace(pattern, becomes);
  return text.split(/[^a-z\d-]+/).filter((word) => /[a-z\d]/.test(word) && !NO_WORDS.has(word));
}

const isRank = (word: string): boolean => word.endsWith('headteacher');
const takenApart = (words: readonly string[]): Job => ({
  ranks: words.filter(isRank),
  words: [...new Set(words.filter((word) => !isRank(word) && !LEADS.has(word)))],
  isLeading: words.some((word) => isRank(word) || LEADS.has(word)),
});

/** A job of the directory may be several: "Assistant Headteacher & SENCo". */
const jobsOf = (title: string): readonly Job[] => {
  const parts = title.split(/[,/&+|;]| and | [-–] /i);
  return [title, ...(parts.length > 1 ? parts : [])].map((part) => takenApart(wordsOfJob(part)));
};

const known = new Map<string, readonly Job[]>();
const MOST_KNOWN = 2_000;
const remembered = (title: string): readonly Job[] => {
  const found = known.get(title) ?? jobsOf(title);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(title, found);
  return found;
};

/**
 * Whether words that name a job may mean someone whose job this is. More words before it do not matter: "with the pastoral manager".
 * @param spoken what was said, as words of a job
 */
export function isJob(spoken: readonly string[], title: string): boolean {
  return remembered(title).some((job) => spoken.some((_, from) => isSameJob(takenApart(spoken.slice(from)), job)));
}

/** Whether these letters are the first ones of a job's words. */
export const isJobInShort = (letters: string, title: string): boolean =>
  title
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '' && !NO_WORDS.has(word.toLowerCase()))
    .map((word) => word.charAt(0))
    .join('')
    .toLowerCase() === letters.toLowerCase();

/** Words for work that many do: they tell nobody apart. */
export const isAnyones = (said: string): boolean => {
  const words = wordsOfJob(said);
  return words.every((word) => MANY.has(word) || LEADS.has(word));
};

function isSameJob(said: Job, job: Job): boolean {
  const isOfJob = (word: string): boolean =>
    job.words.includes(word) ||
    (word === 'year' && job.words.some((one) => /^year\d/.test(one))) ||
    (/^year\d/.test(word) && job.words.includes('year')) ||
    (word === 'department' && job.words.some((one) => !/^(?:year|ks|sixth)/.test(one)));
  if (said.ranks.length > 0) {
    const isRank = said.ranks.some((rank) => job.ranks.includes(rank));
    return isRank && (said.words.length === 0 || job.words.length === 0 || said.words.some(isOfJob));
  }
  // Of one year group there is one, whatever is said beside it.
  if (said.isLeading && job.isLeading && said.words.some((word) => /^year\d/.test(word) && job.words.includes(word)))
    return true;
  if (said.words.every((word) => MANY.has(word)) || !said.words.every(isOfJob)) return false;
  // Who leads nothing is called by what they are: by the last word of their job.
  return said.isLeading ? job.isLeading : !job.isLeading && said.words.includes(job.words.at(-1) ?? '');
}
