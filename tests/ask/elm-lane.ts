/** A short policy with everything that an answer may have to quote: clauses, a list, and text that needs a caution. */
export const ELM = `Elm Lane School Social Media Policy

Next review: May 2028

1. Contact

1.1 Staff must not accept friend requests from pupils on personal accounts.

1.2 Staff should not form online friendships with former pupils who are under 18.

1.3 Messages to pupils are sent from a school e-mail address.

2. Pictures

Before a picture of a pupil is published, staff must:

- check the consent list;
- leave out the surname;
- ask the office if they are unsure.

If a member of staff takes a compromising picture of a pupil by accident, they must delete it immediately.

3. Abuse of staff

Staff who are abused online report it to a senior manager on the same day. They keep a screenshot with the date and the address.

If the material is threatening, the headteacher will report it to the police, with the consent of the member of staff.

4. Working hours

Personal social media accounts must not be used during working hours.
`;
