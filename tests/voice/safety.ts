import type { Text } from './texts.ts';

/** Where people are spoken to about a report, a child, or their own need; elsewhere the same words mean policies and files. */
const SPEAKS_OF_PEOPLE = new RegExp(
  [
    /^src\/(?:report|hear\/offer)\//,
    /^src\/more\/(?:body-map|children|drills|locks|next-school|online-abuse|patterns|pin|role-changes|roll|screenshots|trust-lead|shared-address|subject-access)\/(?!hand-over\.page)/,
    /^src\/school\/support-lines\.ts$/,
    /^src\/(?:hear\/help\.cards|platform\/teams\/plain-answers|hear\/conversation\.handlers|hear\/talk\/(?:school-facts|talk\.cards))\.ts$/,
    /^src\/ask\/(?:answer\/search\.handlers|upload\/upload\.handlers|upload\/uploads|referral\/referral\.cards)\.ts$/,
    /^src\/wiring\/(?:concern\/concern-downloads|talk)\.ts$/,
    /^(?:src\/ask\/quoting\/cautions|lanyard)\.yml$|^appPackage\//,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** What nobody who speaks of these can do without. */
const SPOKEN_OF = new RegExp(
  [
    // Danger, and who to turn to.
    /\b999\b|\b116 123\b|\bNHS 111\b|\bin danger\b|\bat risk\b|\bphone\b(?! numbers)|\bin person\b|cannot wait|do not wait/,
    /\bunion\b|\bGP\b|tell a person|act (?:today|first)|worried|speak to/,
    // Images.
    /\b(?:pictures?|sexual)\b|\bimages?\b|\bvideo\b|\bscreenshots?\b|\bphotograph|\bundressed\b|\bnude\b|\bindecent\b|do not look/,
    // Confidence: who sees it, and what is kept.
    /anonym|confiden|keep it secret|your name|\bnobody (?:has (?:seen|opened)|sees)\b|\b(?:not|no longer) kept\b/i,
    /\bkept (?:nothing|with|by)\b|sent (?:it )?to (?:anyone|nobody)|\bwho sees\b|never say whether|cannot share/i,
    /\bis recorded\b|\blogged\b|\bdestroy|\bcan(?:not)? open\b|who need it|see (?:this|it|where)\b|may (?:open|see)/,
    /can never|black out|redact|\byes or no\b|may mean|be removed|shut out/,
    // Watching: who has it, and whether a person has read it.
    /\bwatch(?:ed|es)\b|\bon duty\b|\bpromis|\bread (?:it|this|by)\b|\backnowledged\b|\bdelivered\b/,
    /NOT saved|\bNOTHING\b|\bNOT added\b|not saved|could not reach|known about it|decided what to do/,
    // Routing.
    /\bgo(?:es)? (?:on )?to\b|\bit would go\b|\bgets? (?:it|this|the report)\b|needs you now|\bgone to\b|\bit came to\b|\bDSL(?:’s)? (?:team|channel)\b/i,
    /\bthe next in line\b|\btoo close\b|\bit is with\b|\bstay apart\b|\bapart from children|who it is about|own chats?\b|complaints procedure|see (?:its|your report’s) progress/,
    /\ba colleague (?:is |be )?involved\b|volunteer be involved|covered it up|\bring (?:you|them) first/,
    /\bdecides\b|right person|[Pp]assed to|told because|is told\b|\btold as well\b|named as DSL|someone else\b|each child/,
    // The law.
    /does not do this|\bpolice\b|local authority|\bLADO\b|\bthe law\b|\blaws\b|\bduty\b|data protection officer/,
    /\binvestigat(?:e|es|ing)\b|\binterview\b|\blow-level\b|\bcrime\b|do not post/,
    /\bone month\b|\berased\b|\bconsent\b|\bpassword\b|[Ss]tatutory|whistleblowing|inquiry/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** Whether a text is on the list that a DSL reads before any of it changes. Labels of one to three words say nothing by themselves. */
export const isOfSafety = ({ file, text, reader }: Text): boolean =>
  reader === 'school' &&
  SPEAKS_OF_PEOPLE.test(file) &&
  text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length > 3 &&
  SPOKEN_OF.test(text);
