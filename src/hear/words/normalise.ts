import { LOOK_ALIKES } from '../../kernel/look-alikes.ts';
/**
 * Text as typed on a phone, in a hurry, or to get past a filter → plain lower-case words with their sentence and clause.
 * Everything later works on these tokens only, so capitals, quotation marks, accents and invisible characters
 * cannot change what is detected.
 */
export interface Token {
  readonly text: string;
  readonly sentence: number;
  readonly clause: number;
  /** Belongs to a word that ended in ’s and was not a short form of "is". */
  readonly possessive: boolean;
}

export interface Reading {
  readonly tokens: readonly Token[];
  /** Sentences that ended in a question mark, by number. */
  readonly asked: ReadonlySet<number>;
}

/** What is longer is heard in stretches; here it would hold everyone up, and its head and tail must do. */
const HEAD_CHARACTERS = 16_000;
const TAIL_CHARACTERS = 4_000;

const PRONOUN_LIKE = new Set(
  'i he she it they we you who what where when how that there here this everyone everybody someone somebody nobody one'.split(
    ' ',
  ),
);

/** Words whole as typed → the words meant. Short forms without apostrophe, text-speak, and misspellings no rule would mend. */
const REWRITES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    im: 'i am',
    ive: 'i have',
    dont: 'do not',
    doesnt: 'does not',
    didnt: 'did not',
    isnt: 'is not',
    arent: 'are not',
    wasnt: 'was not',
    werent: 'were not',
    wont: 'will not',
    cant: 'can not',
    cannot: 'can not',
    couldnt: 'could not',
    wouldnt: 'would not',
    shouldnt: 'should not',
    hasnt: 'has not',
    havent: 'have not',
    hadnt: 'had not',
    aint: 'is not',
    hes: 'he is',
    shes: 'she is',
    theyre: 'they are',
    theyve: 'they have',
    youre: 'you are',
    weve: 'we have',
    whats: 'what is',
    whos: 'who is',
    wheres: 'where is',
    hows: 'how is',
    theres: 'there is',
    heres: 'here is',
    whens: 'when is',
    gonna: 'going to',
    wanna: 'want to',
    gotta: 'got to',
    innit: 'is it not',
    dunno: 'do not know',
    lemme: 'let me',
    u: 'you',
    ur: 'your',
    r: 'are',
    ppl: 'people',
    pls: 'please',
    plz: 'please',
    cos: 'because',
    coz: 'because',
    cuz: 'because',
    bc: 'because',
    tho: 'though',
    thru: 'through',
    n: 'and',
    wiv: 'with',
    wen: 'when',
    wot: 'what',
    wat: 'what',
    sed: 'said',
    sez: 'says',
    hav: 'have',
    ov: 'of',
    dat: 'that',
    da: 'the',
    dis: 'this',
    sum1: 'someone',
    some1: 'someone',
    any1: 'anyone',
    every1: 'everyone',
    no1: 'nobody',
    noone: 'nobody',
    '2day': 'today',
    '2nite': 'tonight',
    tonite: 'tonight',
    '2moro': 'tomorrow',
    tmrw: 'tomorrow',
    tmw: 'tomorrow',
    b4: 'before',
    someones: 'someone is',
    somebodys: 'somebody is',
    everyones: 'everyone is',
    nobodys: 'nobody is',
    childs: 'child',
    mans: 'man',
    thats: 'that is',
    thier: 'their',
    recieve: 'receive',
    recieved: 'received',
    recieving: 'receiving',
    freind: 'friend',
    freinds: 'friends',
    frend: 'friend',
    techer: 'teacher',
    teachr: 'teacher',
    collegue: 'colleague',
    colleauge: 'colleague',
    pupl: 'pupil',
    studnet: 'student',
    chid: 'child',
    chlid: 'child',
    definately: 'definitely',
    wierd: 'weird',
    yesturday: 'yesterday',
    yday: 'yesterday',
    mins: 'minutes',
    min: 'minutes',
    hrs: 'hours',
    lil: 'little',
    lol: '',
    omg: '',
    tbh: '',
    btw: '',
    urm: '',
    erm: '',
    lookin: 'looking',
    msg: 'message',
    msgs: 'messages',
    msged: 'messaged',
    msging: 'messaging',
    txt: 'text',
    txting: 'texting',
    txted: 'texted',
    pic: 'picture',
    pics: 'pictures',
    pix: 'pictures',
    foto: 'photo',
    fotos: 'photos',
    vid: 'video',
    vids: 'videos',
    insta: 'instagram',
    ig: 'instagram',
    fb: 'facebook',
    snap: 'snapchat',
    sc: 'snapchat',
    whatsap: 'whatsapp',
    watsapp: 'whatsapp',
    whatapp: 'whatsapp',
    wapp: 'whatsapp',
    twiter: 'twitter',
    tictok: 'tiktok',
    bf: 'boyfriend',
    gf: 'girlfriend',
    mom: 'mum',
    mam: 'mum',
    mums: 'mum',
    dads: 'dad',
    daddy: 'dad',
    mummy: 'mum',
    mommy: 'mum',
    bro: 'brother',
    sis: 'sister',
    gran: 'nan',
    grandma: 'nan',
    grandpa: 'grandad',
    granddad: 'grandad',
    pedo: 'paedo',
    peado: 'paedo',
    paedophile: 'paedo',
    pedophile: 'paedo',
    peadophile: 'paedo',
    yr: 'year',
    yrs: 'year',
    yo: 'year-old',
    rn: 'right now',
    atm: 'right now',
    asap: 'now',
    unalive: 'kill',
    kys: 'kill yourself',
    kms: 'kill myself',
    suiside: 'suicide',
    sucide: 'suicide',
    suicde: 'suicide',
    rasist: 'racist',
    abbuse: 'abuse',
    abusd: 'abused',
    harrassed: 'harassed',
    harrassing: 'harassing',
    harrassment: 'harassment',
    harrass: 'harass',
  }),
);

/** Signs that stand for a letter inside a word; a star stands for none. */
const SIGNS: ReadonlyMap<string, string> = new Map(Object.entries({ '@': 'a', $: 's', '!': 'i' }));

/** Format and control characters, Hangul fillers, variation selectors: nothing a reader sees. */
const INVISIBLE = /(?:\p{Cf}|\p{Cc}|\p{Default_Ignorable_Code_Point})+/gu;
const WORD = /[\p{L}\p{N}]+(?:['*@$!][\p{L}\p{N}]+)*|[.?!;,:()\n\r—–]|(?<= )-+(?= )|[\u{1f52a}\u{1f5e1}]|\u{1f48a}/gu;

/** @param raw any text at all; never throws. */
export function readText(raw: string): Reading {
  const tokens: Token[] = [];
  const asked = new Set<number>();
  let sentence = 0;
  let clause = 0;
  let pending: 'none' | 'clause' | 'sentence' = 'none';

  const push = (text: string, possessive = false) => {
    if (text === '') return;
    if (tokens.length > 0 && pending === 'sentence') sentence += 1;
    if (tokens.length > 0 && pending !== 'none') clause += 1;
    pending = 'none';
    tokens.push({ text, sentence, clause, possessive });
  };

  for (const [mark] of plain(raw).matchAll(WORD)) {
    if (/^[.?!\n\r]$/.test(mark)) {
      if (mark === '?') asked.add(sentence);
      pending = 'sentence';
    } else if (/^(?:[;,:()—–]|-+)$/.test(mark)) {
      if (pending === 'none') pending = 'clause';
    } else if (mark === '\u{1f48a}') push('pills');
    else if (/^[\u{1f52a}\u{1f5e1}]$/u.test(mark)) push('knife');
    else for (const word of spellOut(mark)) push(word.text, word.possessive);
  }
  return { tokens, asked };
}

function plain(raw: string): string {
  const bounded =
    raw.length <= HEAD_CHARACTERS + TAIL_CHARACTERS
      ? raw
      : `${raw.slice(0, HEAD_CHARACTERS)}\n${raw.slice(-TAIL_CHARACTERS)}`;
  return bounded
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\r\n\u2028\u2029]+/g, '\n')
    .replace(INVISIBLE, (run) => (run.includes('\n') ? '\n' : run.includes('\t') ? ' ' : ''))
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[‘’‛ʼ`´′＇]/gu, "'")
    .replace(/[\u0131\u0142\u00f8\u0111\u00df\u00e6\u0370-\u052f]/gu, (letter) => LOOK_ALIKES.get(letter) ?? letter)
    .replace(/&(?:nbsp|amp|lt|gt|quot);/g, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s&\s/g, ' and ')
    .replace(/\b(?:1:1|1-1|1-2-1)\b/g, '1to1')
    .replace(/^\s*ta(?=[\s]*(?:$|[,.!]|for\b|mate\b|very\b|muchly\b))/, 'thanks')
    .replace(/\brate my (teacher|professor)s?\b/g, 'ratemyteachers')
    .replace(/\b[a-z]\*{2,}[a-z]*/g, 'swearword')
    .replace(/([a-z])\1{2,}/g, '$1$1');
}

function spellOut(mark: string): { text: string; possessive: boolean }[] {
  const word = mark.replace(/[*@$!](?=\p{L})/gu, (sign) => SIGNS.get(sign) ?? '');
  const one = (text: string, possessive = false) => text.split(' ').map((part) => ({ text: part, possessive }));

  const year = /^(?:y|yr|year)(\d{1,2})(s?)$/.exec(word);
  if (year) return one(`year ${year[1]}${year[2] ? ' pupils' : ''}`);
  const age = /^(\d{1,2})(?:yo|yr|yrs)$/.exec(word);
  if (age) return one(`${age[1]} year-old`);

  const cut = word.indexOf("'");
  if (cut < 0) return one(REWRITES.get(word) ?? word);
  const joined = REWRITES.get(word.replace(/'/g, ''));
  if (joined !== undefined) return one(joined);

  const stem = word.slice(0, cut);
  const tail = word.slice(cut + 1);
  if (tail === 't' && stem.endsWith('n')) return one(`${stem.slice(0, -1)} not`);
  if (tail === 've') return one(`${stem} have`);
  if (tail === 're') return one(`${stem} are`);
  if (tail === 'll') return one(`${stem} will`);
  if (tail === 'd') return one(`${stem} would`);
  if (tail === 'm') return one(`${stem} am`);
  if (tail === 's') return PRONOUN_LIKE.has(stem) ? one(`${stem} is`) : one(REWRITES.get(stem) ?? stem, true);
  return one(word.replace(/'/g, ''));
}
