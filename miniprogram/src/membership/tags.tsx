import { tags as catalog, type Tag, tagWords } from '@gonghui/shared/lib/tags'
import type { TagClaim } from '@gonghui/shared/membership/tags'
import { View } from '@tarojs/components'
import { dateOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, Row } from '../ui/card'
import { Page } from '../ui/page'
import { Loading, Offline, Refused, StaleStrip } from '../ui/states'
import { TagSheet } from './tag-sheet'
import { useTags } from './use-tags'

interface TagRowProps {
  readonly tag: Tag
  readonly held: boolean
  readonly claim: TagClaim | undefined
  readonly onClaim: () => void
}

/** One tag: mine, waiting, refused with the reason, or to be claimed. */
function TagRow({ tag, held, claim, onClaim }: TagRowProps) {
  const { meaning } = tagWords[tag]
  if (held) return <Row id={`tag-${tag}`} title={tag} under={meaning} end={<Chip tone="ok">已有</Chip>} />
  if (claim?.state === 'waiting')
    return (
      <Row
        id={`tag-${tag}`}
        title={tag}
        under={`${dateOf(claim.claimedAt)}提交，工会干部在核对`}
        end={<Chip tone="wait">审核中</Chip>}
      />
    )
  const refused = claim?.state === 'refused'
  return (
    <Row
      id={`tag-${tag}`}
      title={tag}
      under={refused ? `没有通过：${claim.reason ?? '请问问单位工会'}` : meaning}
      end={
        <Button id={`claim-${tag}`} tone="pale" shape="pill" onTap={onClaim}>
          {refused ? '再申请' : '申请'}
        </Button>
      }
    />
  )
}

/** 我的标签: what the union knows one as, and how one asks to be known as more. */
export default function Tags() {
  const { answer, reload, claiming, ask, send } = useTags()
  return (
    <Page title="我的标签">
      {answer.kind === 'loading' && <Loading rows={5} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {answer.kind === 'ready' && answer.stale && <StaleStrip onRetry={reload} />}
      {answer.kind === 'ready' && (
        <Card>
          <View className="t12 quiet">有些福利只给有这些标签的会员。写明凭据，由工会干部核对。</View>
          {catalog.map((tag) => (
            <TagRow
              key={tag}
              tag={tag}
              held={answer.body.tags.includes(tag)}
              claim={answer.body.claims.find((one) => one.tag === tag)}
              onClaim={() => ask({ kind: 'writing', tag })}
            />
          ))}
        </Card>
      )}
      {claiming.kind !== 'no' && (
        <TagSheet
          tag={claiming.tag}
          error={claiming.kind === 'writing' ? claiming.error : undefined}
          busy={claiming.kind === 'sending'}
          onClose={() => ask({ kind: 'no' })}
          onSend={(proof, consented) => void send(claiming.tag, proof, consented)}
        />
      )}
    </Page>
  )
}
