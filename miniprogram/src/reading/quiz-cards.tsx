import { type ListedQuiz, listQuizzes } from '@gonghui/shared/reading/quizzes'
import type { Reader } from '@gonghui/shared/reading/readers'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useAnswer } from '../lib/use-answer'
import { Card, Chip, Row, SectionHead } from '../ui/card'
import { EntryChip, QuizDrawSheet } from './quiz-draw-sheet'

interface QuizCardsProps {
  readonly campaignId: string
  readonly reader: Reader
  /** It can still be answered. */
  readonly running: boolean
}

function asks({ draw, passMark, minutes, points, lottery }: ListedQuiz): string {
  const drawn = lottery ? `，再抽 ${lottery.winners} 人各得 ${lottery.points} 积分` : ''
  return `${draw} 题答对 ${passMark} 题过关，${minutes} 分钟，得 ${points} 积分${drawn}`
}

/** The quizzes of a campaign, each with what it asks and gives, and how its lottery goes. */
export function QuizCards({ campaignId, reader, running }: QuizCardsProps) {
  const { answer } = useAnswer(listQuizzes, { params: { campaignId } })
  const [looking, setLooking] = useState<string>()
  const items = answer.kind === 'ready' ? answer.body.items : []
  if (items.length === 0) return null
  const looked = items.find(({ quizId }) => quizId === looking)

  /** Who can answer goes and answers; for the others it is about the lottery, where there is one. */
  const rowOf = (quiz: ListedQuiz) => {
    const { quizId, lotteryDraw } = quiz
    const isPassed = reader.quizzes.includes(quizId)
    const go = `/reading/quiz?campaignId=${campaignId}&quizId=${quizId}`
    if (running && !isPassed) return { onTap: () => void Taro.navigateTo({ url: go }) }
    if (lotteryDraw) return { end: <EntryChip entry={quiz.entry} />, onTap: () => setLooking(quizId) }
    return { end: isPassed ? <Chip tone="ok">已过关</Chip> : <Chip tone="plain">没有过关</Chip> }
  }
  return (
    <Card>
      <SectionHead title="有奖竞答" />
      {items.map((quiz) => (
        <Row
          key={quiz.quizId}
          id={`quiz-${quiz.quizId}`}
          icon="edit"
          tone={reader.quizzes.includes(quiz.quizId) ? 'ok' : 'red'}
          title={<View className="bold">{quiz.title}</View>}
          under={asks(quiz)}
          {...rowOf(quiz)}
        />
      ))}
      {looked?.lotteryDraw && (
        <QuizDrawSheet
          campaignId={campaignId}
          quiz={looked}
          draw={looked.lotteryDraw}
          onClose={() => setLooking(undefined)}
        />
      )}
    </Card>
  )
}
