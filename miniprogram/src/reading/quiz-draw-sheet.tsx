import type { ListedQuiz, MyQuizEntry, QuizDraw } from '@gonghui/shared/reading/quizzes'
import { Text, View } from '@tarojs/components'
import { serverNowMs } from '../lib/server-clock'
import { grouped, momentOf, whenOf } from '../lib/words'
import { Chip, Fact } from '../ui/card'
import { CopyDrawFile } from '../ui/copy-draw-file'
import { Hash } from '../ui/hash'
import { Sheet } from '../ui/sheet'
import './quiz.scss'

/** How it went with me, or how far it is, in a word. */
export function EntryChip({ entry }: { readonly entry: MyQuizEntry | undefined }) {
  if (!entry) return <Chip tone="plain">没有进入</Chip>
  if (entry.won === undefined) return <Chip tone="wait">等抽奖</Chip>
  return (
    <Chip tone={entry.won ? 'ok' : 'no'} icon={entry.won ? 'check' : 'cross'}>
      {entry.won ? '中奖' : '未中奖'}
    </Chip>
  )
}

function mineIn({ lottery, entry }: ListedQuiz, { step }: QuizDraw): string {
  if (!entry) return step === 'drawn' ? '名单定下时你还没有过关' : '答题过关就进入抽奖'
  if (entry.won === undefined) return '你已进入抽奖，不用再做什么'
  return entry.won ? `抽中了你，${lottery?.points} 积分已到账` : '这次没抽中，不影响别的答题'
}

interface QuizDrawSheetProps {
  readonly campaignId: string
  readonly quiz: ListedQuiz
  readonly draw: QuizDraw
  readonly onClose: () => void
}

/** 抽奖 of a quiz: what it is for, how it went with me, and how to check it. */
export function QuizDrawSheet({ campaignId, quiz, draw, onClose }: QuizDrawSheetProps) {
  const { quizId, title, lottery, entry } = quiz
  const { step, drawsAt, commitment, listHash, entrants = 0, drawnAt } = draw
  return (
    <Sheet title={`${title}・抽奖`} onClose={onClose}>
      <View className="row quiz-mine" id="quiz-entry">
        <EntryChip entry={entry} />
        <Text className="t14 grow">{mineIn(quiz, draw)}</Text>
      </View>
      <Fact name="抽多少">
        {grouped(lottery?.winners ?? 0)} 人，每人 {grouped(lottery?.points ?? 0)} 积分
      </Fact>
      <Fact name="谁能中">过关的都在，一人一次，先后一样</Fact>
      <Fact name="开奖">
        {step === 'drawn'
          ? `${momentOf(drawnAt ?? drawsAt)}，${grouped(entrants)} 人进入`
          : `${whenOf(drawsAt, serverNowMs())}，活动结束后自动抽`}
      </Fact>
      {entry?.line !== undefined && (
        <Fact name="公布的名单">
          第 {grouped(entry.line)} 行，共 {grouped(entrants)} 行
        </Fact>
      )}
      <View className="quiz-proof">
        {entry && <Hash name="我的编号（只在这一次抽奖用）" value={entry.pseudonym} />}
        <Text className="block t12 quiet">
          答题前就定下一个秘密种子，先公布它的指纹；过关的名单定下后，用名单的指纹和种子给每个编号算一个签，签小的中奖。种子开奖后公开，谁都能照名单重算一遍，主办方也改不了结果。
        </Text>
        <Hash name="种子指纹" value={commitment} />
        {listHash && <Hash name="名单指纹" value={listHash} />}
        <CopyDrawFile campaignId={campaignId} quizId={quizId} />
      </View>
    </Sheet>
  )
}
