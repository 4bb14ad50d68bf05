// First of all: it tells zod that WeChat forbids compiling code at run time.
import '@gonghui/shared/lib/contract'
import { useLaunch } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { loadMe } from './lib/me'
import './app.scss'

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => void loadMe())
  return children
}
