import { type Called, seeded, TWELVE } from './ways-to-name.ts';

/** A report as it is written in the form. */
export interface Written {
  readonly words: Readonly<Record<string, string>>;
  readonly named: Called;
}

/** Sentences in which `{}` was only told, or was there. */
const TOLD = [
  'I told {} straight away.',
  'I have told {}.',
  'I informed {} at 10:15.',
  'I phoned {} but there was no answer.',
  'I emailed {} this morning.',
  'I spoke to {} about it after school.',
  'I reported it to {} at lunch.',
  'I passed this on to {}.',
  'I went to see {} at the end of the day.',
  'I let {} know.',
  '{} has been informed.',
  '{} is aware.',
  '{} was in the room at the time.',
  '{} was also there.',
  '{} was on duty with me.',
  '{} saw it too and asked me to write it down.',
  '{} heard what she said.',
  'She said it in front of {}.',
  'She was in {}’s office when she told me.',
  'I took her to {}.',
  '{} stayed with her until her mum came.',
  'She is now sitting with {}.',
  'It was at the end of {}’s lesson.',
  'I told my line manager and {}.',
  'I told {} that Maisie had a bruise on her arm.',
  '{} asked me to write this report.',
  'I have spoken to {} and will see Maisie again tomorrow.',
  '{} knows about it.',
  'Maisie told {} the same this morning.',
  'Told {} in person at 3.20pm.',
];

/** Sentences in which `{}` did it, or may have, or knew and did nothing. */
const DID = [
  '{} touches me.',
  '{} put his hand on her leg.',
  '{} hit him with a ruler.',
  'She says {} grabbed her arm.',
  'He has been getting messages from {}.',
  '{} shouted in her face until she cried.',
  'She was alone with {} in the store cupboard.',
  'I told {} last week and nothing was done.',
  'I told {}. She laughed.',
  'I reported it to {}, who told me to keep quiet.',
  '{} was in the room. He put his hand on her knee.',
  '{} kissed her after the trip.',
  'She is scared of {}.',
  'I saw {} push a boy against the wall.',
  '{} took her home in his car.',
  'It was {}.',
  '{} keeps texting her at night.',
  'A boy was slapped by {}.',
  'I told {} to stop.',
  '{} smelled of alcohol in the lesson.',
  '{} knows and covered it up.',
  'She has a crush on {} and he encourages it.',
  '{} called him stupid in front of the class.',
  '{} was there and pulled her hair.',
];

const OPENERS = [
  'Maisie came to me at break and was upset.',
  'Maisie said that her stepdad hits her when he is drunk.',
  'She has a bruise on her left arm, as big as a hand.',
  'He did not want to go home today.',
  'Maisie cried in maths and would not say why.',
  'She showed me a message on her phone.',
  '',
];

/** The ways in which colleagues name someone in a sentence. */
const naming = ({ title, given, family, nicknames }: Called): readonly string[] => [
  `${title} ${family}`,
  `${title}. ${family}`,
  `${given} ${family}`,
  `${title.toLowerCase()} ${family.toLowerCase()}`,
  `${nicknames[0]} ${family}`,
];

/** @param dsl only those who answer for reports about children, so that a wrong reading passes over them */
function reports(sentences: readonly string[], count: number, seed: number): readonly Written[] {
  const random = seeded(seed);
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const leads = TWELVE.filter(({ role }) => role === 'dsl' || role === 'deputy-dsl');
  return Array.from({ length: count }, () => {
    const named = oneOf(leads);
    const sentence = oneOf(sentences).replaceAll('{}', oneOf(naming(named)));
    const text = [oneOf(OPENERS), sentence, oneOf(['', '', 'She asked me not to tell anyone.'])]
      .filter((one) => one !== '')
      .join(' ');
    const box =
      sentences === TOLD
        ? oneOf(['seen', 'seen', 'done', 'alsoKnow', 'said'])
        : oneOf(['seen', 'said', 'opinion', 'done']);
    return { named, words: { who: 'Maisie Turner, 5B', seen: 'Maisie was quiet all day.', [box]: text } };
  });
}

export const reportsThatOnlyMention = (count: number, seed: number): readonly Written[] => reports(TOLD, count, seed);
export const reportsThatAccuse = (count: number, seed: number): readonly Written[] => reports(DID, count, seed);

/** Reports about pupils who are called as a role-holder is, by given name, family name or both. */
export function reportsAboutNamesakes(count: number, seed: number): readonly Written[] {
  const random = seeded(seed);
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: count }, () => {
    const named = oneOf(TWELVE);
    const child = oneOf([
      `${named.given} Turner`,
      `${oneOf(named.nicknames)} Turner`,
      `${named.given} ${named.family}`,
      `Maisie ${named.family}`,
    ]);
    const first = child.split(' ')[0] ?? '';
    const text = oneOf([
      `${first} told me that he is hit at home.`,
      `${first} has a bruise on the arm. ${first} said it was an accident.`,
      `I saw ${child} crying by the gate.`,
      `${first}’s mum shouted at ${first} in the playground.`,
      `${first} hit another boy and was hit back.`,
    ]);
    return { named, words: { who: `${child}, ${oneOf(['7B', 'Year 4', 'Y10', 'Reception'])}`, seen: text } };
  });
}
