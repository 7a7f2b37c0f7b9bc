import { createScanner, type Found, type Tagged } from './words/pattern.ts';

interface OwnRule {
  /** What it is about, not what was written. */
  readonly id: 'own/crisis' | 'own/overdose' | 'own/strain' | 'own/home' | 'own/home-unsaid';
  readonly patterns: readonly string[];
}

const DOSES =
  'overdose|load|loads|lots|handful|box|packet|bottle|strip|too|all|every|whole ..3 pills|tablets|paracetamol|codeine|medication|meds|antidepressants !off|from|away';
const PARTNER = 'husband|wife|partner|fiance|fiancee|hubby|spouse';
const HURTS =
  'hits|hit|hitting|beats|beat|beating|hurts|hurt|hurting|punches|punched|slaps|slapped|strangles|strangled|strangling|choked|kicks|kicked|pushes|pushed|rapes|raped|threatens|threatened|threatening|abuses|abused|abusing|controls|scares|stalks';

/** A member of staff's own distress, said about themselves: the "I" is in the phrase, or nobody else could be meant. */
export const OWN_DISTRESS: readonly OwnRule[] = [
  {
    id: 'own/crisis',
    patterns: [
      'i ..9 kill|killing|hang|hanging|drown|drowning|top|topping|end|ending myself !before|laughing',
      '^ kill myself',
      // Said of a Monday it is a joke, until they say that it is none.
      'kill|shoot me ..6 mean it',
      'kill|shoot me ..6 am|being serious',
      'kill|shoot me ..6 not joking|kidding',
      'i ..4 want|wanted|going|think|thinking|thought|urge|keep|kept|been|feel|need|might|started ..3 hurt|hurting|harm|harming|cut|cutting myself !on|shaving|some',
      'i am|have|keep|been|started ..2 self harming|harmed',
      'i self harm|harmed !train|training|awareness|policy',
      'i ..1 am|be|been ..1 done with life|living',
      'nobody|one ..1 care|cares ..1 if i live|die|exist',
      'i ..2 hear|hearing voices',
      '^ feel|feeling|felt ..1 suicidal',
      'i ..1 am|feel|feeling|felt|been|getting ..2 suicidal',
      'i ..3 suicidal thoughts',
      'my|thinking|thoughts|think ..2 own? suicide !policy|awareness|prevention|training|talk|lesson',
      'i ..9 want|wanted|wish|rather|ready|prefer ..2 die|disappear !of|from|laughing|on|with|than|when|inside|if|into',
      'i ..1 want|wish ..1 i was|were dead',
      'i ..9 end|ending it all !with|by',
      'i ..9 end|ending my ..1 life|pain|suffering !membership|insurance',
      'i ..9 take|taking my own? life',
      'i ..2 just want to end it $',
      'i ..1 just want everything to stop|end $',
      'anyone|anybody|someone else ..2 feel|feels|want|wants ..3 ending it|die|suicidal',
      'i ..2 feel|feeling|felt|thinking|think ..2 ending it|things|everything $',
      'i ..2 not want|wanna to? be here|alive|around anymore|any|longer',
      'i ..2 not want|wanna to? be here|alive $',
      'i ..2 not want|wanna to? live|exist|wake !in|on|with|at|near|stream|streaming|chat',
      'i ..4 better off? dead',
      'better off without me',
      'nobody|one would|will ..1 miss me',
      'nobody|one would|will ..2 notice|care|mind if i ..2 gone|dead|died|disappeared|vanished',
      'i ..2 wish|wished|hope|hoping|hoped|pray ..3 never|not ..2 woken|wake|waking|born|here|alive',
      'wish i ..2 dead|died',
      'i ..1 can|could not go|carry on $',
      'i ..2 can|could not ..1 go|carry on anymore|any|living|longer|much',
      'no|what|see|the point ..1 in|of ..1 living|life|going|carrying|me',
      'nothing ..1 to live for',
      'no reason ..2 to live|be',
      'i ..2 have|got|bought|counting|saved|stockpiled|holding ..4 tablets|pills|paracetamol|rope|noose ..4 front|ready|beside|next|tonight|hand',
      'i would|will|want|could|keep|kept|am|might|nearly|thinking|feel|like ..4 drive|driving|crash|crashing|jump|jumping|walk|walking|step|stepping|steer ..3 into|off|under|front ..3 lorry|wall|tree|bridge|river|traffic|train|sea|roof|tracks|bus|cliff',
      'i ..2 overdosed',
      `i ..2 took|taken|swallowed|necked|take ..2 ${DOSES}`,
      'i ..2 took|taken|take|taking an? overdose',
      'i ..3 written|wrote|writing my|a|the ..1 goodbye|suicide note|notes|letter|letters',
    ],
  },
  {
    // Told without "I": taken so only where nobody else is spoken of.
    id: 'own/overdose',
    patterns: [`^ took|taken|swallowed|necked ..2 ${DOSES}`, '^ took|taken an? overdose'],
  },
  {
    id: 'own/strain',
    patterns: [
      'i ..2 can|could not ..1 cope|manage anymore|any|longer|much',
      'i ..2 can|could not ..1 cope $',
      '^ can|could not ..1 cope $',
      '^ can|could not ..1 cope anymore|any|longer|much',
      'i ..2 can|could not ..1 cope with life|everything|it|things|being|work !group|from',
      'i ..2 can|could not ..2 do|take|face|bear|stand|handle|live this|it|life|work|anything? anymore|any|longer',
      'i ..2 can|could not ..2 do|take|face|bear|stand|handle ..1 another day|week|term|night|morning',
      'i ..2 relapsed',
      'i ..2 can|could not ..2 go|carry on like',
      'i ..2 not|barely ..1 coping|managing|functioning',
      'i ..2 struggling to cope',
      'i ..2 struggling $',
      'i ..2 struggling ..3 my|with mental|anxiety|depression|grief|life|drinking',
      'i ..2 struggling ..2 my ..1 mental|anxiety|depression|grief',
      'i ..3 breaking point',
      'i ..4 end of my tether|rope',
      'i ..3 rock bottom',
      'i ..4 have|having|had|heading|close|near|on|verge ..4 breakdown',
      'i ..1 am ..1 falling|fallen apart',
      'i ..2 have|having|get|getting|got|had ..2 panic attack|attacks',
      '^ having|getting|had ..2 panic attack|attacks',
      'i ..2 can|could not ..2 stop crying|shaking',
      '^ can|could not ..1 stop crying|shaking',
      'i ..2 cry|crying|cried ..2 every|each|all|in ..2 night|day|morning|toilets|time|evening|car',
      'i ..1 am|feel|feeling|felt|been|getting|so ..3 depressed|worthless|hopeless|overwhelmed',
      'i ..1 feel|feeling|felt ..2 low|empty|broken|trapped|numb|desperate $',
      'i ..2 completely|totally|utterly|so|really|properly burnt|burned out',
      'i ..1 am burnt|burned out',
      'my ..1 anxiety|depression ..3 bad|worse|unbearable|through|terrible|back|awful|crippling|killing',
      'my mental health is ..4 bad|worse|rock|awful|terrible|suffering|falling|pieces|shot|poor|low',
      'i ..2 drinking ..2 every|each|alone|heavily|cope|sleep|night',
      'i ..2 drink ..2 every|alone|to|myself ..2 night|cope|sleep|sleep|forget|evening',
      'can|could not ..1 get|face ..2 out of bed',
      'i ..1 hate my life|myself',
      'what is the point anymore|any',
      '^ everything|it ..1 is|got|getting|become ..1 too much $',
      'i need ..2 help ..2 my mental|depression|anxiety|drinking|addiction !water',
    ],
  },
  {
    id: 'own/home',
    patterns: [
      `my ex? ${PARTNER} ..4 ${HURTS} ..1 me|us`,
      `boyfriend|girlfriend|ex ..3 ${HURTS} ..1 me`,
      `my ex? ${PARTNER} ..3 abusive|violent|controlling`,
      `my ex? ${PARTNER} ..2 controls my|everything|what|who`,
      `i ..2 scared|frightened|afraid|terrified of my ex? ${PARTNER}`,
      `i ..3 being|been|getting|was ..2 hit|beaten|abused|hurt|raped|threatened|stalked|controlled|assaulted by my ex? ${PARTNER}`,
      'i ..3 being|been|getting|was ..2 hit|beaten|abused|hurt|raped|threatened|stalked|controlled|assaulted by boyfriend|girlfriend|ex',
      'i was|have|got|been ..1 raped',
      'i ..2 not ..1 safe at|in my? own? home|house',
      'i ..1 am|feel|was ..2 scared|frightened|afraid|terrified to|of|about ..1 go|going|be|being at? home|back',
      'i ..4 in an abusive|violent relationship|marriage|home',
      'i ..3 experiencing|suffering|victim|living ..2 domestic abuse|violence',
      // Someone who was close comes after them, or lies in wait.
      '<own-partner> ..3 waits|waiting|waited|parked|hanging|lurking|sat|stood ..3 outside|gate|gates|car|door|house|home|me',
      '<own-partner> is|was ..2 outside|here|reception|gate|park ..1 again|now',
      '<own-partner> is|was ..2 outside $',
      '<own-partner> is|was in|at|by the ..1 park|gate|gates|reception|foyer',
      '<own-partner>|ex ..1 keeps|kept|started ..1 turning|coming|showing|following|waiting|driving|ringing|messaging|threatening',
      `my ${PARTNER} ..2 follows|following|followed|tracks|tracking me|where`,
      '<own-partner> ..2 follows|following|followed|tracks|tracking me|where',
      `<own-partner>|${PARTNER} ..2 checks|checking|reads|reading|through ..1 my phone|messages|texts|emails|location`,
      `my ${PARTNER} ..1 pinned|pushed|threw|shoved|grabbed|dragged me`,
      '<own-partner> ..1 pinned|pushed|threw|shoved|grabbed|dragged me',
      `my ${PARTNER} ..1 put|had|has|held|holds me ..1 by|against|round|wall|floor`,
      '<own-partner> ..1 put|had|has|held|holds me ..1 by|against|round|wall|floor',
      `<own-partner>|${PARTNER}|he|she ..1 takes|took|keeps|controls ..1 my wages|salary|bank`,
      'i ..3 scared|frightened|afraid|terrified of|about? what he|she|they ..5 when|if|once i ..2 in|home|back|leave',
      'i ..2 not|cannot ..1 safely? go|going ..1 home ..1 because|he|she|until',
      'i ..5 home by ..3 or else',
    ],
  },
  {
    // The same without "I": taken so only where nobody else is spoken of.
    id: 'own/home-unsaid',
    patterns: [
      '^^ so? too? scared|frightened|afraid|terrified to|of|about ..1 go|going|be|being|get|getting ..1 home|back !lol|haha',
      '^^ do? not ..1 feel|feeling? safe ..2 at|to|in|back|going ..3 home|house|flat',
    ],
  },
];

/** Not safe at home, or from someone who was close. */
export const AT_HOME = 'own/home';

const scan = createScanner(OWN_DISTRESS);

/** Who speaks of others' words, and what is written or looked up: what follows is not said about the sender. */
const SAID =
  /^(?:says?|said|saying|tells?|told|telling|asks|asked|reckons?|admitted|admits|disclosed|whispered|whispering|mumbled|muttered|screamed|screaming|shouted|shouting|repeats|repeating|kept|keeps|claims|claimed|threatens|threatened)$/;
const WRITTEN =
  /^(?:wrote|writes|written|writing|typed|texts?|texted|texting|message|messages|messaged|messaging|posts?|posted|posting|tweet|tweeted|put|sent|sends|emailed|commented|captioned|caption|reads|reading|note|letter|poem|essay|diary|story|status|bio|book|drawing|searched|searching|searches|googled|googling|history|titled|called|lyrics|song|quote)$/;
const OWN_VOICE = /^(?:i|me|myself|have|had|am|just|never|not|once|already|also|then|always)$/;
const OTHERS = ['child', 'ex-pupil', 'name', 'pron', 'staff', 'parent', 'relative', 'stranger'] as const;

/** Words: who speaks stands no further away, and a long message costs no more than its length. */
const NEAR = 40;

export interface OwnDistress {
  /** A life may be at stake: their own. */
  readonly isCrisis: boolean;
  readonly reasons: readonly string[];
}

/**
 * Distress of the person who writes. The first person decides: a pupil's "I want to die", told by an adult, is a concern about the
 * pupil. Strain in a question about the rules ("…am I allowed time off?") is left to the policy; a crisis never is.
 */
export function findOwnDistress(words: readonly Tagged[]): OwnDistress | undefined {
  const someoneElse = words.some(isOther);
  const said = scan(words).filter((hit) => !inOthersWords(words, hit));
  const hits = said.filter((hit) => {
    if (hit.rule.id === 'own/overdose' || hit.rule.id === 'own/home-unsaid') return !someoneElse;
    if (hit.rule.id === 'own/strain') return !isOfOthers(words, hit);
    // "What do I do if a child wants to die": the I is someone else's by then.
    return hit.rule.id === 'own/home' || !words.slice(hit.start, hit.end).some(isOther);
  });
  if (hits.length === 0) return undefined;
  return {
    isCrisis: hits.some(({ rule }) => rule.id === 'own/crisis' || rule.id === 'own/overdose'),
    reasons: [...new Set(hits.map(({ rule }) => (rule.id === 'own/home-unsaid' ? AT_HOME : rule.id)))].sort(),
  };
}

const isOther = (word: Tagged): boolean =>
  OTHERS.some((tag) => word.tags.has(tag)) && !/^(?:someone|somebody)$/.test(word.text);

/** "I have a student having panic attacks"; a parent named before ("since my mum died") is the sender's own. */
const isOfOthers = (words: readonly Tagged[], { start, end }: Found<OwnRule>): boolean =>
  words.slice(start, end).some(isOther) ||
  words
    .slice(Math.max(0, start - NEAR), start)
    .some((word) => word.clause === words[start]?.clause && isOther(word) && !word.tags.has('parent'));

/** "He said I want to die", "a note saying…", and "…was what she wrote" after it. */
function inOthersWords(words: readonly Tagged[], { start, end }: Found<OwnRule>): boolean {
  const sentence = words[start]?.sentence;
  for (let at = start - 1; at >= Math.max(0, start - NEAR) && words[at]?.sentence === sentence; at -= 1) {
    const word = words[at]?.text ?? '';
    // "…posted lies about me and I want to die": what follows so late is not what was posted.
    const isQuoted = words.slice(at + 1, at + 5).some(({ text }) => text === 'i' || text === 'my') || start - at < 5;
    if (isQuoted && WRITTEN.test(word)) return true;
    if (isQuoted && SAID.test(word) && !OWN_VOICE.test(words[at - 1]?.text ?? '')) return true;
  }
  // Only at the end of the sentence: "…and a girl told me" begins something else.
  for (let at = end; at < end + NEAR && words[at]?.sentence === sentence; at += 1) {
    const isLast = words[at + 4]?.sentence !== sentence && !words[at + 1]?.tags.has('me');
    const isSpeech = SAID.test(words[at]?.text ?? '') || WRITTEN.test(words[at]?.text ?? '');
    if (isLast && isSpeech && ['child', 'pron', 'name'].some((tag) => words[at - 1]?.tags.has(tag))) return true;
  }
  return false;
}
