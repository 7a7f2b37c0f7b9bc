import { createScanner, type Tagged } from './pattern.ts';
import { ROLE_RULES, type RoleName } from './role-rules.ts';

/** Who did it and to whom, as far as word order tells: enough to choose a route, never a judgement. */
export interface Roles {
  /** The worry is about a member of staff; about the headteacher; about the chair of governors. */
  readonly staffActs: boolean;
  readonly headActs: boolean;
  readonly chairActs: boolean;
  /** An adult who is only "he" or "she" acts on a child, and no parent, relative or stranger is mentioned. */
  readonly unnamedAdultActs: boolean;
  /** The sender tells of something the sender did. */
  readonly selfReport: boolean;
  /** A concern was passed on and nothing was done. */
  readonly nothingDone: boolean;
  /** The sender or a colleague, or an account of the school, is on the receiving end. */
  readonly staffSuffers: boolean;
  readonly accountSuffers: boolean;
  /** Strangers, accounts or others turn to pupils. */
  readonly childSuffers: boolean;
}

const scan = createScanner(ROLE_RULES);

export function findRoles(words: readonly Tagged[]): Roles {
  const hits = scan(words);
  const found = (role: RoleName) => hits.some((hit) => hit.rule.role === role);
  const sender = new Set(hits.filter((hit) => hit.rule.role === 'sender').flatMap((hit) => range(hit.start, hit.end)));

  let staffActs = found('colleague');
  let headActs = false;
  let chairActs = false;
  const accuse = (word: Tagged | undefined) => {
    if (word?.tags.has('chair')) chairActs = true;
    else if (word?.tags.has('head')) headActs = true;
    else staffActs = true;
  };
  let staffSuffers = hits.some((hit) => hit.rule.role === 'staffSuffers' && !inChildsWords(words, hit.start));
  let staffSeen = -1;
  words.forEach((word, at) => {
    if (!word.tags.has('staff')) return;
    const part = sender.has(at) ? 'sender' : partOf(words, at);
    if (part !== 'sender') staffSeen = staffSeen < 0 ? at : staffSeen;
    if (part === 'suffers') staffSuffers = true;
    if (part === 'acts') accuse(word);
  });

  // "A colleague told me she let a student stay": the she after a colleague is the colleague, unless a child came first.
  const others = words.some((word) => ['parent', 'relative', 'stranger'].some((tag) => word.tags.has(tag)));
  const pronounActs = hits.filter((hit) => hit.rule.role === 'pronounActs').map((hit) => hit.start);
  const childFirst = words.findIndex((word) => word.tags.has('child') || word.tags.has('name'));
  const afterStaff = pronounActs.some(
    (at) => staffSeen >= 0 && staffSeen < at && (childFirst < 0 || childFirst > staffSeen) && !others,
  );
  if (afterStaff) accuse(words[staffSeen]);

  const unnamedAdultActs = !others && pronounActs.some((at) => childFirst < 0 || childFirst > at);
  return {
    staffActs,
    headActs,
    chairActs,
    unnamedAdultActs: unnamedAdultActs || (found('workplaceAdult') && !others),
    selfReport: hits.some((hit) => hit.rule.role === 'selfReport' && !saidByOthers(words, hit.start)),
    nothingDone: found('nothingDone') || (found('toldSomebody') && found('stillGoing')),
    staffSuffers,
    accountSuffers: found('accountSuffers'),
    childSuffers: found('childSuffers'),
  };
}

/** "One of the mums has said I hit her son" is no confession. */
function saidByOthers(words: readonly Tagged[], at: number): boolean {
  return words
    .slice(Math.max(0, at - 3), at)
    .some((word) =>
      /^(?:said|says|saying|claims|claiming|told|telling|accused|accusing|put|posted|wrote)$/.test(word.text),
    );
}

/** In "he said my uncle takes pictures of me" the "me" is the child. */
function inChildsWords(words: readonly Tagged[], at: number): boolean {
  for (let back = at; back > 0 && back > at - 15 && words[back]?.sentence === words[at]?.sentence; back -= 1) {
    if (!/^(?:said|says|saying|told|wrote)$/.test(words[back]?.text ?? '')) continue;
    const speaker = words[back - 1];
    if (speaker && (speaker.tags.has('child') || speaker.tags.has('pron') || speaker.tags.has('name'))) return true;
  }
  return false;
}

const range = (start: number, end: number) => Array.from({ length: end - start }, (_, step) => start + step);

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const OBSERVES = words(
  'saw seen noticed noticing overheard heard found witnessed spotted thinks thought reported reports reporting mentioned reckons passed knew believes worried concerned realised logged suspects flagged wants',
);
const SPEAKS = words(
  'told tells telling said says asked asks emailed rang informed warned showed shown phoned called texted messaged',
);
const TOWARDS = words('to told tell tells telling asked ask informed inform showed show shown emailed for and ringing');
const SUFFERS_BEFORE = words(
  'off at against calling called impersonating impersonated mocking threatening threatened harassing harassed abusing abused bullying attacked punched hit kicked pushed bit spat slating filmed filming tagged naming following of on as like trolling insulting says that when',
);
const WORRY_BEFORE =
  /^(?:worr\w*|concern\w*|uneasy|report\w*|complain\w*|allegation\w*|doubt\w*|feeling|tell|told|talk|speak|something|raise|disclos\w*|accus\w*|is|it|suspicious|suspicion\w*|information)$/;
const SKIP =
  /^(?:has|have|had|is|was|are|were|been|being|also|just|who|that|often|always|never|not|really|actually|then|even|still|all|in|the|at|our|from|school|on|corridor|department|and|i|do|mean)$/;
const GAGS =
  /^(?:not|never|delete|drop|ignore|forget|keep|lie|change|shred|stop|leave|destroy|alter|rewrite|nothing|quiet|retract|withdraw|happened|backdate|backdated|pretend|fake|falsify|amend|sign|cover|hide|omit)$/;
const BELONGINGS =
  /^(?:laptop|phone|computer|flat|house|car|account|room|classroom|office|study|hand|hands|husband|wife|door|desk|ipad|instagram|snapchat|tiktok|facebook|behaviour|attitude)$/;

type Part = 'acts' | 'observes' | 'hears' | 'suffers';

/** A word for a member of staff, and what stands around it in its sentence. */
interface Place {
  readonly word: Tagged | undefined;
  readonly before: readonly Tagged[];
  readonly previous: string;
  readonly after: readonly Tagged[];
  /** The first word after it that may be its verb; what follows the verb, and whether it is a passive. */
  readonly verb: Tagged | undefined;
  readonly objects: readonly Tagged[];
  readonly isPassive: boolean;
}

const partOf = (all: readonly Tagged[], at: number): Part => {
  const place = placeOf(all, at);
  return partOfOwner(place) ?? partAfterPreposition(place) ?? partBeforeVerb(place);
};

function placeOf(all: readonly Tagged[], at: number): Place {
  const word = all[at];
  const before = all.slice(Math.max(0, at - 4), at).filter((other) => other.sentence === word?.sentence);
  const after = all.slice(at + 1, at + 13).filter((other) => other.sentence === word?.sentence);
  const verbAt = after.findIndex((other) => !SKIP.test(other.text));
  return {
    word,
    before,
    previous: before.at(-1)?.text ?? '',
    after,
    verb: after[verbAt],
    objects: after.slice(verbAt + 1),
    isPassive: after.slice(0, verbAt).some((other) => /^(?:was|were|been|being)$/.test(other.text)),
  };
}

/** "The head's laptop", "Mr Smith's class"; not "Mr Smith's been", which is a short form. */
function partOfOwner({ word, after }: Place): Part | undefined {
  const next = after[0]?.text ?? '';
  const isBelonging = BELONGINGS.test(word?.text ?? '');
  const isShortForm = /^(?:been|got|just|not|always|never|gone|had|started|a|the)$|ing$/.test(next);
  if (!isBelonging && (!word?.tags.has('possessive') || isShortForm)) return undefined;
  return isBelonging || BELONGINGS.test(next) ? 'acts' : 'observes';
}

function partAfterPreposition({ previous, before, verb }: Place): Part | undefined {
  if (previous === 'by') return 'acts';
  if (/^(?:about|against|with|regarding)$/.test(previous))
    return previous === 'with' || before.some((other) => WORRY_BEFORE.test(other.text)) ? 'acts' : 'suffers';
  if (TOWARDS.has(previous) && !(verb && (verb.tags.has('past') || verb.tags.has('progressive')) && previous !== 'to'))
    return 'hears';
  const isTold = before.some((other) =>
    /^(?:one|worried|scared|afraid|frightened|terrified|told|said|walked|because)$/.test(other.text),
  );
  const suffers = SUFFERS_BEFORE.has(previous) && !isTold && !/^(?:that|says|when)$/.test(previous);
  return suffers ? 'suffers' : undefined;
}

function partBeforeVerb({ verb, objects, isPassive, after }: Place): Part {
  if (!verb) return 'acts';
  if (OBSERVES.has(verb.text) && !isPassive) return 'observes';
  const [object, beyond] = objects;
  const tells = !object || object.tags.has('me') || /^(?:that|if|whether|who|what|how|about)$/.test(object.text);
  if (!SPEAKS.has(verb.text) || !tells) return 'acts';
  return beyond?.text === 'for' || after.some((other) => GAGS.test(other.text)) ? 'acts' : 'observes';
}
