import { CSV_TYPE, XLSX_TYPE } from '@gonghui/shared/lib/files'
import type { ManagedCampaign } from '@gonghui/shared/reading/campaigns'
import {
  listQuizzes,
  MAX_BANK_BYTES,
  putQuiz,
  type QuizFace,
  uploadBank,
} from '@gonghui/shared/reading/quizzes'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/api'
import { type PickedFile, pickFile } from '../lib/pick-file'
import { saidOf, untilKnown } from '../lib/until-known'
import { useAnswer } from '../lib/use-answer'
import { Button } from '../ui/button'
import { Card, SectionHead } from '../ui/card'
import { Field } from '../ui/field'
import { Sheet } from '../ui/sheet'
import { toast } from '../ui/toast'
import { QuizLine } from './quiz-line'
import './console-reading.scss'

const countOf = (typed: string): number => (/^\d{1,5}$/.test(typed.trim()) ? Number(typed) : -1)

interface QuizSheetProps {
  readonly campaignId: string
  readonly quizId: string
  readonly quiz: QuizFace | undefined
  readonly onSaved: () => Promise<void>
  readonly onClose: () => void
}

/** One quiz: its rules, and the whole bank pasted from a spreadsheet. */
function QuizSheet({ campaignId, quizId, quiz, onSaved, onClose }: QuizSheetProps) {
  const [form, setForm] = useState({
    title: quiz?.title ?? '',
    draw: String(quiz?.draw ?? 5),
    passMark: String(quiz?.passMark ?? 3),
    attemptsADay: String(quiz?.attemptsADay ?? 2),
    minutes: String(quiz?.minutes ?? 10),
    points: String(quiz?.points ?? 30),
    winners: quiz?.lottery ? String(quiz.lottery.winners) : '',
    prize: quiz?.lottery ? String(quiz.lottery.points) : '',
    csv: '',
  })
  const [file, setFile] = useState<PickedFile>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const change = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }))

  /** Sends a file; undefined where it did not come, which is said. */
  const send = async (): Promise<string | undefined> => {
    if (!file) return undefined
    const type = /\.xlsx$/i.test(file.name) ? XLSX_TYPE : CSV_TYPE
    const uploaded = await untilKnown(() =>
      call(uploadBank, { params: { campaignId }, body: { type, size: file.size } }),
    )
    if (uploaded.kind !== 'answer') setError(saidOf(uploaded))
    else if ((await file.send(uploaded.body)) === 'sent') return uploaded.body.fileId
    else setError('文件没有传上去，请再选一次')
    return undefined
  }
  const pick = async () => {
    const picked = await pickFile(['csv', 'xlsx', 'txt'])
    if (!picked) return
    if (picked.size === 0 || picked.size > MAX_BANK_BYTES) return setError('文件要在 2 MB 以内，不能是空的')
    setFile(picked)
    setError(undefined)
  }

  const save = async () => {
    const { title, csv, draw, passMark, attemptsADay, minutes, points, winners, prize } = form
    if (!title.trim() || !(csv.trim() || file)) return setError('请填写名称，并粘贴题库或选一个文件')
    if ((winners.trim() === '') !== (prize.trim() === ''))
      return setError('抽奖要写抽几人和每人多少积分；不抽奖就都空着')
    setBusy(true)
    const fileId = await send()
    if (file && !fileId) return setBusy(false)
    const plan = {
      title: title.trim(),
      draw: countOf(draw),
      passMark: countOf(passMark),
      attemptsADay: countOf(attemptsADay),
      minutes: countOf(minutes),
      points: countOf(points),
      ...(winners.trim() ? { lottery: { winners: countOf(winners), points: countOf(prize) } } : {}),
    }
    const ended = await untilKnown(() =>
      call(putQuiz, { params: { campaignId, quizId }, body: { plan, ...(fileId ? { fileId } : { csv }) } }),
    )
    setBusy(false)
    if (ended.kind === 'answer') {
      toast(`已存好，题库 ${ended.body.quiz.bank} 题`)
      await onSaved()
      return onClose()
    }
    if (ended.kind !== 'refused') return setError(saidOf(ended, '请再点一次'))
    const { facts, title: what, next } = ended.problem
    const bad = (facts?.bad ?? []) as readonly { line: number; wrong: string }[]
    setError(
      bad.length > 0
        ? bad.map(({ line, wrong }) => `第 ${line} 行：${wrong}`).join('；')
        : `${what}，${next}`,
    )
  }

  const number = (name: Exclude<keyof typeof form, 'title' | 'csv'>, label: string) => (
    <Field
      id={`quiz-${name}`}
      label={label}
      type="number"
      value={form[name]}
      onChange={(value) => change({ [name]: value })}
    />
  )
  return (
    <Sheet title={quiz ? '换题库' : '新增答题'} onClose={onClose}>
      <Field
        id="quiz-title"
        label="名称"
        max={30}
        value={form.title}
        onChange={(title) => change({ title })}
        placeholder="例如：第一周竞答"
      />
      <View className="reading-numbers">
        {number('draw', '每次抽几题')}
        {number('passMark', '答对几题过关')}
        {number('attemptsADay', '每天几次')}
        {number('minutes', '限时（分钟）')}
        {number('points', '过关得积分')}
      </View>
      <View className="reading-pair">
        {number('winners', '再抽几人')}
        {number('prize', '抽中每人得积分')}
      </View>
      <Text className="block t12 quiet reading-lottery-note">
        不抽奖就都空着。过关的人都进入，活动结束后自动抽，积分直接到账；活动开始后不能再改。
      </Text>
      <Field
        id="quiz-csv"
        label="题库，每行一题"
        lines={7}
        max={200_000}
        value={form.csv}
        onChange={(csv) => change({ csv })}
        hint="依次是：题型（单选、多选、判断）, 题目, 答案（字母，或对、错）, 选项A, 选项B…"
        error={file ? undefined : error}
        placeholder="单选, 《人世间》的作者是谁, A, 梁晓声, 路遥"
      />
      <View className="row reading-bank-file">
        <Button id="pick-bank" tone="line" shape="small" icon="upload" onTap={() => void pick()}>
          {file ? '换一个文件' : '或者选 CSV、Excel 文件'}
        </Button>
        {file && <Text className="t14 quiet cut">{file.name}</Text>}
      </View>
      {file && error && <Text className="block field-error reading-bank-error">{error}</Text>}
      <Button id="save-quiz" busy={busy && '正在保存…'} onTap={() => void save()}>
        存题库
      </Button>
    </Sheet>
  )
}

/** 有奖竞答 at the desk: the quizzes of a campaign, added and renewed. */
export function QuizDesk({ campaign }: { readonly campaign: ManagedCampaign }) {
  const { campaignId } = campaign
  const { answer, reload } = useAnswer(listQuizzes, { params: { campaignId } })
  const [editing, setEditing] = useState<string>()
  const items = answer.kind === 'ready' ? answer.body.items : []
  const next = `q${items.length + 1}`
  const mayEdit = campaign.state !== 'closed'
  return (
    <Card>
      <SectionHead
        title="有奖竞答"
        end={
          mayEdit &&
          items.length < 9 && (
            <Button id="new-quiz" tone="quiet" shape="pill" icon="plus" onTap={() => setEditing(next)}>
              新增答题
            </Button>
          )
        }
      />
      {answer.kind === 'ready' && items.length === 0 && (
        <Text className="t14 quiet">还没有答题。题库从表格粘贴，每人每次随机抽题。</Text>
      )}
      {items.map((quiz) => (
        <QuizLine
          key={quiz.quizId}
          campaignId={campaignId}
          quiz={quiz}
          onEdit={mayEdit ? () => setEditing(quiz.quizId) : undefined}
        />
      ))}
      {editing && (
        <QuizSheet
          campaignId={campaignId}
          quizId={editing}
          quiz={items.find(({ quizId }) => quizId === editing)}
          onSaved={reload}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Card>
  )
}
