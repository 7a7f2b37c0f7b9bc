/**
 * What reports about children are about, where a school gives no list of its own: the four kinds of abuse and the matters that
 * *Keeping children safe in education* names in Part One, in its words.
 */
export const USUAL_CATEGORIES: readonly string[] = [
  'Neglect',
  'Physical abuse',
  'Emotional abuse',
  'Sexual abuse',
  'Child sexual exploitation',
  'Child criminal exploitation',
  'Child-on-child abuse',
  'Domestic abuse',
  'Online safety',
  'Mental health',
  'Absence from education',
  'Radicalisation',
  'Female genital mutilation',
  'So-called honour-based abuse',
  'Serious violence',
  'Substance misuse',
  'Home circumstances',
  'Other',
];
