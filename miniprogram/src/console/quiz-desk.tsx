import type { ManagedCampaign } from '@gonghui/shared/reading/campaigns'
import { Text } from '@tarojs/components'
import { refusalWords } from '../lib/until-known'
import { Button } from '../ui/button'
import { Card, SectionHead } from '../ui/card'
import { Loading, Offline } from '../ui/states'
import { QuizLine } from './quiz-line'
import { QuizSheet } from './quiz-sheet'
import { useQuizDesk } from './use-quiz-desk'

/** 有奖竞答 at the desk: the quizzes of a campaign, added and renewed. */
export function QuizDesk({ campaign }: { readonly campaign: ManagedCampaign }) {
  const { campaignId } = campaign
  const { answer, items, reload, editing, add, edit, close } = useQuizDesk(campaign)
  return (
    <Card>
      <SectionHead
        title="有奖竞答"
        end={
          add && (
            <Button id="new-quiz" tone="quiet" shape="pill" icon="plus" onTap={add}>
              新增答题
            </Button>
          )
        }
      />
      {answer.kind === 'loading' && <Loading rows={1} />}
      {answer.kind === 'refused' && <Text className="t14">{refusalWords(answer.problem)}</Text>}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={() => void reload()} />}
      {answer.kind === 'ready' && items.length === 0 && (
        <Text className="t14 quiet">还没有答题。题库从表格粘贴，每人每次随机抽题。</Text>
      )}
      {items.map((quiz) => (
        <QuizLine key={quiz.quizId} campaignId={campaignId} quiz={quiz} onEdit={edit && (() => edit(quiz))} />
      ))}
      {editing && <QuizSheet campaignId={campaignId} {...editing} onChanged={reload} onClose={close} />}
    </Card>
  )
}
