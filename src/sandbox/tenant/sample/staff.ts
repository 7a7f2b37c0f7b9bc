import type { GROUPS } from './ids.ts';

export type Group = keyof typeof GROUPS;

/** One account, with the groups it is in itself and the number of its manager. */
export interface Row {
  n: number;
  name: string;
  job: string;
  groups: Group[];
  manager?: number;
  role?: string;
}

const row = (n: number, name: string, job: string, groups: Group[], manager?: number, role?: string): Row => ({
  n,
  name,
  job,
  groups,
  ...(manager === undefined ? {} : { manager }),
  ...(role === undefined ? {} : { role }),
});

/** Role-holders first, in the order in which the page offers them. */
const ROLE_HOLDERS: Row[] = [
  row(1, 'Miriam Hale', 'Assistant Headteacher, Safeguarding', ['leadership', 'dslTeam'], 3, 'DSL'),
  row(2, 'Tom Ashworth', 'Head of Year 9', ['teachers', 'dslTeam'], 1, 'Deputy DSL'),
  row(3, 'Joanna Okafor', 'Headteacher', ['leadership'], 6, 'Headteacher'),
  row(4, 'Daniel Prior', 'Deputy Headteacher', ['leadership'], 3, 'Senior manager'),
  row(5, 'Sunita Rao', 'HR Manager', ['siteAndOffice'], 3, 'HR'),
  row(6, 'Colin Marsh', 'Chair of Governors', ['governors'], undefined, 'Chair of governors'),
  row(7, 'Ruth Ellery', 'Assistant Headteacher, Policy', ['leadership'], 3, 'Policy owner'),
  row(8, 'Anil Kapoor', 'Data Protection Officer', ['siteAndOffice'], 3, 'Data protection officer'),
  row(9, 'Gareth Bevan', 'IT Lead', ['siteAndOffice'], 15, 'IT lead'),
  row(10, 'Priya Nair', 'Teacher of Science', ['teachers'], 13, 'Teacher'),
  row(11, 'Lewis Grant', 'Teaching Assistant', ['teachingAssistants'], 14, 'Teaching assistant'),
  row(12, 'Frank Doyle', 'Site Supervisor', ['siteAndOffice'], 15, 'Site staff'),
  row(13, 'Helen Whitcombe', 'Head of Science', ['teachers'], 4, 'Line manager'),
  row(14, 'Marcus Lindley', 'SENCO', ['teachers'], 4, 'Line manager'),
  row(15, 'Karen Osgood', 'School Business Manager', ['siteAndOffice'], 3, 'Line manager'),
  row(16, 'Eleanor Frith', 'Headteacher', ['staffMillbrook'], 6, 'Headteacher, Millbrook'),
  row(17, 'Bethan Lloyd', 'Assistant Headteacher', ['staffMillbrook', 'dslTeamMillbrook'], 16, 'DSL, Millbrook'),
  row(18, 'Yusuf Demir', 'Year 5 Teacher', ['staffMillbrook', 'dslTeamMillbrook'], 17, 'Deputy DSL, Millbrook'),
];

const OAKFIELD_STAFF: Row[] = [
  row(19, 'Alison Pemberton', 'Head of English', ['teachers'], 4),
  row(20, 'Kwame Boateng', 'Teacher of English', ['teachers'], 19),
  row(21, "Siobhan O'Connell", 'Teacher of English', ['teachers'], 19),
  row(22, 'Zara Hussain', 'Head of Mathematics', ['teachers'], 4),
  row(23, 'Peter Lund', 'Teacher of Mathematics', ['teachers'], 22),
  row(24, 'Chloe Atherton', 'Teacher of Mathematics', ['teachers'], 22),
  row(25, 'Rhys Morgan-Evans', 'Teacher of Mathematics', ['teachers'], 22),
  row(26, 'Fatima Begum', 'Teacher of Science', ['teachers'], 13),
  row(27, 'Edward Stanhope', 'Teacher of Science', ['teachers'], 13),
  row(28, 'Wei Lin Chang', 'Teacher of Science', ['teachers'], 13),
  row(29, 'Catriona Muir', 'Head of Humanities', ['teachers'], 4),
  row(30, 'Oluwaseun Adebayo', 'Teacher of History', ['teachers'], 29),
  row(31, 'Beth Harcastle', 'Teacher of Geography', ['teachers'], 29),
  row(32, 'Jacek Nowicki', 'Teacher of Modern Languages', ['teachers'], 29),
  row(33, 'Sarah Hughes', 'Teacher of Art', ['teachers'], 29),
  row(34, 'Darren Fox', 'Head of Physical Education', ['teachers'], 4),
  row(35, 'Amara Nwosu', 'Teacher of Physical Education', ['teachers'], 34),
  row(36, 'Philippa Dunmore', 'Teacher of Music', ['teachers'], 29),
  row(37, 'Hassan Mirza', 'Teacher of Computing', ['teachers'], 22),
  row(38, 'Moira Kinnaird', 'Teaching Assistant', ['teachingAssistants'], 14),
  row(39, 'Josh Tilbury', 'Teaching Assistant', ['teachingAssistants'], 14),
  row(40, 'Anjali Deshmukh', 'Learning Support Assistant', ['teachingAssistants'], 14),
  row(41, 'Claire Rowbotham', 'Cover Supervisor', ['teachingAssistants'], 14),
  row(42, 'Dawn Eccles', 'Receptionist', ['siteAndOffice'], 15),
  row(43, 'Imran Sadiq', 'Examinations Officer', ['siteAndOffice'], 15),
  row(44, 'Valerie Stott', 'Attendance Officer', ['siteAndOffice'], 15),
  row(45, 'Keith Blundell', 'Caretaker', ['siteAndOffice'], 12),
  row(46, 'Agnieszka Wrona', 'Catering Manager', ['siteAndOffice'], 15),
  row(47, 'Stephen Quayle', 'Science Technician', ['siteAndOffice'], 13),
  row(48, 'Nicola Farnworth', 'Assistant Headteacher, Teaching', ['leadership', 'teachers'], 3),
];

const MILLBROOK_STAFF: Row[] = [
  row(49, 'Gwen Hartshorn', 'Reception Teacher', ['staffMillbrook'], 16),
  row(50, 'Sarah Hughes', 'Year 1 Teacher', ['staffMillbrook'], 16),
  row(51, 'Dominic Achebe', 'Year 2 Teacher', ['staffMillbrook'], 16),
  row(52, 'Laura Pickavance', 'Year 3 Teacher', ['staffMillbrook'], 16),
  row(53, 'Parveen Akhtar', 'Year 4 Teacher', ['staffMillbrook'], 16),
  row(54, 'Callum Reid', 'Year 6 Teacher', ['staffMillbrook'], 17),
  row(55, 'Jean Oldroyd', 'Teaching Assistant', ['staffMillbrook'], 17),
  row(56, 'Tanya Petrova', 'Teaching Assistant', ['staffMillbrook'], 17),
  row(57, 'Malcolm Greer', 'Caretaker', ['staffMillbrook'], 16),
  row(58, 'Susan Ibbotson', 'School Secretary', ['staffMillbrook'], 16),
];

const GOVERNORS: Row[] = [
  row(59, 'Harriet Lyle', 'Governor, Safeguarding', ['governors'], 6),
  row(60, 'Winston Campbell', 'Governor', ['governors'], 6),
];

/** Accounts that go wrong in a real tenant, each in its own way. */
const ODD_ACCOUNTS: Row[] = [
  row(61, 'Natalie Brandt', 'Supply Teacher (agency)', ['teachers'], 4),
  row(62, 'Robert Sykes', 'Teacher of Drama (left)', ['teachers'], 19),
  row(63, 'Oakfield Reception', 'Shared mailbox', ['siteAndOffice']),
  row(64, 'Conference Room', 'Room', ['siteAndOffice']),
  row(65, 'Doreen Tapley', 'Midday Supervisor', ['siteAndOffice'], 15),
  row(66, 'Owen Pritchard', 'Teacher of Geography', ['teachers'], 29),
  row(67, 'Grace Adeyemi', 'Teaching Assistant', ['teachingAssistants'], 14),
  row(68, 'Ian Cotterill', 'Teacher of Technology', ['teachers'], 34),
];

export const STAFF: readonly Row[] = [
  ...ROLE_HOLDERS,
  ...OAKFIELD_STAFF,
  ...MILLBROOK_STAFF,
  ...GOVERNORS,
  ...ODD_ACCOUNTS,
];
