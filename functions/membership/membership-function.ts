import * as applicationContracts from '@gonghui/shared/membership/applications'
import * as checkInContracts from '@gonghui/shared/membership/check-ins'
import * as clerkInvitationContracts from '@gonghui/shared/membership/clerk-invitations'
import * as consoleSignInContracts from '@gonghui/shared/membership/console-sign-ins'
import * as joinCodeContracts from '@gonghui/shared/membership/join-codes'
import * as memberCodeContracts from '@gonghui/shared/membership/member-codes'
import * as memberContracts from '@gonghui/shared/membership/members'
import * as orgContracts from '@gonghui/shared/membership/orgs'
import * as repairContracts from '@gonghui/shared/membership/repairs'
import * as roleContracts from '@gonghui/shared/membership/role-holders'
import * as sessionContracts from '@gonghui/shared/membership/sessions'
import * as standingContracts from '@gonghui/shared/membership/standing'
import { getSwitches as getSwitchesContract } from '@gonghui/shared/membership/switches'
import * as tagContracts from '@gonghui/shared/membership/tags'
import * as transferContracts from '@gonghui/shared/membership/transfers'
import middy from '@middy/core'
import { grantsOf } from '../lib/grants.store.ts'
import { on, serve } from '../lib/server.ts'
import { apply } from './applications.ts'
import { checkInMember, createCheckInList, listCheckInLists, listCheckIns } from './check-ins.ts'
import * as clerkInvitations from './clerk-invitations.ts'
import * as consoleSignIns from './console-sign-ins.ts'
import { approveApplication, decideApplications, listApplications, refuseApplication } from './decisions.ts'
import { createJoinCode, getJoinCode, listJoinCodes, noteJoinStep, revokeJoinCode } from './join-codes.ts'
import { getMe } from './me.ts'
import { getMemberCode, giveMemberDigits, verifyMemberCode } from './member-codes.ts'
import { correctMember, findMember, listMembers, setTags, unmaskMember } from './members.ts'
import { listOrgs } from './orgs.ts'
import { sendPhoneCode } from './phone-codes.ts'
import { decideRepair, listRepairs, unmaskRepair } from './repairs.ts'
import * as roleHolders from './role-holders.ts'
import { closeSession, openSession, renewSession } from './sessions.ts'
import { leaveUnion, setStanding } from './standings.ts'
import { getSwitches } from './switches.ts'
import { claimTag, grantTag, listMyTags, listTagClaims, refuseTag } from './tags.ts'
import * as transferDesk from './transfer-desk.ts'
import { answerMyTransfer, askTransfer, getMyTransfer } from './transfers.ts'

export const handler = middy(
  serve(
    [
      on(sessionContracts.openSession, openSession),
      on(sessionContracts.renewSession, renewSession),
      on(sessionContracts.closeSession, closeSession),
      on(sessionContracts.getMe, getMe),
      on(roleContracts.listRoleHolders, roleHolders.listRoleHolders),
      on(roleContracts.findCandidate, roleHolders.findCandidate),
      on(roleContracts.giveRole, roleHolders.giveRole),
      on(roleContracts.revokeRole, roleHolders.revokeRole),
      on(roleContracts.listRoleChanges, roleHolders.listRoleChanges),
      on(clerkInvitationContracts.createClerkInvitation, clerkInvitations.createClerkInvitation),
      on(clerkInvitationContracts.listClerkInvitations, clerkInvitations.listClerkInvitations),
      on(clerkInvitationContracts.revokeClerkInvitation, clerkInvitations.revokeClerkInvitation),
      on(clerkInvitationContracts.viewClerkInvitation, clerkInvitations.viewClerkInvitation),
      on(clerkInvitationContracts.acceptClerkInvitation, clerkInvitations.acceptClerkInvitation),
      on(consoleSignInContracts.askConsoleSignIn, consoleSignIns.askConsoleSignIn),
      on(consoleSignInContracts.pollConsoleSignIn, consoleSignIns.pollConsoleSignIn),
      on(consoleSignInContracts.cancelConsoleSignIn, consoleSignIns.cancelConsoleSignIn),
      on(consoleSignInContracts.viewConsoleSignIn, consoleSignIns.viewConsoleSignIn),
      on(consoleSignInContracts.confirmConsoleSignIn, consoleSignIns.confirmConsoleSignIn),
      on(consoleSignInContracts.refuseConsoleSignIn, consoleSignIns.refuseConsoleSignIn),
      on(orgContracts.listOrgs, listOrgs),
      on(getSwitchesContract, getSwitches),
      on(joinCodeContracts.getJoinCode, getJoinCode),
      on(joinCodeContracts.createJoinCode, createJoinCode),
      on(joinCodeContracts.listJoinCodes, listJoinCodes),
      on(joinCodeContracts.revokeJoinCode, revokeJoinCode),
      on(joinCodeContracts.noteJoinStep, noteJoinStep),
      on(applicationContracts.sendPhoneCode, sendPhoneCode),
      on(applicationContracts.apply, apply),
      on(applicationContracts.listApplications, listApplications),
      on(applicationContracts.approveApplication, approveApplication),
      on(applicationContracts.refuseApplication, refuseApplication),
      on(applicationContracts.decideApplications, decideApplications),
      on(repairContracts.listRepairs, listRepairs),
      on(repairContracts.unmaskRepair, unmaskRepair),
      on(repairContracts.decideRepair, decideRepair),
      on(memberContracts.listMembers, listMembers),
      on(memberContracts.findMember, findMember),
      on(memberContracts.unmaskMember, unmaskMember),
      on(memberContracts.correctMember, correctMember),
      on(memberContracts.setTags, setTags),
      on(standingContracts.setStanding, setStanding),
      on(standingContracts.leaveUnion, leaveUnion),
      on(transferContracts.getMyTransfer, getMyTransfer),
      on(transferContracts.askTransfer, askTransfer),
      on(transferContracts.answerMyTransfer, answerMyTransfer),
      on(transferContracts.listTransfers, transferDesk.listTransfers),
      on(transferContracts.sendMember, transferDesk.sendMember),
      on(transferContracts.fetchMember, transferDesk.fetchMember),
      on(transferContracts.answerTransfer, transferDesk.answerTransfer),
      on(memberCodeContracts.getMemberCode, getMemberCode),
      on(memberCodeContracts.giveMemberDigits, giveMemberDigits),
      on(memberCodeContracts.verifyMemberCode, verifyMemberCode),
      on(checkInContracts.createCheckInList, createCheckInList),
      on(checkInContracts.listCheckInLists, listCheckInLists),
      on(checkInContracts.checkInMember, checkInMember),
      on(checkInContracts.listCheckIns, listCheckIns),
      on(tagContracts.listMyTags, listMyTags),
      on(tagContracts.listTagClaims, listTagClaims),
      on(tagContracts.claimTag, claimTag),
      on(tagContracts.grantTag, grantTag),
      on(tagContracts.refuseTag, refuseTag),
    ],
    { grantsOf },
  ),
)
