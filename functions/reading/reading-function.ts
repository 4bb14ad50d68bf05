import * as campaignContracts from '@gonghui/shared/reading/campaigns'
import * as certificateContracts from '@gonghui/shared/reading/certificates'
import { startFigures } from '@gonghui/shared/reading/figures'
import { getJob } from '@gonghui/shared/reading/jobs'
import * as managedContracts from '@gonghui/shared/reading/managed-campaigns'
import * as noteContracts from '@gonghui/shared/reading/notes'
import { listPoints } from '@gonghui/shared/reading/points'
import { getQuizDrawFile } from '@gonghui/shared/reading/quiz-draws'
import * as quizContracts from '@gonghui/shared/reading/quizzes'
import * as readerContracts from '@gonghui/shared/reading/readers'
import * as standingContracts from '@gonghui/shared/reading/standings'
import middy from '@middy/core'
import { grantsOf } from '../lib/grants.store.ts'
import { on, serve } from '../lib/server.ts'
import { unlessOff } from '../lib/switches.ts'
import * as campaigns from './campaigns.ts'
import * as certificates from './certificates.ts'
import * as pictures from './check-in-pictures.ts'
import * as figures from './figures.ts'
import * as jobs from './jobs.ts'
import * as managed from './managed-campaigns.ts'
import * as desk from './note-desk.ts'
import * as notes from './notes.ts'
import * as points from './points.ts'
import * as quizDraws from './quiz-draws.ts'
import * as quizzes from './quizzes.ts'
import * as readers from './readers.ts'
import * as standings from './standings.ts'

export const handler = middy(
  serve(
    [
      on(campaignContracts.listCampaigns, campaigns.listCampaigns),
      on(campaignContracts.getCampaign, campaigns.getCampaign),
      on(managedContracts.createCampaign, managed.createCampaign),
      on(managedContracts.editCampaign, managed.editCampaign),
      on(managedContracts.cloneCampaign, managed.cloneCampaign),
      on(managedContracts.openCampaign, managed.openCampaign),
      on(managedContracts.closeCampaign, managed.closeCampaign),
      on(managedContracts.featureCampaign, managed.featureCampaign),
      on(managedContracts.listManagedCampaigns, managed.listManagedCampaigns),
      on(managedContracts.getManagedCampaign, managed.getManagedCampaign),
      on(readerContracts.enrol, readers.enrol),
      on(readerContracts.getReader, readers.getReader),
      on(readerContracts.chooseBooks, readers.chooseBooks),
      on(readerContracts.checkIn, readers.checkIn),
      on(readerContracts.listCheckIns, readers.listCheckIns),
      on(readerContracts.uploadCheckInPicture, pictures.uploadCheckInPicture),
      on(readerContracts.setCheckInPicture, pictures.setCheckInPicture),
      on(readerContracts.finishBook, readers.finishBook),
      on(certificateContracts.takeCertificate, certificates.takeCertificate),
      on(certificateContracts.drawCertificate, certificates.drawCertificate),
      on(certificateContracts.verifyCertificate, certificates.verifyCertificate),
      on(getJob, jobs.getJob),
      on(startFigures, figures.startFigures),
      on(noteContracts.writeNote, notes.writeNote),
      on(noteContracts.listNotes, notes.listNotes),
      on(noteContracts.likeNote, notes.likeNote),
      on(noteContracts.reportNote, notes.reportNote),
      on(noteContracts.deleteNote, notes.deleteNote),
      on(noteContracts.listDeskNotes, desk.listDeskNotes),
      on(noteContracts.decideNote, desk.decideNote),
      on(listPoints, points.listPoints),
      on(quizContracts.uploadBank, quizzes.uploadBank),
      on(quizContracts.putQuiz, quizzes.putQuiz),
      on(quizContracts.listQuizzes, quizzes.listQuizzes),
      on(getQuizDrawFile, quizDraws.getQuizDrawFile),
      on(quizContracts.startAttempt, quizzes.startAttempt),
      on(quizContracts.submitAttempt, quizzes.submitAttempt),
      on(standingContracts.setPenName, readers.setPenName),
      on(standingContracts.getStandings, standings.getStandings),
    ],
    { grantsOf },
  ),
).use(unlessOff('reading'))
