import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Button } from './button'
import { Icon } from './icon'
import type { IconName } from './icon-paths'
import { LoginButton } from './login-button'
import './states.scss'

interface SaidProps {
  readonly icon: IconName
  readonly title: string
  readonly next: ReactNode
  readonly id?: string
  readonly children?: ReactNode
}

function Said({ icon, title, next, id, children }: SaidProps) {
  return (
    <View className="said" {...(id ? { id } : {})}>
      <View className="said-mark">
        <Icon name={icon} size="xl" />
      </View>
      <Text className="said-title">{title}</Text>
      <Text className="said-next">{next}</Text>
      {children}
    </View>
  )
}

/** Nothing is here yet: what will be, and what one can do. */
export const Empty = (said: SaidProps) => <Said {...said} />

/** Grey shapes where the words will be. */
export function Loading({ rows = 3 }: { readonly rows?: number }) {
  return (
    <View id="loading" aria-label="正在加载">
      {Array.from({ length: rows }, (_, at) => (
        // The shapes never change places.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <View className="skeleton" key={at}>
          <View className="skeleton-tile" />
          <View className="grow">
            <View className="skeleton-line" />
            <View className="skeleton-line skeleton-short" />
          </View>
        </View>
      ))}
    </View>
  )
}

interface RefusedProps {
  readonly problem: Pick<ProblemDocument, 'code' | 'status' | 'title' | 'next'>
  /** What a page does that does not ask anew by itself, as those do that `useOnSignIn`. */
  readonly onSignedIn?: () => unknown
  readonly loginWords?: string
  readonly children?: ReactNode
}

/** The server's own words: what refused, and what to do next; who is not signed in can do it here. */
export const Refused = ({ problem, onSignedIn, loginWords, children }: RefusedProps) => (
  <Said icon="lock" title={problem.title} next={problem.next} id={`refused-${problem.code}`}>
    {problem.status === 401 ? (
      <View className="said-way">
        <LoginButton shape="small" {...(onSignedIn && { onSignedIn })}>
          {loginWords}
        </LoginButton>
      </View>
    ) : (
      children
    )}
  </Said>
)

/** No answer came, or the door is crowded. */
export function Offline({
  busy = false,
  onRetry,
}: {
  readonly busy?: boolean
  readonly onRetry: () => void
}) {
  return (
    <Said
      icon="cloud"
      id="offline"
      title={busy ? '现在人多，请稍等' : '网络没有连上'}
      next={busy ? '不用反复点，过一会儿再试' : '看看手机信号，再试一次'}
    >
      <View className="said-way">
        <Button id="retry" tone="pale" shape="small" onTap={onRetry}>
          重试
        </Button>
      </View>
    </Said>
  )
}

/** Above a page that shows what it last knew. */
export function StaleStrip({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <View className="stale" onClick={onRetry}>
      <Icon name="cloud" size="s" />
      <Text className="grow">网络没有连上，显示的是上次的内容</Text>
      <Text className="bold">重试</Text>
    </View>
  )
}
