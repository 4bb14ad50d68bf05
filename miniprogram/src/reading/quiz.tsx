import type { Question } from '@gonghui/shared/reading/quizzes'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { serverNowMs } from '../lib/server-clock'
import { whenOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Fact, SectionHead } from '../ui/card'
import { Countdown } from '../ui/countdown'
import { Hash } from '../ui/hash'
import { OutcomeHead } from '../ui/outcome-head'
import { ActionBar, goBack, Page } from '../ui/page'
import { Loading, Offline, Refused } from '../ui/states'
import { useQuiz } from './use-quiz'
import './quiz.scss'

const kindWords = { single: '单选', multiple: '多选', judge: '判断' } as const
const LETTERS = 'ABCDEF'

interface QuestionCardProps {
  readonly question: Question
  readonly at: number
  readonly given: readonly number[]
  /** Known only after it was handed in. */
  readonly right?: readonly number[] | undefined
  readonly onChoose?: (option: number) => void
}

function QuestionCard({ question, at, given, right, onChoose }: QuestionCardProps) {
  const classOf = (option: number) => {
    if (!right) return given.includes(option) ? 'quiz-chosen' : ''
    if (right.includes(option)) return 'quiz-right'
    return given.includes(option) ? 'quiz-wrong' : ''
  }
  return (
    <Card>
      <View className="t16 bold quiz-text">
        {at + 1}. {question.text}
        <Text className="t12 quiet"> {kindWords[question.kind]}</Text>
      </View>
      {question.options.map((text, option) => (
        <View
          key={text}
          id={`option-${at}-${option}`}
          className={`quiz-option ${classOf(option)}`}
          {...(onChoose ? { onClick: () => onChoose(option) } : {})}
        >
          <Text className="quiz-letter">{question.kind === 'judge' ? '' : LETTERS[option]}</Text>
          <Text className="grow">{text}</Text>
        </View>
      ))}
    </Card>
  )
}

/** 答题: the drawn questions, a countdown by the server's clock, and how it came out. */
export default function QuizPage() {
  const { campaignId = '', quizId = '' } = useRouter().params
  const { state, given, choose, submit, begin } = useQuiz(campaignId, quizId)

  if (state.kind === 'done') {
    const { attempt, result } = state
    return (
      <Page
        title="答题结果"
        bottom={
          <ActionBar>
            <Button id="quiz-back" tone={result.passed ? 'primary' : 'line'} onTap={goBack}>
              回到活动
            </Button>
            {!result.passed && (
              <Button id="quiz-again" onTap={() => void begin()}>
                再答一次
              </Button>
            )}
          </ActionBar>
        }
      >
        <Card id="quiz-result" flush>
          <OutcomeHead
            tone={result.passed ? 'ok' : 'wait'}
            icon={result.passed ? 'check' : 'clock'}
            title={result.passed ? '过关了' : '还差一点'}
            under={`${attempt.questions.length} 题答对 ${result.right} 题`}
          />
        </Card>
        {result.entered && (
          <Card id="quiz-entered">
            <SectionHead title="你已进入抽奖" />
            <Fact name="开奖">{whenOf(result.entered.drawsAt, serverNowMs())}，结果在活动页和消息里</Fact>
            <Hash name="我的编号（只在这一次抽奖用，可在公示名单里查到）" value={result.entered.pseudonym} />
          </Card>
        )}
        {attempt.questions.map((question, at) => (
          <QuestionCard
            key={question.text}
            question={question}
            at={at}
            given={given[at] ?? []}
            right={result.solution[at]}
          />
        ))}
      </Page>
    )
  }
  if (state.kind !== 'answering')
    return (
      <Page title="有奖竞答">
        {state.kind === 'loading' && <Loading rows={4} />}
        {state.kind === 'offline' && <Offline onRetry={() => void begin()} />}
        {state.kind === 'refused' && <Refused problem={state.problem} />}
      </Page>
    )

  const { attempt, sending, error } = state
  const left = given.filter((one) => one.length === 0).length
  return (
    <Page
      title="有奖竞答"
      bottom={
        <ActionBar>
          {error && <View className="field-error">{error}</View>}
          <Button id="submit" busy={sending && '正在交卷…'} disabled={left > 0} onTap={() => void submit()}>
            {left > 0 ? `还有 ${left} 题没答` : '交卷'}
          </Button>
        </ActionBar>
      }
    >
      <View className="row-between quiz-clock">
        <Text className="t14 quiet">到点没交的不算</Text>
        <Countdown to={attempt.endsAt} size="m" onEnd={() => void begin()} />
      </View>
      {attempt.questions.map((question, at) => (
        <QuestionCard
          key={question.text}
          question={question}
          at={at}
          given={given[at] ?? []}
          onChoose={(option) => choose(at, option)}
        />
      ))}
    </Page>
  )
}
