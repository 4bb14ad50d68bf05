import { View } from '@tarojs/components'
import { refusalWords } from '../lib/until-known'
import { Button } from '../ui/button'
import { ProgressBar } from '../ui/progress-bar'
import { Offline } from '../ui/states'
import { useExport } from './use-export'

const kb = (bytes: number) => Math.max(1, Math.round(bytes / 1_024))

export function ExportPart() {
  const { state, start, save } = useExport()
  if (state.kind === 'offline') return <Offline onRetry={() => void start()} />
  if (state.kind === 'working')
    return (
      <View id="exporting">
        <ProgressBar done={state.done} total={state.total} />
        <View className="t12 quiet">正在收集…</View>
      </View>
    )
  if (state.kind === 'ready')
    return (
      <View id="exported">
        <View className="t14">
          做好了：{state.files} 个文件，{kb(state.bytes)} KB。里面有完整的姓名和手机号，请保管好。
        </View>
        <Button id="save-export" icon="download" busy={state.saving && '正在下载…'} onTap={() => void save()}>
          下载
        </Button>
        {state.said && <View className="no t14">{state.said}</View>}
        <View className="t12 quiet">文件一天后删除。</View>
      </View>
    )
  return (
    <View>
      {state.kind === 'refused' && <View className="no t14">{refusalWords(state.problem)}</View>}
      <Button id="start-export" tone="pale" onTap={() => void start()}>
        导出我的信息
      </Button>
    </View>
  )
}
