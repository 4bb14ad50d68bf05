import * as approvals from './benefits/approvals.ts'
import * as audience from './benefits/audience.ts'
import * as blastRadius from './benefits/blast-radius.ts'
import * as claim from './benefits/claim.ts'
import * as codes from './benefits/codes.ts'
import * as controls from './benefits/controls.ts'
import * as counts from './benefits/counts.ts'
import * as covers from './benefits/covers.ts'
import * as deeds from './benefits/deeds.ts'
import * as draws from './benefits/draws.ts'
import * as drops from './benefits/drops.ts'
import * as entries from './benefits/entries.ts'
import * as exports from './benefits/exports.ts'
import * as benefitsFigures from './benefits/figures.ts'
import * as launch from './benefits/launch.ts'
import * as lookUps from './benefits/look-ups.ts'
import * as opening from './benefits/opening.ts'
import * as outlets from './benefits/outlets.ts'
import * as preflight from './benefits/preflight.ts'
import * as preview from './benefits/preview.ts'
import * as reconciliations from './benefits/reconciliations.ts'
import * as redemptions from './benefits/redemptions.ts'
import * as rehearsals from './benefits/rehearsals.ts'
import * as reminders from './benefits/reminders.ts'
import * as returns from './benefits/returns.ts'
import * as rules from './benefits/rules.ts'
import * as settlements from './benefits/settlements.ts'
import * as stock from './benefits/stock.ts'
import * as templates from './benefits/templates.ts'
import * as voids from './benefits/voids.ts'
import * as vouchers from './benefits/vouchers.ts'
import type { Contract } from './lib/contract.ts'
import * as events from './matchmaking/events.ts'
import * as figures from './matchmaking/figures.ts'
import * as introductions from './matchmaking/introductions.ts'
import * as managedEvents from './matchmaking/managed-events.ts'
import * as photos from './matchmaking/photos.ts'
import * as profiles from './matchmaking/profiles.ts'
import * as reports from './matchmaking/reports.ts'
import * as reviews from './matchmaking/reviews.ts'
import * as suggestions from './matchmaking/suggestions.ts'
import * as applications from './membership/applications.ts'
import * as checkIns from './membership/check-ins.ts'
import * as clerkInvitations from './membership/clerk-invitations.ts'
import * as consoleSignIns from './membership/console-sign-ins.ts'
import * as devices from './membership/devices.ts'
import * as joinCodes from './membership/join-codes.ts'
import * as memberCodes from './membership/member-codes.ts'
import * as members from './membership/members.ts'
import * as myData from './membership/my-data.ts'
import * as orgTree from './membership/org-tree.ts'
import * as orgs from './membership/orgs.ts'
import * as posters from './membership/posters.ts'
import * as privacy from './membership/privacy.ts'
import * as repairs from './membership/repairs.ts'
import * as roleHolders from './membership/role-holders.ts'
import * as roster from './membership/roster.ts'
import * as sessions from './membership/sessions.ts'
import * as standing from './membership/standing.ts'
import * as switches from './membership/switches.ts'
import * as tags from './membership/tags.ts'
import * as transfers from './membership/transfers.ts'
import * as inbox from './messages/inbox.ts'
import * as subscriptions from './messages/subscriptions.ts'
import * as campaigns from './reading/campaigns.ts'
import * as certificates from './reading/certificates.ts'
import * as readingFigures from './reading/figures.ts'
import * as readingJobs from './reading/jobs.ts'
import * as managedCampaigns from './reading/managed-campaigns.ts'
import * as notes from './reading/notes.ts'
import * as points from './reading/points.ts'
import * as quizDraws from './reading/quiz-draws.ts'
import * as quizzes from './reading/quizzes.ts'
import * as readers from './reading/readers.ts'
import * as standings from './reading/standings.ts'

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'audience' in value && 'replies' in value

const rooms = {
  reading: [
    campaigns,
    managedCampaigns,
    readers,
    standings,
    points,
    quizzes,
    quizDraws,
    certificates,
    notes,
    readingFigures,
    readingJobs,
  ],
  membership: [
    sessions,
    devices,
    privacy,
    myData,
    consoleSignIns,
    roleHolders,
    clerkInvitations,
    orgs,
    orgTree,
    joinCodes,
    posters,
    roster,
    applications,
    repairs,
    members,
    standing,
    transfers,
    tags,
    memberCodes,
    checkIns,
    switches,
  ],
  benefits: [
    drops,
    audience,
    launch,
    approvals,
    preview,
    templates,
    rules,
    controls,
    blastRadius,
    covers,
    deeds,
    codes,
    claim,
    entries,
    opening,
    draws,
    voids,
    vouchers,
    returns,
    reminders,
    stock,
    redemptions,
    outlets,
    counts,
    preflight,
    rehearsals,
    exports,
    lookUps,
    benefitsFigures,
    reconciliations,
    settlements,
  ],
  messages: [inbox, subscriptions],
  matchmaking: [
    profiles,
    photos,
    reviews,
    suggestions,
    introductions,
    events,
    managedEvents,
    reports,
    figures,
  ],
}

const addressOf = ({ path, method }: Contract) => `${path} ${method}`

/** Every endpoint of the product in the order of its address, for what speaks of all of them: the OpenAPI document, the docs, the tests. */
export const everyContract: readonly Contract[] = Object.values(rooms)
  .flat()
  .flatMap((room) => Object.values(room))
  .filter(isContract)
  .sort((a, b) => (addressOf(a) < addressOf(b) ? -1 : 1))
