/**
 * Words of someone who tells of a child with pleasure, or of what is over and put right. They take no report away: one that only sounds
 * like it is offered below the answer then.
 */
const EASY = new RegExp(
  `\\b(?:${[
    '(?:grand|good|great|lovely|wonderful|smashing|cracking|delightful) (?:company|lad|lass|lads|lasses|bunch|class|kids?|little \\w+|as gold)',
    'bless (?:him|her|them|his|their)|a joy|a delight|proud of (?:him|her|them)|made my (?:day|week|year)|made me (?:smile|laugh)|had me in stitches|adorable|hilarious',
    '(?:its|it is|is|are|was|were|all|now|got|both|been) (?:now |all )?(?:sorted|resolved|settled)|sorted (?:it|now)|shook hands|made (?:it )?up (?:again|after|since)|best of (?:mates|friends) again|friends again|mates again|no harm done',
  ].join('|')})\\b`,
);

/** A longer message tells more than what its pleasant words are about. */
const MOST_WORDS = 24;

/** Whether a short message is told with pleasure, or says that all is well again. */
export function isToldAtEase(text: string): boolean {
  const said = text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return said.split(' ').length <= MOST_WORDS && EASY.test(said);
}
