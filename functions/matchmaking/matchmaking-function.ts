import * as eventContracts from '@gonghui/shared/matchmaking/events'
import * as figureContracts from '@gonghui/shared/matchmaking/figures'
import * as introductionContracts from '@gonghui/shared/matchmaking/introductions'
import * as managedEventContracts from '@gonghui/shared/matchmaking/managed-events'
import * as photoContracts from '@gonghui/shared/matchmaking/photos'
import * as profileContracts from '@gonghui/shared/matchmaking/profiles'
import * as reportContracts from '@gonghui/shared/matchmaking/reports'
import * as reviewContracts from '@gonghui/shared/matchmaking/reviews'
import * as suggestionContracts from '@gonghui/shared/matchmaking/suggestions'
import middy from '@middy/core'
import { grantsOf } from '../lib/grants.store.ts'
import { on, serve } from '../lib/server.ts'
import { unlessOff } from '../lib/switches.ts'
import { confirmCase, declineCase, listCases, noteCase } from './cases.ts'
import {
  changeEvent,
  createEvent,
  drawRounds,
  getManagedEvent,
  letIn,
  listManagedEvents,
} from './event-desk.ts'
import { getEvent, listEvents, setEventHeart, setPlace } from './events.ts'
import { getFigures } from './figures.ts'
import { giveHeart, listHearts, passSingle, takeHeartBack } from './hearts.ts'
import { consentToMeet, listIntroductions, tellOutcome, withdrawFrom } from './introductions.ts'
import { setPhotos, uploadPhoto } from './photos.ts'
import { eraseProfile, getProfile, saveProfile, setVisibility, submitProfile } from './profiles.ts'
import { blockSingle, decideReport, listReports, reportSingle } from './reports.ts'
import { approveProfile, listReviews, lookAtName, returnProfile } from './reviews.ts'
import { listSuggestions } from './suggestions.ts'

export const handler = middy(
  serve(
    [
      on(profileContracts.getProfile, getProfile),
      on(profileContracts.saveProfile, saveProfile),
      on(profileContracts.submitProfile, submitProfile),
      on(profileContracts.setVisibility, setVisibility),
      on(profileContracts.eraseProfile, eraseProfile),
      on(photoContracts.uploadPhoto, uploadPhoto),
      on(photoContracts.setPhotos, setPhotos),
      on(reviewContracts.listReviews, listReviews),
      on(reviewContracts.approveProfile, approveProfile),
      on(reviewContracts.returnProfile, returnProfile),
      on(reviewContracts.lookAtName, lookAtName),
      on(suggestionContracts.listSuggestions, listSuggestions),
      on(suggestionContracts.passSingle, passSingle),
      on(suggestionContracts.giveHeart, giveHeart),
      on(suggestionContracts.listHearts, listHearts),
      on(suggestionContracts.takeHeartBack, takeHeartBack),
      on(introductionContracts.listIntroductions, listIntroductions),
      on(introductionContracts.consentToMeet, consentToMeet),
      on(introductionContracts.withdrawFrom, withdrawFrom),
      on(introductionContracts.tellOutcome, tellOutcome),
      on(introductionContracts.listCases, listCases),
      on(introductionContracts.confirmCase, confirmCase),
      on(introductionContracts.declineCase, declineCase),
      on(introductionContracts.noteCase, noteCase),
      on(reportContracts.reportSingle, reportSingle),
      on(reportContracts.blockSingle, blockSingle),
      on(reportContracts.listReports, listReports),
      on(reportContracts.decideReport, decideReport),
      on(eventContracts.listEvents, listEvents),
      on(eventContracts.getEvent, getEvent),
      on(eventContracts.setPlace, setPlace),
      on(eventContracts.setEventHeart, setEventHeart),
      on(managedEventContracts.listManagedEvents, listManagedEvents),
      on(managedEventContracts.createEvent, createEvent),
      on(managedEventContracts.getManagedEvent, getManagedEvent),
      on(managedEventContracts.changeEvent, changeEvent),
      on(managedEventContracts.letIn, letIn),
      on(managedEventContracts.drawRounds, drawRounds),
      on(figureContracts.getFigures, getFigures),
    ],
    { grantsOf },
  ),
).use(unlessOff('matchmaking'))
