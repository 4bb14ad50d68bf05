import type { Grant } from '@gonghui/shared/lib/roles'
import { View } from '@tarojs/components'
import { loadMe, type MeState } from '../lib/me'
import { Chips } from './field'
import { LoginButton } from './login-button'
import { Empty, Loading, Offline } from './states'

/** Which of one's unions the page is about; nothing to choose where there is one. */
export function OrgChoice({
  grants,
  grant,
  onChoose,
}: {
  readonly grants: readonly Grant[]
  readonly grant: Grant | undefined
  readonly onChoose: (orgId: string) => void
}) {
  if (grants.length < 2 || !grant) return null
  return (
    <View style={{ paddingBottom: '12px' }}>
      <Chips
        id="org"
        value={grant.orgId}
        options={grants.map(({ orgId, orgName }) => ({ value: orgId, text: orgName }))}
        onChange={onChoose}
      />
    </View>
  )
}

/** What stands in place of a work page where one is not let in. */
export function NoGrant({ me, what }: { readonly me: MeState; readonly what: string }) {
  if (me.kind === 'loading') return <Loading />
  if (me.kind === 'offline') return <Offline onRetry={() => void loadMe()} />
  if (me.kind === 'known')
    return <Empty icon="lock" title={`你没有${what}的权限`} next="需要时请联系上级工会开通" />
  return (
    <Empty icon="person" title="请先登录" next={`登录后可以${what}`}>
      <View className="said-way">
        <LoginButton shape="small" />
      </View>
    </Empty>
  )
}
