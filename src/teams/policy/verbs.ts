/** Names of what these cards do; handlers use the same. */
export const POLICY = {
  section: 'policy.section',
  sectionPage: 'policy.section-page',
  wasIt: 'policy.was-it',
  refer: 'policy.refer',
  sendReferral: 'policy.send-referral',
  reply: 'policy.reply',
  sendReply: 'policy.send-reply',
  desk: 'policy.desk',
  read: 'policy.read',
  readPage: 'policy.read-page',
  versions: 'policy.versions',
  changes: 'policy.changes',
  changesPage: 'policy.changes-page',
  putInForce: 'policy.put-in-force',
  notNow: 'policy.not-now',
  setAside: 'policy.set-aside',
} as const;
