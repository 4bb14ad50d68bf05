import type { ManagedCampaign } from '@gonghui/shared/reading/campaigns'
import { listQuizzes, MOST_QUIZZES, type QuizFace } from '@gonghui/shared/reading/quizzes'
import { useState } from 'react'
import { useAnswer } from '../lib/use-answer'

/** The quizzes of a campaign, and the one that is being written: as it was when it was opened. */
export function useQuizDesk({ campaignId, state }: ManagedCampaign) {
  const { answer, reload } = useAnswer(listQuizzes, { params: { campaignId } })
  const [editing, setEditing] = useState<{ readonly quizId: string; readonly quiz: QuizFace | undefined }>()
  const items = answer.kind === 'ready' ? answer.body.items : []
  const mayEdit = state !== 'closed'
  // Only who knows what is there knows which place is free.
  const mayAdd = mayEdit && answer.kind === 'ready' && items.length < MOST_QUIZZES
  return {
    answer,
    items,
    reload,
    editing,
    add: mayAdd ? () => setEditing({ quizId: `q${items.length + 1}`, quiz: undefined }) : undefined,
    edit: mayEdit ? (quiz: QuizFace) => setEditing({ quizId: quiz.quizId, quiz }) : undefined,
    close: () => setEditing(undefined),
  }
}
