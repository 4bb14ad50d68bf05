import type { Question } from '@gonghui/shared/reading/quizzes'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { serverNowMs } from '../lib/server-clock'
import { whenOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Fact, SectionHead } from '../ui/card'
import { Countdown } from '../ui/countdown'
import { Hash } from '../ui/hash'
import { Icon } from '../ui/icon'
import type { IconName } from '../ui/icon-paths'
import { OutcomeHead } from '../ui/outcome-head'
import { ActionBar, goBack, Page } from '../ui/page'
import { Loading, Offline, Refused } from '../ui/states'
import { useQuiz } from './use-quiz'
import './quiz.scss'

const kindWords = { single: '单选', multiple: '多选', judge: '判断' } as const
const LETTERS = 'ABCDEF'

interface Mark {
  readonly look: string
  readonly icon?: IconName
  readonly words?: string
}
/** Each told by a sign or in words, never by its colour alone. */
const marks = {
  chosen: { look: 'quiz-chosen', icon: 'check' },
  hit: { look: 'quiz-right', icon: 'check', words: '你选对了' },
  missed: { look: 'quiz-right', words: '正确答案' },
  wrong: { look: 'quiz-wrong', icon: 'cross', words: '你选的' },
} as const satisfies Record<string, Mark>

interface QuestionCardProps {
  readonly question: Question
  readonly at: number
  readonly given: readonly number[]
  /** Known only after it was handed in. */
  readonly right?: readonly number[] | undefined
  readonly onChoose?: (option: number) => void
}

function QuestionCard({ question, at, given, right, onChoose }: QuestionCardProps) {
  const markOf = (option: number): Mark | undefined => {
    const isMine = given.includes(option)
    if (!right) return isMine ? marks.chosen : undefined
    if (right.includes(option)) return isMine ? marks.hit : marks.missed
    return isMine ? marks.wrong : undefined
  }
  return (
    <Card>
      <View className="t16 bold quiz-text">
        {at + 1}. {question.text}
        <Text className="t12 quiet"> {kindWords[question.kind]}</Text>
      </View>
      {question.options.map((text, option) => {
        const mark = markOf(option)
        return (
          <View
            key={text}
            id={`option-${at}-${option}`}
            className={`quiz-option ${mark?.look ?? ''}`}
            role={question.kind === 'multiple' ? 'checkbox' : 'radio'}
            aria-checked={given.includes(option)}
            {...(onChoose ? { onClick: () => onChoose(option) } : {})}
          >
            <Text className="quiz-letter">{question.kind === 'judge' ? '' : LETTERS[option]}</Text>
            <Text className="grow quiz-words">{text}</Text>
            {mark && (
              <View className="row quiz-mark t12">
                {mark.icon && <Icon name={mark.icon} />}
                <Text>{mark.words}</Text>
              </View>
            )}
          </View>
        )
      })}
    </Card>
  )
}

/** Attempts are counted, so it says how many there are. */
function AgainButton({ left, onTap }: { readonly left: number; readonly onTap: () => void }) {
  return left > 0 ? (
    <Button id="quiz-again" onTap={onTap}>
      再答一次（还有 {left} 次）
    </Button>
  ) : null
}

function TimeOver({ left, onAgain }: { readonly left: number; readonly onAgain: () => void }) {
  return (
    <Page
      title="有奖竞答"
      bottom={
        <ActionBar>
          <Button id="quiz-back" tone={left > 0 ? 'line' : 'primary'} onTap={goBack}>
            回到活动
          </Button>
          <AgainButton left={left} onTap={onAgain} />
        </ActionBar>
      }
    >
      <Card id="quiz-over" flush>
        <OutcomeHead
          tone="wait"
          icon="clock"
          title="时间到，没有交卷"
          under={left > 0 ? `今天还能答 ${left} 次` : '今天的次数用完了，明天再来答一次'}
        />
      </Card>
    </Page>
  )
}

/** 答题: the drawn questions, a countdown by the server's clock, and how it came out. */
export default function QuizPage() {
  const { campaignId = '', quizId = '' } = useRouter().params
  const { state, given, choose, submit, runOut, begin } = useQuiz(campaignId, quizId)

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
            {!result.passed && <AgainButton left={attempt.left} onTap={() => void begin()} />}
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
  if (state.kind === 'over') return <TimeOver left={state.left} onAgain={() => void begin()} />
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
        <Countdown to={attempt.endsAt} size="m" onEnd={runOut} />
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
