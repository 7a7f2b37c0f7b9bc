/** How short forms are meant. What is here is compared in its long form. */
const LONG: ReadonlyMap<string, string> = new Map(
  Object.entries({
    whos: 'who is',
    whats: 'what is',
    whens: 'when is',
    wheres: 'where is',
    hows: 'how is',
    im: 'i am',
    ive: 'i have',
    id: 'i would',
    hasnt: 'has not',
    havent: 'have not',
    didnt: 'did not',
    doesnt: 'does not',
    dont: 'do not',
    isnt: 'is not',
    arent: 'are not',
    wont: 'will not',
    cant: 'can not',
    cannot: 'can not',
    couldnt: 'could not',
    theres: 'there is',
    u: 'you',
    ur: 'your',
    r: 'are',
    wen: 'when',
    wot: 'what',
    wat: 'what',
    gonna: 'going to',
    wanna: 'want to',
    hols: 'holidays',
    tel: 'telephone number',
    no: 'number',
    xmas: 'christmas',
    til: 'till',
    tmrw: 'tomorrow',
    tmr: 'tomorrow',
    tomoz: 'tomorrow',
    tomorow: 'tomorrow',
    ack: 'acknowledgement',
  }),
);

/** Words that come before what is meant. */
const BEFORE =
  /^(?:(?:hi|hello|hey|hiya|morning|good (?:morning|afternoon)|afternoon|sorry|lanyard|excuse me|quick (?:question|one)|bore da|prynhawn da|shwmae|helo|just wondering|i was wondering|wondering|do you (?:happen to )?know|would you know|can (?:you|i) (?:please )?(?:tell me|ask)|could (?:you|i) (?:please )?(?:tell me|ask)|please tell me|tell me|i (?:need|want|would like) to (?:know|ask|check)|remind me|does anyone know|any idea|no idea|not sure|please|so|ok|also|and|but|right|yes|if) )+/;
/** Different ways of asking to be shown something. */
const SHOW =
  /^(?:(?:can|could) (?:i|you|we) (?:please )?(?:see|have|get|have a look at|look at|show(?: me)?|list|give me)|i (?:want|need|would like) to see|let me see|show me|show us|give me|get me|display|see|view|pull up|bring up) /;
const AFTER =
  / (?:please|thanks|thank you|thx|ta|cheers|mate|pls|plz|then|again|at all|many thanks|exactly|asap|btw|lol)$/;
/** They change nothing. "No" is a number only beside one. */
export const IDLE: ReadonlySet<string> = new Set(
  'the our a an any some please pls just actually currently here um er ever'.split(' '),
);
const PLACES =
  / (?:at|in|for|of) (?:this|our|the|my) (?:school|academy|college|trust|place)\b| round here| in school(?= |$)/g;

/** The words of a message, as wishes are compared: small letters, long forms, and nothing that changes no meaning. */
export function plainWords(text: string): string {
  const words = text
    .toWellFormed()
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]+/gu, '')
    .replace(/['’‘`´]/g, '')
    .replace(/\be-mail/g, 'email')
    .match(/[\p{L}\p{N}]+/gu);
  let said = (words ?? [])
    .map((word) => (word === 'no' && words?.[0] === 'no' ? word : (LONG.get(word) ?? word)))
    .join(' ');
  said = `${said} `.replace(PLACES, '').trim();
  for (let before = ''; before !== said; ) {
    before = said;
    said = said.replace(BEFORE, '').replace(AFTER, '');
  }
  said = said.replace(SHOW, 'show ');
  return said
    .split(' ')
    .filter((word) => !IDLE.has(word))
    .join(' ');
}

/** A title as someone types it off a card: in any letters, with any sign at its end, whatever number stands in it. */
export const asTitle = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/[‘’`´]/g, "'")
    .replace(/\d+/g, '#')
    .replace(/\s+/g, ' ')
    .replace(/[\s.!?…]+$/, '')
    .trim();
