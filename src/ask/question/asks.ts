const OPENS =
  /^\W*(?:(?:hi|hello|hey|please|so|and|but|ok|um|er|quick question|just wondering|sorry)\W+)*(?:can|could|may|might|should|shall|must|would|will|do|does|did|is|are|am|was|were|has|have|who|whos|what|whats|when|where|wheres|which|how|hows|why|if|any|are there|is there)\b/i;
const WITHIN =
  /\b(?:can i|can we|can they|could i|should i|should we|may i|am i (?:allowed|ok)|are we allowed|is (?:it|that|this) (?:ok|okay|allowed|fine|alright|a problem)|ok to|okay to|allowed to|do i (?:have|need)|what (?:do|should|can) i|who (?:do|should) i|how (?:do|should) i|what is the (?:rule|policy)|policy on|rules? (?:on|about|for))\b/i;

/** Whether a message asks anything; one that only tells may be a report, however much it sounds like a question. */
export const asksSomething = (text: string): boolean => text.includes('?') || OPENS.test(text) || WITHIN.test(text);
