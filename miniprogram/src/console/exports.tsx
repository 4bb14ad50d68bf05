import { type Exported, exportFormatNames, exportListNames } from '@gonghui/shared/benefits/exports'
import { Text, View } from '@tarojs/components'
import { serverNowMs } from '../lib/server-clock'
import { grouped, whenOf } from '../lib/words'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { More } from '../ui/more'
import { NoGrant } from '../ui/org-choice'
import { ProgressBar } from '../ui/progress-bar'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { useExports } from './use-exports'
import './console-drops.scss'

/** The storage keeps a file for a day. */
const KEPT_MS = 24 * 3_600_000
const isGone = ({ endedAt = '' }: Exported) => serverNowMs() - Date.parse(endedAt) > KEPT_MS

function Standing({ one }: { readonly one: Exported }) {
  const { state, progress, result, problem } = one
  if (state === 'done')
    return isGone(one) ? (
      <Chip tone="plain">文件已清理</Chip>
    ) : (
      <Chip tone="ok">
        {grouped(result?.rows ?? 0)} {one.format === 'zip' ? '个文件' : '行'}
      </Chip>
    )
  if (state === 'failed') return <Text className="no t14">{problem?.title ?? '没有做完'}</Text>
  return (
    <View className="exports-standing">
      <ProgressBar {...progress} />
      <Text className="t12 quiet numbers">
        {progress.total > 0 ? `${grouped(progress.done)} / ${grouped(progress.total)} 行` : '正在准备…'}
      </Text>
    </View>
  )
}

const columns = (save: (jobId: string) => void): readonly Column<Exported>[] => [
  {
    name: '内容',
    width: 'minmax(0, 2fr)',
    cell: ({ title, list, format }) => (
      <View>
        <Text className="block">{title}</Text>
        <Text className="t12 quiet exports-what">
          {exportListNames[list]}・{exportFormatNames[format]}
        </Text>
      </View>
    ),
  },
  { name: '时间', width: '130px', cell: ({ createdAt }) => whenOf(createdAt, serverNowMs()) },
  { name: '进度', width: 'minmax(140px, 1fr)', cell: (one) => <Standing one={one} /> },
  {
    name: '文件',
    width: '110px',
    end: true,
    cell: (one) =>
      one.state === 'done' &&
      !isGone(one) && (
        <View className="row drops-left">
          <Button
            id={`save-${one.jobId}`}
            tone="line"
            shape="small"
            icon="download"
            onTap={() => save(one.jobId)}
          >
            下载
          </Button>
        </View>
      ),
  },
]

/** 我的导出: what one has taken out, how far it is, and the file for a day. */
export default function Exports() {
  const { me, grant, list, items, save } = useExports()
  const { state } = list
  return (
    <ConsolePage at="exports" title="我的导出" under="文件保存一天，过后请重新导出">
      {!grant && <NoGrant me={me} what="导出" />}
      {grant && state.kind === 'loading' && <Loading rows={4} />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && (
        <Table
          id="export"
          columns={columns((jobId) => void save(jobId))}
          rows={items}
          keyOf={(one) => one.jobId}
        />
      )}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="doc" title="还没有导出过" next="打开一场福利，点“导出”，做好的文件会在这里" />
      )}
      <More list={list} />
    </ConsolePage>
  )
}
