import { View } from '@tarojs/components'
import './progress-bar.scss'

/** How far something is; with no total known it only shows that something goes on. */
export function ProgressBar({ done, total }: { readonly done: number; readonly total: number }) {
  const share = total > 0 ? Math.min(1, done / total) : 0
  return (
    <View className="progress" aria-label={total > 0 ? `${done} / ${total}` : '进行中'}>
      <View
        className={`progress-done ${total > 0 ? '' : 'progress-unknown'}`}
        {...(total > 0 ? { style: { width: `${Math.max(2, Math.round(share * 100))}%` } } : {})}
      />
    </View>
  )
}
