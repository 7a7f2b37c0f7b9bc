import { createScanner, type Tagged } from './pattern.ts';

/** Who did it and to whom, as far as word order tells: enough to choose a route, never a judgement. */
export interface Roles {
  /** Places of staff words that seem to act, or whom the worry is about. */
  readonly staffActs: readonly number[];
  readonly headActs: readonly number[];
  readonly leadActs: readonly number[];
  /** The sender tells of something the sender did. */
  readonly selfReport: readonly number[];
  /** The sender, a colleague or a school account seems to be on the receiving end. */
  readonly staffSuffers: readonly number[];
  readonly accountSuffers: readonly number[];
  readonly childSuffers: readonly number[];
}

const rules = [
  {
    role: 'staffSuffers',
    patterns: [
      'call|calls|calling|called|sending|sends|sent|messaging|messages|emailing|about|of|at|on|against|threatened|threatening|threatens|following|followed|filmed|filming|tagged|harassing|harasses|harassed|abusing|abused|bullying|trolling|targeting|stalking|naming|named|impersonating|impersonated|with|mocking|blackmailing|accusing|accused|insulting|photographed|recorded|recording|swearing|swore|shouted|hit|attacked|punched|pushed|slating|for|as|get|getting|behind|after|edited ..1 <me>',
      'off|about|of|at|against|calling|impersonating|mocking|threatening|harassing|abusing|bullying|targeting|naming|as|threatened|abused|harassed|attacked|punched|called|tagged|filmed|trolling|insulting|accusing|accused|hit|stalking|pretending ..3 <staff>|staff|teachers',
      '<staff> is|has|have|are|was|were|being|been|getting|got|gets ..2 being|been|getting|harassed|threatened|abused|trolled|bullied|called|targeted|impersonated|stalked|abuse|threats|hate|sent|attacked',
      'my|our ..1 name|face|photo|photos|picture|pictures|address|profile|house|car|lesson|lessons|voice|accent|reputation|head|email|number|phone|identity|account|staff|teachers|posts',
      '<staff> ..1 name|face|photo|photos|picture|pictures|address|profile|house|car|lesson|voice|accent',
      '<me> ..1 am|have|keep|keeps|got|get|was|had ..3 being|been|getting|get|receiving|received|trolled|harassed|bullied|abused|threatened|stalked|got|had|targeted|called|sent|tagged',
      '<me> ..1 received|get|getting|got|had ..4 threatening|abusive|nasty|anonymous|horrible|messages|emails|message|threat|threats|abuse|calls|email|missed|hate|voice',
      '^ been|received|getting ..1 called|sent|received|getting|trolled|threatened|abused|anonymous|harassed|threatening|abusive|emails|messages|nasty',
    ],
  },
  {
    role: 'accountSuffers',
    patterns: [
      'school|our|class|department|dept|pta|trust|nursery|official|house|the|ptfa|sixth|library|sports ..2 account|accounts|page|pages|twitter|instagram|facebook|tiktok|website|blog|feed|x|youtube|linkedin|profile|newsletter|dojo|threads|bluesky|email',
      'our|the|my school ..2 name|logo|reputation',
      'be|being|as our|the school',
      'the pta',
    ],
  },
  {
    role: 'childSuffers',
    patterns: [
      'message|messaging|messages|messaged|adding|added|add|contacting|contacted|dming|texting|following|targeting|asking|friending|requesting|chatting|talking|tagging ..2 our|the|some|to|with|of|lots|loads? <child>|kids',
      '<child> ..2 being|been|getting messaged|contacted|added|targeted|asked',
    ],
  },
  {
    role: 'selfReport',
    patterns: [
      'i ..3 accepted|added|followed|liked|messaged|messaging|texted|texting|replied|gave|given|sent|sending|shared|grabbed|shouted|hit|pushed|slapped|kissed|swore|threw|shoved|smacked|dragged|let|hugged|friended|commented|screamed|hurt|drove|met|meeting|chatting|talking|snapchatting|dming|dated|dating|slept|sleeping|restrained|called|invited|tagged|posted|emailed|whatsapped|followed|following|photographed|filmed|pinched|shook|taken|took|left|pulled|snapped ..6 <child>|<ex-pupil>|<pron>|them|selfies',
      'i ..2 lost it|control|temper|my',
      'i ..2 had|have|having sex|feelings|relationship|affair ..3 <child>|<ex-pupil>|with|for',
      'accidentally|mistakenly|stupidly ..1 accepted|added|followed|liked|sent|messaged|shared|friended|replied|posted|tagged|let|gave',
      'i ..2 came|come|been|went|was|am|drove|taught ..3 drunk|hungover|drinking|stoned|high',
      'i ..3 gone|went|crossed|overstepped ..2 far|line|boundary',
      'i am ashamed|sorry|mortified',
      'i ..2 realised|noticed ..6 follows|following|friends|friend|added|accepted',
      'i have ..2 arrested|cautioned|charged|convicted',
      'i ..2 been arrested|cautioned|charged',
      'i got ..2 caution|arrested',
      'i ..2 feelings for',
      'i did something|a',
      'by mistake ..4 added|accepted|sent|followed',
    ],
  },
] as const;

const scan = createScanner(rules);

const OBSERVES = new Set(
  'saw seen noticed noticing overheard heard found witnessed spotted thinks thought reported reports reporting mentioned reckons passed knows knew says raised believes worried concerned realised logged suspects flagged'.split(
    ' ',
  ),
);
const SPEAKS = new Set(
  'told tells telling said asked asks emailed rang informed warned showed shown phoned called texted messaged'.split(
    ' ',
  ),
);
const TOWARDS = new Set(
  'to told tell tells telling asked ask informed inform showed show shown emailed with for and'.split(' '),
);
const SUFFERS_BEFORE = new Set(
  'off at against calling called impersonating impersonated mocking threatening threatened harassing harassed abusing abused bullying attacked punched hit kicked pushed bit spat slating filmed filming tagged naming following of on as like trolling insulting'.split(
    ' ',
  ),
);
const WORRY_BEFORE =
  /^(?:worr\w*|concern\w*|uneasy|report\w*|complain\w*|allegation\w*|doubt\w*|feeling|tell|told|talk|speak|something|raise|disclos\w*|accus\w*|is|it|suspicious|suspicion\w*|information|rumours?)$/;
const SKIP =
  /^(?:has|have|had|is|was|are|were|been|being|also|just|who|that|often|always|never|not|really|actually|then|even|still|all|in|the|at|our|from|school|on|corridor|department)$/;

export function findRoles(words: readonly Tagged[]): Roles {
  const found: Record<(typeof rules)[number]['role'], number[]> = {
    staffSuffers: [],
    accountSuffers: [],
    childSuffers: [],
    selfReport: [],
  };
  for (const hit of scan(words)) found[hit.rule.role].push(hit.start);

  const acts = { staffActs: [] as number[], headActs: [] as number[], leadActs: [] as number[] };
  words.forEach((word, at) => {
    if (!word.tags.has('staff') || word.tags.has('possessive')) return;
    const part = partOf(words, at);
    if (part === 'suffers') found.staffSuffers.push(at);
    if (part !== 'acts') return;
    acts[word.tags.has('head') ? 'headActs' : word.tags.has('lead') ? 'leadActs' : 'staffActs'].push(at);
  });
  return { ...found, ...acts };
}

function partOf(words: readonly Tagged[], at: number): 'acts' | 'observes' | 'hears' | 'suffers' {
  const word = words[at];
  const before = words.slice(Math.max(0, at - 4), at).filter((other) => other.sentence === word?.sentence);
  const previous = before.at(-1)?.text ?? '';
  if (previous === 'by') return 'acts';
  if (previous === 'about' || previous === 'against' || previous === 'with' || previous === 'regarding')
    return before.some((other) => WORRY_BEFORE.test(other.text)) ? 'acts' : previous === 'with' ? 'acts' : 'suffers';

  const after = words.slice(at + 1, at + 7).filter((other) => other.sentence === word?.sentence);
  const verbAt = after.findIndex((other) => !SKIP.test(other.text));
  const verb = after[verbAt];
  const object = after[verbAt + 1];
  if (
    TOWARDS.has(previous) &&
    !(verb && (verb.tags.has('past') || verb.tags.has('progressive')) && !before.some((other) => other.text === 'to'))
  )
    return 'hears';
  if (
    SUFFERS_BEFORE.has(previous) &&
    !(
      previous === 'of' &&
      before.some((other) => /^(?:one|worried|scared|afraid|frightened|terrified)$/.test(other.text))
    )
  )
    return 'suffers';
  if (!verb) return 'acts';
  if (OBSERVES.has(verb.text)) return 'observes';
  if (
    SPEAKS.has(verb.text) &&
    (!object || object.tags.has('me') || /^(?:that|if|whether|who|what|how|about)$/.test(object.text))
  )
    return after.some((other) => other.text === 'not') ? 'acts' : 'observes';
  return 'acts';
}
