/**
 * Family names that more than one in a thousand people here bear, by the counts that the Office for National Statistics and others have
 * published: in a school of a thousand several families have each of them, so the name alone says of nobody that it is they. In plain small letters.
 */
const COMMON = new Set(
  `
adams ahmed ali allen anderson andrews atkinson bailey baker ball barker barnes begum bell bennett berry booth bradley brooks brown burton
butler campbell carr carter chapman clark clarke cole collins cook cooper cox davies davis dawson day dean dixon edwards elliott ellis evans
fisher fletcher foster fox francis gardner george gibson gordon graham grant gray green griffiths hall hamilton harding harper harris harrison
hart harvey hill holmes hopkins houghton howard hudson hughes hunt hunter hussain jackson james jenkins johnson johnston jones kaur kelly
kennedy khan king knight lane lawrence lee lewis lloyd macdonald marshall martin mason matthews may mcdonald miah miller mills mitchell moore
morgan morris morrison murphy murray nicholls oliver owen palmer parker parsons patel payne pearce pearson perry phillips poole porter potter
powell price reed rees reid reynolds richards richardson roberts robertson robinson rogers rose ross russell ryan saunders scott sharp shaw
simpson singh smith spencer stevens stewart stone sutton taylor thomas thompson thomson turner walker wallace walsh ward watson watts webb
wells west white wilkinson williams williamson willis wilson wood woods wright young
`
    .trim()
    .split(/\s+/),
);

/** @param family in plain small letters */
export const isCommonSurname = (family: string): boolean => COMMON.has(family);
