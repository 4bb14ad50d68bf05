// First of all: it tells zod that WeChat forbids compiling code at run time.
import '@gonghui/shared/lib/contract'
import { useDidShow, useLaunch } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { loadMe, refreshMe } from './lib/me'
import './app.scss'

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => void loadMe())
  useDidShow(() => void refreshMe())
  return children
}
