/**
 * Words that say nothing by themselves, and are seldom missing where something is wrong: hands, nights, locks, tears, pictures, what
 * was said in secret. They decide nothing but how plainly a report is offered to someone whose message only sounds like one.
 */
const UNEASY = new RegExp(
  `\\b(?:${[
    // Done to someone.
    'hit|hits|hitting|batter(?:s|ed|ing)? (?:by|her|him|them|me|after|on)|(?:and|got|was|were|been) battered|got jumped|jumped (?:her|him|them|by)|slap\\w*|smack\\w*|punch\\w*|kick\\w*|bit|bite|bites|bitten|biting|beat|beats|beaten|beating|belt|threw(?! up)|throws|grab\\w*|push\\w*|shov\\w*|drag\\w*|shook|shakes?|shaking|squeez\\w*|strangl\\w*|chok\\w*|pinn\\w*|spat|rough\\w*|whack\\w*|thump\\w*|hurt\\w*|harm\\w*|attack\\w*|fight\\w*|fought',
    // Seen on someone.
    'bruis\\w*|burns?|burnt|burned|cuts?|cutting|wrists?|thighs?|neck|scars?|scratch\\w*|wound\\w*|blood\\w*|bleed\\w*|sore|pain\\w*|injur\\w*|stitches|limp\\w*|swollen|swelling|marks? (?:on|round|around)|round marks?|blisters?|black eye|jerked|flinch\\w*|plasters?|hair (?:is|was|has|falling)|falling out',
    // How someone is.
    'cry|cries|cried|crying|tears|sob\\w*|scream\\w*|upset|frighten\\w*|scared|afraid|fears?|terrif\\w*|withdrawn|barely speaks?|hardly (?:speaks?|says?)|not speaking|gone white|nobody writes|distress\\w*|anxious|trembl\\w*|hides?|hiding|wets?|wetting|soil\\w*',
    'hungry|hunger|starv\\w*|no (?:food|dinner|tea|lunch|coat|shoes|carpet|cooker|bed|heating)|not eat\\w*|fasting|thin|filthy|dirty|smell|smells|smelt|stink\\w*|stank|same (?:shirt|clothes|jumper|trousers)|unwashed|coat on|tummy aches?|sleeping bag|mattress\\w*',
    // Kept from others, or done where nobody sees.
    'secret\\w*|promises?|whisper\\w*|dont tell|not tell|told nobody|tell anyone|delete|locks?|locked|padlock\\w*|chain\\w*|cupboard|shed|freezer|dark|lights? (?:off|out)|light off|alone|nights?|midnight|bed|beds|bedroom|bath|shower|sleeps?|sleeping|sleepover|undress\\w*|hand under|hand up|hand on',
    // What nobody has at school.
    'drunk\\w*|drinking|booze|alcohol|ale|vodka|drugs?|weed|spliff|vape|pills?|tablets?|medic\\w*|overdos\\w*|sertraline|knife|knives|blades?|razors?|guns?|weapons?|scissors|bat|hammer|acid|bombs?|fire|smoke|gas|roof|bridge|viaduct|railway|bypass',
    // Life and death.
    'die|dies|dying|died|dead|death|kill\\w*|suicid\\w*|hang|hanging|hanged|hung|noose|heaven|goodbye|self ?harm|no longer here|end it|get it over with|breath\\w*|seizure|fitting|faint\\w*|collaps\\w*|unconscious|rousable|allerg\\w*|ambulance|sharp',
    // Bodies, pictures and messages.
    'abus\\w*|neglect\\w*|assault\\w*|rap(?:e|ed|ist)|touch\\w*|groom\\w*|sex\\w*|naked|nudes?|knickers|bra|skirt|kiss\\w*|cuddl\\w*|camera|film|films|filming|filmed|that kind|unsent|pregnan\\w*|periods?|boyfriend|girlfriend|novio|fancies|creep\\w*|follow(?:s|ed|ing) (?:her|him|me)|wait(?:s|ing)? for|older (?:man|men|boys?|lads?|girls?)|strangers?|grown man|xx',
    'telegram|discord|nazi|runes|swastika|isis|terror\\w*|cleansing|traitor|extrem\\w*|racist|slurs?|marry|married|marriage|fgm|abroad',
    // Who comes in then.
    'police|arrest\\w*|prison|custody|court|refuge|foster\\w*|social (?:services|worker|care)|dbs|references?|disclos\\w*|allegation|by agreement|threat\\w*|bull(?:y|ied|ies|ying)|blackmail\\w*|passport|missing|disappear\\w*|ran off|run away|runs away|not (?:come|been) home|owes|sells|selling',
    // What the writer makes of it.
    'uneasy|uncomfortable|worr\\w*|concern\\w*|odd|weird|strange|not right|isnt right|wrong|bit much|suspicious|unsafe|dangerous|danger|risk\\w*|should i say|worth mentioning|let (?:her|him) be|dont like it|told me (?:that )?(?:her|his|their|she|he|they)|says (?:her|his) (?:mum|dad|step\\w*|uncle|brother|nan|grandad)',
  ].join('|')})\\b`,
);

/** Whether a message has a word in it with which more may be meant than it says. */
export const hasUneasyWord = (text: string): boolean =>
  UNEASY.test(
    text
      .toLowerCase()
      .replace(/[’']/g, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .replace(/\bfire (?:doors?|drills?|alarms?|exits?|extinguishers?|escapes?|wardens?)\b/g, ''),
  );
