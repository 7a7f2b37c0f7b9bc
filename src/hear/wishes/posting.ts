const POST = '(?:post|put|share|upload|publish|tweet|stick|add)(?:ed|ing)?';
const SHOWN = '(?:pictures?|photos?|photographs?|pics?|images?|videos?|clips?|selfies?|names?)';
const SITE =
  "(?:facebook|fb|instagram|insta|twitter|x|tiktok|youtube|linkedin|snapchat|(?:the |our )?(?:school|class|team|department)(?:['’]s)? (?:page|account|website|site)|social media|online)";
const ASKS =
  /^(?:can|could|may|am|is|are|do|should|how|what)\b|\b(?:can|may|could|should|allowed|okay|ok|want|like|need) (?:i|we|to)\b/i;
const OF_ONES_OWN = new RegExp(
  String.raw`\b${POST}\b.{0,90}\b${SHOWN}\b.{0,90}\b(?:on|to|onto)\b.{0,20}\b${SITE}\b|\b${POST}\b.{0,40}\b(?:on|to|onto)\b.{0,20}\b${SITE}\b.{0,60}\b${SHOWN}\b`,
  'i',
);

/** Whether someone asks if they may post a picture, or another thing that shows people: "Can I put this picture on Facebook?" */
export const asksToPost = (words: string): boolean =>
  words.length <= 300 && ASKS.test(words.trim()) && OF_ONES_OWN.test(words);
