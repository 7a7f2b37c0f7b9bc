import { FIRST_NAMES, NICKNAMES, TITLES } from './words/people.ts';

/** Words of a name, with its title. */
const MOST_WORDS = 4;

/**
 * Whether a message is someone's name and says nothing about them: "Kai Turner", "Mr Turner".
 * @param letters small ones too, for two words from those who look for names: "kai turner"
 */
export function isBareName(text: string, letters: 'as-names-are' | 'any' = 'as-names-are'): boolean {
  const words = text
    .trim()
    .replace(/[?.!]+$/, '')
    .split(/\s+/);
  if (words.length < 2 || words.length > MOST_WORDS) return false;
  if (!words.every((word) => /^\p{L}[\p{L}'’.-]*$/u.test(word))) return false;
  // An initial says nothing, however it is written: "kyle t".
  const isInitial = (word: string, at: number): boolean => at > 0 && /^\p{L}\.?$/u.test(word);
  const isInitials = words.slice(1).every((word, at) => isInitial(word, at + 1));
  if (letters === 'as-names-are' && !isInitials && !words.every((word) => /^\p{Lu}/u.test(word))) return false;
  if (letters === 'any' && words.length > 2) return false;
  const [first = '', ...others] = words.map((word) => word.toLowerCase().replace(/\.$/, ''));
  const isTitled = TITLES.has(first);
  if (!isTitled && !FIRST_NAMES.has(first) && !NICKNAMES.has(first)) return false;
  return others.every((word) => !SAYS.has(word));
}

/** Before a name, by someone who looks for it: "find Kyle", "anything on Leah B". */
const LOOKING =
  /^\s*(?:(?:please|pls|can you|could you|can i|hi|hello) )*(?:find|look up|look for|search(?: for)?|pull up|bring up|(?:is there |have we got |have you got |do we have |do you have )?(?:anything|owt|something)(?: new)? (?:on|about|for)|what (?:have we got|do we have) on)\s+(.+)$/i;

/** Whether a message looks for someone by name and says nothing about them; a first name alone is enough then. */
export function looksForName(text: string): boolean {
  const name = LOOKING.exec(text)?.[1]
    ?.replace(/[?.!]+$/, '')
    .trim();
  if (name === undefined) return false;
  const first = name.toLowerCase();
  return FIRST_NAMES.has(first) || NICKNAMES.has(first) || isBareName(name, 'any');
}

/** What follows a first name in a sentence, where two or three words tell something. */
const SAYS: ReadonlySet<string> = new Set(
  `is was has had did does will can cant wont not said says told hit hits hurt hurts cut cuts kissed touched touches slapped pushed cried cries
   crying bruise bruises bruised bleeding bled missing gone ran away died dead dying drunk high pregnant scared afraid upset angry hungry
   again help please and me my his her him he she they it in on at to with from again now today lied lies stole smells alone naked nude nudes sex
   raped rape abused abuse hurting needs wants keeps left fell fainted collapsed unconscious overdosed overdose suicidal selfharm selfharms harmed harms
   attacked stabbed stab knife bullied bullying bullies threatened threatens sexting texting messaged messages texts hates home unsafe safe worried worry
   concern concerns worries report reports`.split(/\s+/),
);
