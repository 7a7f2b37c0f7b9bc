import { stem, wordsIn } from './words.ts';

/**
 * What people ask by its own name and policies by the name of its kind: `[what policies call it, what people call it]`. Names of
 * things that any school meets; none of it is from a policy.
 */
const KINDS: readonly (readonly [general: string, particular: string])[] = [
  [
    'dress clothing clothes appearance attire',
    `jeans leggings trainers trousers shorts skirt skirts hoodie hoody tshirt tee vest heels sandals flipflops sliders crocs uggs boots
     shoes hat cap beanie piercing piercings tattoo tattoos nails earrings nosering makeup hair joggers tracksuit jumper cardigan
     dungarees chinos miniskirt dungaree blazer suit denim lanyard costume wear wearing`,
  ],
  [
    'social media networking online',
    `facebook fb insta instagram tiktok snapchat snap twitter youtube linkedin reddit discord twitch pinterest threads bluesky
     mastodon bereal strava tinder hinge bumble grindr onlyfans tumblr mumsnet nextdoor vinted fortnite roblox minecraft xbox playstation
     steam vlog vlogging podcast tweet tweets`,
  ],
  [
    'messaging messages',
    'whatsapp whatsapps telegram messenger imessage viber wechat kik sms facetime dm dms groupchat',
  ],
  [
    'AI artificial generative',
    'chatgpt gpt copilot gemini claude grok llm llms bard midjourney dalle deepseek perplexity chatbot chatbots',
  ],
  [
    'mobile phone device equipment',
    `iphone android samsung ipad tablet kindle macbook chromebook laptop smartwatch fitbit airpods earbuds gopro drone usb
     smartphone mob`,
  ],
  ['vehicle car transport', 'corsa van motorbike scooter taxi uber lift lifts minibus drive driving'],
  [
    'medicine medication',
    'paracetamol calpol ibuprofen inhaler antihistamine piriton epipen insulin ritalin antidepressants tablets pills nurofen',
  ],
  ['alcohol drink', 'wine beer prosecco champagne gin vodka pint pints cider pub lager booze boozy drunk hungover'],
  ['drugs illegal', 'cannabis weed cocaine mdma ecstasy ketamine spliff'],
  ['smoking smoke', 'cigarette cigarettes fag fags cigar vape vapes vaping ecig'],
  [
    'gift gifts hospitality',
    'chocolates flowers hamper perfume tickets candle bracelet present presents bottle mug giftcard',
  ],
  ['journalist journalists press', 'reporter reporters bbc itv newspaper newspapers tabloid tv radio'],
  [
    'union political politics',
    'strike strikes striking picket neu nasuwt unison labour tory brexit election protest march',
  ],
  [
    'photograph photographs picture pictures image images',
    'pic pics selfie selfies gif meme memes reel reels photo photos',
  ],
  ['physical contact', 'hug hugs hugging cuddle cuddles lap tickle tickling piggyback kiss'],
  [
    'interests employment work outside',
    'sidehustle etsy ebay babysit babysitting babysitter tutoring tutor freelance bar barwork barman barmaid waitressing waiter waitress deliveroo',
  ],
  ['convicted cautioned charged criminal', 'speeding points drinkdriving arrested'],
  ['language', 'swear swearing swears cuss profanity effing'],
  ['dismissal disciplinary', 'sack sacked sacking fire fired dismiss dismissed'],
  ['relationship romantic', 'dating date fancy fancies boyfriend girlfriend snog crush'],
  ['intimate personal care', 'toilet toileting nappy nappies potty loo'],
  ['absence leave', 'wedding funeral dentist holiday hols'],
  [
    'derogatory grievances disrepute',
    'slag slagging moan moaning rant ranting bitch bitching diss dissing mock mocking',
  ],
  ['bullying harassment', 'banter tease teasing'],
  ['tone language', 'slang chatty'],
  ['data protection', 'gdpr'],
  ['regulation investigatory powers', 'ripa'],
];

const KIND_OF: ReadonlyMap<string, readonly string[]> = new Map(
  KINDS.flatMap(([general, particular]) => {
    const kinds = general.split(/\s+/);
    return particular
      .trim()
      .split(/\s+/)
      .map((word) => [stem(word), kinds] as const);
  }),
);

/** How many words of a kind are enough to find what is said about it. */
const MOST_WORDS = 3;

/** A question with the names of the kinds that its words are of, behind it, and those names as `stem` cuts them. */
interface Widened {
  readonly text: string;
  readonly kinds: readonly string[];
}

/**
 * A question by the kinds of what it asks: jeans are clothes. Only words that are in the policies are added, and none for what
 * they call by its own name.
 * @param stands whether a word, cut down as `stem` does, stands anywhere in the policies
 * @returns `undefined` where nothing is added
 */
export function withKinds(question: string, stands: (word: string) => boolean): Widened | undefined {
  const asked = new Set(wordsIn(question).map(stem));
  const mayAdd = (kind: string): boolean => {
    const cut = stem(kind.toLowerCase());
    return stands(cut) && !asked.has(cut);
  };
  const added = new Set(
    [...asked].flatMap((word) => (stands(word) ? [] : (KIND_OF.get(word) ?? []).filter(mayAdd).slice(0, MOST_WORDS))),
  );
  if (added.size === 0) return undefined;
  return {
    text: `${question} (${[...added].join(', ')})`,
    kinds: [...added].map((kind) => stem(kind.toLowerCase())),
  };
}
