import { listQuizzes } from '@gonghui/shared/reading/quizzes'
import type { Reader } from '@gonghui/shared/reading/readers'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useAnswer } from '../lib/use-answer'
import { Card, Chip, Row, SectionHead } from '../ui/card'

/** The quizzes of a campaign, each with what it asks and gives. */
export function QuizCards({ campaignId, reader }: { readonly campaignId: string; readonly reader: Reader }) {
  const { answer } = useAnswer(listQuizzes, { params: { campaignId } })
  const items = answer.kind === 'ready' ? answer.body.items : []
  if (items.length === 0) return null
  return (
    <Card>
      <SectionHead title="有奖竞答" />
      {items.map(({ quizId, title, draw, passMark, minutes, points }) => {
        const isPassed = reader.quizzes.includes(quizId)
        return (
          <Row
            key={quizId}
            id={`quiz-${quizId}`}
            icon="edit"
            tone={isPassed ? 'ok' : 'red'}
            title={<View className="bold">{title}</View>}
            under={`${draw} 题答对 ${passMark} 题过关，${minutes} 分钟，得 ${points} 积分`}
            {...(isPassed
              ? { end: <Chip tone="ok">已过关</Chip> }
              : {
                  onTap: () =>
                    void Taro.navigateTo({ url: `/reading/quiz?campaignId=${campaignId}&quizId=${quizId}` }),
                })}
          />
        )
      })}
    </Card>
  )
}
