const CHILD = String.raw`(?:pupil|student|child|kid|boy|girl|lad|lass|learner|tutee|sixth former|(?:y|yr|year) ?(?:\d{1,2}|seven|eight|nine|ten|eleven))s?`;
const WHO = String.raw`(?:a|an|one of (?:my|our|the)|some|another|this|that|my|our) (?:(?!ex |former |old |past )[\w']+ ){0,3}?${CHILD}(?: (?:pupil|student|boy|girl|lad|kid|child))?`;
const DID = `(?:messaged|messaging|texted|texting|dm'?e?d|dming|contacted|contacting|got in touch with|reached out to|snapped|snapchatted|whats ?apped|facetimed|phoned|rang|called|pinged|inboxed|wrote to|sent(?: me)? (?:a|an) (?:message|dm|text|snap|whatsapp|friend request|follow request|request)|friend requested|added|followed)`;
const ME = String.raw`(?:me|my (?:own |personal |private )?(?:insta\w*|snap\w*|phone|mobile|facebook|fb|account|profile|whatsapp|number|tiktok|discord|xbox|x|email))`;
const TOLD = new RegExp(
  String.raw`^(.*?)\b${WHO} (?:has |have |had |just |also |keeps |kept |is |was |been |tried |to |(?:found|got) my [\w']+ and )*${DID}(?: (?:to|on))*(?: ${ME}|(?<= me (?:a|an) \w+(?: request)?))\b(.*)$`,
);

/** Nobody has got in touch yet, or it is asked in general. */
const SUPPOSED =
  /\b(?:if|when|whenever|whether|can|could|should|would|may|might|suppose|unless|nothing|former|ex|who)\b/;
/** Then what the pupil told weighs more than that they got in touch. */
const TOLD_MORE =
  /\b(?:say\w*|said|tell\w*|told|that|about|ask\w*|because|scared|afraid|hurt\w*|die|dying|kill\w*|goodbye|help|nude\w*|naked|pictures?|pics?|photos?|meet\w*|love\w*|kiss\w*)\b/;
const MOST_WORDS = 8;

/**
 * Whether a message tells that a pupil has got in touch with its writer in private, and hardly anything else: "a year 9 dm'd me
 * last night what do i do". For which page of the form is opened first; whether it is a report is not decided here.
 */
export function tellsOfContact(text: string): boolean {
  const words = text
    .toLowerCase()
    .replace(/^(?:hi|hello|hey|sorry|please|can you help(?: me)?|help)\b[, ]*/, '')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const [, before = '', after = ''] = TOLD.exec(words) ?? [undefined, 'if'];
  return !SUPPOSED.test(before) && !TOLD_MORE.test(after) && after.trim().split(' ').length <= MOST_WORDS;
}
