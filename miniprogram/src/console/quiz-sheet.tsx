import type { QuizFace } from '@gonghui/shared/reading/quizzes'
import { Text, View } from '@tarojs/components'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Sheet } from '../ui/sheet'
import { type QuizForm, useQuizForm } from './use-quiz-form'
import './console-reading.scss'

interface QuizSheetProps {
  readonly campaignId: string
  readonly quizId: string
  readonly quiz: QuizFace | undefined
  readonly onChanged: () => Promise<void>
  readonly onClose: () => void
}

/** One quiz: its rules, and the whole bank pasted from a spreadsheet. */
export function QuizSheet(props: QuizSheetProps) {
  const { form, change, file, pick, busy, error, save } = useQuizForm(props, props)
  const number = (name: Exclude<keyof QuizForm, 'title' | 'csv'>, label: string) => (
    <Field
      id={`quiz-${name}`}
      label={label}
      type="number"
      value={form[name]}
      onChange={(value) => change({ [name]: value })}
    />
  )
  return (
    <Sheet title={props.quiz ? '换题库' : '新增答题'} onClose={props.onClose}>
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
