/**
 * Every question the product asks of its one table, by name: [partition key, sort key]. `docs/access-patterns.md`
 * is written from this file, and a misspelt pattern or part does not compile. No partition grows without bound:
 * where one could, its key says what it is split by.
 */
export const accessPatterns = {
  'the person behind a WeChat user': ['WECHAT#{openidHash}', 'PERSON'],
  'a person': ['PERSON#{personId}', 'PERSON'],
  'a person’s role at an org': ['PERSON#{personId}', 'GRANT#{role}#{orgId}#{outletId}'],
  'who holds a role at an org': ['ORG#{orgId}', 'HOLDER#{role}#{personId}#{outletId}'],
  'a change of roles at an org in a year': ['ROLECHANGES#{orgId}#{year}', '{at}#{personId}#{role}'],
  'an invitation of a clerk': ['CLERKINVITATION#{codeHash}', 'CLERKINVITATION'],
  'an invitation of a clerk by an org': ['ORG#{orgId}', 'CLERKINVITATION#{invitedAt}#{codeHash}'],
  'a person’s application': ['PERSON#{personId}', 'APPLICATION'],
  'a consent a person gave with an application': ['PERSON#{personId}', 'CONSENT#{applicationId}'],
  'a phone that WeChat told of a person': ['PERSON#{personId}', 'PHONE#{codeHash}'],
  'an answer of a person to the privacy notice': ['PERSON#{personId}', 'ANSWER#{at}'],
  'a person’s wish to be erased': ['PERSON#{personId}', 'ERASURE'],
  'what is to be forgotten on a day': ['FORGET#{day}', '{what}#{id}'],
  'how far has been forgotten': ['FORGOTTEN', 'DAY'],
  'a session': ['SESSION#{sessionId}', 'SESSION'],
  'a session of a person': ['PERSON#{personId}', 'SESSION#{sessionId}'],
  'a sign-in to the console': ['SIGNIN#{signInId}', 'SIGNIN'],
  'an earlier result of a repeated request': ['REPEAT#{personId}#{key}', 'REPEAT'],
  'attempts in a minute': ['ATTEMPTS#{subject}#{minute}', 'ATTEMPTS'],
  'the verdict on a picture': ['VERDICT#{traceId}', 'VERDICT'],
  'a job': ['JOB#{jobId}', 'JOB'],
  'a job under way': ['JOBS', '{jobId}'],
  'a message to a person': ['PERSON#{personId}', 'MESSAGE#{messageId}'],
  'a message to be sent': ['OUTBOX#{shard}', '{messageId}'],
  'what a person lets us send by a template': ['PERSON#{personId}', 'SUBSCRIPTION#{templateId}'],
  'a list that a person took out': ['PERSON#{personId}', 'TAKEN#{jobId}'],
  'what a merchant’s file said of a drop': ['DROP#{dropId}', 'RECONCILED'],
  'an anomaly of a drop': ['ANOMALIES#{dropId}', '{anomalyId}'],
  'a settlement of a drop with an outlet': ['SETTLED#{dropId}', '{outletId}#{n}'],
  'a list taken out of a drop': ['TAKEN#{dropId}', '{jobId}'],

  'an org': ['ORG#{orgId}', 'ORG'],
  'an org right below an org': ['ORG#{orgId}', 'BELOW#{belowId}'],
  'the city union': ['CITY', 'ORG'],
  'the org of a name below an org': ['ORG#{aboveId}', 'NAMED#{word}'],
  'an org found by a word': ['ORGWORD#{first}', '{word}#{orgId}'],
  'something that happened to an org': ['ORG#{orgId}', 'HISTORY#{at}#{deed}'],
  'an org whose change is being carried through': ['ORGWORK', '{orgId}'],
  'a member': ['MEMBER#{memberId}', 'MEMBER'],
  'the member with a phone': ['PHONE#{phoneHash}', 'MEMBER'],
  'the member with a member number': ['MEMBERNO#{memberNo}', 'MEMBER'],
  'a member on an org’s roll': ['ROLL#{orgId}', '{memberId}'],
  // One range says how many are at and below an org. Whom of them a plan's tags and membership age leave is read from the
  // rolls: a call for each org, each level and each hundred members, for at most 5 000 members and 400 calls an answer.
  'members counted below an org': ['COUNTED#{aboveId}', '{orgId}#{part}'],
  'something that happened to a member': ['MEMBER#{memberId}', 'HISTORY#{at}#{deed}'],
  'a look at a member’s whole name and phone': ['LOOKS#{memberId}', '{at}#{personId}'],
  'a member’s claim to a tag': ['MEMBER#{memberId}', 'TAG#{tag}'],
  'a claim to a tag': ['TAGCLAIM#{claimId}', 'TAGCLAIM'],
  'a transfer': ['TRANSFER#{transferId}', 'TRANSFER'],
  'a member’s latest transfer': ['MEMBER#{memberId}', 'TRANSFER'],
  'a transfer waiting at or below an org': ['TRANSFERS#{orgId}', '{transferId}'],
  'a claim to a tag waiting at or below an org': ['TAGQUEUE#{orgId}', '{claimId}'],
  'the member with digits shown': ['DIGITS#{digits}', 'MEMBER'],
  'a check-in list': ['CHECKINLIST#{listId}', 'LIST'],
  'a check-in list of an org': ['ORG#{orgId}', 'CHECKINLIST#{listId}'],
  'a member on a check-in list': ['CHECKIN#{listId}', '{memberId}'],
  'a member’s visit to a door': ['MEMBER#{memberId}', 'DOOR#{listId}'],
  'a check-in in the order of arrival': ['ARRIVALS#{listId}', '{at}#{memberId}'],
  'check-ins counted on a list': ['CHECKINLIST#{listId}', 'COUNT#{part}'],
  'a one-time code sent to a phone': ['PHONE#{phoneHash}', 'ONE-TIME-CODE#{personId}'],
  'one-time codes sent on a day': ['SENT#{subject}#{day}', 'SENT'],
  'a roster entry': ['ROSTER#{orgId}#{phoneHash}', '{nameHash}'],
  'a name on a roster': ['ROSTERNAME#{orgId}#{nameHash}', '{phoneHash}'],
  'a hundred lines of a roster': ['ROSTERLIST#{orgId}', '{importId}#{part}'],
  'an import into a roster': ['ROSTERIMPORT#{importId}', 'IMPORT'],
  'the roster of an org': ['ORG#{orgId}', 'ROSTER'],
  'a join code': ['JOINCODE#{scene}', 'JOINCODE'],
  'steps counted on a join code': ['JOINCODE#{scene}', 'STEPS#{part}'],
  'a step of a person on a join code': ['PERSON#{personId}', 'STEP#{scene}#{step}'],
  'a join code of an org': ['ORG#{orgId}', 'JOINCODE#{createdAt}#{scene}'],
  'an application': ['APPLICATION#{applicationId}', 'APPLICATION'],
  'an application waiting at or below an org': ['QUEUE#{orgId}', '{applicationId}'],
  'an application to repair at or below an org': ['REPAIRS#{orgId}', '{applicationId}'],
  'a look at an applicant’s whole name and phone': ['LOOKS#{applicationId}', '{at}#{personId}'],

  'an outlet': ['OUTLET#{outletId}', 'OUTLET'],
  'an outlet of an org': ['ORG#{orgId}', 'OUTLET#{outletId}'],
  'a drop': ['DROP#{dropId}', 'DROP'],
  'a copy of a drop': ['DROP#{dropId}#{copy}', 'DROP'],
  'the rehearsals of a drop': ['DROP#{dropId}', 'REHEARSAL'],
  'a drop of an org': ['ORG#{orgId}', 'DROP#{dropId}'],
  'a drop at or below an org': ['DROPS#{orgId}', '{dropId}'],
  'a drop on show': ['ON-SHOW', '{dropId}'],
  'a drop whose buckets need looking after': ['LIVE', '{dropId}'],
  'a hundred codes of a drop': ['CODES#{dropId}#{batch}#{chunk}', 'CODES'],
  'the codes of a kind that a drop of a city brought': ['SEEN#{cityId}#{kind}#{shard}', '{dropId}#{batch}'],
  'what is shown of a drop’s stock': ['SHOWN#{dropId}', 'STOCK'],
  'a bucket of a drop': ['BUCKET#{dropId}#{bucket}', 'BUCKET'],
  'how far a bucket is folded': ['FOLDED#{dropId}#{bucket}', 'FOLDED'],
  'claims of a drop counted': ['CLAIMED#{dropId}', 'COUNTED'],
  'claims of a drop counted below an org': ['CLAIMED#{dropId}#{aboveId}', '{orgId}'],
  'what the live board of a drop says': ['CLAIMED#{dropId}', 'TOTAL'],
  'who folds the claims of a drop': ['CLAIMED#{dropId}', 'LEASE'],
  'a drop whose live board is open': ['WATCHED', '{dropId}'],
  'refusals of a drop in an hour': ['REFUSED#{dropId}#{shard}', '{hour}'],
  'openings of a drop’s page in an hour': ['OPENED#{dropId}#{shard}', '{hour}'],
  'a set of drops of an org': ['ORG#{orgId}', 'DROPSET#{setId}'],
  'an entry in a drop': ['ENTRIES#{dropId}#{shard}', '{pseudonym}'],
  'the draw of a drop': ['DRAW#{dropId}', 'DRAW'],
  'a part of a roll of a draw': ['DRAW#{dropId}#{listHash}#{part}', '{roll}'],
  'how far a drop’s expired vouchers are looked for': ['DROP#{dropId}', 'EXPIRY'],
  'a change of a drop’s stock': ['DROP#{dropId}', 'STOCK#{changeId}'],
  'an approval threshold of an org': ['THRESHOLDS#{orgId}', '{at}'],
  'a drop waiting for approval at or below an org': ['APPROVALS#{orgId}', '{dropId}'],
  'a version of a drop’s rules': ['DROP#{dropId}', 'RULES#{version}'],
  'a template of an org': ['TEMPLATES#{orgId}', '{templateId}'],
  'a deed on a drop': ['DEEDS#{dropId}', '{deedId}'],
  'who is to be reminded of a drop': ['REMIND#{dropId}#{shard}', '{personId}'],
  'a person’s wish to be reminded of a drop': ['PERSON#{personId}', 'REMIND#{dropId}'],
  'a drop whose vouchers end soon after a day': ['ENDING', '{day}#{dropId}'],
  'what a board says': ['BOARD#{dropId}#{pool}#{replica}', 'BOARD'],
  'who counts for a board': ['LEASE#{dropId}#{pool}', 'LEASE'],
  'who was granted all there was': ['HOLDERS#{dropId}#{pool}#{replica}', 'HOLDERS'],
  'who waits for a drop': ['WAITING#{dropId}#{shard}', '{since}#{memberId}'],
  'who waits for a pool of a drop': ['WAITING#{dropId}#{pool}#{shard}', '{since}#{memberId}'],
  'a member’s wait for a drop': ['MEMBER#{memberId}', 'WAITING#{dropId}'],
  'a voucher of a drop that is under way': ['UNDERWAY#{dropId}#{shard}', '{memberId}#{j}'],
  'a member’s claim on a drop': ['MEMBER#{memberId}', 'VOUCHER#{dropId}#{j}'],
  'a voucher of a drop that was voided': ['VOIDED#{dropId}', '{voucherId}'],
  'the voucher with a short code': ['SHORTCODE#{shortCode}', 'VOUCHER'],
  'a redemption': ['REDEMPTION#{redemptionId}', 'REDEMPTION'],
  'a redemption at an outlet on a day': ['SLIPS#{outletId}#{day}', '{redemptionId}'],
  'redemptions of a drop by outlet': ['REDEEMED#{dropId}', 'OUTLET#{outletId}'],
  'redemptions of a drop on a day by outlet': ['REDEEMED#{dropId}#{day}', 'OUTLET#{outletId}'],
  'redemptions of a drop on a day by org': ['REDEEMED#{dropId}#{day}', 'ORG#{orgId}'],

  'a campaign': ['CAMPAIGN#{campaignId}', 'CAMPAIGN'],
  'a campaign of an org': ['ORG#{orgId}', 'CAMPAIGN#{campaignId}'],
  'a campaign on show': ['CAMPAIGNS', '{campaignId}'],
  'a member’s enrolment in a campaign': ['MEMBER#{memberId}', 'READING#{campaignId}'],
  'a check-in of a member': ['MEMBER#{memberId}', 'CHECKIN#{campaignId}#{day}#{checkInId}'],
  'a picture of a member’s check-in': ['MEMBER#{memberId}', 'CHECKIN-PICTURE#{pictureId}'],
  'a review of a book by a member': ['MEMBER#{memberId}', 'REVIEW#{campaignId}#{bookId}'],
  'a reader of a campaign': ['READERS#{campaignId}#{orgId}#{shard}', '{memberId}'],
  'an org that takes part in a campaign': ['COHORTS#{campaignId}#{lane}', '{orgId}'],
  'the seats of an org in a campaign': ['TALLY#{campaignId}#{orgId}', 'SEATS'],
  'the tally of a part of an org': ['TALLY#{campaignId}#{orgId}', 'PART#{part}'],
  'under which org another is counted': ['TALLY#{campaignId}#{orgId}', 'UNDER'],
  'a shard of readers that changed in a minute': ['TOUCHED#{campaignId}#{slot}#{lane}', '{orgId}#{shard}'],
  'a quiz of a campaign': ['CAMPAIGN#{campaignId}', 'QUIZ#{quizId}'],
  'the draw of a quiz': ['QUIZDRAW#{campaignId}', '{quizId}'],
  'a part of a roll of a quiz’s draw': ['QUIZDRAW#{campaignId}#{quizId}#{listHash}#{part}', '{roll}'],
  'an attempt of a member at a quiz': ['MEMBER#{memberId}', 'ATTEMPT#{campaignId}#{quizId}#{day}#{n}'],
  'a certificate': ['CERTIFICATE#{code}', 'CERTIFICATE'],
  'a note': ['NOTE#{noteId}', 'NOTE'],
  'a note of a member': ['MEMBER#{memberId}', 'NOTE#{campaignId}#{at}#{noteId}'],
  'a note readers see': ['NOTES#{campaignId}#{month}', '{at}#{noteId}'],
  'a featured note': ['FEATURED#{campaignId}', '{noteId}'],
  'a note to be judged': ['NOTEQUEUE#{campaignId}', '{noteId}'],
  'a report of a note': ['NOTE#{noteId}', 'REPORT#{reporter}'],
  'a like of a member': ['MEMBER#{memberId}', 'LIKE#{noteId}'],
  'likes counted on a note': ['NOTE#{noteId}', 'LIKES#{lane}'],
  'how far a campaign is counted': ['FOLD#{campaignId}', 'FOLD'],
  'the balance of a member’s points': ['MEMBER#{memberId}', 'POINTS'],
  'an entry of a member’s points': ['MEMBER#{memberId}', 'POINTS-ENTRY#{cause}'],
  'a single’s profile': ['SINGLE#{profileId}', 'PROFILE'],
  'whom a single is done with': ['SINGLE#{profileId}', 'DONE'],
  'what a single was suggested on a day': ['SINGLE#{profileId}', 'SUGGESTED#{day}'],
  'hearts a single gave on a day': ['SINGLE#{profileId}', 'HEARTS#{day}'],
  'a heart a single gave': ['SINGLE#{profileId}', 'HEART#{otherId}'],
  'an introduction of a single': ['SINGLE#{profileId}', 'INTRODUCTION#{introductionId}'],
  'singles of a gender born in three years': ['SINGLES#{gender}#{band}', 'SINGLES'],
  'two singles': ['PAIR#{lowId}#{highId}', 'PAIR'],
  'the two singles of an introduction': ['INTRODUCTION#{introductionId}', 'PAIR'],
  'an introduction to look after at or below an org': ['CASES#{orgId}', '{introductionId}'],
  'a profile waiting at or below an org': ['REVIEWS#{orgId}', '{submittedAt}#{profileId}'],
  'a look at a single’s name': ['LOOKS#{profileId}', '{at}#{draw}'],
  'singles listed at or below an org': ['FIGURES#{orgId}', 'SINGLES'],
  'introductions at or below an org in a year': ['FIGURES#{orgId}', 'INTRODUCTIONS#{year}'],
  'a report': ['REPORT#{reportId}', 'REPORT'],
  'a report waiting at or below an org': ['REPORTS#{orgId}', '{reportId}'],
  'an event': ['EVENT#{eventId}', 'EVENT'],
  'an event of an org by when it begins': ['EVENTS#{orgId}', '{startsAt}#{eventId}'],
  // Everybody of a gender who comes or waits, as one item: a place is taken by one write, and the order is nobody's to doubt.
  'the line of an event': ['EVENT#{eventId}', 'LINE#{gender}'],
  'the rounds of an event': ['EVENT#{eventId}', 'ROUNDS'],
  // A row lies here for a minute or two: until everybody in the event's lines is told of what has changed.
  'an event whose guests are to be told': ['EVENTNEWS', '{at}#{eventId}#{what}'],
  'introductions after an event': ['EVENT#{eventId}', 'INTRODUCTIONS'],
  'a photo of a single': ['SINGLE#{profileId}', 'PHOTO#{photoId}'],
  'an event of a single': ['SINGLE#{profileId}', 'EVENT#{eventId}'],
} as const

export type Pattern = keyof typeof accessPatterns

type Names<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type PkParts<P extends Pattern> = Names<(typeof accessPatterns)[P][0]>
type SkParts<P extends Pattern> = Names<(typeof accessPatterns)[P][1]>
type Parts<Name extends string> = { readonly [K in Name]: string | number }

export interface Key {
  readonly pk: string
  readonly sk: string
}

const fill = (template: string, parts: Readonly<Record<string, string | number>>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => String(parts[name]))

const shapeOf = (template: string): RegExp =>
  new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^#]+?(?:#[^#]+)*?')}$`)

const shapes = Object.entries(accessPatterns).map(([name, [pk, sk]]) => ({
  name: name as Pattern,
  pk: shapeOf(pk),
  sk: shapeOf(sk),
  /** The more of a key is spelt out, the surer it is the one that is meant. */
  spelt: (pk + sk).replace(/\{\w+\}/g, '').length,
}))

/** Which pattern an item was written under. @returns undefined for a key that no pattern makes. */
export const patternOf = ({ pk, sk }: Key): Pattern | undefined =>
  shapes
    .filter((shape) => shape.pk.test(pk) && shape.sk.test(sk))
    .sort((one, other) => other.spelt - one.spelt)[0]?.name

/** The key of the one item that answers `pattern` for these parts. */
export function keyOf<P extends Pattern>(pattern: P, parts: Parts<PkParts<P> | SkParts<P>>): Key {
  const [pk, sk] = accessPatterns[pattern]
  return { pk: fill(pk, parts), sk: fill(sk, parts) }
}

/**
 * The partition of `pattern`, and how the sort keys in it begin as far as the given parts reach: what a Query asks.
 */
export function rangeOf<P extends Pattern>(
  pattern: P,
  parts: Parts<PkParts<P>> & Partial<Parts<SkParts<P>>>,
): { readonly pk: string; readonly begins: string } {
  const [pk, sk] = accessPatterns[pattern]
  const given: Readonly<Record<string, string | number | undefined>> = parts
  let begins = ''
  for (const piece of sk.split(/(?=\{)|(?<=\})/)) {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1]
    if (name === undefined) begins += piece
    else if (given[name] === undefined) break
    else begins += String(given[name])
  }
  return { pk: fill(pk, parts), begins }
}
