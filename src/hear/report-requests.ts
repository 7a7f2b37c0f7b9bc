import { FIRST_NAMES, NICKNAMES, TITLES } from './words/people.ts';

/**
 * What someone wants of reports or of what is held, which no policy answers and Lanyard does not do for the asking:
 * `remove` a report, learn whether one is `about-me` or `about-someone`, see what is `held-about-me`; or says that
 * `nothing-happened` to one.
 */
export type AboutReports = 'remove' | 'about-me' | 'about-someone' | 'held-about-me' | 'nothing-happened';

/**
 * Reads what is meant from whole sentences only, so that questions about the rules ("who can see a report", "how long are
 * reports kept?") stay questions. Local and without memory; ignores case and punctuation.
 */
export function readAboutReports(typed: string): AboutReports | undefined {
  if (typed.length > LONGEST) return undefined;
  const said = plain(typed);
  return RULES.find(([, patterns]) => patterns.some((pattern) => fits(pattern.exec(said))))?.[0];
}

const fits = (found: RegExpExecArray | null): boolean => {
  const name = found?.groups?.name;
  return found !== null && (name === undefined || isName(name) || isName(name.replace(/s$/, '')));
};
const isName = (word: string): boolean => FIRST_NAMES.has(word) || NICKNAMES.has(word);

/** A longer message tells something, and is read by the detector. */
const LONGEST = 200;

const plain = (typed: string): string =>
  typed
    .toWellFormed()
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}'‘’`´]+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const HELLO = '^(?:(?:hi|hello|hey|please|pls|so|ok|and|but|just|well|sorry|lanyard|quick question) )*';
const WISH =
  '(?:(?:can|could|will|would|how do|how can|do|may) (?:you|u|i|we) (?:please |just |now |still )*|i (?:want|need|wish|would like|d like|wanna) (?:you )?to |id like (?:you )?to |help me )?(?:please )?';
const PERSON_WHO =
  '(?:anyone|anybody|someone|somebody|any one|a colleague|colleagues|people|parents|a parent|a pupil|staff|they|she|he|others)';
const REPORTED =
  '(?:reported|reporting|report|complained about|complained to you about|raised (?:a |any )?concerns? about|made (?:a |any )?(?:reports?|complaints?|allegations?) (?:about|against)|put in a (?:report|complaint) (?:about|against)|grassed on|dobbed in|flagged)';
const RECORDS =
  '(?:report|reports|concern|concerns|complaint|complaints|allegation|allegations|record|records|file|files|case|cases)';

/** One person, by name, title or pointing: not pupils in general, not a subject of policies. A name is looked up after. */
const SOMEONE = `(?:him|her|them|(?:${[...TITLES].join('|')}) [a-z]+|(?:this|that|the|my|another|one of my) (?:[a-z0-9]+ ){0,3}(?:pupil|child|boy|girl|lad|student|colleague|teacher|ta|parent|head|headteacher|dsl|governor|member of staff|tutee)|(?<name>[a-z]{3,})(?: [a-z]+)?)`;

/** What may still come after; anything else makes it another question. */
const REST =
  '(?: (?:ever|yet|before|at all|already|now|please|here|today|yesterday|lately|recently|again|this (?:week|term|year|month)|last (?:week|term|year|month)|to (?:the|a|my|anyone|anybody|you)\\b.*|(?:who|in|from|with) .*|on (?:here|the system|file|record|lanyard)))*$';
const ANY_RECORD = `(?:a |an |any |anything |something |another |already |open |new |old |other )*${RECORDS}? ?`;

/** First match counts. */
const RULES: readonly (readonly [AboutReports, readonly RegExp[]])[] = [
  [
    'remove',
    [
      `${HELLO}${WISH}(?:delete|remove|withdraw|cancel|retract|undo|erase|take back|unsend|scrap|get rid of|edit|change) (?:my|that|this|the|all my|both my) (?:last |old |latest |other )?(?:report|reports|concern|concerns)(?: (?:i|we) (?:have )?(?:just )?(?:made|sent|wrote|submitted|put in|did|raised)\\b.*| (?:about|from|on) .*| (?:please|now|again|pls))?$`,
      `${HELLO}${WISH}(?:delete|remove|withdraw|erase|unsend|take back) (?:what|everything|the thing|all) (?:that )?(?:i|we) (?:have )?(?:just )?(?:reported|wrote|sent|said|typed|told you)\\b.*$`,
      `${HELLO}i (?:want|need|would like|wish) (?:my|that|the) (?:report|concern) (?:to be )?(?:deleted|removed|withdrawn|cancelled|erased)\\b.*$`,
    ],
  ],
  [
    'held-about-me',
    [
      `${HELLO}(?:tell me |show me )?what (?:\\w+ ){0,3}(?:do|does|have|has|is|are) (?:you|u|lanyard|the school|the trust|the bot|the app|this bot|this app|we|school)?(?: \\w+)? ?(?:hold|have|keep|store|stored|held|know|kept|got|collect|recorded) (?:\\w+ )?(?:about|on) me\\b.*$`,
      `${HELLO}(?:what|which) (?:data|information|info|records|personal data) .*\\b(?:hold|have|keep|store|held|kept|stored)\\b.* (?:about|on) me$`,
      `${HELLO}(?:${WISH}(?:see|have|get|send me|give me|show me|download|access)|show me|send me|give me) (?:a copy of )?(?:all )?(?:of )?(?:my|the) (?:own )?(?:personal )?(?:data|information|file|records)(?: (?:you|that you|the school|held|on me|about me)\\b.*)?$`,
      `${HELLO}i (?:want|need|would like|wish|am making|d like)(?: to)?(?: make| submit| put in| request)? (?:a |my )?(?:subject access|sar\\b|dsar\\b|data subject).*$`,
      `${HELLO}(?:this is a |i hereby make a |my )?(?:(?:subject )?access requests?|subject access|dsars?|sars?)$`,
      `${HELLO}${WISH}(?:delete|erase|remove|forget) (?:all )?(?:of )?(?:my (?:personal )?data|everything (?:you (?:have|hold|know) )?about me|me)$`,
    ],
  ],
  [
    'about-me',
    [
      `${HELLO}(?:has|have|had|did|is|was|were|are) ${PERSON_WHO} (?:else )?(?:ever |just |been |already )*${REPORTED} (?:on )?me${REST}`,
      `${HELLO}(?:who|which \\w+) (?:has |have |was it that |was it who )?(?:${REPORTED}) me${REST}`,
      `${HELLO}(?:tell me |do you know )?(?:if |whether )?(?:is|are|was|were|has there been|is there been) ?(?:there )?${ANY_RECORD}(?:about|on|against|naming) me${REST}`,
      `${HELLO}(?:have|was|am|were) i (?:ever |been |being |already |currently )*(?:reported|investigated|under investigation|named in a report|the subject of a (?:report|concern|complaint))(?: .*)?$`,
      `${HELLO}(?:do|does|have) (?:you|lanyard|the dsl|they|the head) (?:have |hold |got |keep )+(?:a |any |anything |some )?(?:${RECORDS} )?(?:about|on|against) me$`,
      `${HELLO}(?:what|did) (?:has |have |did )?(?:${PERSON_WHO} |been )(?:said|say|reported|report|written|write|told you) about me$`,
    ],
  ],
  [
    'about-someone',
    [
      `${HELLO}(?:tell me |do you know )?(?:if |whether )?(?:is|are|was|were|has|have) there (?:been )?${ANY_RECORD}(?:about|on|against|for|naming) ${SOMEONE}${REST}`,
      `${HELLO}(?:has|have|did|is) ${PERSON_WHO} (?:else )?(?:ever |just |already |been )*${REPORTED} ${SOMEONE}${REST}`,
      `${HELLO}who (?:has |have )?(?:made the report|${REPORTED}) (?:about )?${SOMEONE}${REST}`,
      `${HELLO}(?:has|have|was|is) ${SOMEONE} (?:ever |already |just |been |being )+(?:reported|investigated|flagged)${REST}`,
      `${HELLO}is ${SOMEONE} (?:on|under|subject to) (?:a |the |any )?(?:child protection|cp|child in need|cin|safeguarding|investigation|at risk|early help)\\b.*$`,
      `${HELLO}what (?:has|have|did|was|were) (?:${PERSON_WHO} |been |\\w+ ){1,2}(?:said|say|reported|report|written|write|told you) about ${SOMEONE}${REST}`,
      `${HELLO}what did ${SOMEONE} (?:report|tell you|write in)\\b.*$`,
      `${HELLO}(?:${WISH}(?:see|read|open|show me|list|give me|tell me)|show me|show|list|give me|tell me) (?:all |all of |the |any |what )*(?:other |others |other peoples |everyones |everybodys |peoples |my colleagues |colleagues |someone elses )(?:people |staff )?(?:have |has )?(?:reports|report|concerns|reported|wrote|said)(?: .*)?$`,
      `${HELLO}(?:show me|show|list|give me|open|tell me) (?:all |the |any |every |a |what is in the )+(?:open |new |latest )?(?:reports?|concerns)(?: (?:about|on|from|by|of) .*)?$`,
      `${HELLO}(?:show me|tell me) what (?:\\w+ )?(?:people|others|staff|colleagues|everyone|teachers) (?:have |has )?(?:reported|report|said)(?: .*)?$`,
    ],
  ],
  [
    'nothing-happened',
    [
      `${HELLO}(?:i|we) (?:have |had |already |just )*(?:reported|raised|logged|submitted|sent|made|filed|flagged|put in|passed on|did)\\b(?!.*\\b(?:instagram|insta|facebook|tiktok|snapchat|twitter|whatsapp|youtube|discord|google|police|helpdesk|it support|broken|printer)\\b).*\\b(?:nothing|no ?one|nobody|no (?:reply|answer|response|news|action)|not heard|havent heard|heard nothing|still waiting|ignored|never heard)\\b.*$`,
      `${HELLO}(?:nobody|no ?one|none) (?:has |have |ever |is )*(?:answered|replied|responded|got back|read|looked at|dealt with|acted on|done anything|doing anything)\\b.*\\b(?:my|the) (?:report|concern)\\b.*$`,
      `${HELLO}(?:what (?:has |have )?happened|where is|where are|what is happening|whats happening|whats happened|any (?:news|update|updates)|is there any (?:news|update)) ?(?:to|with|on|about|of)? (?:my|the) (?:report|reports|concern|concerns)(?: (?:i|we|from|about|last) ?.*)?$`,
      `${HELLO}(?:has|have|did) (?:anyone|anybody|someone|somebody|the dsl|the head|a person) (?:actually |even |ever )?(?:read|seen|opened|looked at|dealt with|acted on|received|got|see|read|do anything about) my (?:report|concern)(?: .*)?$`,
      `${HELLO}my (?:report|concern) (?:was|is|has been|is being|got) (?:still )?(?:ignored|not read|unread|not answered|lost|forgotten)(?: .*)?$`,
    ],
  ],
].map(([name, sources]) => [name as AboutReports, (sources as string[]).map((source) => new RegExp(source, 'u'))]);
