import type { ListedQuiz } from '@gonghui/shared/reading/quizzes'
import { View } from '@tarojs/components'
import { serverNowMs } from '../lib/server-clock'
import { grouped, momentOf, whenOf } from '../lib/words'
import { Chip, Row } from '../ui/card'
import { CopyDrawFile } from '../ui/copy-draw-file'
import './console-reading.scss'

const stepChips = {
  entering: { text: '过关就进入', tone: 'plain' },
  waiting: { text: '等开奖', tone: 'wait' },
  drawn: { text: '已开奖', tone: 'ok' },
} as const

/** How many are drawn, when, or how it came out. */
function drawnWords({ lottery, lotteryDraw }: ListedQuiz): string {
  if (!lottery || !lotteryDraw) return ''
  const { step, drawsAt, entrants = 0, drawnAt } = lotteryDraw
  const prize = `每人 ${grouped(lottery.points)} 积分`
  if (step !== 'drawn')
    return `抽 ${grouped(lottery.winners)} 人，${prize}；${whenOf(drawsAt, serverNowMs())} 自动开奖`
  const won = Math.min(lottery.winners, entrants)
  return `${momentOf(drawnAt ?? drawsAt)} 开奖：${grouped(entrants)} 人进入，${grouped(won)} 人中奖，${prize}`
}

interface QuizLineProps {
  readonly campaignId: string
  readonly quiz: ListedQuiz
  readonly onEdit: (() => void) | undefined
}

/** One quiz at the desk: its rules, and its lottery. */
export function QuizLine({ campaignId, quiz, onEdit }: QuizLineProps) {
  const { quizId, lotteryDraw } = quiz
  const chip = lotteryDraw && stepChips[lotteryDraw.step]
  return (
    <View className="reading-quiz">
      <Row
        id={`quiz-${quizId}`}
        icon="edit"
        title={quiz.title}
        under={`题库 ${quiz.bank} 题，抽 ${quiz.draw} 题、对 ${quiz.passMark} 题过关，每天 ${quiz.attemptsADay} 次，${quiz.points} 积分`}
        {...(onEdit ? { onTap: onEdit } : {})}
      />
      {chip && (
        <View className="row reading-quiz-draw" id={`quiz-${quizId}-draw`}>
          <Chip tone={chip.tone}>{chip.text}</Chip>
          <View className="grow t12 quiet">{drawnWords(quiz)}</View>
          {lotteryDraw.step === 'drawn' && <CopyDrawFile campaignId={campaignId} quizId={quizId} />}
        </View>
      )}
    </View>
  )
}
