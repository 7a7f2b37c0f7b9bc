/**
 * What no one should find named under a question that has nothing to do with it: `[what a passage speaks of, what a question says that
 * comes anywhere near it]`. The second is wide, so that what is meant is never withheld.
 */
const GRAVE: readonly (readonly [passage: RegExp, question: RegExp])[] = [
  [
    /\b(?:genital mutilation|fgm|forced marriage|honour[- ]based|breast ironing)\b/i,
    /\b(?:fgm|mutilat\w*|cut|cutting|girls?|daughter|marriage|married|marry|wedding|honour|abroad|genital\w*|police|signs?|told me|disclos\w*|medical|body|injur\w*|hurt)\b/i,
  ],
  [
    /\b(?:nudes?|partly nude|intimate images?|indecent|sexting|sexual images?|sexual in nature)\b/i,
    /\b(?:pics?|pictures?|photos?|images?|videos?|film\w*|nud\w+|naked|screenshots?|sext\w*|snap\w*|phones?|camera|cctv|deepfake\w*|ai|porn\w*|indecent|intimate|selfies?|leaked?|sent|sending|shared?|sharing|usb|download\w*)\b/i,
  ],
  [
    /\b(?:sexual(?:ly)? (?:activity|abuse|assault|harassment|violence|offences?|relationships?|exploit\w*)|romantic or sexual|rape)\b/i,
    /\b(?:sex\w*|relationships?|dat(?:e|es|ed|ing)|fanc(?:y|ies|ied)|crush|attract\w*|love|lov(?:es|ed|ing)|boyfriend|girlfriend|romantic\w*|kiss\w*|touch\w*|hug\w*|flirt\w*|rap(?:e|ed)|assault\w*|harass\w*|trust|leavers?|ex-?pupils?|going out|a thing for|sleep\w*|marr\w+|engaged|abus\w*|police|offence\w*|criminal\w*)\b/i,
  ],
];

/** Whether a passage is of something grave at which the words of a question do not even hint. */
export const isGraveBeside = (passage: string, question: string): boolean =>
  GRAVE.some(([grave, hinted]) => grave.test(passage) && !hinted.test(question));
