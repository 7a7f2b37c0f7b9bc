/** What is on the table: what was asked, in its writer's words and their order, the question first. */
export interface Matter {
  readonly said: readonly string[];
}

/** So many messages beside the first question are read with the next: what was said before those has been answered. */
const MOST_GOING_ON = 2;
const LONGEST = 300;

/** A matter with one message more. */
export function goingOn({ said: [first, ...later] }: Matter, text: string): Matter {
  return first === undefined ? { said: [text] } : { said: [first, ...later.slice(1 - MOST_GOING_ON), text] };
}

/** What a message asks, read with the matter on the table. */
export interface Together {
  /** Everything as one question. */
  readonly question: string;
  /** The message by itself; absent where nothing came before. */
  readonly own: string | undefined;
}

/**
 * A message with what was asked before it: "and for sixth formers?" after "can I add pupils" asks whether one can add sixth formers. Who is
 * named now stands in the place of who was named; whatever else is said stands behind.
 */
export function together({ said }: Matter, text: string): Together {
  const [first = '', ...later] = said;
  const before = later.reduce((asked, one) => joined(asked, one).question, bare(first));
  return joined(before, text);
}

/** What was asked last, read with what was asked before it. */
export const asOneQuestion = ({ said }: Matter): Together =>
  said.length > 1
    ? together({ said: said.slice(0, -1) }, said.at(-1) ?? '')
    : { question: bare(said[0] ?? ''), own: undefined };

function joined(before: string, text: string): Together {
  const said = withAge(bare(text));
  const swapped = swappedPerson(before, said);
  if (swapped !== undefined) return { question: swapped, own: said };
  return { question: `${before}, ${said}`.slice(0, LONGEST), own: said };
}

const bare = (text: string): string =>
  text
    .slice(0, LONGEST)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\s.?!…]+$/, '');

/** People as a question names them, one kind a group: who is named of a kind stands in the place of another of it. */
const PEOPLE: readonly string[] = [
  String.raw`(?:ex|former|old|past)[- ]?(?:pupils?|students?)|leavers?|sixth[- ]?formers?|6th[- ]?formers?|(?:primary|reception|nursery|sen|post[- ]?16) (?:pupils?|children|kids)|(?:y(?:ea)?rs?|y) ?\d{1,2}s?(?: (?:pupils?|students?|girls?|boys?|kids?|lads?))?|pupils?|students?|kids?|child(?:ren)?|girls?|boys?|lads?|tutees?|parents?|mums?|dads?|carers?|grandparents?|families`,
  `(?:supply|cover|agency|support|office|kitchen|catering|site|cleaning|part[- ]?time|temporary|non[- ]?teaching) (?:staff|teachers?|workers?)|student teachers?|trainees?(?: teachers?)?|teaching assistants?|tas?|hltas?|lsas?|ects?|nqts?|(?:a|the|any )?teachers?|governors?|trustees?|volunteers?|visitors?|contractors?|(?:sports )?coach(?:es)?|peris|peripatetics?|cleaners?|caretakers?|staff|colleagues?|members? of staff|managers?|slt|technicians?|librarians?|midday supervisors?|lunchtime staff`,
];
/** Who asks works here. */
const OF_STAFF = 1;
const I = /\b(can|could|may|must|should|do) i\b/i;
const LEAD = String.raw`^(?:(?:and|but|so|or|ok|okay|what|how|about|if|its|it's|it is|is|it|the|same|does|apply|applies|also|just|us|only|with|to|for|from|of|by|a|an|my|our|their|any|then|instead|even|well|as)\b[ ,]*)*`;
const TRAIL = `(?: (?:then|instead|too|as well|though|only))?$`;

const ONLY_PEOPLE = PEOPLE.map((people) => new RegExp(`${LEAD}(${people})${TRAIL}`, 'i'));
const EVERYONE = [...PEOPLE, 'agency|supply'].map((people) => new RegExp(String.raw`\b(?:${people})\b`, 'gi'));
const NAMED = PEOPLE.map((people) => new RegExp(String.raw`\b(?:${people})\b`, 'i'));

/** What is said beside people: "can the coach do it then, he is agency" asks of nobody else than before, and of nothing else. */
export const withoutPeople = (said: string): string =>
  EVERYONE.reduce((words, people) => words.replace(people, ' '), said);

/** The question with the person who is named now; `undefined` where the message says more, or the question names nobody of that kind. */
function swappedPerson(before: string, said: string): string | undefined {
  for (const [at, only] of ONLY_PEOPLE.entries()) {
    const person = only.exec(said)?.[1];
    const named = NAMED[at];
    if (person === undefined || !named) continue;
    if (named.test(before)) return before.replace(named, person);
    if (at === OF_STAFF && I.test(before)) return before.replace(I, `$1 ${person}`);
  }
  return undefined;
}

/** Where policies draw the line is said with an age: "if he is 19" is "18 or over". */
const AGE =
  /\b(?:(?:s?he|they|its?|who)(?:['’]?s|['’]?re| is| are| was| were)?|is|are|aged?|turn(?:s|ed)?|just|now|only) (1[0-9]|2[0-9]|[4-9])(?: ?(?:yrs?|years?)(?: old)?)?$|^(?:and |but |what |even )*(?:if |at )?(1[1-9]|2[0-9])(?: ?(?:yrs?|years?)(?: old)?)?$/i;
const OF_AGE = 18;

function withAge(said: string): string {
  const age = AGE.exec(said)
    ?.slice(1)
    .find((one) => one !== undefined);
  return age === undefined ? said : `${said}, ${Number(age) >= OF_AGE ? '18 or over' : 'under 18'}`;
}
