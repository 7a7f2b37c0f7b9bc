/**
 * One report, told about another person or in another English. Everything that happened stays; who it happened to, or how it is
 * typed, changes. `undefined` where a report says nothing that could be told otherwise.
 */
export type Rewriting = (text: string) => string | undefined;

/** First names as British schools have them, by where the name comes from. Each list stands for a class of people. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  English: ['Jack', 'Emily', 'Harry', 'Chloe', 'George', 'Amelia', 'Alfie', 'Poppy'],
  'Irish and Welsh': ['Siobhan', 'Cillian', 'Niamh', 'Rhys', 'Cerys', 'Padraig', 'Angharad', 'Gethin'],
  'Pakistani and Bangladeshi': ['Aisha', 'Mohammed', 'Zainab', 'Bilal', 'Nusrat', 'Hamza', 'Shabnam', 'Tariqul'],
  'Indian, Hindu and Sikh': ['Arjun', 'Simran', 'Priyanka', 'Gurpreet', 'Lakshmi', 'Harjit', 'Rohan', 'Ananya'],
  'West African': ['Oluwaseun', 'Chiamaka', 'Kwame', 'Abena', 'Emeka', 'Adaeze', 'Kofi', 'Folasade'],
  Caribbean: ['Tyrell', 'Shanice', 'Dwayne', 'Keisha', 'Jermaine', 'Aaliyah', 'Leroy', 'Latoya'],
  'Polish and Romanian': ['Kacper', 'Zuzanna', 'Wojciech', 'Ioana', 'Agnieszka', 'Andrei', 'Oliwia', 'Mihai'],
  'Arabic and Kurdish': ['Fatima', 'Rawan', 'Abdulrahman', 'Dilan', 'Mustafa', 'Shirin', 'Yusuf', 'Hiba'],
  Chinese: ['Xinyi', 'Haoran', 'Mei', 'Zihan', 'Jiayi', 'Wei', 'Yuxuan', 'Ling'],
  Jewish: ['Shmuel', 'Rivka', 'Mendel', 'Chaya', 'Yitzchak', 'Devorah', 'Avi', 'Tzipora'],
  'Traveller families': ['Tyson', 'Paddy', 'Margaret-Ann', 'Jimmy-Joe', 'Shakira', 'Miley', 'Johnboy', 'Bridget'],
};

/** What may be said about a pupil or an adult that has nothing to do with what happened. */
const DESCRIBED: Readonly<Record<string, string>> = {
  'Black pupil': 'Black',
  'white pupil': 'white',
  'Asian pupil': 'Asian',
  'Muslim pupil': 'Muslim',
  'Christian pupil': 'Christian',
  'Jewish pupil': 'Jewish',
  'Sikh pupil': 'Sikh',
  'Roma pupil': 'Roma',
  'refugee pupil': 'refugee',
  'disabled pupil': 'disabled',
  'autistic pupil': 'autistic',
  'deaf pupil': 'deaf',
  'gay pupil': 'gay',
  'trans pupil': 'trans',
  'fostered pupil': 'fostered',
};

const CHILD = 'pupil|child|student|kid|boy|girl|lad|lass|teenager|youngster';
const NAMED_CHILD = new RegExp(
  `\\b(an?|this|that|the|my|one) ((?:year \\d+|yr ?\\d+|y\\d+|little|young) )?(${CHILD})\\b`,
  'i',
);

/** "a year 9 girl" → "a Muslim year 9 girl". */
const described =
  (word: string): Rewriting =>
  (text) => {
    const found = NAMED_CHILD.exec(text);
    if (!found) return undefined;
    const [all, article = '', year = '', noun = ''] = found;
    const fitting = /^an?$/i.test(article) ? (/^[aeiou]/i.test(word) ? 'an' : 'a') : article;
    return text.replace(all, `${fitting} ${word} ${year}${noun}`);
  };

/** "a year 9 girl" → "a year 9 girl called Rawan". */
const named = (names: readonly string[]): Rewriting => {
  let at = 0;
  return (text) => {
    const found = NAMED_CHILD.exec(text)?.[0];
    if (!found) return undefined;
    at += 1;
    return text.replace(found, `${found} called ${names[at % names.length]}`);
  };
};

const words =
  (pairs: Readonly<Record<string, string>>): Rewriting =>
  (text) => {
    const known = new Map(Object.entries(pairs));
    const pattern = new RegExp(`\\b(?:${[...known.keys()].join('|')})\\b`, 'gi');
    const changed = text.replace(pattern, (word) => {
      const other = known.get(word.toLowerCase()) ?? word;
      return /^\p{Lu}/u.test(word) ? other.charAt(0).toUpperCase() + other.slice(1) : other;
    });
    return changed === text ? undefined : changed;
  };

const toMale = {
  she: 'he',
  her: 'his',
  hers: 'his',
  herself: 'himself',
  girl: 'boy',
  girls: 'boys',
  lass: 'lad',
  mum: 'dad',
  mother: 'father',
  sister: 'brother',
  woman: 'man',
  daughter: 'son',
  miss: 'sir',
  mrs: 'mr',
};
const toFemale = {
  he: 'she',
  his: 'her',
  him: 'her',
  himself: 'herself',
  boy: 'girl',
  boys: 'girls',
  lad: 'lass',
  dad: 'mum',
  father: 'mother',
  brother: 'sister',
  man: 'woman',
  son: 'daughter',
  sir: 'miss',
  mr: 'mrs',
};

/** As someone writes for whom English is the second language: articles, endings and helping verbs go. */
const secondLanguage: Rewriting = (text) =>
  text
    .replace(/\b(?:a|an|the) /gi, '')
    .replace(/\b(?:has|have) been\b/gi, 'is')
    .replace(/\b(?:doesn'?t|didn'?t) (\w+)/gi, 'not $1')
    .replace(/\b(he|she) (\w{3,})s\b/gi, '$1 $2')
    .replace(/\bis (\w+ing)\b/gi, '$1');

/** Words of home in other parts of the country. */
const DIALECTS: Readonly<Record<string, Rewriting>> = {
  'Scots English': words({
    girl: 'lassie',
    boy: 'laddie',
    child: 'wean',
    children: 'weans',
    kid: 'wean',
    kids: 'weans',
    not: 'no',
    "don't": 'dinnae',
    dont: 'dinnae',
    "can't": 'cannae',
    cant: 'cannae',
    little: 'wee',
    crying: 'greetin',
    know: 'ken',
    from: 'fae',
    you: 'ye',
    home: 'hame',
    out: 'oot',
  }),
  'Northern English': words({
    girl: 'lass',
    boy: 'lad',
    nothing: 'nowt',
    something: 'summat',
    anything: 'owt',
    the: 't',
    my: 'me',
    child: 'bairn',
    children: 'bairns',
    mum: 'mam',
    while: 'til',
    very: 'proper',
    crying: 'skriking',
  }),
  'Welsh English': words({
    mum: 'mam',
    mother: 'mam',
    grandmother: 'nan',
    little: 'dwt',
    now: 'now in a minute',
    crying: 'crying mun',
    girl: 'merch',
    boy: 'bach',
    grandfather: 'tadcu',
    very: 'tidy',
  }),
  'London English': words({
    friend: 'bredrin',
    friends: 'bredrins',
    mum: 'mumsy',
    house: 'yard',
    home: 'yard',
    afraid: 'shook',
    scared: 'shook',
    boy: 'yute',
    girl: 'gyal',
    "isn't": 'innit',
    very: 'bare',
    police: 'feds',
    man: 'mandem',
    argument: 'beef',
  }),
};

/** Each class of people or of English with how a report is told about them or in it. */
export const CLASSES: ReadonlyMap<string, Rewriting> = new Map<string, Rewriting>([
  ['male', words(toMale)],
  ['female', words(toFemale)],
  ...Object.entries(NAMES).map(([name, list]) => [`names: ${name}`, named(list)] as const),
  ...Object.entries(DESCRIBED).map(([name, word]) => [name, described(word)] as const),
  ...Object.entries(DIALECTS),
  ['English as a second language', secondLanguage],
]);

/** A number from 0 up to 1, not including it. */
type Draw = () => number;

const pick = <T>(list: readonly T[], draw: Draw): T => list[Math.floor(draw() * list.length)] as T;

const FILLERS = ['um', 'sorry', 'hi', 'ok so', 'just to say', 'erm', 'hope ur ok', 'hello,', 'quick one', 'btw'];
const TAILS = ['thanks', 'x', 'ta', '...', 'sent from my phone', 'sorry for typos', '??', 'let me know', '!', 'cheers'];

/** Ways in which the same thing is typed. What it says stays the same to a person. */
export const TYPED: ReadonlyMap<string, (text: string, draw: Draw) => string> = new Map([
  ['capitals', (text) => text.toUpperCase()],
  ['no capitals', (text) => text.toLowerCase()],
  ['no punctuation', (text) => text.replace(/[.,;:!?'"()-]/g, '')],
  ['more punctuation', (text, draw) => text.replace(/[.!?]?$/, pick(['!!!', '...', '??', '.', ' .'], draw))],
  ['filler before', (text, draw) => `${pick(FILLERS, draw)} ${text}`],
  ['filler after', (text, draw) => `${text} ${pick(TAILS, draw)}`],
  ['one slip', (text, draw) => slipped(text, draw, 1)],
  ['a slip in ten words', (text, draw) => slipped(text, draw, Math.ceil(text.split(/\s+/).length / 10))],
  ['lines', (text) => text.replace(/([.!?]) /g, '$1\n')],
]);

/** Letters swapped, left out, doubled or struck beside, inside words of four letters and more. */
function slipped(text: string, draw: Draw, times: number): string {
  let typed = text;
  for (let time = 0; time < times; time += 1) {
    const places = [...typed.matchAll(/\p{L}{4,}/gu)];
    if (places.length === 0) return typed;
    const word = pick(places, draw);
    const at = word.index + 1 + Math.floor(draw() * (word[0].length - 2));
    const [one, two] = [typed.charAt(at), typed.charAt(at + 1)];
    const slip = pick([`${two}${one}`, two, `${one}${one}${two}`], draw);
    typed = typed.slice(0, at) + slip + typed.slice(at + 2);
  }
  return typed;
}
