import { View } from '@tarojs/components'
import type { useList } from '../lib/use-list'
import { Button } from './button'

/** The end of a list that has more pages: they come on scrolling, or on a tap. */
export function More({
  list,
}: {
  readonly list: Pick<ReturnType<typeof useList>, 'hasMore' | 'more' | 'loadMore'>
}) {
  if (!list.hasMore) return null
  return (
    <View className="said-way row" style={{ justifyContent: 'center' }}>
      <Button
        id="more"
        tone="line"
        shape="small"
        busy={list.more === 'loading' && '正在加载…'}
        onTap={list.loadMore}
      >
        {list.more === 'failed' ? '没有加载出来，再试一次' : '再看一些'}
      </Button>
    </View>
  )
}
