import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import { capsule } from '../lib/capsule'
import { useAppearance, useThemeClass } from '../theme/appearance'
import { Icon } from './icon'
import { ReadyFileSheet } from './ready-file'
import { useStatusBar } from './use-status-bar'
import './page.scss'

interface PageProps {
  readonly title?: string
  /** What lies behind the nav bar: the ground, the red head, or a picture of the page's own. */
  readonly head?: 'ground' | 'red' | 'picture'
  /** How far the red reaches below the nav bar, in pixels: half-way down the first card. */
  readonly band?: number
  /** Tab pages have no way back. */
  readonly tab?: boolean
  /** The bar in thumb reach: one primary button, or the tab bar. */
  readonly bottom?: ReactNode
  /** Where a page has more than one picture, the arrow leads to the first. */
  readonly onBack?: () => void
  readonly children: ReactNode
}

/** Back to where one came from; a page opened by a link has nothing behind it, so home. */
export function goBack() {
  if (Taro.getCurrentPages().length > 1) Taro.navigateBack()
  else Taro.switchTab({ url: '/pages/home' })
}

/** The frame of every phone page: theme, own nav bar with room for WeChat's capsule, a column, a bottom bar. */
export function Page({
  title,
  head = 'ground',
  band = 52,
  tab = false,
  bottom,
  onBack = goBack,
  children,
}: PageProps) {
  const { dark } = useAppearance()
  const themed = useThemeClass()
  const { top, height, right } = capsule()
  const onRed = head === 'red'
  useStatusBar(onRed || dark)

  return (
    <View className={`${themed} page-${head}`}>
      {onRed && <View className="page-band" style={{ height: `${top + height + band}px` }} />}
      <View className="page-nav" style={{ paddingTop: `${top}px` }}>
        <View className="page-nav-row" style={{ height: `${height}px`, paddingRight: `${right}px` }}>
          {!tab && (
            <View className="page-back" id="back" onClick={onBack} role="button" aria-label="返回">
              <Icon name="left" size="l" />
            </View>
          )}
          {title && <Text className={`page-title ${tab ? 'page-title-tab' : ''}`}>{title}</Text>}
        </View>
      </View>
      <View className="page-column">{children}</View>
      {bottom && <View className="page-bottom">{bottom}</View>}
      <ReadyFileSheet />
    </View>
  )
}

/** The bar that carries a page's one action. */
export function ActionBar({ children }: { readonly children: ReactNode }) {
  return <View className="action-bar">{children}</View>
}
