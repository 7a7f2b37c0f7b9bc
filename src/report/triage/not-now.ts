/** Why something cannot be done with a report as things are, by its code. */
export const NOT_NOW = {
  status: 'This cannot be done as the report stands now. A report is closed only after a decision is recorded.',
  'no-reason': 'Please give the reason.',
  'no-review-date': 'Monitoring needs a review date.',
  'past-review-date': 'The review date must be in the future.',
  'no-day': 'Please choose a date.',
  'no-day-received': 'Please say on which day it was received.',
  'no-about': 'Please choose who it is about, as you see it now.',
  'not-a-reader': 'This person cannot open the report, so it cannot be handed to them.',
  'no-such-recipient': 'It cannot go there: someone there is too close to it, or nobody holds that role.',
  'no-such-reference': 'I cannot find a report with that reference that you may open.',
  same: 'That has already been done.',
  'no-such-decision': 'That is not for this kind of report. Please choose another.',
  'no-child': 'Please write the name and class of the right child, or “not known”.',
  'left-open': 'Please choose what becomes of what is still open. If it is handed on, write to whom.',
  'referral-open':
    'Someone outside was asked to act on this report, and that stands. Please choose what became of it, and say in the reason why it can be closed.',
  'actions-open': 'Something is still to be done for it. Mark it as done first.',
  'no-agency': 'Please say to whom it was sent, and when.',
  'no-lado':
    'Please say who was asked and when, whether it meets the harm threshold, and, once the LADO has advised, what they said.',
  'meets-threshold':
    'The LADO advised that it meets the harm threshold, so it is an allegation and no low-level concern: it ends with one of the five outcomes of an allegation, or as already recorded in a report that it is linked to. If they say otherwise now, record that first, with LADO asked.',
  'no-low-level': 'Please write the context, what is done about it, and who shared it.',
  'no-policy': 'Please say which policy, and who deals with it.',
  'no-risk':
    'Please say what the risk to people is, how it was contained, and whether the ICO and the people were told; of the ICO also on what day.',
  'not-told-why': 'Please say why they were not told.',
  'late-why': 'The ICO was told after the 72 hours. Please say why so late.',
  'after-report': 'Its reporter knew when they reported it, so the first member of staff did not learn of it later.',
  'nobody-new': 'Everyone who holds its role now has it already.',
  'no-such-category': 'That category is not on your school’s list. Please choose from the list.',
  'no-time': 'Please give a day and a time in the past, such as 14:30.',
  who: 'Please say who it is about, so that they can never open it.',
  'kept-apart':
    'These two stay apart: someone who reads one of them must not find out about the other. Nothing was linked.',
  'stays-apart': 'A record about an adult stays apart from children’s records. Pass it on as it is.',
  stub: 'The text of this report is no longer kept here, so this is not possible.',
  'not-your-role': 'This cannot be undone, so it is for the DSL or the person who holds the role, not for a deputy.',
  held: 'None of it may be removed: it is on hold.',
  'still-needed':
    'It is still needed as it is, so it cannot be removed yet. Ask the data protection officer when it can be.',
  undelivered: 'It has not been delivered to those who hold it now.',
  unread: 'Something in it has not been read by a person yet. Open it first.',
  'open-question':
    'The reporter has not answered the question that was asked. They can still add to their report; after four weeks without a word it can be reduced.',
  'not-handed-over':
    'It has not been received elsewhere, and it is not yet due for removal. First record who received it and their reference.',
  'not-due':
    'It is about an adult, so it is kept until its next review, even where another system has it too. The day is under Export and keeping; where none is set, choose one under Keep it longer.',
  'not-left':
    'A low-level concern is kept at least until the person has left. Once they have, write the day under Keep it longer.',
  'no-birth':
    'The rule keeps it until an age if that is later. Write the date of birth, or another day and why, under Keep it longer first.',
  'changed-since':
    'Something has been added since it was handed over, including closing it. Export it again, and record that this was received too.',
  'no-receipt': 'Please give their reference and who confirmed receipt.',
  'no-agreement':
    'Please say who agreed to this. At the end of its retention period, that is the data protection officer.',
  'wrong-reference': 'The reference that you typed does not match this report. Nothing was done.',
  'no-date': 'Please choose a day in the future.',
  shorter: 'Your school’s rule keeps it longer than that. Please choose a later day.',
  'one-answer': 'Please give only one of these: each of them says for itself how long it is kept.',
  'no-leaving': 'Please choose the day on which the person left. It cannot be in the future.',
  'left-before':
    'That is before this was reported. If they had left by then, please say so as well; if not, choose the right day.',
  'no-birth-needed':
    'This is a low-level concern: a date of birth does not say how long it is kept. Write the day on which the person left instead.',
  'no-birth-day':
    'Please check the date of birth. It is in the future, or so early that the time would have been over before this was reported.',
  'no-rule-for-leaving':
    'Your school’s settings (lanyard.yml) have no rule for low-level concerns. Until they have one, none can be removed, and the day on which the person left is not asked for.',
  'not-low-level':
    'This was not recorded as a low-level concern, so it is not kept by the day on which the person left.',
  'no-rule': 'Your school has no rule by age for this kind of report. Choose a day instead.',
};
